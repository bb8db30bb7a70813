"""The standard names a typed unit may stand for: 简称, slips of the pen or of the ear, pinyin.

A name is only ever proposed; what was typed stays until the person decides.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz.distance import Levenshtein

from forms.characters import folded
from knowledge.tables import simplified, sounds

_WORDS = Path(__file__).parent / "words" / "units.zh-CN.yaml"

JOINER = "、"
#: More names than these are no help on a phone.
MOST = 3
#: A shorter name is too little to tell a slip by; a shorter 简称 fits too many.
SHORTEST_SLIP, SHORTEST_SHORT = 5, 3


def proposed(
    typed: str, known: Iterable[str], aliases: Iterable[tuple[str, str]] = ()
) -> tuple[str, ...]:
    """Return the known names that a typed one may stand for, likest first; none when it is one of them.

    `aliases` are the short forms a liaison gave (several parted by 、), each with its name.

    >>> proposed("示例实小", ["苏州市示例实验小学", "苏州市示例中学"])
    ('苏州市示例实验小学',)
    >>> proposed("苏州市第二小学", ["苏州市第一小学"])
    ()
    """
    names = {_plain(name): name for name in known}
    plain = _plain(typed)
    if not plain or plain in names:
        return ()
    called = [(_plain(one), name) for alias, name in aliases for one in alias.split(JOINER)]
    exact = {name for alias, name in called if plain == alias}
    if exact:
        return tuple(sorted(exact))[:MOST]
    for is_like in (_is_spelt_out, _sounds_alike, _is_shortened, _is_slip):
        among = [*names.items(), *(called if is_like in (_sounds_alike, _is_slip) else ())]
        found = {name for each, name in among if is_like(plain, each)}
        if found:
            return tuple(sorted(found, key=lambda name: (len(name), name))[:MOST])
    if len(plain) != SHORTEST_SLIP - 1:
        return ()
    near = {name for each, name in called if _is_near(plain, each)}
    near |= {name for each, name in names.items() if _is_shortened_amiss(plain, each)}
    return tuple(near) if len(near) == 1 else ()


def _is_spelt_out(plain: str, name: str) -> bool:
    """Tell whether a name is the typed one with its short forms spelt out."""
    return name in _spellings(plain)


def _is_shortened(plain: str, name: str) -> bool:
    """Tell whether a name holds all the characters of the typed one in their order (简称)."""
    return any(
        len(each) >= SHORTEST_SHORT and _holds(name, each) and each[-1] in (name[-1], name[-2])
        for each in (plain, *_spellings(plain))
    )


def _sounds_alike(plain: str, name: str) -> bool:
    """Tell whether both are read alike: a slip of the ear, or the name in pinyin or its initials."""
    heard = [sounds().get(each, each) for each in name]
    if plain.isascii() and plain.isalpha():
        initials = "".join(each[0] for each in heard)
        return plain == "".join(heard) or (len(plain) >= SHORTEST_SHORT and plain == initials)
    pairs = zip(plain, name, strict=False)
    is_other = any(one != two and {one, two} & _telling() for one, two in pairs)
    return not is_other and [sounds().get(each, each) for each in plain] == heard


def _is_slip(plain: str, name: str) -> bool:
    """Tell whether one character is wrong, missing or too many, and none that tells schools apart."""
    if min(len(plain), len(name)) < SHORTEST_SLIP or Levenshtein.distance(plain, name) != 1:
        return False
    at = next(
        (at for at, (one, two) in enumerate(zip(plain, name, strict=False)) if one != two), -1
    )
    return not {plain[at], name[at]} & _telling()


def _is_near(plain: str, short: str) -> bool:
    """Tell whether two short forms differ in one character, and in none that tells schools apart."""
    pairs = [pair for pair in zip(plain, short, strict=False) if pair[0] != pair[1]]
    return len(plain) == len(short) and len(pairs) == 1 and not set(pairs[0]) & _telling()


def _is_shortened_amiss(plain: str, name: str) -> bool:
    """Tell whether one character is wrong in what stands right before the ending (示利实小)."""
    head, ending = plain[:-2], _short().get(plain[-2:], "")
    before = name.removesuffix(ending)
    return bool(ending and name.endswith(ending)) and _is_near(head, before[-len(head) :])


def _spellings(plain: str) -> list[str]:
    """Return a name with each short form that stands in it spelt out."""
    return [plain.replace(short, whole) for short, whole in _short().items() if short in plain]


def _holds(name: str, characters: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in characters)


def _plain(name: str) -> str:
    return folded(re.sub(r"\s", "", name)).translate(simplified())


@cache
def _short() -> Mapping[str, str]:
    table = _read()["short"]
    return {str(key): str(whole) for key, whole in table.items()} if isinstance(table, dict) else {}


@cache
def _telling() -> frozenset[str]:
    return frozenset(str(_read()["telling"]))


@cache
def _read() -> Mapping[str, object]:
    data: Mapping[str, object] = yaml.safe_load(_WORDS.read_text("utf-8"))
    return data
