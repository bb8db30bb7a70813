"""What changed between the editions: the table of READING 4.4, none of its rows missing."""

from dataclasses import replace

import pytest

from knowledge.compare import Verdict, compare, is_same
from knowledge.load import load
from knowledge.notice import Items, Rule, Words

KNOWLEDGE = load()
FORMER, CURRENT = KNOWLEDGE.editions
ROWS = {row.topic: row for row in compare(FORMER, CURRENT, KNOWLEDGE.topics)}

#: READING 4.4, in its order.
DIFFERENCES: list[tuple[str, Verdict]] = [
    ("title", "changed"),
    ("cycle", "changed"),
    ("monitoring-year", "changed"),
    ("notice-number", "only_left"),
    ("recipients", "changed"),
    ("topic-focus", "changed"),
    ("cross-subject", "only_left"),
    ("criterion-scientific", "changed"),
    ("mode-change", "changed"),
    ("midterm-deadline", "only_right"),
    ("site-visit", "only_right"),
    ("topic-deadline", "changed"),
    ("final-deadline", "changed"),
    ("review-method", "changed"),
    ("awards", "changed"),
    ("organization-award", "only_right"),
    ("promotion", "only_left"),
    ("liaison-deadline", "changed"),
    ("school-quota", "changed"),
    ("application-copies", "changed"),
    ("alone", "only_right"),
    ("leader-limit", "only_right"),
    ("summary-format", "only_right"),
    ("unit-why", "only_right"),
    ("address", "only_right"),
    ("email", "changed"),
    ("contact", "changed"),
]

#: The last row of the table: what stayed.
SAME = [
    *("application-fields", "application-sections", "category", "school-stage"),
    *("liaison-fields", "summary-fields", "outcome-rows", "problem-limit", "approach-limit"),
    *("region-quota", "direct-quota", "application-medium", "criterion-effective", "unit-name"),
]


@pytest.mark.parametrize(("topic", "verdict"), DIFFERENCES)
def test_a_difference_of_the_table_is_a_row(topic: str, verdict: Verdict) -> None:
    assert ROWS[topic].verdict == verdict


@pytest.mark.parametrize("topic", SAME)
def test_what_stayed_is_the_same_though_worded_otherwise(topic: str) -> None:
    assert ROWS[topic].verdict == "same"


def test_rows_stand_in_the_order_of_the_topics() -> None:
    order = [topic.id for topic in KNOWLEDGE.topics]
    assert list(ROWS) == [topic for topic in order if topic in ROWS]


def test_a_silence_is_shown_but_counts_as_not_written() -> None:
    row = ROWS["address"]
    assert row.left is not None
    assert row.left.kind == "silence"


def test_a_topic_neither_edition_writes_about_has_no_row() -> None:
    assert "clock-time" not in ROWS


def test_sameness_looks_at_values_not_at_quotes() -> None:
    former = next(fact for fact in FORMER.facts if fact.topic == "category")
    current = next(fact for fact in CURRENT.facts if fact.topic == "category")
    assert former.quotes[0].quote != current.quotes[0].quote
    assert is_same(former.value, current.value)


def test_width_and_white_space_make_no_difference() -> None:
    assert is_same(Words("时间表和任务图, 以及预期成果"), Words("时间表和任务图，以及预期成果"))
    assert is_same(Rule("no", "无需提交电子档"), Rule("no", "不用"))
    assert not is_same(Items(("一等奖",)), Items(("一等奖", "二等奖")))
    assert not is_same(Words("一等奖"), Items(("一等奖",)))


def test_an_edition_compared_with_itself_has_no_difference() -> None:
    again = replace(CURRENT, id="again")
    assert {row.verdict for row in compare(CURRENT, again, KNOWLEDGE.topics)} == {"same"}
