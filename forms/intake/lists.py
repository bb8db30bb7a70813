"""The rows of a list in a filled form: under the heads of their columns, or read by what they say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms import kinds
from forms.document.cells import Cells
from forms.document.headings import bare_label
from forms.errors import BadAnswer
from forms.form import Form, Json, Question, Rules
from forms.intake.grid import Row
from forms.intake.label_words import HEADS, PARTS, REMARKS
from forms.kinds import period, rows
from forms.kinds.people import is_name

_ORDINAL = re.compile(r"\s*\d{1,3}\s*[.、．]?\s*")


@dataclass(slots=True)
class Rows:
    """Collects the rows of the lists; what is no row goes to `unread`."""

    form: Form
    unread: list[str]
    columns: Mapping[int, str] = field(default_factory=dict)  # of the list that is open
    counts: dict[str, int] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    headless: dict[str, list[str]] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    def begin(self, part: str, columns: Mapping[int, str]) -> None:
        """Open a list; without the heads of its columns its rows are read by what they say."""
        self.columns = columns
        self.counts.setdefault(part, 0)

    def row(self, part: str, row: Row) -> None:
        """Take one member or one outcome, or what stands between them."""
        filled = row.filled
        words = [cell.text.strip() for cell in filled]
        if not filled and not self.columns:
            return
        if not self.columns and len(words) == 1 and _ORDINAL.fullmatch(words[0]):
            return  # a row that was left empty
        if filled and (is_remark(words[0]) or (self.columns and self.is_beside(part, row))):
            self.unread.append("\t".join(words))
        elif self.columns:
            self.under_heads(part, row)
        else:
            lines = words[0].split("\n") if len(words) == 1 else [pasted_row(words)]
            self.headless.setdefault(part, []).extend(line for line in lines if line.strip())

    def under_heads(self, part: str, row: Row) -> None:
        """Take the cells that stand under the heads of the columns; others are told."""
        for cell in row.cells:
            name = self.columns.get(cell.column, "")
            if name and cell.text:
                self.cells[f"{part}.{self.counts[part]}.{name}"] = cell.text
            elif not name and self.is_own(part, cell.text):
                self.unread.append(cell.text.strip())
        self.counts[part] += 1

    def is_beside(self, part: str, row: Row) -> bool:
        """Tell whether a row is a text across the table: one cell, and no cell of this list."""
        filled = row.filled
        name = self.columns.get(filled[0].column, "")
        if filled[0].column < min(self.columns) and self.is_own(part, filled[0].text):
            return True
        if len(filled) > 1:
            return False
        if not name:
            return self.is_own(part, filled[0].text)
        is_across = row.table > 0 and len(row.cells) == 1
        return is_across and not is_row(part, filled[0].text)

    def is_own(self, part: str, text: str) -> bool:
        """Tell whether a cell outside the columns says something: no number of a row, no label."""
        labels = {bare_label(self.form.labels[part]), *PARTS[part]}
        return (
            bool(text.strip()) and not _ORDINAL.fullmatch(text) and bare_label(text) not in labels
        )

    def finish(self) -> Cells:
        """Give the cells of all rows; those without heads are read by what they say, or are unread."""
        for part, lines in self.headless.items():
            for place, record in enumerate(self.read(part, lines), self.counts[part]):
                for name, text in record.items():
                    self.cells[f"{part}.{place}.{name}"] = str(text or "")
        return self.cells

    def read(self, part: str, lines: list[str]) -> list[Mapping[str, Json]]:
        """Give the rows that lines without heads over them are; what is no row goes to `unread`."""
        question = next(each for each in self.form.questions if each.id == part)
        kept = [line for line in lines if is_row(part, line)]
        self.unread += [line for line in lines if line not in kept]
        records = read_rows(question, "\n".join(kept)) if kept else []
        if kept and not records:
            self.unread += kept
        elif kept:
            self.doubts[part] = "no-head-row"
        return records


def is_remark(text: str) -> bool:
    """Tell whether a cell is the label of a remark under a list."""
    return bare_label(text) in {*REMARKS, "注"}


def is_row(part: str, line: str) -> bool:
    """Tell whether a line looks like a row of the list: it begins with a name, it holds a period."""
    if part == "outcomes":
        return any(map(period.is_period, rows.cells(line, len(HEADS[part]))))
    first = re.split(r"[（(、，,\s]", line.strip())[0]
    return is_name(first) or len(first) in (2, 3, 4)


def pasted_row(words: list[str]) -> str:
    """Give cells as a line copied from a table, without the number of the row."""
    cells = words[1:] if _ORDINAL.fullmatch(words[0]) else words
    quoted = ('"' + cell.replace('"', '""') + '"' if "\n" in cell else cell for cell in cells)
    return "\t".join(quoted)


def read_rows(question: Question, text: str) -> list[Mapping[str, Json]]:
    """Give the rows a text is when it answers the question of a list; none where it is none."""
    try:
        found = kinds.read(question, text, Rules(""))
    except BadAnswer:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
