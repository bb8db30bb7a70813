"""A whole form pasted as text -> the rows of a file, which then go through the same label reader.

Such a text was copied from Word (cells parted by tabs), from a phone (each cell on a line of its own), or
typed with labels before colons; its cells may stand in any order. A line that fits nowhere is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.characters import clean
from forms.document.cells import LISTS
from forms.document.headings import bare_label
from forms.form import Form, Rules
from forms.intake.answers import from_cells
from forms.intake.grid import Cell, Row, loose
from forms.intake.head import Head, row_of
from forms.intake.label_words import PARTS, label_named
from forms.intake.labels import TEXTS, application_cells
from forms.intake.leader_heads import heads_of
from forms.intake.pasted_lists import list_rows
from forms.intake.reading import Reading
from forms.intake.shared_cells import told_apart
from forms.intake.typed_labels import (
    heads_joined,
    is_labelled,
    is_note,
    number_of,
    part_of,
    unnumbered,
)

#: A text with so many different labels of the form is the form, not an answer to one question of it.
FEWEST_LABELS = 3
#: … or with so many of them, even where nothing stands behind them.
MANY_LABELS = 6
#: Between two numbered labels so many other numbers may stand; in a long text none, it has its own.
MOST_SKIPPED = 3
#: A label with so much behind it may be one of the first part, though it stands in a long text.
LONGEST_CELL = 60

_NOTES = re.compile(r"\s*注\s*[:：]")


@dataclass(slots=True)
class Sorting:
    """A pasted text taken apart: `part` says which part of the form the next line belongs to.

    `is_numbered` tells that the labels have numbers before them (1. 案例名称：…), `number` is the last.
    """

    form: Form
    head: Head
    is_numbered: bool = False
    number: int = 0
    part: str = "head"
    lines: dict[str, list[str]] = field(default_factory=dict)
    headed: set[str] = field(default_factory=set)  # lists with the heads of their columns

    def line(self, line: str) -> None:
        """Take one line to the part it belongs to."""
        plain = self.plain(line)
        key, rest = part_of(self.form, plain)
        part = key or self.part
        if part in LISTS and bare_label(plain).endswith(self.form_heads(part)):
            self.headed.add(part)
        if key and key not in self.lines:
            self.part, self.head.awaited = key, None
            self.head.heads.end()
            self.lines[key] = [rest] if rest else []
        elif self.part in LISTS and _NOTES.match(line):
            self.part = "notes"
            self.note(line)
        elif self.part == "head" or self.is_label(line, plain) or self.starts_leaders(line):
            self.head.line(plain)
        elif self.part == "notes":
            self.note(line)
        else:
            self.lines[self.part].append(line)

    def form_heads(self, key: str) -> str:
        """Give the heads of the columns of a list in one line."""
        return min(heads_joined(self.form, key), key=len)

    def doubts(self) -> Iterator[tuple[str, str]]:
        """Give the parts that may have been read wrongly, each with why."""
        for key, lines in self.lines.items():
            if key in LISTS and key not in self.headed and any("\t" in line for line in lines):
                yield key, "no-head-row"
            elif key in TEXTS and any(map(self.is_like_label, lines)):
                yield ("approach_idea" if key == "approach" else key), "label-inside"

    def is_like_label(self, line: str) -> bool:
        """Tell whether a line of a long text is a label of the first part, alone or with a short cell."""
        is_alone = bool(line.strip()) and label_named(self.form, line) is not None
        return is_alone or (len(line.strip()) <= LONGEST_CELL and is_labelled(self.form, line))

    def plain(self, line: str) -> str:
        """Give a line without its number, where the labels of this text are numbered and it is the next."""
        number = number_of(line) if self.is_numbered else 0
        skipped = 1 if self.part in TEXTS else MOST_SKIPPED
        if not self.number < number <= self.number + skipped:
            return line
        plain = unnumbered(line)
        if not part_of(self.form, plain)[0] and not is_labelled(self.form, plain):
            return line
        self.number = number
        return plain

    def is_label(self, line: str, plain: str) -> bool:
        """Tell whether a line is a label of the first part; within a long text only a numbered one is."""
        return is_labelled(self.form, line) and (self.part not in TEXTS or plain != line)

    def starts_leaders(self, line: str) -> bool:
        """Whether a line after the lists holds the heads of a table of 负责人; its rows follow then."""
        row = row_of(line)
        is_heads = self.part not in TEXTS and bool(heads_of(self.form, row, is_told=False))
        self.part = "head" if is_heads else self.part
        return is_heads

    def note(self, line: str) -> None:
        """Take a line under the table: the form's own notes are left out, anything else is told."""
        if line.strip() and not is_note(self.form, line):
            self.head.unread.append(line.strip())


def looks_pasted(form: Form, text: str) -> bool:
    """Tell whether a text is a whole form, or a good part of one."""
    labels, filled = labels_of(form, text)
    return filled >= FEWEST_LABELS or labels >= MANY_LABELS


def bears_title(form: Form, text: str) -> bool:
    """Tell whether the title of the form stands in a text."""
    return bare_label(form.title) in bare_label(text)


def is_part(form: Form, text: str) -> bool:
    """Tell whether a line of a text begins with a label or a heading of the form."""
    return any(part_of(form, line)[0] or is_labelled(form, line) for line in text.split("\n"))


def case_title(form: Form, text: str) -> str:
    """Give the title of the case that a pasted text names; empty for none."""
    return sorted_text(form, text).head.singles.get("case_title", "").strip()


def labels_of(form: Form, text: str) -> tuple[int, int]:
    """Give how many different labels of the form a text of several lines has, and how many with a cell."""
    if "\n" not in text.strip() and "\t" not in text:
        return 0, 0
    sorted_ = sorted_text(form, text)
    head = sorted_.head
    filled = sum(bool(cell.strip()) for cell in head.singles.values())
    filled += len({key for one in head.leaders.people for key, cell in one.items() if cell})
    filled += sum(bool("".join(lines).strip()) for lines in sorted_.lines.values())
    return len(head.labels) + len(sorted_.lines), filled


def read_pasted(form: Form, text: str, rules: Rules) -> Reading:
    """Give what a pasted form says, read by its labels like a file."""
    sorted_ = sorted_text(form, text)
    head = sorted_.head
    found = application_cells(form, part_rows(form, sorted_, rules, head.unread), head=head)
    cells, unsure = told_apart(found.cells)
    answers = from_cells("application", cells)
    told = {key: why for key, why in sorted_.doubts() if key in answers}
    doubts = {**told, **found.doubts, **unsure}
    return Reading(
        form.edition, "application", answers, "labels", unread=found.unread, doubts=doubts
    )


def sorted_text(form: Form, text: str) -> Sorting:
    """Give the text taken apart, line by line."""
    lines = clean(text).replace("\xa0", " ").split("\n")
    numbered = [line for line in lines if number_of(line) and is_labelled(form, line)]
    sorting = Sorting(form, Head(form), is_numbered=len(numbered) > 1)
    for line in lines:
        sorting.line(line)
    return sorting


def part_rows(form: Form, sorting: Sorting, rules: Rules, unread: list[str]) -> list[Row]:
    """Give the lists and long texts as rows under their headings, in the order of the form."""
    rows: list[Row] = []
    for key in (each for each in PARTS if each in sorting.lines):
        lines = sorting.lines[key]
        if key in LISTS:
            rows += list_rows(form, key, lines, rules, unread)
        else:
            text = "\n".join(lines).strip("\n")
            rows += [loose(form.labels[key]), *([Row((Cell(0, text),))] if text.strip() else [])]
    return rows
