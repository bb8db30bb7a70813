"""Forms filled in for the tests of documents: one whole application, and texts that break programs."""

from hypothesis import strategies as st

from forms.load import load_forms

FORMS = load_forms()
APPLICATIONS = [FORMS["2022", "application"], FORMS["2025", "application"]]
LIMITS = {"problem": 500, "approach": 2000}

LIAISON = {
    "unit": "示例区教育局",
    "name": "徐玉兰",
    "post": "教研员",
    "mobile": "138 1234 5678",
    "qq": "0012345",
}
PARAGRAPH = (
    "监测结果显示，八年级学生“数学建模”维度得分率低于全市均值 6.3 个百分点；课堂讲得多、想得少。"
)


def application(**changed):
    """A whole application of two leaders, with every cell filled."""
    answers = {
        "filed_as": "district_school",
        "unit": "苏州市示例中学",
        "region": "示例区",
        "case_title": "基于监测数据的初中数学“问题链”课堂改进实践",
        "category": "数学",
        "stage": "初中",
        "leaders": [
            {
                "name": "王喆",
                "unit": "苏州市示例中学",
                "post": "教研组长",
                "phone": "138-1234-5678",
                "email": "wang.zhe@example.edu.cn",
            },
            {
                "name": "张䶮",
                "unit": "示例区教师发展中心",
                "post": "教研员",
                "phone": "0512-00001234",
                "email": "zhang@example.com",
            },
        ],
        "contact_leader": 1,
        "members": [
            {"name": "李𬭚", "post": "一级教师", "task": "课例设计"},
            {"name": "周堃", "post": "教师", "task": "数据分析与访谈"},
        ],
        "problem": PARAGRAPH * 3,
        "approach_idea": f"坚持问题导向。\n{PARAGRAPH}",
        "approach_method": f"1.文献研究法。\n2.行动研究法：{PARAGRAPH}",
        "approach_strategy": PARAGRAPH * 2,
        "outcomes": [
            {"period": "2025.3-2025.6", "title": "诊断报告", "form": "研究报告"},
            {"period": "2025年秋学期", "title": "“问题链”设计手册", "form": "手册、课例"},
        ],
    }
    return {**answers, **changed}


#: Each of these once made a program cut, change or refuse it.
STRANGE = [
    "A&B<C>案例 \"引号\" 'x'",
    "{{ 7*7 }} {% raw %} #let x = 1 $a^2$ *b* _c_ @d ~ \\ `e`",
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+86 138",
    "-1",
    "@SUM(A1)",
    "0012345",
    "2025-03-21",
    "_x000D_ _x0041_",
    "  两头有空格  ",
    "一行\n\n隔一行\n\t缩进",
    "喆堃䶮𬭚㛃犇镕頔",
    "😀👩‍👩‍👧‍👦🇨🇳❤️",
    "字" * 2000,
    "x" * 2000,
    "https://example.com/" + "a" * 200,
    "（二）研究方法",
    "注：这不是表下的注",
    "附页：一、问题描述（续）",
    "三、预期成果及工作进度\n还是我的话",
    "（续见附页）",
    "控\x00制\x07符\u202e号\r\n换行\u2028再换",
    "、、",
    "—",
]

LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXTS = st.one_of(
    LINES, st.sampled_from(STRANGE), st.lists(LINES, min_size=2, max_size=5).map("\n".join)
)


def objects(*keys):
    """Objects with some of these keys."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, TEXTS))


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            [
                "unit",
                "case_title",
                "problem",
                "approach_idea",
                "approach_method",
                "approach_strategy",
            ],
            TEXTS,
        ),
        "filed_as": st.sampled_from(["district_school", "direct_school", "region", "unsure"]),
        "leaders": st.lists(objects("name", "unit", "post", "phone", "email"), max_size=3),
        "members": st.lists(objects("name", "post", "task"), max_size=4),
        "outcomes": st.lists(objects("period", "title", "form"), max_size=12),
        "contact_leader": st.integers(0, 1),
    },
)
