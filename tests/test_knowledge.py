"""The two notices as facts: what a teacher relies on, held against the text as issued."""

import re
from datetime import date

import pytest

from knowledge.check import check, report
from knowledge.figures import dense, find_span
from knowledge.links import EMAIL, differs, is_malformed, printed
from knowledge.load import load
from knowledge.notice import (
    AUDIENCES,
    Audience,
    Contact,
    Count,
    Deadline,
    Edition,
    Email,
    Fact,
    Place,
    Rule,
    Silence,
    Unclear,
)

KNOWLEDGE = load()
FORMER, CURRENT = KNOWLEDGE.editions
FACTS = [fact for edition in KNOWLEDGE.editions for fact in edition.facts]


def leading(edition: Edition, topic: str, audience: Audience = "school") -> Fact:
    """The fact that leads on a topic for an audience."""
    return next(f for f in edition.facts if f.topic == topic and audience in f.audience)


def test_check_finds_nothing_but_the_known_odd_links() -> None:
    findings = check()
    assert [f for f in findings if f.severity == "error"] == [], report(findings)
    assert len(findings) == 3


def test_every_row_of_the_register_is_claimed() -> None:
    rows = {row for fact in FACTS for row in fact.reading}
    expected = {f"R22-{n}" for n in range(1, 32)} | {f"R25-{n}" for n in range(1, 33)}
    assert rows == expected | {f"X{n}" for n in range(1, 53)}


@pytest.mark.parametrize("edition", KNOWLEDGE.editions, ids=lambda edition: edition.id)
def test_every_figure_of_a_notice_stands_in_some_quote(edition: Edition) -> None:
    text = printed(edition.notices[0].text)
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    plain = dense(text)
    covered: set[int] = set()
    for fact in FACTS:
        for quote in fact.quotes:
            start = plain.find(dense(quote.quote))
            while quote.notice == edition.id and start >= 0:
                covered.update(places[start : start + len(dense(quote.quote))])
                start = plain.find(dense(quote.quote), start + 1)
    # Single digits number the paragraphs and the captions of the forms.
    figures = re.finditer(r"[A-Za-z0-9][A-Za-z0-9@._-]*[A-Za-z0-9]", text)
    missed = [found for found in figures if found.start() not in covered]
    assert [found.group() for found in missed] == []


def test_facts_are_told_by_unique_ids() -> None:
    ids = [fact.id for fact in FACTS]
    assert len(ids) == len(set(ids))
    assert all(fact.id.startswith(f"{fact.edition}-") for fact in FACTS)


@pytest.mark.parametrize(
    ("edition", "topic", "day"),
    [
        (FORMER, "liaison-deadline", date(2022, 2, 16)),
        (FORMER, "topic-deadline", date(2022, 2, 21)),
        (FORMER, "summary-deadline", date(2022, 2, 21)),
        (FORMER, "final-deadline", date(2022, 12, 13)),
        (CURRENT, "liaison-deadline", date(2025, 3, 6)),
        (CURRENT, "topic-deadline", date(2025, 3, 21)),
        (CURRENT, "summary-deadline", date(2025, 3, 21)),
        (CURRENT, "midterm-deadline", date(2026, 5, 15)),
    ],
)
def test_a_deadline_is_the_day_printed(edition: Edition, topic: str, day: date) -> None:
    value = leading(edition, topic).value
    assert isinstance(value, Deadline)
    assert value.day == day


def test_the_end_of_the_current_edition_has_no_day_yet() -> None:
    value = leading(CURRENT, "final-deadline").value
    assert value == Deadline(
        month="2026-12", part="中旬", pending=True, pending_words="具体时间另行通知"
    )


def test_quotas_depend_on_who_asks() -> None:
    for topic, audience, low, high in (
        ("school-quota", "school", None, 3),
        ("school-quota", "direct_school", 1, 3),
        ("direct-quota", "direct_school", 1, 3),
        ("region-quota", "liaison", 1, None),
    ):
        assert audience in AUDIENCES
        value = leading(CURRENT, topic, audience).value
        assert isinstance(value, Count)
        assert (value.minimum, value.maximum) == (low, high)


