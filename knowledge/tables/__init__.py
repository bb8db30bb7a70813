"""Prepared tables: sounds without tones, simplified forms, everyday words and what they weigh.

They are written by `make tables`; reading them takes milliseconds where importing the libraries they
come from takes a second and more.
"""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def sounds() -> dict[str, str]:
    """Give the usual sound of each character: 申 -> shen."""
    table: dict[str, str] = {}
    for line in (_FOLDER / "sounds.txt").read_text(encoding="utf-8").splitlines():
        sound, characters = line.split(" ")
        table.update(dict.fromkeys(characters, sound))
    return table


def sorting_key(text: str) -> tuple[tuple[str, str], ...]:
    """Give what a name is sorted by: sign by sign, each by its usual sound without tones.

    >>> sorted(["吴江中学", "Ａ校", "常熟小学", "昆山小学"], key=sorting_key)
    ['常熟小学', '昆山小学', '吴江中学', 'Ａ校']
    """
    table = sounds()
    return tuple((table.get(sign, sign), sign) for sign in text)


@cache
def syllables() -> frozenset[str]:
    """Give every syllable there is, without tones."""
    return frozenset(sounds().values())


@cache
def simplified() -> dict[int, str]:
    """Give a translation table from traditional to simplified characters, for `str.translate`."""
    text = (_FOLDER / "simplified.txt").read_text(encoding="utf-8")
    return {ord(pair[0]): pair[1] for pair in text.split()}


#: What an everyday word the lexicon does not know weighs in a question, of one and of more characters.
_WORD_WEIGHTS = {"light": (0.0, 0.0), "half": (0.3, 0.7), "full": (0.8, 1.7)}


@cache
def words() -> dict[str, float]:
    """Give the weight of everyday words: particles nothing, verbs some, nouns most."""
    table: dict[str, float] = {}
    for line in (_FOLDER / "words.txt").read_text(encoding="utf-8").splitlines():
        weight, *found = line.split(" ")
        short, long = _WORD_WEIGHTS[weight]
        table.update((word, short if len(word) == 1 else long) for word in found)
    return table
