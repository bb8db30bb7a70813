"""The first part of a form: the cells behind its labels, and whose of several 负责人 they are."""

from dataclasses import dataclass, field

from forms.document.cells import Cells
from forms.document.headings import bare_label
from forms.form import Form
from forms.intake.grid import Row
from forms.intake.label_words import HEAD, Label, label_named
from forms.intake.leaders import PERSONAL, Leaders
from forms.intake.typed_labels import label_of, pieces

SINGLE = {
    "unit_line": "unit",
    "case_title": "case_title",
    "region": "region",
    "category": "category",
    "stage": "stage",
}
LEADER = "负责人"


@dataclass(slots=True)
class Head:
    """Collects labels and their cells; those of 负责人 go to theirs."""

    form: Form
    labels: set[str] = field(default_factory=set)
    singles: Cells = field(default_factory=dict)
    leaders: Leaders = field(default_factory=Leaders)
    unread: list[str] = field(default_factory=list)
    awaited: Label | None = None  # stood alone: what comes next is its cell

    def row(self, row: Row) -> None:
        """Give the cells that follow a label in their row; the unit follows its own on a line."""
        cells = list(row.cells)
        if row.loose and cells:
            self.paragraph(cells[0].text)
            return
        while cells:
            label = label_named(self.form, cells[0].text)
            is_label = len(cells) > 1 and self.is_under(cells[0].text, cells[1].text)
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

    def is_under(self, first: str, second: str) -> bool:
        """Tell whether a cell is a label too, and not what the label before it asks for (负责人, 姓名)."""
        own = {bare_label(self.form.labels[key]) for key in HEAD if key in self.form.labels}
        label = label_named(self.form, second)
        is_over = LEADER in bare_label(first) and label is not None and label.key != "leader_name"
        return bare_label(second) in own or is_over

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
        """Take the cell of a label; a second 单位 is that of the 负责人."""
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
