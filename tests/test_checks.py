"""What blocks is the notices' own rules; everything unusual warns."""

import pytest

from forms.checks import findings
from forms.form import Json, Limit, Rules
from forms.load import load_forms

FORMS = load_forms()
LIMITS = {"problem": Limit(500, "problem-limit"), "approach": Limit(2000, "approach-limit")}
RULES = {
    "2022": Rules("2022", LIMITS, (), ("2022-01-10", "2022-12-13"), "2021"),
    "2025": Rules(
        "2025",
        {**LIMITS, "leaders": Limit(2, "leader-limit", "人")},
        (),
        ("2025-02-24", "2026-12-31"),
        "2024",
    ),
}


def leader(name: str, unit: str = "苏州市示例小学") -> dict[str, Json]:
    return {"name": name, "unit": unit, "post": "教师", "phone": "0512-67881234", "email": "a@b.cn"}


def filled(**changes: Json) -> dict[str, Json]:
    """A whole application with nothing to find in it, changed as a test wants."""
    answers: dict[str, Json] = {
        "filed_as": "district_school",
        "unit": "苏州市示例小学",
        "case_title": "基于监测数据的运算能力提升",
        "leaders": [leader("徐玉兰")],
        "members": [{"name": "陈静", "post": "教师", "task": "观察"}],
        "problem": "2024 年监测结果显示运算能力低。",
        "approach_idea": "一",
        "approach_method": "二",
        "approach_strategy": "三",
        "outcomes": [{"period": "2025.3-2025.6", "title": "错因分析", "form": "报告"}],
        "region": "姑苏区",
        "category": "数学",
        "stage": "小学",
    }
    return {**answers, **changes}


def outcome(period: str, title: str = "课例") -> list[Json]:
    return [{"period": period, "title": title, "form": "论文"}]


def test_a_whole_application_has_nothing_to_find():
    assert findings(FORMS["2025", "application"], filled(), RULES["2025"]) == ()


