"""A phone of the mainland, mobile or landline, kept exactly as typed."""

import re
from itertools import combinations, pairwise

from forms.characters import half_width
from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

_BEFORE = re.compile(r"^(?:联系)?(?:手机|电话|座机|办公电话)(?:号码?)?\s*[:：]\s*")
_GAP = r"[\s\-–—.]?"
_MOBILE = rf"(?:\(?(?:\+|00)?86\)?{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
_MOBILE_APART = rf"1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}}|1[3-9](?:{_GAP}\d{{3}}){{3}}"
_LOCAL = rf"[2-8]\d{{2,3}}{_GAP}\d{{4}}"
_AREA = rf"(?:(?:\+|00)?86{_GAP}\(?0?[1-9]\d{{1,2}}\)?|\(?0[1-9]\d{{1,2}}\)?){_GAP}"
_EXTENSION = r"(?:\s*(?:转|分机|ext\.?|x|-|–|—|#|\*)\s*(?:分机)?\s*\d{1,6})?"
_SERVICE = rf"[48]00{_GAP}\d{{3}}{_GAP}\d{{4}}|[48]00{_GAP}\d{{4}}{_GAP}\d{{3}}"
_ONE = rf"(?:{_MOBILE}|{_MOBILE_APART}|(?:{_AREA})?{_LOCAL}{_EXTENSION}|{_SERVICE}{_EXTENSION})"
_PHONES = re.compile(rf"{_ONE}(?:\s*(?:[/、,;\s]|或)\s*{_ONE})?", re.IGNORECASE)
_MOBILE_ONLY = re.compile(rf"{_MOBILE}|{_MOBILE_APART}")
_MOBILE_WITHIN = re.compile(rf"(?<!\d)(?:{_MOBILE_ONLY.pattern})(?!\d)")
_LONGEST = 60
_MOST_WORDS = 12


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the phone (or two) character for character; raise `phone-shape` (digits: how many came).

    Full-width digits, blanks, 0512-…, (0512)…, +86, 转 and 分机 are all fine.
    """
    phone = _BEFORE.sub("", short_text.line(question, text))
    if not is_phone(phone):
        digits = sum(character.isdecimal() for character in phone)
        raise slip(question, "phone-shape", digits=digits)
    return phone


show = short_text.show


def is_phone(text: str) -> bool:
    """Tell whether a text is a phone, or two, and nothing else."""
    return len(text) <= _LONGEST and bool(_PHONES.fullmatch(half_width(text)))


def is_mobile(phone: str) -> bool:
    """Tell whether it is one mobile number."""
    return bool(_MOBILE_ONLY.fullmatch(half_width(phone)))


def stands_in(text: str) -> bool:
    """Tell whether a mobile number stands somewhere in a text."""
    return bool(_MOBILE_WITHIN.search(half_width(text)))


def apart(text: str, size: int) -> list[str]:
    """Give so many numbers that only blanks part, where they can be parted in one way; else nothing.

    >>> apart("13812345678 13912345678", 2), apart("0512 65123456 138 1234 5678", 2)
    (['13812345678', '13912345678'], ['0512 65123456', '138 1234 5678'])
    """
    words = text.split()
    ways = [
        [" ".join(words[start:end]) for start, end in pairwise((0, *cuts, len(words)))]
        for cuts in combinations(range(1, len(words)), size - 1)
        if len(words) <= _MOST_WORDS
    ]
    found = [way for way in ways if not any(map(is_several, way))]
    return found[0] if len(found) == 1 else []


def is_several(phone: str) -> bool:
    """Tell whether two numbers stand there."""
    return not re.fullmatch(_ONE, half_width(phone), re.IGNORECASE)
