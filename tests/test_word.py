"""The Word file is the form of the notice: its table merge by merge, its words cell by cell."""

import io
import zipfile

import pytest
from lxml import etree

from forms.document.render import render
from forms.document.word import TWIPS, held_lines
from forms.intake.read import read_bytes

from .filled import APPLICATIONS, FORMS, LIAISON, LIMITS, PARAGRAPH, application

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Grid columns of each row of 附件2: a number is a cell of that width, "v" one merged into the cell above.
HEAD_ROWS = [[2, 4], ["1r", 1, 2, 1, 1], ["v", 1, 2, 1, 1], ["1r", 2, 1, 2]]
MEMBER_ROW, WHOLE_ROW, OUTCOME_ROW = ["v", 2, 1, 2], [6], [1, 2, 2, 1]


def docx(form, answers, **more):
    return render(form, answers, ["docx"], limits=LIMITS, **more)[0].content


def part(content, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def value(element, path):
    found = element.find(path.replace("w:", W))
    return None if found is None else found.get(f"{W}val")


def text(element):
    lines = ["".join(one.itertext(f"{W}t")) for one in element.iter(f"{W}p")]
    return "\n".join(lines)


def span(cell):
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is None:
        return int(value(cell, "w:tcPr/w:gridSpan") or 1)
    return "1r" if merge.get(f"{W}val") == "restart" else "v"


def table(root):
    rows = root.iter(f"{W}tr")
    return [[(span(cell), text(cell)) for cell in row.iter(f"{W}tc")] for row in rows]


def texts(root):
    return [text(one) for one in root.find(f"{W}body").findall(f"{W}p")]


@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
@pytest.mark.parametrize(("members", "outcomes"), [(0, 0), (1, 10), (3, 11), (12, 25)])
def test_the_table_is_merged_as_in_the_notice(form, members, outcomes):
    answers = application(
        members=[{"name": "李"}] * members, outcomes=[{"title": "报告"}] * outcomes
    )
    merges = [[width for width, _ in row] for row in table(part(docx(form, answers)))]
    assert merges == [
        *HEAD_ROWS,
        *[MEMBER_ROW] * max(members, 3),
        *[WHOLE_ROW] * 9,  # 一 and its text, 二, its three parts and their texts
        WHOLE_ROW,
        OUTCOME_ROW,
        *[OUTCOME_ROW] * max(outcomes, 10),
    ]


@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_every_cell_holds_what_was_typed_beside_the_label_of_the_notice(form):
    labels, answers = form.labels, application()
    rows = [[words for _, words in row] for row in table(part(docx(form, answers)))]
    assert rows[:7] == [
        [labels["case_title"], answers["case_title"]],
        [
            labels["leader"],
            labels["leader_name"],
            "王喆、张䶮",
            labels["leader_unit_post"],
            "苏州市示例中学 教研组长、示例区教师发展中心 教研员",
        ],
        [
            "",
            labels["leader_phone"],
            "138-1234-5678、\n0512-00001234",
            labels["leader_email"],
            "wang.zhe@example.edu.cn、\nzhang@example.com",
        ],
        [labels["members"], labels["member_name"], labels["member_post"], labels["member_task"]],
        ["", "李𬭚", "一级教师", "课例设计"],
        ["", "周堃", "教师", "数据分析与访谈"],
        ["", "", "", ""],
    ]


@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_every_long_text_and_outcome_stands_under_its_heading(form):
    labels, answers = form.labels, application()
    rows = [[words for _, words in row] for row in table(part(docx(form, application())))]
    assert rows[7:16] == [
        [labels["problem"]],
        [answers["problem"]],
        [labels["approach"]],
        [labels["approach_idea"]],
        [answers["approach_idea"]],
        [labels["approach_method"]],
        [answers["approach_method"]],
        [labels["approach_strategy"]],
        [answers["approach_strategy"]],
    ]
    assert rows[16:20] == [
        [labels["outcomes"]],
        [labels[f"outcome_{key}"] for key in ("no", "period", "title", "form")],
        ["1", "2025.3-2025.6", "诊断报告", "研究报告"],
        ["2", "2025年秋学期", "“问题链”设计手册", "手册、课例"],
    ]
    assert rows[20:] == [[str(number), "", "", ""] for number in range(3, 11)]


@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_title_unit_and_notes_stand_around_the_table_in_order(form):
    lines = texts(part(docx(form, application())))
    title = form.labels["title_lines"].split("\n")
    unit = "单位（盖章）：苏州市示例中学"
    notes = ["注：" + form.notes[0], *form.notes[1:]]
    assert lines == [form.attachment, *title, unit, *notes]


def test_blank_and_filled_differ_in_nothing_but_the_answers():
    blank, filled = (
        table(part(docx(APPLICATIONS[1], {}))),
        table(part(docx(APPLICATIONS[1], application()))),
    )
    assert [[width for width, _ in row] for row in blank] == [
        [width for width, _ in row] for row in filled
    ]
    assert all(words in ("", *filled_words(filled)) for row in blank for _, words in row)


def filled_words(rows):
    return {words for row in rows for _, words in row}


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_the_liaison_form_has_the_five_columns_of_the_notice(edition):
    form = FORMS[edition, "liaison"]
    root = part(docx(form, LIAISON))
    assert [[words for _, words in row] for row in table(root)] == [
        ["单位", "姓名", "职务", "手机号码", form.labels["qq"]],
        ["示例区教育局", "徐玉兰", "教研员", "138 1234 5678", "0012345"],
    ]
    assert texts(root)[-len(form.notes) - 1 :] == ["注：", *form.notes]


def test_what_is_too_long_goes_on_after_a_page_break():
    root = part(docx(APPLICATIONS[1], application(problem=PARAGRAPH * 30)))
    headings = [one for one in root.iter(f"{W}p") if value(one, "w:pPr/w:pStyle") == "ExtraFirst"]
    assert [text(one) for one in headings] == ["附页：一、问题描述（续）"]
    kept = next(words for row in table(root) for _, words in row if words.endswith("（续见附页）"))
    rest = texts(root)[texts(root).index("附页：一、问题描述（续）") + 1]
    assert kept.removesuffix("（续见附页）") + rest == PARAGRAPH * 30


def test_faces_are_those_people_have_and_are_set_for_chinese():
    content = docx(APPLICATIONS[1], application())
    styles = part(content, "word/styles.xml")
    faces = {
        style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}rPr/{W}rFonts") is not None
    }
    assert faces["Normal"] == "宋体"
    assert {faces[key] for key in ("Title", "Label", "SectionHeading", "ExtraHeading")} == {"黑体"}
    runs = [run for run in part(content).iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert all(run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia" for run in runs)


def test_pages_are_a4_and_numbered_and_rows_grow():
    content = docx(APPLICATIONS[1], application())
    size = next(part(content).iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    fields = "".join(part(content, "word/footer1.xml").itertext(f"{W}instrText"))
    assert fields.split() == ["PAGE", "NUMPAGES"]
    rules = {one.get(f"{W}hRule") for one in part(content).iter(f"{W}trHeight")}
    assert rules == {"atLeast"}


def test_a_practice_copy_says_so_on_every_page_and_a_clean_one_does_not():
    stamped = docx(APPLICATIONS[1], application(), is_practice=True)
    assert "练习稿" in text(part(stamped, "word/header1.xml"))
    with zipfile.ZipFile(io.BytesIO(docx(APPLICATIONS[1], application()))) as package:
        assert "word/header1.xml" not in package.namelist()


def test_the_same_answers_give_the_same_bytes_and_no_trace_of_when_or_by_whom():
    first, second = (docx(APPLICATIONS[1], application()) for _ in range(2))
    assert first == second
    core = etree.tostring(part(first, "docProps/core.xml")).decode()
    assert "creator" not in core
    assert "created" not in core


@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_an_address_too_long_for_its_cell_breaks_after_its_stops_alone(form):
    long = f"{'a' * 30}.{'b' * 30}@{'c' * 30}.example.com"
    answers = application(leaders=[{"name": "王喆", "unit": "甲校", "post": "师", "email": long}])
    made = docx(form, answers)
    shown = table(part(made))[2][-1][1]
    assert shown.split("\u200b") == [
        f"{'a' * 30}.",
        f"{'b' * 30}@",
        f"{'c' * 30}.",
        "example.",
        "com",
    ]
    assert read_bytes("a.docx", made, FORMS).answers == answers


def test_an_address_is_never_printed_too_small_to_read():
    for count in range(1, 120):
        for address in ("a" * count + "@example.com", "a." * count + "b@example.com"):
            _, size = held_lines(address, TWIPS["email"])
            assert size == 0 or size >= 16  # half-points
