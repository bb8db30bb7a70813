"""What people say about one field of a form -> the field's name as they said it. The words stand in YAML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from bot.commands import fold

_WORDS = Path(__file__).parent / "words" / "fields.zh-CN.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: A field is never named by more signs than these.
LONGEST_NAME = 24

_QUOTED = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」]")

Deed = Literal["become", "wrong", "what", "name"]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A `name` somebody gave a field, and what they said of it, or nothing but its name.

    That it is to `become` a text, that it is wrong, or a question what it is.
    """

    deed: Deed
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose cell is meant: the leader of this number from 1 (0: any of them), and the rest of the name."""

    number: int
    rest: str


def read_field_words(text: str) -> FieldWords:
    """Return what a message says of a field; whether there is such a field is another matter.

    >>> read_field_words("把电话改成13912345678")
    FieldWords(deed='become', name='电话', text='13912345678')
    >>> read_field_words("基本思路是什么？")
    FieldWords(deed='what', name='基本思路', text='')
    >>> read_field_words("案例名称")
    FieldWords(deed='name', name='案例名称', text='')
    """
    typed = text.strip()
    for deed, pattern in _patterns():
        found = pattern.fullmatch(typed)
        if found:
            groups = found.groupdict()
            return FieldWords(deed, fold(groups["name"]), _bare(groups.get("text") or ""))
    return FieldWords("name", fold(typed) if len(typed) <= LONGEST_NAME else "")


def read_owner(name: str) -> Owner | None:
    """Return whose cell a name means, None where it does not name the leaders.

    >>> read_owner("第2位负责人的电话"), read_owner("电话")
    (Owner(number=2, rest='电话'), None)
    """
    found = _owner().fullmatch(fold(name))
    if found is None:
        return None
    digits = found["number"] or ""
    numerals = _words("numerals")
    number = int(digits) if digits.isdecimal() else numerals.index(digits) + 1 if digits else 0
    return Owner(number, found["rest"])


def _bare(text: str) -> str:
    """Return a text without the quotation marks around the whole of it."""
    found = _QUOTED.fullmatch(text.strip())
    return found[1] if found else text.strip()


def ids_named(name: str) -> frozenset[str]:
    """Return the ids of the questions that people call so."""
    return _ids().get(fold(name), frozenset())


@cache
def _ids() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    names = _read()["names"]
    for question_id, words in names.items() if isinstance(names, dict) else ():
        for word in words:
            found.setdefault(fold(str(word)), set()).add(str(question_id))
    return {word: frozenset(ids) for word, ids in found.items()}


@cache
def _patterns() -> tuple[tuple[Deed, re.Pattern[str]], ...]:
    name, end = rf"(?P<name>[^，。；,;\n]{{1,{LONGEST_NAME}}}?)", r"[\s。.!！?？]*"
    take = rf"{_any('take')}?"
    made: tuple[tuple[Deed, str], ...] = (
        ("become", rf"{take}\s*{name}\s*{_any('become')}\s*[:：]?\s*(?P<text>[\s\S]+)"),
        ("what", rf"{name}\s*{_any('what')}{end}"),
        ("what", rf"{_any('what_is')}\s*{name}{end}"),
        ("wrong", rf"{name}\s*{_any('wrong')}{end}"),
    )
    return tuple((deed, re.compile(pattern)) for deed, pattern in made)


@cache
def _owner() -> re.Pattern[str]:
    number = rf"(?P<number>\d{{1,2}}|{_any('numerals')})"
    nth = rf"(?:{_any('nth')}?{number}{_any('counter')}?)?"
    return re.compile(rf"{nth}{_any('leader')}{_any('of')}?(?P<rest>.*)")


def _any(key: str) -> str:
    longest_first = sorted(map(re.escape, _words(key)), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})"


def _words(key: str) -> list[str]:
    found = _read()[key]
    return [str(word) for word in found] if isinstance(found, list) else []


@cache
def _read() -> Mapping[str, object]:
    found: Mapping[str, object] = yaml.load(_WORDS.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    return found
