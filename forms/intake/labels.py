"""The rows of a filled form -> what each of its cells holds, found by the form's own labels.

Never by row or column numbers: a state machine walks the rows from label to label, so that a form typed
over, with rows added or saved by another program is still read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forms.characters import clean
from forms.document.cells import LISTS, LONG, Cells
from forms.document.headings import CONTINUED_MARK, TEXT_MARK, bare_label, section_of
from forms.document.page import extra_heading
from forms.exhibit import PARTS
from forms.form import Form
from forms.intake.grid import Cell, Row, Thing, unmarked_row
from forms.intake.things import Gathering, Placed

HEADS: Mapping[str, Mapping[str, str]] = {
    "members": {"member_name": "name", "member_post": "post", "member_task": "task"},
    "outcomes": {
        "outcome_period": "period",
        "outcome_title": "title",
        "outcome_form": "form",
    },
}
SINGLE = {
    "unit_line": "unit",
    "case_title": "case_title",
    "leader_name": "leaders.name",
    "leader_unit_post": "leaders.unit_post",
    "leader_phone": "leaders.phone",
    "leader_email": "leaders.email",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a file's cells hold, the texts that belong to no cell of the form, and what is no text."""

    cells: Cells
    unread: tuple[str, ...]
    things: tuple[Placed, ...] = ()


