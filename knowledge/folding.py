"""A question -> what is compared: its text with fillers dropped and synonyms made one, and its sound."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from knowledge.reading import fold, plain, units
from knowledge.tables import sounds

_WORDS = Path(__file__).parent / "alike.yaml"
#: Syllables of particles (的, 了, 么, 呢), and hardly of anything else.
_LIGHT = ("de", "le", "me", "ne")
_NOISE = re.compile(r"[\W_]+")
_PAPER = re.compile(r"(?:附件|附表|表)([1-3])(?!\d)")
#: Private characters stand for what was folded: words that say the same from here on, ...
_FIRST_WORD = 0xE000
#: ... and syllables from here on, so that a string of sounds compares like a text.
_FIRST_SOUND = 0xE800


@dataclass(frozen=True, slots=True)
class Folded:
    """A question made comparable: `text` as written, `sound` with one character a syllable."""

    text: str
    sound: str


@dataclass(slots=True)
class _Swaps:
    """Replaces words by what stands for them, longer words first."""

    to: dict[str, str]
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest = sorted(self.to, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def swap(self, text: str) -> str:
        """Give the text with every word replaced."""
        return self._pattern.sub(lambda found: self.to[found.group()], text)


def folded(question: str) -> Folded:
    """Give a question as it is compared; where nothing but fillers is left, they stay."""
    clean = _NOISE.sub("", plain(question))
    by_text, by_sound = _swaps()
    text = by_text.swap(clean) or clean
    sound = _sounding(clean)
    return Folded(text, by_sound.swap(sound) or sound)


def papers(text: str) -> frozenset[str]:
    """Give the numbers of the papers a folded text names: 附件1, 表2."""
    return frozenset(_PAPER.findall(text))


def are_others(named: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two questions name papers, and not the same: however alike, they do not ask the same."""
    return bool(named and others) and named != others


def _sounding(clean: str) -> str:
    """One character a syllable; what has no sound stands for itself."""
    table = _syllables()
    return "".join(table.get(unit.sound, unit.text) for unit in units(clean))


@cache
def _syllables() -> dict[str, str]:
    """A private character for every syllable an accent leaves apart."""
    known = sorted({fold(sound) for sound in sounds().values()})
    return {sound: chr(_FIRST_SOUND + at) for at, sound in enumerate(known)}


@cache
def _swaps() -> tuple[_Swaps, _Swaps]:
    """What is replaced in a text, and what in a string of sounds: words of two syllables or more."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    to = {str(word): "" for word in rows["dropped"]}
    for at, group in enumerate(rows["alike"]):
        to.update((str(word), chr(_FIRST_WORD + at)) for word in group)
    by_sound: dict[str, str] = {}
    for word, stands in to.items():
        sound = _sounding(word)
        if len(sound) > 1:
            by_sound.setdefault(sound, stands)
    by_sound.update((_syllables()[sound], "") for sound in _LIGHT)
    return _Swaps(to), _Swaps(by_sound)
