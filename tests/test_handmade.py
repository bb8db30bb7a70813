"""Forms filled in by hand in a Word file that never was ours are read by their labels."""

import io
import zipfile

import pytest

from forms.errors import BadFile
from forms.intake.read import read_bytes

from .filled import APPLICATIONS, FORMS

FORM = APPLICATIONS[1]
LABELS = FORM.labels
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = ["附件2", FORM.title, "单位（盖章）： 示例小学"]
TABLE = [
    [["案例 名称"], ["减负提质"]],
    [["负", "责", "人"], ["姓    名"], ["王喆"], ["单位及职务："], ["示例小学教导主任"]],
    [[""], ["联系电话"], ["138"], ["电子邮箱"], ["a@b.cn"]],
    [["工作组成员"], ["姓  名"], ["职务"], ["承担任务分工"]],
    [[""], ["李某"], ["教师"], ["访谈"]],
    [["一、问题描述", LABELS["problem"].removeprefix("一、问题描述"), "第一段", "第二段"]],
    [[LABELS["approach"], "（一）基本思路", "甲", "（二）研究方法", "乙"]],
    [["(三) 推进策略", "丙", ""]],
    [[LABELS["outcomes"]]],
    [["序号"], ["起止时间"], ["成果名称"], ["成果形式"]],
    [["1"], ["3月"], ["报告"], ["文本"]],
    [["2"], [""], [""], [""]],
]
ANSWERS = {
    "unit": "示例小学",
    "case_title": "减负提质",
    "leaders": [
        {"name": "王喆", "phone": "138", "email": "a@b.cn", "unit": "示例小学", "post": "教导主任"}
    ],
    "members": [{"name": "李某", "post": "教师", "task": "访谈"}],
    "problem": "第一段\n第二段",
    "approach_idea": "甲",
    "approach_method": "乙",
    "approach_strategy": "丙",
    "outcomes": [{"period": "3月", "title": "报告", "form": "文本"}],
}


def docx(head, table, foot=("注：1.本表",)):
    """A Word file of these paragraphs and this table, each cell a list of lines."""

    def paragraphs(lines):
        return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)

    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraphs(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in table
    )
    whole = f"<w:tbl>{rows}</w:tbl>" if rows else ""
    body = f"{paragraphs(head)}{whole}{paragraphs(foot)}"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        words = f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", words)
    return target.getvalue()


def read(head=HEAD, table=TABLE, **more):
    return read_bytes("手填.docx", docx(head, table, **more), FORMS)


def test_a_form_typed_over_by_hand_is_read_by_its_labels():
    found = read()
    assert (found.edition, found.form, found.source) == ("2025", "application", "labels")
    assert (found.answers, found.unread) == (ANSWERS, ())


def test_the_whole_of_the_approach_may_stand_in_one_cell():
    one_cell = [[TABLE[6][0][0], *TABLE[6][0][1:], *TABLE[7][0]]]
    assert read(table=[*TABLE[:6], one_cell, *TABLE[8:]]).answers == ANSWERS


def test_heading_and_text_may_stand_in_rows_of_their_own():
    apart = [[[line]] for line in TABLE[6][0] + TABLE[7][0][:2]]
    assert read(table=[*TABLE[:6], *apart, *TABLE[8:]]).answers == ANSWERS


def test_what_belongs_to_no_cell_is_told():
    assert read([*HEAD, "学校意见：同意申报"]).unread == ("学校意见：同意申报",)


def test_two_people_in_one_cell_are_two_leaders():
    row = [["负责人"], ["姓名"], ["王喆、张䶮"], ["单位及职务"], ["示例小学 教师、示例中学 校长"]]
    second = [[""], ["联系电话"], ["138、139"], ["电子邮箱"], ["a@b.cn"]]
    found = read(table=[TABLE[0], row, second, *TABLE[3:]])
    assert found.answers["leaders"] == [
        {"name": "王喆", "unit": "示例小学", "post": "教师", "phone": "138", "email": "a@b.cn"},
        {"name": "张䶮", "unit": "示例中学", "post": "校长", "phone": "139"},
    ]


SECOND = [
    [["负责人"], ["姓    名"], ["顾明"], ["单位及职务："], ["示例中学教师"]],
    [[""], ["联系电话"], ["139"], ["电子邮箱"], ["c@b.cn"]],
]
GU_MING = {"name": "顾明", "unit": "示例中学", "post": "教师", "phone": "139", "email": "c@b.cn"}


