"""Typed words -> what is to be done with one row of a list, or None. The words stand in YAML."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

_WORDS = Path(__file__).parent / "words" / "rows.zh-CN.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: A row counted from the end.
LAST = -1

Deed = Literal["delete", "edit", "become", "move", "swap", "up", "down"]


@dataclass(frozen=True, slots=True)
class RowCommand:
    """What to do with a row: its number from 1 (LAST for the last), or the `name` in its first cell.

    `to` is the place it moves to or the row it changes places with, `text` what it becomes, `group` the
    list it names (members, outcomes, leaders), empty for the one in front.
    """

    deed: Deed
    row: int = 0
    name: str = ""
    to: int = 0
    text: str = ""
    group: str = ""


def read_row_command(text: str) -> RowCommand | None:
    """Return what a message wants done with one row, or None when it wants nothing of the kind.

    >>> read_row_command("把第2行改成 陈静，教师")
    RowCommand(deed='become', row=2, name='', to=0, text='陈静，教师', group='')
    >>> read_row_command("第三个移到最前")
    RowCommand(deed='move', row=3, name='', to=1, text='', group='')
    """
    typed = text.strip().rstrip("。.!！")
    folded = "".join(map(_narrow, typed))
    for deed, pattern in _patterns():
        match = pattern.fullmatch(folded)
        if match:
            return _command(deed, match, typed)
    return None


def _narrow(sign: str) -> str:
    """Return a sign in one width; one that would become several stays, so that places agree."""
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign


def _command(deed: Deed, match: re.Match[str], typed: str) -> RowCommand:
    spans = {key: match.span(key) for key, value in match.groupdict().items() if value}
    found = {key: typed[start:end].strip() for key, (start, end) in spans.items()}
    group = next((key for key in ("members", "outcomes", "leaders") if key in found), "")
    row = LAST if "last_row" in found else _number(found.get("row", ""))
    to = _number(found.get("to", ""))
    if "first" in found:
        to = 1
    elif "end" in found:
        to = LAST
    return RowCommand(deed, row, found.get("name", ""), to, found.get("text", ""), group)


def _number(digits: str) -> int:
    """Return a number written with digits or up to 九十九; 0 for none."""
    if not digits or digits.isdecimal():
        return int(digits or 0)  # full-width digits too
    numerals = _numerals()
    tens, ten, ones = digits.rpartition(numerals[-1])
    value = (numerals.index(tens[0]) + 1 if tens else 1) * 10 if ten else 0
    return value + (numerals.index(ones[0]) + 1 if ones else 0)


@cache
def _numerals() -> str:
    """Return the signs for one to ten, in order."""
    return "".join(_words()["numerals"])


@cache
def _patterns() -> tuple[tuple[Deed, re.Pattern[str]], ...]:
    words = _words()
    number = rf"\d{{1,3}}|[{_numerals()}]{{1,3}}"
    any_of = {
        key: _either(value) for key, value in words.items() if key not in ("list", "numerals")
    }
    nth = f"(?:{any_of['nth']})?"
    groups = "|".join(f"(?P<{key}>{_either(value)})" for key, value in _lists().items())
    counter, take, after = any_of["counter"], f"(?:{any_of['take']})?", f"(?:{any_of['after']})*"
    lists = f"(?:(?:{any_of['of']})?(?:{groups}))?"
    numbered = rf"{nth}\s*(?P<row>{number})\s*(?:{counter})?|(?P<last_row>{any_of['last_row']})"
    row = rf"\s*(?:(?:{numbered}){lists})\s*"
    named = r"\s*(?P<name>[^\W\d_]{2,12})\s*"
    other = rf"\s*{nth}\s*(?P<to>{number})\s*(?:{counter})?{_unnamed(lists)}\s*"
    place = (
        rf"\s*(?:(?P<first>{any_of['first']})|(?P<end>{any_of['last']})"
        rf"|{nth}\s*(?P<to>{number})\s*(?:{counter})?)\s*"
    )
    made: list[tuple[Deed, str]] = []
    for ref in (row, named):
        made += [
            ("become", rf"{take}{ref}(?:{any_of['become']})\s*[::]?\s*(?P<text>[\s\S]+)"),
            ("delete", rf"{take}{ref}(?:{any_of['delete']}){after}"),
            ("delete", rf"{take}(?:{any_of['delete']})(?:{any_of['after']})?{ref}{after}"),
            ("move", rf"{take}{ref}(?:{any_of['move']}){place}{after}"),
            ("up", rf"{take}{ref}(?:{any_of['up']}){after}"),
            ("down", rf"{take}{ref}(?:{any_of['down']}){after}"),
        ]
    made += [
        ("swap", rf"{take}{row}(?:{any_of['and']}){other}(?:{any_of['swap']}){after}"),
        ("edit", rf"{take}(?:{any_of['edit']}){row}{after}"),
        ("edit", rf"{take}{row}(?:{any_of['edit']}){after}"),
    ]
    return tuple((deed, re.compile(pattern)) for deed, pattern in made)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _lists() -> Mapping[str, list[str]]:
    found = _read()["list"]
    return (
        {key: list(map(str, words)) for key, words in found.items()}
        if isinstance(found, dict)
        else {}
    )


def _words() -> Mapping[str, list[str]]:
    return {key: list(map(str, found)) for key, found in _read().items() if isinstance(found, list)}


@cache
def _read() -> Mapping[str, object]:
    data: Mapping[str, object] = yaml.load(_WORDS.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    return data
