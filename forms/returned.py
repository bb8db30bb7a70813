"""A 附件3 that was sent back: which of its rows is which case, however they were sorted, deleted or added."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from forms.characters import folded
from forms.document.cells import CODE

#: The cells of one row of 附件3 by their column, `code` among them where the sheet carries one.
Cells: TypeAlias = Mapping[str, str]
NAME = ("case_title", "unit")
#: One of these must still be a case's own where its row is known by the code alone.
OWN = ("case_title", "leader", "phone")


@dataclass(frozen=True, slots=True)
class Returned:
    """The rows of a sheet by their place: `placed` has the case of each, `unplaced` those of none that is sure."""

    placed: Mapping[int, int]
    unplaced: tuple[int, ...]


def returned(rows: Sequence[Cells], cases: Mapping[int, Cells]) -> Returned:
    """Tell which case each row is: by 标题 and 单位, else by the code in it; never by its place.

    `cases` are the rows as they are kept, with their codes. Where the codes were torn from their rows (part of the
    sheet was sorted alone), none of them counts.
    """
    placed = _by_name(rows, cases, {})
    is_torn = any(
        rows[place].get(CODE) and rows[place].get(CODE) != cases[case].get(CODE)
        for place, case in placed.items()
    )
    if not is_torn:
        placed |= _by_code(rows, cases, placed)
        placed |= _by_name(rows, cases, placed)
    return Returned(placed, tuple(n for n in range(len(rows)) if n not in placed))


def _by_name(
    rows: Sequence[Cells], cases: Mapping[int, Cells], placed: Mapping[int, int]
) -> dict[int, int]:
    """Return the rows whose title and unit one case has, and no other row."""
    taken = set(placed.values())
    row_names = {n: _name(row) for n, row in enumerate(rows) if n not in placed}
    case_names = {case: _name(cells) for case, cells in cases.items() if case not in taken}
    once = {name for name, count in Counter(row_names.values()).items() if count == 1 and all(name)}
    once &= {name for name, count in Counter(case_names.values()).items() if count == 1}
    by_name = {name: case for case, name in case_names.items() if name in once}
    return {n: by_name[name] for n, name in row_names.items() if name in once}


def _by_code(
    rows: Sequence[Cells], cases: Mapping[int, Cells], placed: Mapping[int, int]
) -> dict[int, int]:
    """Return the other rows whose code one case has and no other row, and in which something is its own."""
    taken = set(placed.values())
    by_code = {cells[CODE]: case for case, cells in cases.items() if case not in taken}
    counts = Counter(row.get(CODE, "") for row in rows)
    found = {}
    for n, row in enumerate(rows):
        case = by_code.get(row.get(CODE, ""))
        if n not in placed and case is not None and counts[row[CODE]] == 1:
            own = (_plain(row, key) and _plain(row, key) == _plain(cases[case], key) for key in OWN)
            if any(own):
                found[n] = case
    return found


def _name(cells: Cells) -> tuple[str, ...]:
    return tuple(_plain(cells, key) for key in NAME)


def _plain(cells: Cells, key: str) -> str:
    return folded(cells.get(key, ""))
