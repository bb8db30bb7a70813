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
    list it names (members, outcomes, leaders), empty for the one in front. `cell` is the column that changes,
    `other` the name in the row it changes places with.
    """

    deed: Deed
    row: int = 0
    name: str = ""
    to: int = 0
    text: str = ""
    group: str = ""
    cell: str = ""
    other: str = ""


def read_row_command(text: str) -> RowCommand | None:
    """Return what a message wants done with one row, or None when it wants nothing of the kind.

    >>> read_row_command("把第2行改成 陈静，教师")
    RowCommand(deed='become', row=2, name='', to=0, text='陈静，教师', group='', cell='', other='')
    >>> read_row_command("第三个移到最前")
    RowCommand(deed='move', row=3, name='', to=1, text='', group='', cell='', other='')
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
    cell = next((key.removeprefix("cell_") for key in found if key.startswith("cell_")), "")
    return RowCommand(
        deed,
        row,
        found.get("name", ""),
        to,
        found.get("text", ""),
        group,
        cell,
        found.get("other", ""),
    )


def is_deletion(text: str) -> bool:
    """True when a text begins as a wish to delete something (删掉……), which no row of a list does."""
    return text.strip().startswith(tuple(_words()["delete"]))


def read_one_more_leader(text: str) -> tuple[int, str] | None:
    """Return which place and which name a text gives to one more 负责人; 0 where it tells no place.

    >>> read_one_more_leader("第三负责人：王五"), read_one_more_leader("再加一位负责人王五")
    ((3, '王五'), (0, '王五'))
    """
    match = _one_more().fullmatch(text.strip().rstrip("。.!！"))
    if not match:
        return None
    name = next(filter(None, (match[key] for key in ("after", "added", "further", "before"))), "")
    return _number(match["row"] or match["place"] or ""), name


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
    any_of = {key: _either(value) for key, value in words.items() if key != "numerals"}
    nth = f"(?:{any_of['nth']})?"
    groups = "|".join(f"(?P<{key}>{_either(value)})" for key, value in _lists().items())
    counter, take, after = any_of["counter"], f"(?:{any_of['take']})?", f"(?:{any_of['after']})*"
    lists = f"(?:(?:{any_of['of']})?(?:{groups}))?"
    numbered = rf"{nth}\s*(?P<row>{number})\s*(?:{counter})?|(?P<last_row>{any_of['last_row']})"
    row = rf"\s*(?:(?:{numbered}){lists})\s*"
    named = rf"\s*(?P<name>[^\W\d_]{{2,12}}?)(?:{any_of['title']})?\s*"
    other = rf"\s*{nth}\s*(?P<to>{number})\s*(?:{counter})?{_unnamed(lists)}\s*"
    place = (
        rf"\s*(?:(?P<first>{any_of['first']})|(?P<end>{any_of['last']})"
        rf"|{nth}\s*(?P<to>{number})\s*(?:{counter})?)\s*"
    )
    text = r"\s*[::]?\s*(?P<text>[\s\S]+)"
    becomes = rf"(?:{any_of['become']}){text}"
    made = _of_cells(any_of, (take + row, take + named), text)
    for ref in (row, named):
        made += [
            ("become", rf"{take}{ref}{becomes}"),
            ("delete", rf"{take}{ref}(?:{any_of['delete']}){after}"),
            ("delete", rf"{take}(?:{any_of['delete']})(?:{any_of['after']})?{ref}{after}"),
            ("move", rf"{take}{ref}(?:{any_of['move']}){place}{after}"),
            ("up", rf"{take}{ref}(?:{any_of['up']}){after}"),
            ("down", rf"{take}{ref}(?:{any_of['down']}){after}"),
        ]
    made += [
        ("edit", rf"{take}(?:{any_of['edit']}){row}{after}"),
        ("edit", rf"{take}{row}(?:{any_of['edit']}){after}"),
    ]
    second = named.replace("?P<name>", "?P<other>")
    for pair in (f"{row}(?:{any_of['and']}){other}", f"{named}(?:{any_of['and']}){second}"):
        made += [
            ("swap", rf"{take}{pair}(?:{any_of['swap']}){after}"),
            ("swap", rf"{take}(?:{any_of['swap']}){pair}{after}"),
        ]
    return tuple((deed, re.compile(pattern)) for deed, pattern in made)


def _of_cells(
    any_of: Mapping[str, str], refs: tuple[str, str], text: str
) -> list[tuple[Deed, str]]:
    """Return how one cell of a row is changed: 第 1 行的职务改成……."""
    cells = "|".join(f"(?P<cell_{key}>{_either(value)})" for key, value in _cells().items())
    becomes = rf"(?:{any_of['become']}|{any_of['become_cell']}){text}"
    return [("become", rf"{ref}(?:{any_of['of']})?(?:{cells})\s*{becomes}") for ref in refs]


@cache
def _one_more() -> re.Pattern[str]:
    any_of = {key: f"(?:{_either(value)})" for key, value in _words().items()}
    more, one, named, being = (any_of[key] for key in ("more", "one", "named", "being"))
    leader = f"(?:{_either(_lists()['leaders'])})"
    number = rf"\d{{1,2}}|[{_numerals()}]{{1,2}}"
    name = r"[^\W\d_]{2,4}?"
    nth = any_of["nth"]
    return re.compile(
        rf"{nth}\s*(?P<row>{number})\s*{one}?{leader}\s*(?:{named}|[:：])?\s*(?P<after>{name})"
        rf"|{any_of['our']}?{more}\s*{one}?\s*{leader}\s*(?:{named}|[:：,，])?\s*(?P<added>{name})?"
        rf"|{leader}\s*{more}\s*{one}?\s*{named}?\s*(?P<further>{name})"
        rf"|(?P<before>{name}){any_of['also']}?{being}(?:{nth}\s*(?P<place>{number})\s*{one}?)?{leader}"
    )


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _lists() -> Mapping[str, list[str]]:
    return _grouped("list")


def _cells() -> Mapping[str, list[str]]:
    return _grouped("cell")


def _grouped(name: str) -> Mapping[str, list[str]]:
    found = _read()[name]
    groups = found.items() if isinstance(found, dict) else ()
    return {key: list(map(str, words)) for key, words in groups}


def _words() -> Mapping[str, list[str]]:
    return {key: list(map(str, found)) for key, found in _read().items() if isinstance(found, list)}


@cache
def _read() -> Mapping[str, object]:
    data: Mapping[str, object] = yaml.load(_WORDS.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    return data
