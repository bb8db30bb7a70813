"""附件2 as an Excel file: the table of the notice, one row a paragraph, and a plain list beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.document.excel import (
    ATTACHMENT,
    BODY,
    CENTRED,
    HEADING,
    LABEL,
    LAST_PROSE,
    NOTE,
    OPEN_HEADING,
    PLAIN,
    PLAIN_HEADING,
    PROSE,
    SCALE_PERCENT,
    TITLE,
    Look,
    Sheet,
    lines,
    workbook,
)
from forms.document.headings import CAPTION_MARK, CONTINUED_MARK
from forms.document.job import Job
from forms.document.overflow import cut
from forms.document.page import Page, Paragraph, Section
from forms.document.words import word, word_list

WIDTHS = (6.5, 13, 6.5, 15, 14, 26)
LAST = len(WIDTHS)
LINE_POINTS = 16.5
LEAST_POINTS = 24
ROW_CHARACTERS = 700  # a row stops at 409 points; a longer paragraph goes on in the next row
ANSWERS_WIDTHS = (24, 90)
CELL_CHARACTERS = 30_000


def application_xlsx(job: Job) -> bytes:
    """附件2 as an Excel file."""
    page = job.page
    writer = Writer(Sheet(word("sheet_form"), WIDTHS, scale=SCALE_PERCENT), page.form.labels)
    writer.head(page)
    writer.people(page)
    for section in page.sections:
        writer.section(section)
    writer.outcomes(page)
    writer.notes(page.form.notes)
    writer.extras(page.extras)
    writer.sheet.turn_pages()
    return workbook(
        page.form.title,
        [writer.sheet, answers_sheet(page)],
        job.envelope,
        job.stamp,
        foot=job.foot(word("page_xlsx")),
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the form sheet from top to bottom."""

    sheet: Sheet
    labels: Mapping[str, str]

    def line(self, *spans: tuple[int, int, str, Look]) -> None:
        """One row of merged cells, as high as its longest text needs."""
        most = max(
            lines(text, sum(WIDTHS[start - 1 : end]) * BODY.size / look.size)
            for start, end, text, look in spans
            if end > 1  # the first column alone holds a number, or a label merged downwards
        )
        size = max(look.size for _, _, _, look in spans)
        self.sheet.line(*spans, points=max(most * LINE_POINTS * size / BODY.size + 4, LEAST_POINTS))

    def head(self, page: Page) -> None:
        """附件 2, the title, the unit and the name of the case."""
        self.line((1, LAST, page.form.attachment, ATTACHMENT))
        for title in self.labels.get("title_lines", page.form.title).split("\n"):
            self.line((1, LAST, title, TITLE))
        unit_line, unit = f"{self.labels['unit_line']}：", page.cells.get("unit", "")
        self.line((1, 2, unit_line, PLAIN), (3, LAST, unit, PLAIN))
        title = page.cells.get("case_title", "")
        self.line((1, 2, self.labels["case_title"], LABEL), (3, LAST, title, BODY))

    def people(self, page: Page) -> None:
        """负责人 and 工作组成员, their names merged down the first column."""
        labels, found, top = self.labels, page.cells, self.sheet.next_row
        for left, right in (("name", "unit_post"), ("phone", "email")):
            self.line(
                (1, 1, labels["leader"] if left == "name" else "", LABEL),
                (2, 2, labels[f"leader_{left}"], LABEL),
                (3, 4, found.get(f"leaders.{left}", ""), BODY),
                (5, 5, labels[f"leader_{right}"], LABEL),
                (6, 6, found.get(f"leaders.{right}", ""), BODY),
            )
        self.sheet.merge_down(1, top)
        top = self.sheet.next_row
        heads = ("member_name", "member_post", "member_task")
        for place, (name, post, task) in enumerate([[labels[key] for key in heads], *page.members]):
            look, task_look = (CENTRED, BODY) if place else (LABEL, LABEL)
            self.line(
                (1, 1, "" if place else labels["members"], LABEL),
                (2, 3, name, look),
                (4, 4, post, look),
                (5, 6, task, task_look),
            )
        self.sheet.merge_down(1, top)

    def section(self, section: Section) -> None:
        """Write a heading, and in the same frame a row for each paragraph of its text."""
        self.line((1, LAST, section.heading, OPEN_HEADING if section.paragraphs else HEADING))
        rows = pieces(section.paragraphs)
        for place, text in enumerate(rows, 1):
            self.line((1, LAST, text, LAST_PROSE if place == len(rows) else PROSE))

    def outcomes(self, page: Page) -> None:
        """三 with its numbered rows."""
        labels = self.labels
        self.line((1, LAST, labels["outcomes"], HEADING))
        head = ("outcome_period", "outcome_title", "outcome_form")
        rows = [(labels["outcome_no"], *(labels[key] for key in head))]
        rows += [(str(number), *row) for number, row in enumerate(page.outcomes, 1)]
        for place, (number, period, title, form) in enumerate(rows):
            look, title_look = (CENTRED, BODY) if place else (LABEL, LABEL)
            self.line(
                (1, 1, number, look),
                (2, 3, period, look),
                (4, 5, title, title_look),
                (6, 6, form, look),
            )

    def notes(self, notes: Sequence[str]) -> None:
        """Write the notes under the table."""
        for place, note in enumerate(notes):
            text = note if place else self.labels["notes_head"] + note
            self.line((1, LAST, text, NOTE))

    def extras(self, extras: Sequence[Section]) -> None:
        """Write the 附页, from a page of its own."""
        for place, section in enumerate(extras):
            if place == 0:
                self.sheet.breaks.append(len(self.sheet.rows))
            self.line((1, LAST, section.heading, PLAIN_HEADING))
            for text in pieces(section.paragraphs):
                self.line((1, LAST, text, PLAIN))
            for one in section.exhibits:  # a sheet's rows stop where a page goes on
                self.line((1, LAST, CAPTION_MARK + one.caption + word("not_in_excel"), PLAIN))


