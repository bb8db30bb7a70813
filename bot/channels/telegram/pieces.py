"""Long texts -> pieces a message can hold, cut where a sentence ends. Pure.

Telegram counts UTF-16 units. A piece never ends inside a character, nor between the parts of one
(a face with its colour, a letter with its accent).
"""

import re
import unicodedata
from collections.abc import Iterator

#: The longest text of a message and of a caption, in UTF-16 units.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

#: Where a text may be cut, the best places first: paragraphs, lines, sentences, clauses, words.
_ENDS = (r"\n\n+", r"\n", r"[。！？!?…]+[”’」』）)]*", r"[；;]", r"[，,、：:]", r"\s")

_JOINER = "\u200d"
_MODIFIERS = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def units(text: str) -> int:
    """Return how many UTF-16 units a text has.

    >>> units("第1步👩")
    5
    """
    return len(text) + sum(sign > "\uffff" for sign in text)


def split(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Return a text in pieces of at most `longest` units; white space at the cuts goes.

    >>> split("一二三。四五六", 5)
    ['一二三。', '四五六']
    """
    pieces = []
    rest = text.strip()
    while units(rest) > longest:
        at = _cut(rest, longest)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def shortened(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, its end replaced by … where it was longer."""
    if len(text) <= longest:
        return text
    clusters = list(_clusters(text))
    if len(clusters) <= longest:
        return text
    return "".join(clusters[: longest - 1]).rstrip() + "…"


def _cut(text: str, longest: int) -> int:
    """Return the best place to cut: in the second half of what fits, if there is an end in it."""
    fits = _fitting(text, longest)
    for end in _ENDS:
        places = [found.end() for found in re.finditer(end, text[:fits])]
        if places and places[-1] > fits // 2:
            return places[-1]
    return fits


def _fitting(text: str, longest: int) -> int:
    """Return how many characters of a text fit, never less than one whole character."""
    used = place = 0
    for cluster in _clusters(text):
        used += units(cluster)
        if used > longest and place:
            return place
        if used > longest:  # one endless pile of marks: it has to be cut somewhere
            return max(1, longest // 2)
        place += len(cluster)
    return place


def _clusters(text: str) -> Iterator[str]:
    """Give the characters as a reader sees them."""
    begun = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _goes_on(text, place):
            yield text[begun:place]
            begun = place


def _goes_on(text: str, place: int) -> bool:
    """True when the sign at a place belongs to the one before it."""
    before, sign = text[place - 1], text[place]
    if _JOINER in (before, sign) or sign in _MODIFIERS:
        return True
    if _is_flag(before) and _is_flag(sign):
        flags = len(text[:place]) - len(text[:place].rstrip("".join(map(chr, _FLAGS))))
        return flags % 2 == 1
    return unicodedata.category(sign) in ("Mn", "Me", "Mc") or "\ufe00" <= sign <= "\ufe0f"


_FLAGS = range(0x1F1E6, 0x1F200)


def _is_flag(sign: str) -> bool:
    return ord(sign) in _FLAGS
