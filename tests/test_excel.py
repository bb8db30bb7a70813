"""The Excel files: every cell compared, never a formula, printable on A4."""

import io

import pytest
from openpyxl import load_workbook

from forms.document.cells import CASE
from forms.document.render import render

from .filled import APPLICATIONS, FORMS, LIAISON, LIMITS, PARAGRAPH, STRANGE, application


def xlsx(form, answers, **more):
    return render(form, answers, ["xlsx"], limits=LIMITS, **more)[0].content


def opened(form, answers, **more):
    return load_workbook(io.BytesIO(xlsx(form, answers, **more)))


def rows(sheet):
    return [
        [value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_every_cell_of_the_application_holds_what_was_typed(form):
    labels, answers = form.labels, application()
    found = rows(opened(form, answers).worksheets[0])
    people = found.index([labels["case_title"], answers["case_title"]])
    assert found[:people] == [
        [form.attachment],
        *[[line] for line in labels["title_lines"].split("\n")],
        ["单位（盖章）：", "苏州市示例中学"],
    ]
    assert found[people + 1 : people + 6] == [
        [
            labels["leader"],
            labels["leader_name"],
            "王喆、张䶮",
            labels["leader_unit_post"],
            "苏州市示例中学 教研组长、示例区教师发展中心 教研员",
        ],
        [
            labels["leader_phone"],
            "138-1234-5678、0512-00001234",
            labels["leader_email"],
            "wang.zhe@example.edu.cn、zhang@example.com",
        ],
        [labels["members"], labels["member_name"], labels["member_post"], labels["member_task"]],
        ["李𬭚", "一级教师", "课例设计"],
        ["周堃", "教师", "数据分析与访谈"],
    ]
    first = found.index([labels["problem"]])
    assert found[first : first + 4] == [
        [labels["problem"]],
        [answers["problem"]],
        [labels["approach"]],
        [labels["approach_idea"]],
    ]
    last = found.index([labels["outcomes"]])
    assert found[last + 2] == ["1", "2025.3-2025.6", "诊断报告", "研究报告"]
    assert found[last + 12 :] == [["注：" + form.notes[0]], *[[note] for note in form.notes[1:]]]


def test_the_application_is_merged_as_in_the_notice():
    merged = {
        str(cells)
        for cells in opened(APPLICATIONS[1], application()).worksheets[0].merged_cells.ranges
    }
    assert {"A5:B5", "C5:F5", "A6:A7", "C6:D6", "A8:A11", "B8:C8", "E8:F8", "A12:F12"} <= merged


def test_a_paragraph_is_a_row_that_excel_can_show():
    sheet = opened(APPLICATIONS[1], application(problem="字" * 5000)).worksheets[0]
    assert max(one.height for one in sheet.row_dimensions.values() if one.height) <= 409
    parts = [value for row in rows(sheet) for value in row if "字字" in value]
    kept = "".join(parts).replace("\u2060", "").replace("（续见附页）", "")
    assert kept == "字" * 5000


@pytest.mark.parametrize("text", [text for text in STRANGE if "\x00" not in text])
def test_a_cell_is_text_whatever_it_looks_like(text):
    book = opened(FORMS["2025", "liaison"], {**LIAISON, "name": text})
    cell = book.worksheets[0].cell(5, 2)
    assert cell.data_type in ("s", "inlineStr")
    assert cell.number_format == "@"
    assert cell.value.replace("_x005F_", "_") == text


def test_no_sheet_holds_a_formula():
    for format_answers in (application(case_title="=1+1"), application(problem='=HYPERLINK("a")')):
        book = opened(APPLICATIONS[1], format_answers)
        kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
        assert "f" not in kinds


def test_the_second_sheet_lists_each_cell_whole():
    answers = application(problem=PARAGRAPH * 30)
    book = opened(APPLICATIONS[1], answers)
    listed = dict(rows(book.worksheets[1]))
    assert listed["一、问题描述"] == answers["problem"]
    assert listed["工作组成员 2 姓名"] == "周堃"
    assert listed["负责人 联系电话"] == "138-1234-5678、0512-00001234"


def test_the_envelope_is_on_a_hidden_sheet_and_in_the_properties():
    book = opened(APPLICATIONS[1], application())
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden"]
    assert all(name.startswith("shenbao-") for name in book.custom_doc_props.names)


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_the_liaison_form_has_its_five_columns(edition):
    form = FORMS[edition, "liaison"]
    found = rows(opened(form, LIAISON).worksheets[0])
    head = found.index(["单位", "姓名", "职务", "手机号码", form.labels["qq"]])
    assert found[head + 1] == ["示例区教育局", "徐玉兰", "教研员", "138 1234 5678", "0012345"]
    assert found[head + 2 :] == [["注："], *[[note] for note in form.notes]]


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_the_blank_summary_has_nine_columns_drop_downs_and_prints_across(edition):
    sheet = opened(FORMS[edition, "summary"], {}).worksheets[0]
    assert [
        "序号",
        "案例标题",
        "区域",
        "单位",
        "负责人",
        "职务",
        "类别",
        "学段",
        "联系电话",
    ] in rows(sheet)
    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert (
        lists == ['"语文,数学,英语,科学,相关因素,管理,综合,其他"', '"初中,小学"']
        or lists[1] == '"小学,初中"'
    )
    assert sheet.page_setup.orientation == "landscape"
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.print_title_rows
    assert "&P" in sheet.oddFooter.center.text


def test_a_case_of_the_summary_keeps_its_phone_as_typed():
    case = dict.fromkeys(CASE, "0051200001234")
    sheet = opened(FORMS["2025", "summary"], {"rows": [case]}).worksheets[0]
    assert ["1", *["0051200001234"] * 8] in rows(sheet)


def test_the_same_answers_give_the_same_bytes():
    assert xlsx(APPLICATIONS[1], application()) == xlsx(APPLICATIONS[1], application())


def test_a_practice_copy_says_so_on_every_page():
    assert (
        opened(APPLICATIONS[1], {}, is_practice=True).worksheets[0].oddHeader.right.text == "练习稿"
    )
