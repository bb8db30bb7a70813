"""Invisible places to break a line: typst lets a Latin run that is wider than its cell leave the page."""

import re
from functools import partial

from forms.document.cells import JOINER
from forms.form import Json

ZERO_WIDTH_SPACE = "\u200b"
LATIN_RUN = re.compile(r"[!-\u024f]{5,}")
STOP = re.compile(r"(?<=[@_/\\-])(?=.)|(?<=\.)(?=\D)")
WIDE = frozenset("@%&mwMWＷ—…")
POINTS_PER_CM = 28.35
SIZE_POINTS = 12.0
INSET_POINTS = 12.0
KEPT_LENGTH = 20  # characters of a number that is printed smaller rather than broken
SEPARATORS = "、，,；;/"
PERSON = re.compile(f"[^{JOINER}]*{JOINER}|[^{JOINER}]+$")
NUMBER = re.compile(f"[^{SEPARATORS}]*[{SEPARATORS}]|[^{SEPARATORS}]+$")


def room(width_cm: float) -> float:
    """Give how many ems of text a cell of this width holds in one line."""
    return (width_cm * POINTS_PER_CM - INSET_POINTS) / SIZE_POINTS


def breakable(text: str, ems: float) -> str:
    """Give `text` with zero-width spaces where a run of Latin letters may break in a cell of `ems`."""
    return LATIN_RUN.sub(partial(spread, ems=ems), text)


def spread(run: re.Match[str], ems: float) -> str:
    """Give a run as it stands when it fits, else with breaks after its stops, else between all letters."""
    if width(run[0]) <= ems:
        return run[0]
    pieces = STOP.split(run[0])
    return ZERO_WIDTH_SPACE.join(
        piece if width(piece) <= ems else ZERO_WIDTH_SPACE.join(piece) for piece in pieces
    )


def width(run: str) -> float:
    """Give about how many ems a Latin run takes, rather too many than too few."""
    return sum(1.0 if char in WIDE else 0.8 if char.isupper() else 0.6 for char in run)


def whole(text: str, ems: float) -> list[Json]:
    """Give the lines of a cell as numbers or addresses to keep whole, each as the template takes it.

    Each is its text, the same with places to break, and whether it is to stay whole however small.
    """
    lines: list[Json] = []
    for line in text.split("\n"):
        pieces: list[Json] = [
            [entry, breakable(entry, ems), length <= KEPT_LENGTH] for entry, length in entries(line)
        ]
        lines.append(pieces)
    return lines


def entries(line: str) -> list[tuple[str, int]]:
    """Give the entries of a line with what parts them, and how long each is without it."""
    found: list[str] = []
    for entry in PERSON.findall(line):
        found += [entry] if len(entry.rstrip(JOINER)) <= KEPT_LENGTH else NUMBER.findall(entry)
    return [(entry, len(entry.rstrip(SEPARATORS))) for entry in found]
