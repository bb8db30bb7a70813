"""Invisible places to break a line: typst lets a Latin run that is wider than its cell leave the page."""

import re
from functools import partial

ZERO_WIDTH_SPACE = "\u200b"
LATIN_RUN = re.compile(r"[!-\u024f]{5,}")
STOP = re.compile(r"(?<=[@_/\\-])(?=.)|(?<=\.)(?=\D)")
WIDE = frozenset("@%&mwMWＷ—…")
POINTS_PER_CM = 28.35
SIZE_POINTS = 12.0
INSET_POINTS = 12.0


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
