"""What every Excel file of ours has in common: sheets of texts that are never formulas, the envelope."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from forms.document.envelope import pieces
from forms.document.package import filled, zipped
from forms.document.words import word

ENVELOPE_SHEET = "shenbao"
SHEET_PIECE_LENGTH = 30_000
MOST_POINTS = 409.0
#: A sheet of six columns fits the width of A4 at this scale, whatever the digits of its face measure.
SCALE_PERCENT = 90
#: How high the rows of such a page are together: A4 without its margins, and some room for rounding.
PAGE_POINTS = (841.9 - 2 * 0.75 * 72) / SCALE_PERCENT * 100 * 0.96
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
PARTS = {
    "[Content_Types].xml": "xlsx/content_types.xml",
    "_rels/.rels": "xlsx/package.rels",
    "xl/workbook.xml": "xlsx/workbook.xml",
    "xl/_rels/workbook.xml.rels": "xlsx/workbook.rels",
    "xl/styles.xml": "xlsx/styles.xml",
    "docProps/core.xml": "shared/core.xml",
    "docProps/custom.xml": "shared/custom.xml",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: face, size in points, place of the text, frame."""

    heading: bool = False
    size: int = 11
    horizontal: str = "left"
    vertical: str = "center"
    frame: str = "lrtb"  # the sides that have a line: left, right, top, bottom


BODY, LABEL = Look(), Look(heading=True, horizontal="center")
CENTRED, HEADING = Look(horizontal="center"), Look(heading=True)
OPEN_HEADING = Look(heading=True, frame="lrt")
PROSE, LAST_PROSE = Look(vertical="top", frame="lr"), Look(vertical="top", frame="lrb")
TITLE = Look(heading=True, size=16, horizontal="center", frame="")
ATTACHMENT = Look(heading=True, size=14, frame="")
NOTE = Look(size=10, vertical="top", frame="")
PLAIN, PLAIN_HEADING = Look(frame=""), Look(heading=True, frame="")
LOOKS = (
    *(BODY, LABEL, CENTRED, HEADING, OPEN_HEADING, PROSE, LAST_PROSE),
    *(TITLE, ATTACHMENT, NOTE, PLAIN, PLAIN_HEADING),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place (`B7`), its text, the number of its look."""

    place: str
    text: str
    style: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row and its height."""

    number: int
    points: float
    cells: tuple[Cell, ...]
    is_head: bool = False  # stays with the row after it


@dataclass(slots=True)
class Sheet:
    """A sheet being written from top to bottom, one page of A4 wide when printed.

    With a `scale` (percent) it is printed at that; otherwise as small as its width needs.
    """

    title: str
    widths: Sequence[float] = ()
    landscape: bool = False
    hidden: bool = False
    locked: bool = False
    head_row: int = 0
    scale: int = 0
    rows: list[Row] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    choices: dict[str, Sequence[str]] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def next_row(self) -> int:
        """The number of the row that `line` writes next."""
        return len(self.rows) + 1

    def line(self, *spans: tuple[int, int, str, Look], points: float = 15.0) -> None:
        """Write one row: texts, each in the cells from its first to its last column, merged."""
        number, written = self.next_row, []
        for start, end, text, look in spans:
            style = LOOKS.index(look) + 1
            for column in range(start, end + 1):
                shown = ESCAPE.sub("_x005F_", text) if column == start else ""
                written.append(Cell(f"{letter(column)}{number}", shown, style))
            if end > start:
                self.merges.append(f"{letter(start)}{number}:{letter(end)}{number}")
        is_head = all(look.heading for _, _, _, look in spans)
        self.rows.append(Row(number, min(points, MOST_POINTS), tuple(written), is_head))

    def merge_down(self, column: int, first: int) -> None:
        """Merge the cells of `column` from row `first` to the last one written."""
        self.merges.append(f"{letter(column)}{first}:{letter(column)}{len(self.rows)}")

    def turn_pages(self) -> None:
        """Begin a page wherever one is full; a heading goes with what it stands over."""
        begins = {0, *self.breaks}
        first, used = 0, 0.0
        for at, row in enumerate(self.rows):
            if at in begins:
                first, used = at, 0.0
            used += row.points
            if used <= PAGE_POINTS:
                continue
            top = at
            while top - 1 > first and self.rows[top - 1].is_head:
                top -= 1
            self.breaks.append(top)
            first, used = top, sum(each.points for each in self.rows[top : at + 1])
        self.breaks.sort()


def workbook(
    title: str,
    sheets: Sequence[Sheet],
    envelope: str,
    stamp: str = "",
    last: Sequence[Sheet] = (),
    foot: str = "",
) -> bytes:
    """Give the file, its envelope in the custom properties and on a hidden sheet before the `last` ones."""
    hidden = Sheet(ENVELOPE_SHEET, hidden=True)
    for name, piece in pieces(envelope, SHEET_PIECE_LENGTH):
        hidden.line((1, 1, name, PLAIN), (2, 2, piece, PLAIN))
    every = [*sheets, hidden, *last]
    words = {
        "title": title,
        "sheets": every,
        "looks": LOOKS,
        "pieces": pieces(envelope),
        "footer": foot or word("page_xlsx"),
        "stamp": stamp.replace("&", "&&"),
        "body": word("face_body"),
        "heading": word("face_heading"),
    }
    parts = [(name, filled(template, words)) for name, template in PARTS.items()]
    for number, sheet in enumerate(every, 1):
        part = filled("xlsx/sheet.xml", words | {"sheet": sheet})
        parts.append((f"xl/worksheets/sheet{number}.xml", part))
    return zipped(parts)


def letter(column: int) -> str:
    """Give the letter of one of the first 26 columns."""
    return chr(ord("A") + column - 1)


def wide(text: str) -> int:
    """Give the width of the widest line of `text`, in narrow characters."""
    return max(sum(1 if char < "\u2e80" else 2 for char in line) for line in text.split("\n"))


def lines(text: str, width: float) -> int:
    """How many lines `text` takes in a cell that is `width` narrow characters wide."""
    return sum(int(wide(line) // max(width - 2, 2)) + 1 for line in text.split("\n"))
