"""Typed words -> what is to be done with one of one's drafts, or None. The words stand in YAML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

_WORDS = Path(__file__).parent / "words" / "drafts.zh-CN.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Deed = Literal["delete", "rename", "restore"]
DEEDS: tuple[Deed, ...] = ("delete", "rename", "restore")


@dataclass(frozen=True, slots=True)
class DraftCommand:
    """What to do with a draft: its number in the list from 1, and its new name."""

    deed: Deed
    number: int
    name: str = ""


def read_draft_command(text: str) -> DraftCommand | None:
    """Return what a message wants done with a draft, or None when it wants nothing of the kind.

    >>> read_draft_command("把第2份改名为数学组的")
    DraftCommand(deed='rename', number=2, name='数学组的')
    >>> read_draft_command("删第 2 行") is None
    True
    """
    typed = text.strip().rstrip("。.!！")
    for deed, pattern in _patterns():
        found = pattern.fullmatch(typed)
        if found:
            groups = found.groupdict()
            return DraftCommand(deed, _number(groups["number"]), (groups.get("name") or "").strip())
    return None


def _number(text: str) -> int:
    numerals = _read()["numerals"]
    return int(text) if text.isdecimal() else numerals.index(text) + 1


@cache
def _patterns() -> tuple[tuple[Deed, re.Pattern[str]], ...]:
    words = {key: _any(_read()[key]) for key in _read()}
    which = rf"{words['nth']}?\s*(?P<number>\d|{words['numerals']})\s*{words['counter']}"
    start, end = rf"(?:{words['take']})?\s*", rf"(?:{words['after']})?"
    made: list[tuple[Deed, re.Pattern[str]]] = []
    for deed in DEEDS:
        name = r"\s*(?:[：:“\"]\s*)?(?P<name>[^”\"]{1,40})[”\"]?" if deed == "rename" else end
        made.append((deed, re.compile(rf"{start}{which}{words['of']}?\s*{words[deed]}{name}")))
        if deed != "rename":
            made.append((deed, re.compile(rf"{start}{words[deed]}\s*{which}{end}")))
    return tuple(made)


def _any(words: list[str]) -> str:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})"


@cache
def _read() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = yaml.load(_WORDS.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    return found