def test_two_leaders_in_row_blocks_of_their_own_are_both_read():
    found = read(table=[*TABLE[:3], *SECOND, *TABLE[3:]])
    assert found.answers["leaders"] == [*ANSWERS["leaders"], GU_MING]
    assert found.unread == ()


def test_a_form_called_only_by_its_short_name_is_read():
    found = read(["申报表", *HEAD[2:]])
    assert (found.edition, found.form, found.answers) == ("2025", "application", ANSWERS)
    assert read(["2022 年申报表", *HEAD[2:]]).edition == "2022"
    with pytest.raises(BadFile):
        read(["申报表", "请各校按时交申报表"], [], foot=())


def test_a_blank_second_block_is_nobody():
    blank = [[cell if at % 2 else [""] for at, cell in enumerate(row)] for row in SECOND]
    assert read(table=[*TABLE[:3], *blank, *TABLE[3:]]).answers == ANSWERS


def test_labels_may_say_which_leader_they_mean():
    rows = [
        [["第一负责人"], ["王喆"], ["负责人单位"], ["示例小学"], ["负责人职务"], ["教导主任"]],
        [["第二负责人"], ["顾明"], ["单位及职务"], ["示例中学教师"], ["电话"], ["139"]],
        [["学段"], ["小学"], ["类别"], ["数学"], ["区域"], ["示例区"]],
    ]
    found = read(table=[TABLE[0], *rows, *TABLE[3:]])
    assert found.answers["leaders"] == [
        {"name": "王喆", "unit": "示例小学", "post": "教导主任"},
        {"name": "顾明", "unit": "示例中学", "post": "教师", "phone": "139"},
    ]
    told = {key: found.answers[key] for key in ("stage", "category", "region")}
    assert told == {"stage": "小学", "category": "数学", "region": "示例区"}
    assert found.unread == ()


def test_a_text_right_under_the_second_heading_goes_with_its_first_part():
    table = [*TABLE[:6], [[TABLE[6][0][0], "先说总的。", *TABLE[6][0][1:]]], *TABLE[7:]]
    found = read(table=table)
    assert found.answers == {**ANSWERS, "approach_idea": "先说总的。\n甲"}
    assert (found.unread, found.doubts) == ((), {"approach_idea": "under-heading"})


def test_what_stands_across_or_under_the_outcomes_is_told():
    table = [
        *TABLE[:9],
        [["分三步走。"]],
        *TABLE[9:],
        [["备注"], ["一式两份"], [""], [""]],
        [["以上成果另附。"]],
    ]
    found = read(table=table, foot=("表后一段。", "注：1.本表", "学校意见：同意"))
    assert found.answers == ANSWERS
    told = {"分三步走。", "备注\t一式两份", "以上成果另附。", "表后一段。", "学校意见：同意"}
    assert set(found.unread) == told


def test_outcomes_without_heads_over_their_columns_are_read_and_marked():
    found = read(table=[*TABLE[:9], *TABLE[10:]])
    assert (found.answers, found.unread) == (ANSWERS, ())
    assert found.doubts == {"outcomes": "no-head-row"}


def test_members_may_stand_in_one_cell():
    row = [["工作组成员"], ["王芳（教师，命题）、李强（教研组长，访谈）"]]
    found = read(table=[*TABLE[:3], row, *TABLE[5:]])
    assert found.answers["members"] == [
        {"name": "王芳", "post": "教师", "task": "命题"},
        {"name": "李强", "post": "教研组长", "task": "访谈"},
    ]
    assert found.doubts == {"members": "no-head-row"}


def test_heads_printed_again_on_the_next_page_begin_no_new_list():
    found = read(table=[*TABLE, TABLE[9], [["2"], ["4月"], ["课例"], ["视频"]]])
    assert [one["title"] for one in found.answers["outcomes"]] == ["报告", "课例"]


def test_a_form_of_paragraphs_alone_is_read_like_a_pasted_one():
    lines = ["1. 案例名称：减负提质", "2. 单位：示例小学", "3. 负责人：", "王喆", "4. 问题描述：甲"]
    found = read([FORM.title, *lines], [], foot=())
    assert found.answers == {
        "unit": "示例小学",
        "case_title": "减负提质",
        "leaders": [{"name": "王喆"}],
        "problem": "甲",
    }
    assert found.unread == ()