def test_the_former_school_quota_reads_in_two_ways() -> None:
    value = leading(FORMER, "school-quota").value
    assert isinstance(value, Unclear)
    assert len(value.readings) == 2


def test_alone_is_refused_only_for_schools_of_a_region() -> None:
    school = leading(CURRENT, "alone").value
    direct = leading(CURRENT, "alone", "direct_school").value
    assert isinstance(school, Rule)
    assert isinstance(direct, Rule)
    assert (school.verdict, direct.verdict) == ("no", "yes")
    assert isinstance(leading(FORMER, "alone").value, Silence)


def test_contacts_are_as_printed() -> None:
    current, former = leading(CURRENT, "contact").value, leading(FORMER, "contact").value
    assert isinstance(current, Contact)
    assert isinstance(former, Contact)
    assert [(p.name, p.phone) for p in current.people] == [
        ("于老师", "0512-87660108"),
        ("许老师", "0512-87660126"),
    ]
    assert [(p.name, p.phone) for p in former.people] == [("于飞飞", "0512-87660108")]
    assert leading(CURRENT, "address").value == Place("苏州市姑苏区劳动路289号")
    assert isinstance(leading(FORMER, "address").value, Silence)


def test_only_displayed_addresses_are_given_each_in_its_edition() -> None:
    for edition, address in ((FORMER, "1026875682@qq.com"), (CURRENT, "jczx_xsz@suzhou.edu.cn")):
        emails = [f.value.address for f in edition.facts if isinstance(f.value, Email)]
        assert set(emails) == {address}
        assert set(EMAIL.findall(" ".join(repr(f.value) for f in edition.facts))) == {address}


def test_the_hidden_links_are_read_word_for_word() -> None:
    assert FORMER.notices[0].links == ()
    links = CURRENT.notices[0].links
    assert {link.shown for link in links} == {"jczx_xsz@suzhou.edu.cn"}
    assert [(link.line, link.target) for link in links] == [
        (117, "616588897@qq.com"),
        (177, "发送至邮箱616588897@qq.com"),
        (178, "发送至邮箱616588897@qq.com"),
        (293, "并于3月21日前将汇总表以Excel格式发送至邮箱jczx_xsz@suzhou.edu.cn"),
    ]
    assert [differs(link) for link in links] == [True, True, True, False]
    assert [is_malformed(link) for link in links] == [False, True, True, True]


def test_no_quote_is_taken_from_a_hidden_link() -> None:
    text = printed(CURRENT.notices[0].text)
    assert "mailto" not in text
    assert find_span(text, "616588897") is None


def test_the_rows_of_the_register_of_doubts_are_unclear_or_silent_or_said() -> None:
    """X8 X11 X12 X13 X15 X16 X22 X36 X41 read in two ways, X17 in part; X19 X21 X30 X33 X34 X45 … are silent."""
    double = {
        f"X{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 16, 22, 36, 37, 38, 39, 40, 41)
    }
    silent = {f"X{n}" for n in (9, 10, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34)}
    silent |= {f"X{n}" for n in (42, 43, 44, 45, 46, 47, 49, 50, 51, 52)}
    for fact in FACTS:
        if double & set(fact.reading):
            assert isinstance(fact.value, Unclear), fact.id
        if silent & set(fact.reading):
            assert isinstance(fact.value, Silence), fact.id


def test_our_own_words_never_scold() -> None:
    for fact in FACTS:
        words = repr(fact.value) if isinstance(fact.value, Unclear | Silence) else ""
        assert not re.search("错误|非法|失败|违规|不得不|必须先", words), fact.id


def test_the_criteria_are_facts_one_by_one() -> None:
    for edition in KNOWLEDGE.editions:
        for criterion, count in (
            ("targeted", 6),
            ("scientific", 7),
            ("effective", 6),
            ("exemplary", 4),
        ):
            topic = f"criterion-{criterion}"
            assert len([f for f in edition.facts if f.topic == topic]) == count
            assert leading(edition, topic).id == f"{edition.id}-criterion-{criterion}"
