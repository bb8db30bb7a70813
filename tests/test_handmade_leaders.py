"""Hand-made tables with one 负责人 a row under the heads of columns: every cell goes to its field, or is told."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from forms.form import Rules
from forms.intake.pasted import looks_pasted, read_pasted
from forms.intake.read import read_bytes

from .filled import APPLICATIONS, FORMS
from .test_handmade import HEAD, TABLE, docx, read

FORM = APPLICATIONS[1]
HEADS = ("负责人", "姓名", "单位及职务", "联系电话", "电子邮箱")
ROWS = (
    ("徐玉兰", "苏州市示例小学教研组长", "13812345678", "xu@qq.com"),
    ("李明", "苏州市示例小学副校长", "0512-66668888", "lim@qq.com"),
)
XU = {"unit": "苏州市示例小学", "post": "教研组长", "phone": "13812345678", "email": "xu@qq.com"}
LI = {"unit": "苏州市示例小学", "post": "副校长", "phone": "0512-66668888", "email": "lim@qq.com"}
LEADERS = [{"name": "徐玉兰", **XU}, {"name": "李明", **LI}]
BLANK = "<w:tc><w:p><w:r><w:t></w:t></w:r></w:p></w:tc>"
MERGED = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"


def table(rows, heads=HEADS, beside=""):
    """The form's rows with these 负责人; after them the members, as a table of the same kind."""
    own = [[[cell] for cell in (beside, *row)] for row in rows]
    return [TABLE[0], [[head] for head in heads], *own, *TABLE[3:]]


def merged(data):
    """The same Word file with every first cell that was empty joined with the one above it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        words = old.read("word/document.xml").decode()
        new.writestr("word/document.xml", words.replace(f"<w:tr>{BLANK}", f"<w:tr>{MERGED}"))
    return target.getvalue()


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("is_merged", [False, True])
def test_leaders_under_heads_are_read_as_members_are(count, is_merged):
    data = docx(HEAD, table(ROWS[:count]))
    found = read_bytes("手填.docx", merged(data) if is_merged else data, FORMS)
    assert found.answers["leaders"] == LEADERS[:count]
    assert found.answers["members"] == [{"name": "李某", "post": "教师", "task": "访谈"}]
    assert (found.unread, found.doubts) == ((), {})


def test_leaders_under_heads_in_a_workbook_are_read():
    book = Workbook()
    for line in (*HEAD, None, HEADS, *(("", *row) for row in ROWS), ("案例名称", "减负提质")):
        book.active.append(line if isinstance(line, tuple) else [line] if line else [])
    target = io.BytesIO()
    book.save(target)
    found = read_bytes("手填.xlsx", target.getvalue(), FORMS)
    assert (found.answers["leaders"], found.unread) == (LEADERS, ())
    assert found.answers["case_title"] == "减负提质"


@pytest.mark.parametrize("is_first", [False, True])
def test_leaders_under_heads_are_read_of_a_pasted_table(is_first):
    leaders = ["\t".join(HEADS), *("\t".join(("", *row)) for row in ROWS)]
    members = ["工作组成员\t姓名\t职务\t承担任务分工", "\t李某\t教师\t访谈"]
    parts = (leaders, members) if is_first else (members, leaders)
    text = "\n".join(["单位（盖章）：示例小学", "案例名称\t减负提质", *parts[0], *parts[1]])
    assert looks_pasted(FORM, text)
    found = read_pasted(FORM, text, Rules("2025"))
    assert found.answers["leaders"] == LEADERS
    assert found.answers["members"] == [{"name": "李某", "post": "教师", "task": "访谈"}]
    assert found.unread == ()


def test_leaders_under_heads_may_come_after_the_members():
    rows = [TABLE[0], *TABLE[3:5], *table(ROWS)[1:4], *TABLE[5:]]
    found = read(table=rows)
    assert found.answers["leaders"] == LEADERS
    assert found.answers["members"] == [{"name": "李某", "post": "教师", "task": "访谈"}]


def test_what_stands_under_the_leaders_is_none_of_them():
    rows = [*table(ROWS[:1])[:3], [["备注"], ["一式两份"]], [["学段"], ["小学"]], *TABLE[3:]]
    found = read(table=rows)
    assert (found.answers["leaders"], found.answers["stage"]) == (LEADERS[:1], "小学")
    assert set(found.unread) == {"备注", "一式两份"}


def test_labels_with_empty_cells_after_them_are_no_heads():
    rows = [
        [["负责人"], ["姓名"], [""], ["单位及职务"], [""]],
        [[""], ["联系电话"], ["138"], ["电子邮箱"], ["a@b.cn"]],
    ]
    found = read(table=[TABLE[0], *rows, *TABLE[3:]])
    assert found.answers["leaders"] == [{"phone": "138", "email": "a@b.cn"}]


FIELDS = {
    "name": (["姓名", "名字", "姓  名", "负责人姓名"], ["徐玉兰", "李明"]),
    "unit": (["单位", "工作单位", "所在学校"], ["示例小学", "示例中学"]),
    "both": (["单位及职务", "单位、职务", "单位职务："], ["示例小学教研组长", "示例中学副校长"]),
    "phone": (["电话", "手机", "联系电话", "手机号"], ["13812345678", "0512-66668888"]),
    "email": (["邮箱", "电子邮箱", "E-mail", "email", "Email"], ["xu@qq.com", "lim@qq.com"]),
    "other": (["性别", "学科"], ["女生", "语文科"]),
}
TITLES = st.sampled_from(["负责人", "案例负责人", "负责人信息", "项目负责人"])


@settings(max_examples=200, deadline=None)
@given(
    st.permutations(["name", "phone", "email"]),
    st.sampled_from([[], ["unit"], ["both"], ["unit", "other"]]),
    st.integers(1, 2),
    st.integers(0, 3),
    TITLES,
    st.data(),
)
def test_every_cell_under_a_head_goes_to_its_field_or_is_told(order, more, size, at, title, data):
    fields = [*order[:at], *more, *order[at:]]
    heads = [data.draw(st.sampled_from(FIELDS[key][0])) for key in fields]
    rows = [[FIELDS[key][1][place] for key in fields] for place in range(size)]
    found = read(table=table(rows, heads=(title, *heads)))
    for place, person in enumerate(found.answers["leaders"]):
        due = {key: FIELDS[key][1][place] for key in fields if key not in ("both", "other")}
        if "both" in fields:
            due |= {"unit": XU["unit"][3:], "post": "教研组长"} if not place else {}
            due |= {"unit": "示例中学", "post": "副校长"} if place else {}
        assert person == due
    assert len(found.answers["leaders"]) == size
    told = {FIELDS[key][1][place] for key in fields if key == "other" for place in range(size)}
    assert set(found.unread) == told


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([one for heads, _ in FIELDS.values() for one in heads]), max_size=5)
)
def test_a_head_is_never_an_answer(heads):
    found = read(table=table(ROWS[:1], heads=("负责人", *heads)))
    labels = {head for names, _ in FIELDS.values() for head in names} - {"性别", "学科"}
    for person in found.answers.get("leaders", ()):
        assert not labels & set(person.values())
