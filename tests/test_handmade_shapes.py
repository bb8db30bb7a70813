"""Hand-made forms of any shape: a table in a cell of an odt, labels and words in any order."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.intake.read import read_bytes

from .filled import FORMS
from .test_handmade import ANSWERS, HEAD, LABELS, TABLE, read

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(table):
    """An odt of the form's head and this table; a cell is a list of lines, or of rows for a table in it."""

    def cell(lines):
        inside = "".join(
            f"<text:p>{line}</text:p>" if isinstance(line, str) else grid(line) for line in lines
        )
        return f"<table:table-cell>{inside}</table:table-cell>"

    def grid(rows):
        drawn = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        return f"<table:table>{''.join(drawn)}</table:table>"

    head = "".join(f"<text:p>{line}</text:p>" for line in HEAD)
    names = " ".join(f'xmlns:{name}="{OASIS}{name}:1.0"' for name in ("office", "text", "table"))
    words = (
        f"<office:document-content {names}><office:body><office:text>{head}{grid(table)}"
        "</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", words)
    return target.getvalue()


def test_a_table_inside_a_cell_of_an_odt_is_counted_once_and_not_read_as_text():
    inner = [[["年级"], ["得分率"]], [["六年级"], ["61%"]]]
    cell = [*TABLE[5][0][:3], inner, TABLE[5][0][3]]
    found = read_bytes("手填.odt", odt([*TABLE[:5], [cell], *TABLE[6:]]), FORMS)
    assert (found.answers, found.unread) == (ANSWERS, ())
    assert found.dropped == {"problem.table": 1}


LABEL_CELLS = st.sampled_from(
    [
        *(
            "单位",
            "案例名称",
            "负责人",
            "第二负责人",
            "姓名",
            "单位及职务",
            "职务",
            "联系电话",
            "电子邮箱",
        ),
        *(
            "学段",
            "工作组成员",
            "备注",
            "序号",
            "1",
            "2",
            "2025.3",
            "",
            LABELS["problem"],
            "二、工作思路",
        ),
        *("（一）基本思路", "（二）研究方法", LABELS["outcomes"], "注：", "附页："),
    ]
)
WORD_CELLS = st.integers(1, 10**6).map(lambda number: f"词{number}句")
HEAD_ROWS = st.sampled_from([TABLE[3], TABLE[9]])
ROWS = st.lists(
    st.one_of(
        st.lists(st.one_of(LABEL_CELLS, WORD_CELLS), min_size=1, max_size=5).map(
            lambda row: [[cell] for cell in row]
        ),
        HEAD_ROWS,
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(ROWS, st.lists(WORD_CELLS, max_size=2))
def test_no_word_of_a_hand_made_form_is_lost(rows, foot):
    found = read(table=rows, foot=foot)
    told = f"{found.answers} {found.unread} {found.things}"
    for text in [line for row in rows for cell in row for line in cell if "词" in line] + foot:
        assert text in told, text


def test_headings_may_stand_left_of_what_belongs_to_them():
    table = [
        [["案例名称"], ["减负提质"]],
        [["负责人1"], ["王喆"], ["电话"], ["13812345678"]],
        [["小组成员"], ["王芳、李强"]],
        [["问题", "描述"], ["偏弱。"]],
        [["工作思路"], ["总的。", "（一）基本思路", "甲", "（二）研究方法", "乙"]],
        [["学段"], ["小学"]],
        [["备注"], ["一式两份"]],
        [["预期成果"], ["2025.3，报告，文本"]],
        [["学校意见"], ["同意"]],
    ]
    found = read(table=table)
    assert found.answers == {
        "unit": "示例小学",
        "case_title": "减负提质",
        "leaders": [{"name": "王喆", "phone": "13812345678"}],
        "members": [{"name": "王芳"}, {"name": "李强"}],
        "problem": "偏弱。",
        "approach_idea": "总的。\n甲",
        "approach_method": "乙",
        "stage": "小学",
        "outcomes": [{"period": "2025.3", "title": "报告", "form": "文本"}],
    }
    assert set(found.unread) == {"备注\t一式两份", "学校意见\t同意"}


def test_a_row_whose_margin_says_something_else_is_no_outcome():
    found = read(table=[*TABLE, [["学校意见"], ["同意"], [""], [""]]])
    assert (found.answers, found.unread) == (ANSWERS, ("学校意见\t同意",))
