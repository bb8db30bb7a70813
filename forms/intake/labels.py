"""The rows of a filled form -> what each of its cells holds, found by the form's own labels.

Never by row or column numbers: a state machine walks the rows from label to label, so that a form typed
over, with rows added or saved by another program is still read. What fits nowhere is told, never dropped.
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
from forms.intake.head import Head
from forms.intake.label_words import HEADS, label_named
from forms.intake.lists import Rows
from forms.intake.things import Gathering, Placed
from forms.intake.typed_labels import is_note, part_of

#: Where a text may stand: right under 二 too, before the first of its parts.
TEXTS = (*LONG, "approach")


@dataclass(frozen=True, slots=True)
class Found:
    """What a file's cells hold, the texts that belong to no cell of the form, and what is no text.

    `doubts` says of an answer why it may have been read wrongly (`no-head-row`, `under-heading`).
    """

    cells: Cells
    unread: tuple[str, ...]
    things: tuple[Placed, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Walk:
    """The state machine over an application: `place` says which part of the form a row belongs to."""

    form: Form
    things: Gathering
    head: Head
    rows: Rows
    place: str = "head"
    table: int = 0  # the one the form's own labels stand in
    awaits_text: bool = False  # a heading stood alone: the next cell is its text, whatever it says
    texts: dict[str, list[str]] = field(default_factory=dict)
    extras: dict[str, list[str]] = field(default_factory=dict)
    has_pairs: bool = False  # headings stand left of what belongs to them

    @property
    def unread(self) -> list[str]:
        """What belongs to no cell of the form, in order."""
        return self.head.unread

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
        if self.has_pairs and self.place in TEXTS and is_pair(row):
            self.pair(row)
        elif self.place in TEXTS or self.place.startswith("extra:"):
            self.long_text(row)
        elif self.place in LISTS and not row.loose and not self.is_labelled(row):
            self.rows.row(self.place, row)
        elif self.place == "notes":
            self.unread.extend(
                cell.text for cell in row.filled if not is_note(self.form, cell.text)
            )
        elif self.place in LISTS and row.loose:
            self.unread.extend(cell.text for cell in row.filled)
        else:
            self.head.row(row, self.place)
            self.place = "head" if self.head.heads.columns else self.place

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
                self.place = part
                self.rows.begin(part, {at: name for at, name in columns.items() if name})
                return True
        return self.starts_pair(row)

    def starts_pair(self, row: Row) -> bool:
        """Whether a row holds a heading, and what belongs under it in the cells after it."""
        first, *rest = row.filled
        key, more = part_of(self.form, first.text.replace("\n", ""))
        if not key or more or not rest or first.column or row.loose or key in self.texts:
            return False
        self.place, self.has_pairs, self.awaits_text = key, True, False
        if key in LISTS:
            self.rows.begin(key, {})
            self.rows.row(key, Row(tuple(rest), table=row.table))
        else:
            self.texts[key] = []
            self.inner("\n".join(cell.text for cell in rest))
        return True

    def pair(self, row: Row) -> None:
        """Take a label and its cell after a long text; a remark, or what else it is, is told."""
        if self.is_labelled(row):
            self.head.row(row)
        else:
            self.unread.append("\t".join(cell.text.strip() for cell in row.filled))

    def starts_section(self, text: str, row: Row) -> bool:
        """Whether a heading of 一, 二 or 三 begins here, alone or with its text in the same cell."""
        first, _, rest = text.partition("\n")
        key = "" if first.startswith(TEXT_MARK) else section_of(self.form.labels, first)
        in_order = self.place not in LONG or key in following(self.place)
        if not key or not in_order or (self.awaits_text and rest and not row.loose):
            return False
        self.awaits_text = key in LONG and not rest
        self.place = key
        if key in TEXTS:
            self.texts.setdefault(key, [])
        else:
            self.rows.begin(key, {})
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
                self.texts.setdefault(key, [])
            elif self.place in TEXTS:
                self.texts[self.place].append(line)
            elif line.strip():
                self.rows.row(self.place, Row((Cell(0, line),)))

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
            if not is_note(self.form, text):
                self.unread.append(text)
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

    def is_labelled(self, row: Row) -> bool:
        """Whether a row under a list begins with a label of the first part and its cell."""
        filled = row.filled
        return len(filled) > 1 and label_named(self.form, filled[0].text) is not None


def is_pair(row: Row) -> bool:
    """Tell whether a row holds two cells from the margin on."""
    return not row.loose and len(row.filled) > 1 and not row.filled[0].column


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


def application_cells(
    form: Form, rows: Sequence[Row], things: Sequence[Thing] = (), head: Head | None = None
) -> Found:
    """Give what the cells of a filled 附件2 hold, and to which part its `things` belong.

    `head` is what was read of its first part already.
    """
    head = head or Head(form)
    walk = Walk(form, Gathering(form, things), head, Rows(form, head.unread))
    for row in rows:
        walk.row(row)
    cells = head.finish() | walk.rows.finish()
    doubts = {**walk.rows.doubts, **head.leaders.doubts}
    doubts |= {"leaders": "own-block"} if head.leaders.has_blocks else {}
    marker = form.labels["see_extra_page"]
    above = "\n".join(walk.texts.pop("approach", ())).strip("\n")
    if above.strip():  # right under 二: it goes with the first of the three parts
        walk.texts["approach_idea"] = [above, *walk.texts.get("approach_idea", ())]
        doubts["approach_idea"] = "under-heading"
    for key, lines in walk.texts.items():
        text = "\n".join(lines)
        if key in walk.extras and text.endswith(marker):
            text = text.removesuffix(marker) + "\n".join(walk.extras.pop(key))
        cells[key] = text
    for lines in walk.extras.values():  # of no cell that says it goes on
        head.unread += [line for line in lines if line.strip()]
    shown = {path: clean(text) for path, text in cells.items()}
    return Found(shown, tuple(head.unread), tuple(walk.things.placed), doubts)