@dataclass(slots=True)
class Walk:
    """The state machine over an application: `place` says which part of the form a row belongs to."""

    form: Form
    things: Gathering
    place: str = "head"
    table: int = 0  # the one the form's own labels stand in
    columns: dict[int, str] = field(default_factory=dict)
    count: int = 0
    awaits_text: bool = False  # a heading stood alone: the next cell is its text, whatever it says
    texts: dict[str, list[str]] = field(default_factory=dict)
    extras: dict[str, list[str]] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def row(self, row: Row) -> None:
        """Take one row, and what stands in it, to the place they belong to."""
        before, plain = self.place, unmarked_row(row)
        if plain is row or plain.filled:
            self.words(plain)
        if plain is not row:
            self.things.marks(row, before, self.place)

    def words(self, row: Row) -> None:
        """Take the words of a row to the place they belong to."""
        if self.starts_part(row):
            self.table = row.table
            return
        if self.place in LONG or self.place.startswith("extra:"):
            self.long_text(row)
        elif self.place in LISTS:
            self.list_row(row)
        elif self.place == "head":
            self.labelled(row)

    def starts_part(self, row: Row) -> bool:
        """Whether the row begins another part of the form; `place` then says which."""
        filled = row.filled
        if not filled:
            return False
        first = filled[0].text
        if len(filled) == 1 and filled[0].column == 0:
            return self.starts_section(first, row) or self.starts_extra(first)
        for part, heads in HEADS.items():
            names = {bare_label(self.form.labels[key]): column for key, column in heads.items()}
            columns = {cell.column: names.get(bare_label(cell.text), "") for cell in filled}
            if set(names.values()) <= set(columns.values()):
                self.place, self.count = part, 0
                self.columns = {at: name for at, name in columns.items() if name}
                return True
        return False

    def starts_section(self, text: str, row: Row) -> bool:
        """Whether a heading of 一, 二 or 三 begins here, alone or with its text in the same cell."""
        first, _, rest = text.partition("\n")
        key = "" if first.startswith(TEXT_MARK) else section_of(self.form.labels, first)
        in_order = self.place not in LONG or key in following(self.place)
        if not key or not in_order or (self.awaits_text and rest and not row.loose):
            return False
        self.awaits_text = key in LONG and not rest
        self.place = key
        if key in LONG:
            self.texts[key] = []
        if rest:
            self.inner(self.without_explanation(key, first, rest))
        return True

    def without_explanation(self, key: str, first: str, rest: str) -> str:
        """Give the text after a heading whose explanation in brackets stands on a line of its own."""
        second, _, after = rest.partition("\n")
        whole = bare_label(first) + bare_label(second) == bare_label(self.form.labels[key])
        return after if whole else rest

    def inner(self, rest: str) -> None:
        """Give the text under a heading in the same cell, which may hold the headings of parts."""
        for line in rest.split("\n"):
            key = section_of(self.form.labels, line)
            if key in LONG and self.place.startswith("approach") and key in following(self.place):
                self.place = key
                self.texts[key] = []
            elif self.place in LONG:
                self.texts[self.place].append(line)
            elif line.strip():
                self.unread.append(line)

    def starts_extra(self, text: str) -> bool:
        """Whether a 附页 or the notes begin here."""
        bare = bare_label(text)
        if not text.startswith(TEXT_MARK):
            for key in PARTS:
                for continued in (True, False):
                    head = bare_label(extra_heading(self.form, key, continued=continued))
                    if bare == head and not (continued and key in self.extras):
                        self.place = f"extra:{key}"
                        self.extras.setdefault(key, [])
                        return True
        notes = bare_label(self.form.labels["notes_head"])
        if self.place == "outcomes" and bare.startswith(notes):
            self.place = "notes"
            return True
        return False

    def long_text(self, row: Row) -> None:
        """More of a long text: a whole cell, or one row a paragraph."""
        if self.things.caption(row.cells[0].text if row.cells else ""):
            return
        if self.things.is_table_row(row, self.table):
            self.things.table_row(self.place, row)
            return
        self.awaits_text = False
        group, _, key = self.place.rpartition(":")
        lines = (self.extras if group else self.texts)[key]
        text = "\t".join(cell.text for cell in row.cells).rstrip("\t")
        if text.startswith(CONTINUED_MARK) and lines:
            lines[-1] += text[1:]
        else:
            lines.append(text)

    def list_row(self, row: Row) -> None:
        """One member or one outcome."""
        if row.loose:
            self.unread += [cell.text for cell in row.filled]
            return
        for cell in row.cells:
            name = self.columns.get(cell.column, "")
            if name and cell.text:
                self.cells[f"{self.place}.{self.count}.{name}"] = cell.text
        self.count += 1

    def labelled(self, row: Row) -> None:
        """Give the cells that follow a label in their row; the unit follows its own on a line."""
        labels = {bare_label(self.form.labels[key]): path for key, path in SINGLE.items()}
        cells = list(row.cells)
        if row.loose and cells:
            self.loose(cells[0].text, labels)
            return
        skipped = bare_label(self.form.labels["leader"])
        while cells:
            path = labels.get(bare_label(cells[0].text), "")
            if path and len(cells) > 1 and bare_label(cells[1].text) not in labels:
                self.cells[path] = cells[1].text
                cells = cells[2:]
                continue
            if not path and cells[0].text.strip() and bare_label(cells[0].text) != skipped:
                self.leftover(cells[0])
            cells = cells[1:]

    def loose(self, text: str, labels: Mapping[str, str]) -> None:
        """单位（盖章） with the unit after it, or a line such as the title."""
        head = bare_label(self.form.labels["unit_line"])
        for end in range(1, len(text) + 1):
            if bare_label(text[:end]) == head and labels[head] not in self.cells:
                rest = text[end:]
                self.cells[labels[head]] = rest[1:] if rest[:1] in (":", "：") else rest
                return
            if end > len(head) * 3:
                break
        self.leftover(Cell(0, text))

    def leftover(self, cell: Cell) -> None:
        """Give a text before the table that is not the form's own head belongs to no cell."""
        own = bare_label(self.form.title + self.form.attachment)
        if cell.text.strip() and bare_label(cell.text) not in own:
            self.unread.append(cell.text)


def following(place: str) -> Sequence[str]:
    """Give the headings that may come next after the text of `place`."""
    order = (
        "problem",
        "approach",
        "approach_idea",
        "approach_method",
        "approach_strategy",
        "outcomes",
    )
    return order[order.index(place) + 1 :]


def application_cells(form: Form, rows: Sequence[Row], things: Sequence[Thing] = ()) -> Found:
    """Give what the cells of a filled 附件2 hold, and to which part its `things` belong."""
    walk = Walk(form, Gathering(form, things))
    for row in rows:
        walk.row(row)
    marker = form.labels["see_extra_page"]
    for key, lines in walk.texts.items():
        text = "\n".join(lines)
        if key in walk.extras and text.endswith(marker):
            text = text.removesuffix(marker) + "\n".join(walk.extras.pop(key))
        walk.cells[key] = clean(text)
    cells = {path: clean(text) for path, text in walk.cells.items()}
    return Found(cells, tuple(walk.unread), tuple(walk.things.placed))
