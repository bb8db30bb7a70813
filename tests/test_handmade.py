"""Forms filled in by hand in a Word file that never was ours are read by their labels."""

import io
import zipfile

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
    body = f"{paragraphs(head)}<w:tbl>{rows}</w:tbl>{paragraphs(foot)}"
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
