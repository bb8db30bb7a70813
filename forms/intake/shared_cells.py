"""Several 负责人 in one cell, parted in whatever way people part them: each gets what is surely theirs."""

import re

from forms.document.cells import JOINER, Cells
from forms.intake.answers import split
from forms.kinds.phone import apart

CELLS = ("unit_post", "unit", "post", "phone", "email")
_NAME = r"[\u4e00-\u9fff]{2,4}"
_NAMES = re.compile(rf"\s*{_NAME}(?:\s*[、，,;；/\s]\s*{_NAME})+\s*")
_BETWEEN_NAMES = re.compile(r"[、，,;；/\s]+")
#: How else the cells of several people are parted: by any mark, or an address by blanks too.
_MARKS = (re.compile(r"[、，,;；/\n]+"), re.compile(r"[、，,;；/\s]+"))


def told_apart(cells: Cells) -> tuple[Cells, dict[str, str]]:
    """Give the cells of 负责人 parted by 、 where each of several has one, and what is unsure.

    The second maps the path of a cell of the first (`leaders.0.phone`) to `shared-cell`: other people's
    may stand in it too.
    """
    block = next((each for each in ("leaders.", "leaders.0.") if f"{each}name" in cells), "")
    if not block or "leaders.1.name" in cells:
        return cells, {}
    name = cells[f"{block}name"]
    names = _BETWEEN_NAMES.split(name.strip()) if _NAMES.fullmatch(name) else split(name)
    if len(names) < 2:
        return cells, {}
    found = {**cells, f"{block}name": JOINER.join(names)}
    doubts: dict[str, str] = {}
    for key in CELLS:
        text = cells.get(f"{block}{key}", "")
        parts = parted(key, text, len(names))
        if parts:
            found[f"{block}{key}"] = JOINER.join(parts)
        elif text.strip():
            of = ("unit", "post") if key == "unit_post" else (key,)
            doubts |= {f"leaders.0.{each}": "shared-cell" for each in of}
    return (spread(found, len(names)) if block == "leaders.0." else found), doubts


def parted(key: str, text: str, size: int) -> list[str]:
    """Give the entries of a cell where there are as many as people, else nothing."""
    marks = _MARKS if key == "email" else _MARKS[:1]
    for parts in (split(text), *([part.strip() for part in each.split(text)] for each in marks)):
        if len([part for part in parts if part]) == size == len(parts):
            return parts
    return apart(text, size) if key == "phone" else []


def spread(cells: Cells, size: int) -> Cells:
    """Give the cells of one block of labels to the people whose names stand in it."""
    found = dict(cells)
    for key in ("name", *CELLS):
        parts = split(found.get(f"leaders.0.{key}", ""))
        if len(parts) == size:
            found |= {f"leaders.{at}.{key}": part for at, part in enumerate(parts)}
    return found
