"""Whatever is pasted: nothing of it is lost, nothing breaks, and what is shown is what is kept."""

import contextlib
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import load_library
from forms import kinds, weighing
from forms.characters import clean
from forms.errors import BadAnswer
from forms.form import Rules
from forms.intake.pasted import looks_pasted, read_pasted
from tests.filled import APPLICATIONS, TEXTS, application

load = cache(load_library)
FORM = APPLICATIONS[1]
RULES = Rules("2025")
MEMBERS = next(question for question in FORM.questions if question.id == "members")
SURNAMES = st.sampled_from("王李张刘陈杨黄赵吴周徐孙")
NAMES = st.builds("".join, st.tuples(SURNAMES, st.sampled_from(["静", "明", "芳", "玉兰", "喆"])))
WORDS = st.text(st.sampled_from("课堂观察数据整理命题访谈教师主任组长"), min_size=2, max_size=8)
ROWS = st.lists(st.tuples(NAMES, WORDS, WORDS), min_size=2, max_size=12)


def labelled(answers, cell="\t"):
    """The form as Word hands it over when it is copied whole."""
    one = answers["leaders"][0]
    lines = [
        f"单位（盖章）：{answers['unit']}",
        f"案例名称{cell}{answers['case_title']}",
        f"负责人{cell}姓名{cell}{one['name']}{cell}联系电话{cell}{one['phone']}",
        f"工作组成员{cell}姓名{cell}职务{cell}承担任务分工",
        *(cell.join(["", *row.values()]) for row in answers["members"]),
        FORM.labels["problem"],
        answers["problem"],
        FORM.labels["outcomes"],
        cell.join(["序号", "起止时间", "成果名称", "成果形式"]),
        *(cell.join([str(n), *row.values()]) for n, row in enumerate(answers["outcomes"], 1)),
        "注：1.本表",
    ]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["\t", "，", ",", " ", "、"]), st.booleans())
def test_no_pasted_row_is_lost(rows, cell, with_heading):
    heading = [cell.join(["姓名", "职务", "承担任务分工"])] if with_heading else []
    text = "\n".join([*heading, *(cell.join(row) for row in rows)])
    kept = kinds.read(MEMBERS, text, RULES)
    assert [tuple(row.values()) for row in kept] == rows
    assert kinds.show(MEMBERS, kept).split("\n") == ["，".join(row) for row in rows]


@settings(max_examples=60, deadline=None)
@given(st.one_of(TEXTS, st.builds(lambda a, b: f"{a}：{b}\n姓名\n{b}\n成员：\n{a}", TEXTS, TEXTS)))
def test_whatever_is_pasted_is_read_or_left_and_never_breaks(text):
    looks_pasted(FORM, text)
    found = read_pasted(FORM, text, RULES)
    weighing.items(FORM, RULES, {}, found.answers, is_guessed=True)
    with contextlib.suppress(BadAnswer):
        assert kinds.read(MEMBERS, text, RULES)


@settings(max_examples=40, deadline=None)
@given(ROWS, WORDS, st.lists(WORDS, min_size=1, max_size=4).map("\n".join))
def test_a_whole_form_pasted_comes_back_as_it_was(rows, title, problem):
    members = [dict(zip(("name", "post", "task"), row, strict=True)) for row in rows]
    answers = application(case_title=title, problem=problem, members=members)
    text = labelled(answers)
    assert looks_pasted(FORM, text)
    found = read_pasted(FORM, text, RULES)
    assert found.unread == ()
    for key in ("unit", "case_title", "members", "problem", "outcomes"):
        assert found.answers[key] == answers[key], key
    assert found.answers["leaders"][0]["phone"] == answers["leaders"][0]["phone"]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["unit", "case_title", "problem", "x"]), TEXTS))
def test_what_is_shown_is_what_is_taken(answers):
    library = load()
    form, rules = library.forms["2025", "application"], library.rules["2025"]
    items = weighing.items(form, rules, {}, answers, is_guessed=False)
    kept = weighing.taken(form, {}, items, is_whole=True)
    for item in items:
        if item.state != "refused":
            assert kinds.show(item.question, kept[item.question.path]) == item.read
    for key in ("problem",):
        if key in kept:
            assert "".join(str(kept[key]).split()) == "".join(clean(answers[key]).split())


def test_more_leaders_than_the_notice_allows_stay_outside():
    library = load()
    form, rules = library.forms["2025", "application"], library.rules["2025"]
    three = [{"name": name} for name in ("徐玉兰", "顾明", "陈静")]
    items = weighing.items(form, rules, {}, {"leaders": three}, is_guessed=True)
    assert [item.read for item in items] == ["徐玉兰", "顾明"]
    assert weighing.left_over(form, rules, {"leaders": three}) == ({"name": "陈静"},)
