"""A filled file as its reader sees it: rows of texts, whatever program wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and the column it starts in (lines joined by a newline)."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one table row from left to right; `loose` for a paragraph outside tables."""

    cells: tuple[Cell, ...]
    loose: bool = False

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell.text.strip())


@dataclass(frozen=True, slots=True)
class Source:
    """What was found in a file: its rows, and texts that may hold an envelope.

    `sheets` are the further sheets of a workbook, `properties` the custom document properties, `sealed` whole
    sealed lines, `dropped` counts things that are neither text nor table (`pictures`).
    """

    rows: Sequence[Row]
    properties: Sequence[tuple[str, str]] = ()
    sealed: Sequence[str] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


def loose(text: str) -> Row:
    """Give a paragraph that stands outside tables."""
    return Row((Cell(0, text),), loose=True)
