"""Which characters an answer may hold, and how many of them count."""

import re
import unicodedata
from collections import Counter

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls turn text around on paper
    "\u200b\u2060\ufeff\ufff9-\ufffc"  # marks without width, places of lost pictures
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates, noncharacters
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
_WIDE_SCRIPT = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]"
)


def clean(text: str) -> str:
    """Give the text without what cannot be printed; every line end is a newline.

    Emoji with their joiners, rare and private-use characters, tabs and blanks stay.
    """
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Give the text on one line; where Chinese meets Chinese nothing is put in between."""
    lines = [line.strip() for line in text.replace("\t", " ").split("\n")]
    joined: list[str] = []
    for line in filter(None, lines):
        if joined and not (_WIDE_SCRIPT.match(joined[-1][-1]) and _WIDE_SCRIPT.match(line)):
            joined.append(" ")
        joined.append(line)
    return "".join(joined)


def folded(text: str) -> str:
    """Give letters and digits alone, of one width and case, for comparing; never for keeping."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def half_width(text: str) -> str:
    """Give the text with full-width digits, letters and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text)


def length(text: str) -> int:
    """Count characters, punctuation too, white space aside.

    Source: 附件2 “500 字以内”; whether punctuation counts is not said (X23), so this is the larger count.
    """
    return sum(map(len, text.split()))


def length_without_marks(text: str) -> int:
    """Count characters without punctuation and white space: the smaller reading of X23."""
    often = Counter("".join(text.split()))
    return sum(count for sign, count in often.items() if unicodedata.category(sign)[0] != "P")