CASES = [
    ({"case_title": None}, ("block", "missing", "case_title", {"label": "案例名称"})),
    ({"leaders": [{**leader("徐玉兰"), "email": ""}]},
     ("block", "missing", "leader_email", {"label": "负责人·电子邮箱"})),
    ({"outcomes": []}, ("block", "missing", "outcomes", {})),
    ({"region": None}, ("warn", "missing-for-summary", "region", {"label": "区域"})),
    ({"filed_as": None}, ("warn", "missing-for-summary", "filed_as", {})),
    ({"filed_as": "unsure"}, ("warn", "missing-for-summary", "filed_as_again", {})),
    ({"leaders": [leader("徐玉兰"), leader("陈静一"), leader("顾明")]},
     ("block", "too-many-leaders", "leader_name_3", {"count": 3, "limit": 2, "fact": "leader-limit"})),
    ({"category": "心理"}, ("block", "not-on-list", "category", {"label": "类别", "value": "心理"})),
    ({"stage": "高中"}, ("block", "not-on-list", "stage", {"options": "初中、小学"})),
    ({"problem": "监测" + "字" * 521},
     ("warn", "over-limit", "problem", {"limit": 500, "count": 523, "over": 23, "fact": "problem-limit", "unit": "字"})),
    ({"approach_idea": "字" * 1500, "approach_method": "字 " * 501, "approach_strategy": "字" * 10},
     ("warn", "over-limit", "approach_method", {"label": "二、工作思路", "limit": 2000, "count": 2011, "over": 11})),
    ({"case_title": "阅读课"}, ("warn", "title-short", "case_title", {"count": 3})),
    ({"case_title": "字" * 80}, ("warn", "title-long", "case_title", {"count": 80})),
    ({"leaders": [leader("徐玉兰", "另一所小学")]},
     ("warn", "units-differ", "certificate_unit", {"unit": "苏州市示例小学", "leader_unit": "另一所小学"})),
    ({"leaders": [leader("徐老师")]}, ("warn", "name-honorific", "leader_name", {"found": "徐老师"})),
    ({"leaders": [{**leader("徐玉兰"), "post": "wjg@example.com"}]},
     ("warn", "post-unlikely", "leader_post", {"found": "wjg@example.com"})),
    ({"leaders": [{**leader("徐玉兰"), "phone": "13800000001、13800000002"}]},
     ("warn", "two-phones", "leader_phone", {"found": "13800000001、13800000002"})),
    ({"members": [{"name": "陈静", "post": "13812345678"}]},
     ("warn", "row-unlikely", "members", {"row": 1, "label": "职务", "found": "13812345678"})),
    ({"members": [{"name": "陈静"}, {"name": "顾明", "post": "教师", "task": "命题 gm@example.com"}]},
     ("warn", "row-unlikely", "members", {"row": 2, "label": "承担任务分工"})),
    ({"problem": "学生运算能力低。"}, ("warn", "no-monitoring", "problem", {})),
    ({"problem": "2023 年监测结果显示运算能力低。"},
     ("warn", "other-year", "problem", {"years": "2023", "expected": "2024"})),
    ({"outcomes": outcome("")}, ("warn", "outcome-without-period", "outcomes", {"row": 1, "title": "课例"})),
    ({"outcomes": outcome("2025.3", "")}, ("warn", "outcome-without-title", "outcomes", {"row": 1})),
    ({"outcomes": outcome("2024.9-2025.6")},
     ("warn", "period-outside", "outcomes",
      {"row": 1, "period": "2024.9-2025.6", "first": "2025-02-24", "last": "2026-12-31"})),
    ({"outcomes": outcome("2025.3-2027.1")}, ("warn", "period-outside", "outcomes", {"row": 1})),
    ({"outcomes": outcome("2025.6-2025.3")}, ("warn", "period-backwards", "outcomes", {"period": "2025.6-2025.3"})),
    ({"members": [{"name": "陈 静"}, {"name": "陈静"}]}, ("warn", "same-person", "members", {"name": "陈静"})),
    ({"members": [{"name": "徐玉兰"}]}, ("warn", "same-person", "members", {"name": "徐玉兰"})),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_one_change_gives_one_finding(changes, expected):
    found = findings(FORMS["2025", "application"], filled(**changes), RULES["2025"])
    level, code, question_id, facts = expected
    assert [(f.level, f.code, f.question_id) for f in found] == [(level, code, question_id)]
    assert found[0].facts.items() >= facts.items()


@pytest.mark.parametrize(
    "changes",
    [
        {"outcomes": outcome("3月到6月")},
        {"outcomes": outcome("第一学期")},
        {"outcomes": outcome("2026年12月")},
        {"problem": "2024 年监测结果显示运算低，2023 年监测时也低。"},
        {"problem": "2025年9月，我校读了监测反馈。"},
        {"problem": "监测" + "字" * 498},
        {"filed_as": "direct_school", "region": None, "category": None, "stage": None},
        {"members": None},
        {"leaders": [leader("徐玉兰"), leader("顾明")]},
    ],
)
def test_what_is_usual_is_let_be(changes):
    assert findings(FORMS["2025", "application"], filled(**changes), RULES["2025"]) == ()


def test_2022_sets_no_limit_to_leaders():
    answers = filled(
        leaders=[leader(name) for name in ("徐玉兰", "顾明", "李文博")],
        problem="2021 年监测结果。",
        outcomes=outcome("2022.3"),
    )
    assert findings(FORMS["2022", "application"], answers, RULES["2022"]) == ()


def test_blocks_come_first_then_the_order_of_the_form():
    found = findings(FORMS["2025", "application"], {"case_title": "课"}, RULES["2025"])
    levels = [finding.level for finding in found]
    assert levels == sorted(levels)
    assert [f.question_id for f in found if f.level == "warn"][:2] == ["filed_as", "case_title"]


def test_without_rules_nothing_has_a_figure():
    answers = filled(problem="监测" + "字" * 9000, outcomes=outcome("1999.1"))
    assert findings(FORMS["2025", "application"], answers, Rules("2025")) == ()


def test_a_landline_in_the_cell_for_a_mobile_warns():
    answers = {"unit": "局", "name": "徐玉兰", "post": "员", "mobile": "0512-67881234"}
    found = findings(FORMS["2025", "liaison"], answers, RULES["2025"])
    assert [(f.code, f.level) for f in found] == [("not-mobile", "warn")]
