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


TWO_LEADERS = """单位：苏州市示例小学
案例名称：减负提质
第一负责人：徐玉兰
单位及职务：苏州市示例小学 教研组长
联系电话：13812345678
第二负责人：顾明
负责人单位：苏州市示例中学
负责人职务：教师 兼 教研员
电子邮箱：guming@example.com
"""


def read(text):
    return read_pasted(FORM, text, RULES)


def test_two_leaders_pasted_one_after_the_other_are_both_read():
    found = read(TWO_LEADERS)
    assert found.answers["leaders"] == [
        {
            "name": "徐玉兰",
            "unit": "苏州市示例小学",
            "post": "教研组长",
            "phone": "13812345678",
        },
        {
            "name": "顾明",
            "unit": "苏州市示例中学",
            "post": "教师 兼 教研员",
            "email": "guming@example.com",
        },
    ]
    assert found.unread == ()


def test_a_leader_without_a_name_is_told_with_the_labels():
    found = read("案例名称：甲\n负责人：徐玉兰\n电话：138\n电话：139\n单位：乙小学")
    assert found.answers["leaders"] == [{"name": "徐玉兰", "phone": "138"}]
    assert found.unread == ("联系电话：139",)


def test_what_stands_beside_the_outcomes_is_told():
    found = read(
        "案例名称：减负\n三、预期成果及工作进度\n分三步走。\n序号\t起止时间\t成果名称\t成果形式\n"
        "1\t2025.3\t报告\t文本\n2\t2025.9\t手册\t文本\n以上归学校所有。\n备注\t一式两份\n注：1.本表\n学校意见：同意"
    )
    assert [one["form"] for one in found.answers["outcomes"]] == ["文本", "文本"]
    told = {"分三步走。", "以上归学校所有。", "备注\t一式两份", "学校意见：同意"}
    assert set(found.unread) == told


def test_labels_may_be_numbered_and_long_texts_have_numbers_of_their_own():
    found = read(
        "1. 案例名称：减负\n2、单位：示例小学\n3. 问题描述：一是\n1.计算慢\n2.联系少\n4. 负责人：徐玉兰\n"
        "5. 研究方法：访谈\n6. 预期成果：2025.3，报告，文本"
    )
    assert found.answers == {
        "case_title": "减负",
        "unit": "示例小学",
        "problem": "一是\n1.计算慢\n2.联系少",
        "leaders": [{"name": "徐玉兰"}],
        "approach_method": "访谈",
        "outcomes": [{"period": "2025.3", "title": "报告", "form": "文本"}],
    }
    assert found.unread == ()


LABELS = (
    *(
        "单位：",
        "案例名称：",
        "负责人：",
        "第二负责人：",
        "单位及职务\t",
        "联系电话：",
        "电话\n",
        "学段：",
    ),
    *(
        "工作组成员：\n",
        "一、问题描述\n",
        "二、工作思路\n",
        "（一）基本思路：",
        "研究方法：",
        "预期成果：\n",
    ),
    *(
        "1. 单位：",
        "2. 职务：",
        "备注\t",
        "注：",
        "序号\t起止时间\t成果名称\t成果形式\n",
        "1\t2025.3\t报告\t",
        "",
    ),
)
MARKED_WORDS = st.integers(1, 10**6).map(lambda number: f"词{number}句")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LABELS), MARKED_WORDS), min_size=1, max_size=14))
def test_no_line_of_a_paste_is_lost(lines):
    found = read("\n".join(f"{label}{words}" for label, words in lines))
    told = f"{found.answers} {found.unread}"
    for _, words in lines:
        assert words in told, words


def test_members_may_follow_their_label_after_a_blank_and_numbers_may_be_left_out():
    found = read(
        "1、案例名称：减负\n2、单位：示例小学\n3、负责人情况\n姓名：徐玉兰\n4、成员：王芳、李强"
    )
    assert [one["name"] for one in found.answers["members"]] == ["王芳", "李强"]
    found = read("案例名称：减负\n成员 王芳、李强")
    assert [one["name"] for one in found.answers["members"]] == ["王芳", "李强"]


def test_a_sentence_under_typed_outcomes_is_told():
    found = read(
        "案例名称：减负\n预期成果：\n2025.3，报告\n课例集，论文\n本表由教务处填写。\n联系人：赵六"
    )
    assert [one["title"] for one in found.answers["outcomes"]] == ["报告", "课例集"]
    assert found.unread == ("本表由教务处填写。", "联系人：赵六")