def pieces(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Paragraphs as rows; what is too long for one goes on in the next, after an invisible mark."""
    rows = []
    for paragraph in paragraphs:
        kept, rest = cut(paragraph.text, ROW_CHARACTERS)
        rows.append(kept)
        while rest:
            kept, rest = cut(rest, ROW_CHARACTERS)
            rows.append(CONTINUED_MARK + kept)
    return rows


def answers_sheet(page: Page) -> Sheet:
    """Give a locked sheet with each cell's name and its whole text, for copying."""
    sheet = Sheet(word("sheet_answers"), ANSWERS_WIDTHS, locked=True)
    name, text = word_list("answers_head")
    sheet.line((1, 1, name, LABEL), (2, 2, text, LABEL), points=LEAST_POINTS)
    for path, text in page.cells.items():
        name = label(page.form.labels, path)
        for start in range(0, len(text), CELL_CHARACTERS):
            piece = text[start : start + CELL_CHARACTERS]
            points = lines(piece, ANSWERS_WIDTHS[1]) * LINE_POINTS + 4
            sheet.line((1, 1, name, LABEL), (2, 2, piece, BODY), points=points)
    return sheet


def label(labels: Mapping[str, str], path: str) -> str:
    """Give the printed name of a cell, such as 工作组成员 1 姓名."""
    group, _, rest = path.partition(".")
    if not rest:
        short = labels.get(f"{group}_short", labels.get(group, group))
        return labels["unit_line"] if group == "unit" else short
    if group == "leaders":
        return f"{labels['leader']} {labels[f'leader_{rest}']}"
    place, _, column = rest.partition(".")
    name = labels["members"] if group == "members" else labels["outcome_no"]
    return f"{name} {int(place) + 1} {labels[f'{group[:-1]}_{column}']}"
