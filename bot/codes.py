"""Codes people pass on by voice, on paper or in a chat: read kindly, checked for a slip.

Ten signs of an alphabet without 0, O, 1, I and L, the first a letter, the last a check sign: one
wrong sign, or two that changed places, are noticed before anything is looked up.
"""

import re
import unicodedata
from collections.abc import Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LETTERS = ALPHABET[8:]
LENGTH = 10
#: A code printed or told for one case: it opens nothing, so fewer signs do.
SHORT_LENGTH = 6

#: A message with more than this is not a code with a word around it.
LONGEST_MESSAGE = 40
_NEVER_IN_A_CODE = frozenset("@./_\\")
#: How a link carries a code.
_LINK = re.compile(r"(?:[?&]start=|/c/|/at/)(?:by_code-)?([0-9A-Za-z-]+)\s*$")
#: A short code with a slip: its signs, one too few or too many, whatever stands before them.
_NEAR_SHORT = re.compile(r"([^0-9A-Za-z]*)[A-Za-z][0-9A-Za-z]{2}([-–—\s]?)[0-9A-Za-z]{2,4}")


def with_check(body: str) -> str:
    """Return a code: nine signs and the check sign."""
    return body + ALPHABET[_weighed(body)]


def read_code(text: str) -> str | None:
    """Return the code a message holds, or None.

    >>> read_code("邀请码：ｋ7qmx－4rt9z")
    'K7QMX4RT9Z'
    >>> read_code("https://t.me/some_bot?start=K7QMX4RT9Z")
    'K7QMX4RT9Z'
    """
    signs = _signs(text)
    if len(signs) != LENGTH or not _is_shaped(signs) or signs[0] not in LETTERS:
        return None
    return signs if with_check(signs[:-1]) == signs else None


def read_short_code(text: str) -> str | None:
    """Return the short code of a case that a message holds, or None.

    >>> read_short_code("短码：AB2 3CD") is None, read_short_code("收到纸质 HXQ-28K")
    (True, 'HXQ28K')
    >>> read_short_code("收到纸质 https://page.example/at/by_code-HXQ28K")
    'HXQ28K'
    """
    signs = _signs(text)
    if len(signs) != SHORT_LENGTH or not _is_shaped(signs) or signs[0] not in LETTERS:
        return None
    return signs if with_check(signs[:-1]) == signs else None


def only_short_code(text: str, words: Sequence[str]) -> str | None:
    """Return the short code a message is, alone or beside one of the words; None where it says more.

    >>> only_short_code("收到纸质 HXQ-28K", ("收到纸",)), only_short_code("用 HXQ28K 改进", ())
    ('HXQ28K', None)
    """
    beside = words_beside(text)
    left = "".join(sign for sign in beside if not sign.isascii() and sign.isalpha())
    is_more = left and not any(word in left for word in words)
    return None if is_more else read_short_code(text)


def words_beside(text: str) -> str:
    """Return what a message says beside its code: without a link that carries it, signs made half as wide.

    >>> words_beside("收到纸质了？ https://t.me/some_bot?start=by_code-HXQ28K")
    '收到纸质了? https://t.me/some_bot'
    """
    return _LINK.sub("", unicodedata.normalize("NFKC", text))


def near_short_code(text: str, words: Sequence[str]) -> bool:
    """True for what stands where a short code would: at the end after one of the words, or alone and parted.

    >>> near_short_code("收到纸质 ZZZ-999", ("收到纸",)), near_short_code("zzz-99O", ())
    (True, True)
    >>> (
    ...     near_short_code("收到纸质要不要回执", ("收到纸",)),
    ...     near_short_code("收到纸质 2025", ("收到纸",)),
    ... )
    (False, False)
    """
    found = _NEAR_SHORT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return False
    before, parting = found[1].strip(), found[2].strip()
    return any(word in before for word in words) or (not before and bool(parting))


def show_short_code(code: str) -> str:
    """Return the short code of a case as it is shown: two groups of three."""
    return f"{code[:3]}-{code[3:]}"


def looks_miscopied(text: str) -> bool:
    """True for a message that is nothing but a code with a slip in it."""
    signs = _signs(text)
    digits = sum(sign.isdigit() for sign in signs)
    is_bare = len(signs) == sum(unicodedata.category(sign)[0] in "LN" for sign in text)
    is_near = LENGTH - 1 <= len(signs) <= LENGTH + 1
    return is_bare and is_near and 1 <= digits <= LENGTH - 2 and read_code(text) is None


def show_code(code: str) -> str:
    """Return a code as it is shown: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def _signs(text: str) -> str:
    """Return the Latin letters and digits of a short message, in capitals."""
    wide = unicodedata.normalize("NFKC", text)
    linked = _LINK.search(wide)
    wide = linked[1] if linked else wide
    if len(wide) > LONGEST_MESSAGE or _NEVER_IN_A_CODE & set(wide):
        wide = ""
    return "".join(sign for sign in wide if sign.isascii() and sign.isalnum()).upper()


def _is_shaped(signs: str) -> bool:
    return all(sign in ALPHABET for sign in signs)


def _weighed(body: str) -> int:
    """Return the check value: weights that differ by place, over a prime number of signs."""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, 2))
    return total % len(ALPHABET)
