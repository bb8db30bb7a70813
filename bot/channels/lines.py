"""Text folded for a terminal, where a Chinese character is two columns wide."""

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 80

#: A run of Latin letters, digits and signs stays whole; any other character may end a line.
_PIECES = re.compile(r"[!-~]+|\s|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…—·％")
_NEVER_LAST = frozenset("（《「『【〔“‘")


def columns(text: str) -> int:
    """Count the columns a text takes on a terminal."""
    return sum(_columns(sign) for sign in text)


def fold(text: str, width: int = WIDTH) -> str:
    """Return a text with lines of at most `width` columns; marks never start or end a line wrongly."""
    return "\n".join(folded for line in text.split("\n") for folded in _lines(line, width))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _lines(line: str, width: int) -> Iterator[str]:
    indent = line[: len(line) - len(line.lstrip(" "))][: width // 2]
    taken, used = "", 0
    for piece in _pieces(line, width - len(indent)):
        size = columns(piece)
        if taken and used + size > width and piece[0] not in _NEVER_FIRST:
            kept, carried = _carry(taken)
            yield kept.rstrip()
            taken = indent + carried
            used = columns(taken)
            size = 0 if piece.isspace() else size
            taken += "" if piece.isspace() else piece
        else:
            taken += piece
        used += size
    yield taken.rstrip()


def _pieces(line: str, width: int) -> Iterator[str]:
    for match in _PIECES.finditer(line):
        piece = match[0]
        yield from (piece[at : at + width] for at in range(0, len(piece), width))


def _carry(taken: str) -> tuple[str, str]:
    """Move an opening mark at the end of a line to the next one."""
    end = len(taken)
    while end > 1 and taken[end - 1] in _NEVER_LAST:
        end -= 1
    return taken[:end], taken[end:]
