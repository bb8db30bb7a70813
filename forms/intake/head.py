"""The first part of a form: the cells behind its labels, and whose of several 负责人 they are."""

from dataclasses import dataclass, field
from itertools import count

from forms.document.cells import Cells
from forms.document.headings import bare_label
from forms.form import Form
from forms.intake.grid import Cell, Row
from forms.intake.label_words import Label, label_named
from forms.intake.leader_heads import LeaderHeads
from forms.intake.leaders import PERSONAL, Leaders
from forms.intake.typed_labels import cells_of, label_of, pieces

SINGLE = {
    "unit_line": "unit",
    "case_title": "case_title",
    "region": "region",
    "category": "category",
    "stage": "stage",
}


@dataclass(slots=True)
class Head:
    """Collects labels and their cells; those of 负责人 go to theirs."""

    form: Form
    labels: set[str] = field(default_factory=set)
    singles: Cells = field(default_factory=dict)
    leaders: Leaders = field(default_factory=Leaders)
    unread: list[str] = field(default_factory=list)
    awaited: Label | None = None  # stood alone: what comes next is its cell
    heads: LeaderHeads = field(init=False)  # of a table with one 负责人 a row

    def __post_init__(self) -> None:
        """Begin outside such a table."""
        self.heads = LeaderHeads(self.form)

    def row(self, row: Row, place: str = "head") -> None:
        """Give the cells that follow a label in their row; the unit follows its own on a line."""
        cells = list(row.cells)
        if row.loose and cells:
            self.paragraph(cells[0].text)
            return
        if self.under_heads(row, is_told=place == "head"):
            return
        while cells:
            label = label_named(self.form, cells[0].text)
            is_label = len(cells) > 1 and label_named(self.form, cells[1].text) is not None
            if label and len(cells) > 1 and not is_label:
                self.put(label, cells[1].text)
                cells = cells[2:]
                continue
            inside, rest = (None, "") if label else label_of(self.form, cells[0].text)
            if inside and ("：" in cells[0].text or ":" in cells[0].text):
                self.put(inside, rest)
            elif not label:
                self.leftover(cells[0].text)
            cells = cells[1:]

    def under_heads(self, row: Row, *, is_told: bool = True) -> bool:
        """Take a row of a table with one 负责人 a row, or the heads of it."""
        if self.heads.begin(row, is_told=is_told):
            self.awaited, self.leaders.is_table = None, True
            self.labels |= {key for key in self.heads.columns.values() if key}
            return True
        cells = self.heads.cells(row)
        if cells is None:
            if row.filled:
                self.heads.end()
            return False
        people = self.leaders.people
        while people and not any(people[-1].values()):
            people.pop()
        nth = len(people) + 1
        for key, text in cells:
            if key:
                self.leaders.put(PERSONAL[key], text, nth)
            else:
                self.leftover(text)
        return True

    def paragraph(self, text: str) -> None:
        """单位（盖章） with the unit after it, another label with its cell, or a line such as the title."""
        head = bare_label(self.form.labels["unit_line"])
        for end in range(1, len(text) + 1):
            if bare_label(text[:end]) == head and "unit" not in self.singles:
                rest = text[end:]
                self.singles["unit"] = rest[1:] if rest[:1] in (":", "：") else rest
                return
            if end > len(head) * 3:
                break
        self.line(text)

    def line(self, line: str) -> None:
        """Take a line: labels with what follows them, or what a label before it waits for."""
        if self.under_heads(row_of(line)):
            return
        for piece in pieces(self.form, line):
            self.piece(piece)

    def piece(self, text: str) -> None:
        """Take one label, or one cell with or without its label before it."""
        label, rest = label_of(self.form, text)
        if label and rest:
            self.put(label, rest)
        elif label:
            self.labels.add(label.key)
            is_filled = bool(self.singles.get(SINGLE.get(label.key, ""), "").strip())
            self.awaited = None if is_filled and label.key != "unit_line" else label
        elif self.awaited and text.strip():
            self.put(self.awaited, text.strip())
        else:
            self.leftover(text)

    def put(self, label: Label, text: str) -> None:
        """Take the cell of a label; a second 单位 is that of the 负责人, and a label is nobody's cell."""
        if label_named(self.form, text):
            self.leftover(text)
            return
        key, self.awaited = label.key, None
        if key == "unit_line" and self.singles.get("unit", "").strip():
            key = "leader_unit"
        self.labels.add(key)
        if key in PERSONAL:
            self.leaders.put(PERSONAL[key], text, label.nth)
        elif not self.singles.get(SINGLE[key], "").strip():
            self.singles[SINGLE[key]] = text
        elif text.strip() and bare_label(self.singles.get(SINGLE[key], "")) != bare_label(text):
            self.unread.append(f"{self.named(key)}：{text}")

    def leftover(self, text: str) -> None:
        """Keep what belongs to no cell, the form's own title left out."""
        own = bare_label(self.form.title + self.form.attachment)
        if text.strip() and bare_label(text) not in own:
            self.unread.append(text.strip())

    def named(self, key: str) -> str:
        """Give the label of a key as it is told."""
        asked = {question.path: question.label for question in self.form.questions}
        return self.form.labels.get(key) or asked.get(SINGLE.get(key, key), key)

    def finish(self) -> Cells:
        """Give the cells; what 负责人 have no place for goes to `unread`."""
        cells, left = self.leaders.finish()
        self.unread += [f"{self.named(key)}：{text}" for key, text in left]
        return self.singles | cells


def row_of(line: str) -> Row:
    """Give a line that was copied from a table as the row it was."""
    return Row(tuple(map(Cell, count(), cells_of(line))))
