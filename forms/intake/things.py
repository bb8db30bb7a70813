"""What stands in a form and is no text: pictures, charts, tables; to which part of the form each belongs."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms.document.headings import CAPTION_MARK, section_of
from forms.exhibit import PARTS, Rows
from forms.form import Form
from forms.intake.grid import MARK, MARKED, Row, Thing, unmarked

CAPTION = re.compile(r"[图表]\d+[\s\u3000]*")
#: A heading that stands over the parts of 二: what comes right under it goes with the first.
OVER = {"approach": "approach_idea"}
TABLE_FROM_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing, the part of the form it stands in (empty for none), and the words under or over it."""

    part: str
    thing: Thing
    caption: str = ""


@dataclass(slots=True)
class Gathering:
    """Collects the things of a form while its rows are walked."""

    form: Form
    known: Sequence[Thing] = ()
    placed: list[Placed] = field(default_factory=list)
    grown: dict[int, int] = field(
        default_factory=dict
    )  # table of the file -> its place in `placed`
    caption_ahead: str = ""

    def marks(self, row: Row, before: str, after: str) -> None:
        """Take the things a row holds; `before` and `after` are the places of the walk around it."""
        for text in (cell.text for cell in row.cells if MARK in cell.text):
            lines = text.split("\n")
            heads = [section_of(self.form.labels, unmarked(line)) for line in lines]
            place = before if any(heads) else after
            for line, head in zip(lines, heads, strict=True):
                place = head or place
                for number in MARKED.findall(line):
                    self.add(place, self.known[int(number)])

    def add(self, place: str, thing: Thing) -> None:
        """Take one thing."""
        name = place.removeprefix("extra:")
        part = OVER.get(name, name)
        caption = self.caption_ahead if thing.kind == "table" else ""
        self.caption_ahead = ""
        self.placed.append(Placed(part if part in PARTS else "", thing, caption))

    def is_table_row(self, row: Row, own: int) -> bool:
        """Say whether a row under a heading is of a table put in between, not of the form's `own`."""
        return row.table not in (0, own) and len(row.cells) >= TABLE_FROM_COLUMNS

    def table_row(self, place: str, row: Row) -> None:
        """Take a row of a table that was put in between."""
        texts = tuple(cell.text for cell in row.cells)
        if row.table not in self.grown:
            self.grown[row.table] = len(self.placed)
            self.add(place, Thing("table", rows=(texts,)))
            return
        at = self.grown[row.table]
        grown = self.placed[at]
        rows: Rows = (*grown.thing.rows, texts)
        self.placed[at] = replace(grown, thing=replace(grown.thing, rows=rows))

    def caption(self, text: str) -> bool:
        """Take a caption this program printed; False for any other text."""
        if not text.startswith(CAPTION_MARK):
            return False
        if text == CAPTION_MARK:  # the line that parts a table from what comes after it
            return True
        words = CAPTION.sub("", text.removeprefix(CAPTION_MARK), count=1).strip()
        if self.placed and not text.removeprefix(CAPTION_MARK).startswith("表"):
            self.placed[-1] = replace(self.placed[-1], caption=words)
        else:
            self.caption_ahead = words
        return True


def counted(things: Sequence[Placed]) -> Mapping[str, int]:
    """Give how many things of a kind stand in each part: `problem.picture` -> 2."""
    return Counter(f"{each.part}.{each.thing.kind}" for each in things)
