"""A filled file as its reader sees it: rows of texts, whatever program wrote it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from forms.exhibit import Rows

#: Where a thing stands among the words of a cell: its number between two of these.
MARK = "\ufffc"
MARKED = re.compile(f"{MARK}(\\d+){MARK}")
ThingKind: TypeAlias = Literal["picture", "table", "chart", "drawing"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in a file that is no text: a picture or a table, or what cannot be carried over.

    `place` is the part of the package that holds a picture; `digest` the one this program gave it.
    """

    kind: ThingKind
    place: str = ""
    rows: Rows = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and the column it starts in (lines joined by a newline)."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one table row from left to right; `loose` for a paragraph outside tables.

    `table` numbers the tables of a Word file, 0 where they are not told apart.
    """

    cells: tuple[Cell, ...]
    loose: bool = False
    table: int = 0

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell.text.strip())


@dataclass(frozen=True, slots=True)
class Source:
    """What was found in a file: its rows, and texts that may hold an envelope.

    `properties` are the custom document properties, `sealed` whole sealed lines, `things` what the marks in
    the rows stand for, `read` gives the bytes of a part of the file. `where` says of each thing its part of the
    form and its caption, in a file that has no rows.
    """

    rows: Sequence[Row]
    properties: Sequence[tuple[str, str]] = ()
    sealed: Sequence[str] = ()
    things: Sequence[Thing] = ()
    read: Callable[[str], bytes] = lambda _: b""
    where: Sequence[tuple[str, str]] = ()


def loose(text: str) -> Row:
    """Give a paragraph that stands outside tables."""
    return Row((Cell(0, text),), loose=True)


def marked(number: int) -> str:
    """Give the mark of a thing."""
    return f"{MARK}{number}{MARK}"


def unmarked(text: str) -> str:
    """Give a text without marks, and without the lines that held nothing else."""
    if MARK not in text:
        return text
    lines = text.split("\n")
    return "\n".join(
        MARKED.sub("", line) for line in lines if MARK not in line or MARKED.sub("", line).strip()
    )


def unmarked_row(row: Row) -> Row:
    """Give a row without marks."""
    if not any(MARK in cell.text for cell in row.cells):
        return row
    return replace(row, cells=tuple(replace(c, text=unmarked(c.text)) for c in row.cells))
