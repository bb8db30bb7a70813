"""The figures of a text: numbers, dates, weekdays, addresses, phones; and where a quote stands.

Numbers count the same in Arabic digits and in Chinese numerals (两份 is 2); full-width
signs count as half-width ones.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge.links import EMAIL

WEEKDAYS = "一二三四五六日"

_SPACE = re.compile(r"\s+")
_PHONE = re.compile(r"0\d{2,3}-\d{7,8}|1\d{10}(?!\d)")
_DIGITS = re.compile(r"\d+")
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十百千]+")
# In free text a numeral counts only before a measure: 三所 is a figure, 一致 is not.
_MEASURED = re.compile(
    r"([零〇二两三四五六七八九十百千]+)(?=[个人份字行类所条项位页天月日号]|年(?!一贯))"
)
_SHORT_WEEKDAY = re.compile(r"(?:周|星期)[一二三四五六日天]")
_ATTACHMENT = re.compile(r"附件\s*\d")
_DATE = re.compile(r"(?:(\d{4})\s*年\s*)?(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WEEKDAY = re.compile(_DATE.pattern + r"\s*[（(]\s*(?:周|星期)([一二三四五六日天])\s*[）)]")

_VALUES = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def dense(text: str) -> str:
    """The text without white space."""
    return _SPACE.sub("", text)


def folded(text: str) -> str:
    """The text without white space, full-width signs as half-width: how two values compare."""
    return dense(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=16)
def _packed(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without white space, and where each of its signs stands in the text."""
    places = tuple(place for place, sign in enumerate(text) if not sign.isspace())
    return "".join(text[place] for place in places), places


def find_span(text: str, quote: str) -> str | None:
    """The place of the text the quote stands for, with its own white space; None if it is not there."""
    packed, places = _packed(text)
    start = packed.find(dense(quote))
    if start < 0 or not dense(quote):
        return None
    return text[places[start] : places[start + len(dense(quote)) - 1] + 1]


def number_of(numeral: str) -> int:
    """The value of a Chinese numeral up to the thousands (两千 is 2000)."""
    total, digit = 0, 0
    for sign in numeral:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = digit * 10 + _VALUES[sign]
    return total + digit


def numbers_in(text: str) -> frozenset[int]:
    """Every number a source states, in digits or numerals."""
    plain = unicodedata.normalize("NFKC", text)
    digits = {int(number) for number in _DIGITS.findall(plain)}
    return frozenset(digits | {number_of(numeral) for numeral in _NUMERALS.findall(plain)})


def claims_in(text: str) -> Iterator[str]:
    """The figures a sentence of our own claims: emails, phones, weekdays, numbers, each as written.

    A reference to an attachment (附件2) is no figure.
    """
    rest = unicodedata.normalize("NFKC", text)
    rest = _ATTACHMENT.sub(" ", rest)
    for pattern in (EMAIL, _PHONE, _SHORT_WEEKDAY):
        yield from pattern.findall(rest)
        rest = pattern.sub(" ", rest)
    yield from _DIGITS.findall(rest)
    yield from _MEASURED.findall(rest)


def holds_claim(sources: str, claim: str) -> bool:
    """Whether a claim of `claims_in` stands in the sources."""
    if EMAIL.fullmatch(claim):
        return claim in addresses_in(sources)
    if _PHONE.fullmatch(claim):
        return claim in phones_in(sources)
    if _SHORT_WEEKDAY.fullmatch(claim):
        return claim in dense(sources)
    if claim.isdigit():
        return int(claim) in numbers_in(sources)
    return number_of(claim) in numbers_in(sources)


def addresses_in(text: str) -> frozenset[str]:
    """The mail addresses of a text, whole."""
    return frozenset(EMAIL.findall(unicodedata.normalize("NFKC", text)))


def phones_in(text: str) -> frozenset[str]:
    """The phone numbers of a text, as printed."""
    return frozenset(_PHONE.findall(unicodedata.normalize("NFKC", text)))


def days_in(text: str) -> frozenset[tuple[int, int]]:
    """The (month, day) pairs of a text."""
    plain = unicodedata.normalize("NFKC", text)
    return frozenset((int(found[2]), int(found[3])) for found in _DATE.finditer(plain))


def years_in(text: str) -> frozenset[int]:
    """The years a text states (2025 年, 2025~2026年度)."""
    plain = unicodedata.normalize("NFKC", text)
    years = re.findall(r"(?<!\d)(20\d\d)(?=\s*[年~])", plain)
    return frozenset(int(year) for year in years)


def counts_in(text: str, unit: str) -> frozenset[int]:
    """The numbers that stand before a measure word, ranges with both ends (1~3 个)."""
    plain = dense(unicodedata.normalize("NFKC", text))
    number = r"(\d+|[一二两三四五六七八九十百千]+)"
    counts: set[int] = set()
    for low, high in re.findall(rf"(?:{number}[-~–—至到])?{number}{re.escape(unit)}", plain):
        counts.update(int(end) if end.isdigit() else number_of(end) for end in (low, high) if end)
    return frozenset(counts)


def weekdays_in(text: str) -> Iterator["PrintedWeekday"]:
    """Each date printed with its weekday, such as 3 月 6 日（周四）."""
    for found in _WEEKDAY.finditer(text):
        yield PrintedWeekday(
            words=dense(found[0]),
            year=int(found[1]) if found[1] else None,
            month=int(found[2]),
            day=int(found[3]),
            weekday=WEEKDAYS.find(found[4].replace("天", "日")),
            line=text.count("\n", 0, found.start()) + 1,
        )


@dataclass(frozen=True, slots=True)
class PrintedWeekday:
    """A date with the weekday beside it; `weekday` is 0 for 周一, `year` None where none is printed."""

    words: str
    year: int | None
    month: int
    day: int
    weekday: int
    line: int

    def holds_in(self, year: int) -> bool:
        """Whether that day of that year falls on that weekday."""
        try:
            return date(year, self.month, self.day).weekday() == self.weekday
        except ValueError:
            return False
