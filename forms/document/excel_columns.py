"""附件1 and 附件3 as Excel files: a head row and the rows under it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forms.document.cells import cells, grid
from forms.document.columns import columns
from forms.document.excel import (
    ATTACHMENT,
    BODY,
    CENTRED,
    LABEL,
    LOOKS,
    NOTE,
    PLAIN,
    TITLE,
    Cell,
    Sheet,
    letter,
    lines,
    wide,
    workbook,
)
from forms.document.job import Job
from forms.document.words import word
from forms.form import Form

BLANK_CASES = 4  # Source: 附件3 of 2025, four blank rows
WIDEST = 46
NARROWEST = {
    "no": 6,
    "case_title": 30,
    "unit": 24,
    "region": 10,
    "phone": 15,
    "mobile": 15,
    "qq": 15,
}
LEFT_ALIGNED = ("case_title", "unit")
CODE_WIDTH = 10
LINE_POINTS = 16.5
LEAST_POINTS = 26
Options = Mapping[str, Sequence[str]]


def columns_xlsx(job: Job) -> bytes:
    """Give 附件1 or 附件3 as an Excel file; without cases 附件3 has its blank rows."""
    found = cells(job.form.name, job.answers)
    if job.form.name == "summary":
        sheet = summary_sheet(job.form, grid("rows", found), spec_options(job.form.edition))
    else:
        sheet = columns_sheet(job.form, [[found.get(one.path, "") for one in columns(job.form)]])
    return workbook(job.form.title, [sheet], job.envelope, job.stamp)


def spec_options(edition: str) -> Options:
    """Give the lists of 类别 and 学段, which the application form of the edition asks for."""
    from forms.load import load_forms  # noqa: PLC0415 - only the blank 附件3 needs the specs

    form = load_forms().get((edition, "application"))
    return form_options(form) if form else {}


def form_options(form: Form) -> Options:
    """Give the choices of 类别 and 学段 in an application form."""
    return {
        question.path: [option.label for option in question.options]
        for question in form.questions
        if question.path in ("category", "stage")
    }


def summary_sheet(
    form: Form, rows: Sequence[Sequence[str]], options: Options, codes: Sequence[str] = ()
) -> Sheet:
    """附件3 on a sheet of its own; `rows` without their 序号.

    `codes` of the cases stand in a column beside it that is hidden, goes along when rows are sorted and is not printed.

    Source: notes 3 and 4 of 附件3: 类别 and 学段 each hold one of a list, so they drop down.
    """
    blank = [[""] * len(columns(form))] * max(0, BLANK_CASES - len(rows))
    numbered = [(str(number), *row) for number, row in enumerate(rows, 1)]
    sheet = columns_sheet(form, [*numbered, *blank])
    if any(codes):
        hide_codes(sheet, codes)
    first, last = sheet.head_row + 1, sheet.head_row + max(len(rows), BLANK_CASES)
    for place, column in enumerate(columns(form), 1):
        if column.path in options:
            sheet.choices[f"{letter(place)}{first}:{letter(place)}{last}"] = options[column.path]
    return sheet


def hide_codes(sheet: Sheet, codes: Sequence[str]) -> None:
    """Put the codes of the cases into a hidden column beside their rows."""
    column = len(sheet.widths) + 1
    sheet.widths = (*sheet.widths, CODE_WIDTH)
    sheet.hidden_columns.add(column)
    for place, text in enumerate((word("summary_code"), *codes)):
        at = sheet.head_row - 1 + place
        row = sheet.rows[at]
        cell = Cell(f"{letter(column)}{row.number}", text, LOOKS.index(PLAIN) + 1)
        sheet.rows[at] = replace(row, cells=(*row.cells, cell))


def columns_sheet(form: Form, rows: Sequence[Sequence[str]]) -> Sheet:
    """Give a sheet with the form's head, its columns, `rows` and its notes."""
    head = columns(form)
    texts = zip(*[[column.label for column in head], *rows], strict=True)
    widths = [
        min(max(NARROWEST.get(column.path, 9), *(wide(text) + 2 for text in down)), WIDEST)
        for column, down in zip(head, texts, strict=True)
    ]
    sheet = Sheet(f"{form.edition}{form.file_label}"[:31], widths, landscape=True)
    sheet.line((1, len(head), form.attachment, ATTACHMENT), points=24)
    for words in form.labels.get("title_lines", form.title).split("\n"):
        sheet.line((1, len(head), words, TITLE), points=28)
    sheet.head_row = sheet.next_row
    labels = [(place, place, column.label, LABEL) for place, column in enumerate(head, 1)]
    sheet.line(*labels, points=LEAST_POINTS)
    looks = [BODY if column.path in LEFT_ALIGNED else CENTRED for column in head]
    for row in rows:
        most = max(lines(text, width) for text, width in zip(row, widths, strict=True))
        spans = [
            (n, n, text, look) for n, (text, look) in enumerate(zip(row, looks, strict=True), 1)
        ]
        sheet.line(*spans, points=max(most * LINE_POINTS, LEAST_POINTS))
    for note in (form.labels["notes_head"], *form.notes):
        sheet.line((1, len(head), note, NOTE), points=18)
    return sheet
