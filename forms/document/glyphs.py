"""Which characters of a text the embedded fonts cannot draw, so a person can be told beforehand."""

from functools import cache

from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

DRAWN_BY_NONE = frozenset("\n\t\u200b\u200c\u200d\ufe0e\ufe0f")


@cache
def drawn() -> frozenset[int]:
    """Every code point that both embedded faces draw."""
    maps: list[set[int]] = []
    for path in (serif_path(), sans_path()):
        with TTFont(path, lazy=True) as font:
            maps.append(set(font.getBestCmap()))
    return frozenset(maps[0] & maps[1])


def missing(text: str) -> list[str]:
    """Give the characters of `text` that will not print in PDF and PNG, each once, in order."""
    known = drawn()
    return [
        char for char in dict.fromkeys(text) if ord(char) not in known and char not in DRAWN_BY_NONE
    ]
