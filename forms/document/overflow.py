"""A long text in two parts: what its cell may hold, and what goes to the 附页.

Source: 附件2 一 (500 字以内，可附页) and 二 (2000 字以内，可附页), the limit over the three parts together.
"""

import re
import unicodedata
from collections.abc import Sequence

from forms.characters import length

SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』）)》〉】\"']*\n?|\n")
CLAUSE_END = re.compile(r"[，、,：:）)]|\s")
SMALLEST_SHARE = 3  # a cut leaves at least a third of what the cell may hold


def cut(text: str, limit: int) -> tuple[str, str]:
    """`text` as (kept, rest) with `kept + rest == text` and at most `limit` characters kept.

    Cut at the end of a sentence, else of a clause, else anywhere between two characters as a person
    sees them.
    """
    if length(text) <= limit:
        return text, ""
    end = furthest(text, limit)
    for pattern in (SENTENCE_END, CLAUSE_END):
        stops = [found.end() for found in pattern.finditer(text) if found.end() <= end]
        if stops and stops[-1] * SMALLEST_SHARE >= end:
            return text[: stops[-1]], text[stops[-1] :]
    while end > 0 and joined(text[end - 1], text[end]):
        end -= 1
    return text[:end], text[end:]


def furthest(text: str, limit: int) -> int:
    """Give the place just after the last character that still counts within `limit`."""
    seen = 0
    for place, char in enumerate(text):
        seen += not char.isspace()
        if seen > limit:
            return place
    return len(text)


def joined(before: str, after: str) -> bool:
    """Whether two characters make one on paper (combining marks, emoji sequences)."""
    joiner, selectors = "\u200d", range(0xFE00, 0xFE10)
    return (
        bool(unicodedata.combining(after))
        or joiner in (before, after)
        or ord(after) in selectors
        or 0xE0100 <= ord(after) <= 0xE01EF
        or 0x1F3FB <= ord(after) <= 0x1F3FF
        or (0x1F1E6 <= ord(before) <= 0x1F1FF and 0x1F1E6 <= ord(after) <= 0x1F1FF)
    )


def allowances(lengths: Sequence[int], limit: int) -> list[int]:
    """How much of each text fits when together they may hold `limit`: the longest give way first."""
    allowed = [0] * len(lengths)
    left, open_places = limit, sorted(range(len(lengths)), key=lengths.__getitem__)
    while open_places:
        place = open_places.pop(0)
        allowed[place] = min(lengths[place], left // (len(open_places) + 1))
        left -= allowed[place]
    return allowed
