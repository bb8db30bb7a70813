"""A whole form pasted as text -> the rows of a file, which then go through the same label reader.

Such a text was copied from Word (cells parted by tabs), from a phone (each cell on a line of its own), or
typed with labels before colons; its cells may stand in any order.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forms import kinds
from forms.answers import placed
from forms.characters import clean
from forms.document.cells import LISTS, LONG
from forms.document.headings import bare_label
from forms.errors import BadAnswer
from forms.form import Form, Question, Rules
from forms.intake.answers import from_cells
from forms.intake.grid import Cell, Row, loose
from forms.intake.labels import HEADS, application_cells
from forms.intake.reading import Reading
from forms.intake.typed_labels import PARTS, is_labelled, label_of, part_of, pieces

#: A text with so many different labels of the form is the form, not an answer to one question of it.
FEWEST_LABELS = 3
#: … or with so many of them, even where nothing stands behind them.
MANY_LABELS = 6

_NOTES = re.compile(r"\s*注\s*[:：]")
_ORDINAL = re.compile(r"\d{1,2}[.、．]?")


@dataclass(slots=True)
class Sorting:
    """A pasted text taken apart: `part` says which part of the form the next line belongs to."""

    form: Form
    part: str = "head"
    awaited: str = ""  # a label stood alone: what comes next is its cell
    head: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def line(self, line: str) -> None:
        """Take one line to the part it belongs to."""
        key, rest = part_of(self.form, line)
        if key and key not in self.lines:
            self.part, self.awaited = key, ""
            self.lines[key] = [rest] if rest else []
        elif self.part in LISTS and _NOTES.match(line):
            self.part = "notes"
        elif self.part == "head" or (self.part not in LONG and is_labelled(self.form, line)):
            for piece in pieces(self.form, line):
                self.cell(piece)
        elif self.part != "notes":
            self.lines[self.part].append(line)

    def cell(self, text: str) -> None:
        """Take one label, or one cell with or without its label before it."""
        label, rest = label_of(self.form, text)
        if label == "unit_line" and self.head.get("unit_line"):
            label = "leader_unit"
        if label and label not in self.head:
            self.head[label], self.awaited = rest, "" if rest else label
        elif label and not rest:
            self.awaited = "" if self.head[label] else label
        elif self.awaited and not label and text.strip():
            self.head[self.awaited], self.awaited = text.strip(), ""
        elif text.strip() and bare_label(text) not in bare_label(
            self.form.title + self.form.attachment
        ):
            self.unread.append(text.strip())


def looks_pasted(form: Form, text: str) -> bool:
    """Tell whether a text is a whole form, or a good part of one."""
    if "\n" not in text.strip() and "\t" not in text:
        return False
    sorted_ = sorted_text(form, text)
    filled = [key for key, cell in sorted_.head.items() if cell]
    filled += [key for key, lines in sorted_.lines.items() if "".join(lines).strip()]
    labels = {*sorted_.head, *sorted_.lines}
    return len(filled) >= FEWEST_LABELS or len(labels) >= MANY_LABELS


def read_pasted(form: Form, text: str, rules: Rules) -> Reading:
    """Give what a pasted form says, read by its labels like a file."""
    sorted_ = sorted_text(form, text)
    rows = [*head_rows(form, sorted_.head), *part_rows(form, sorted_, rules)]
    found = application_cells(form, rows)
    answers = from_cells("application", found.cells)
    post, unit = (sorted_.head.get(key, "") for key in ("leader_post", "leader_unit"))
    if post and not unit:  # without its unit it came apart already
        answers = placed(answers, "leaders.0.post", post)
    unread = (*sorted_.unread, *found.unread)
    return Reading(form.edition, "application", answers, "labels", unread=unread)


def sorted_text(form: Form, text: str) -> Sorting:
    """Give the text taken apart, line by line."""
    sorting = Sorting(form)
    for line in clean(text).replace("\xa0", " ").split("\n"):
        sorting.line(line)
    return sorting


def head_rows(form: Form, head: Mapping[str, str]) -> list[Row]:
    """Give the first part as rows of a label and its cell; unit and post come together as on paper."""
    cells = {key: text for key, text in head.items() if text}
    unit, post = cells.pop("leader_unit", ""), cells.pop("leader_post", "")
    if unit:
        cells["leader_unit_post"] = f"{unit} {post}".strip()
    return [Row((Cell(0, form.labels[key]), Cell(1, text))) for key, text in cells.items()]


def part_rows(form: Form, sorting: Sorting, rules: Rules) -> list[Row]:
    """Give the lists and long texts as rows under their headings, in the order of the form."""
    rows: list[Row] = []
    for key in (each for each in PARTS if each in sorting.lines):
        lines = sorting.lines[key]
        if key in LISTS:
            rows += list_rows(form, key, lines, rules, sorting.unread)
        else:
            text = "\n".join(lines).strip("\n")
            rows += [loose(form.labels[key]), *([Row((Cell(0, text),))] if text.strip() else [])]
    return rows


def list_rows(
    form: Form, key: str, lines: Sequence[str], rules: Rules, unread: list[str]
) -> list[Row]:
    """Give the rows of a list under their head; what is no row goes to `unread`."""
    question = next(each for each in form.questions if each.id == key)
    text = "\n".join(table_lines(question, lines))
    if not text.strip():
        return []
    try:
        records = kinds.read(question, text, rules)
    except BadAnswer:
        unread += [line for line in text.split("\n") if line.strip()]
        return []
    head = Row(tuple(Cell(at, form.labels[label]) for at, label in enumerate(HEADS[key])))
    cells = [
        [str(one.get(column.id) or "") for column in question.columns]
        for one in (records if isinstance(records, list) else [])
        if isinstance(one, dict)
    ]
    return [head, *(Row(tuple(Cell(at, text) for at, text in enumerate(row))) for row in cells)]


def table_lines(question: Question, lines: Sequence[str]) -> list[str]:
    """Give the lines of a copied table without its empty rows, its margin, its ordinals on their own."""
    heads = {bare_label(column.label) for column in question.columns} | {"序号"}
    rows = [line for line in lines if line.strip() and bare_label(line) not in heads]
    has_tabs = any("\t" in line for line in rows)
    kept: list[str] = []
    for line in rows:
        filled = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if len(filled) == 1 and _ORDINAL.fullmatch(filled[0]):
            continue  # an empty row, or an ordinal in a line of its own
        if has_tabs and "\t" not in line and kept and "\t" in kept[-1]:
            kept[-1] += line.strip()  # a cell of several paragraphs
            continue
        kept.append(line)
    if has_tabs and all(line.startswith("\t") for line in kept if "\t" in line):
        kept = [line.removeprefix("\t") for line in kept]
    return kept
