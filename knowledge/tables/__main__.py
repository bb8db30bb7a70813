"""Write the prepared tables: `make tables`.

Sounds come from pypinyin (MIT), simplified forms from OpenCC's list (Apache-2.0), the everyday words
and their word classes from jieba's dictionary (MIT).
"""

from collections import defaultdict
from pathlib import Path

import jieba
from opencc import OpenCC
from pypinyin import Style, pinyin

_FOLDER = Path(__file__).parent
_TRADITIONAL = "big5"
_SIMPLIFIED = "gb2312"
_LEAST_FREQUENT = 100
_LONGEST_WORD = 4
_LIGHT = {
    "d",
    "r",
    "c",
    "p",
    "u",
    "y",
    "e",
    "o",
    "m",
    "q",
    "f",
    "uj",
    "ul",
    "uz",
    "ud",
    "k",
    "mq",
    "zg",
}
_HALF = {"v", "vn", "vd", "vg", "a", "ad", "an", "ag", "b", "z", "i", "l", "t", "s"}


def _encodable(encoding: str) -> list[str]:
    """List the CJK characters an encoding holds."""
    found: list[str] = []
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode(encoding)
        except UnicodeEncodeError:
            continue
        found.append(chr(code))
    return found


def main() -> None:
    """Write both tables beside this file."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for character in _encodable(_SIMPLIFIED):
        by_sound[pinyin(character, style=Style.NORMAL)[0][0].replace("ü", "v")].append(character)
    lines = [f"{sound} {''.join(by_sound[sound])}" for sound in sorted(by_sound)]
    (_FOLDER / "sounds.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    convert = OpenCC("t2s").convert
    pairs = [
        character + convert(character)
        for character in _encodable(_TRADITIONAL)
        if len(convert(character)) == 1 and convert(character) != character
    ]
    rows = [" ".join(pairs[start : start + 20]) for start in range(0, len(pairs), 20)]
    (_FOLDER / "simplified.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")

    _write_words()


def _write_words() -> None:
    """Everyday words by what they weigh: light (particles), half (verbs, adjectives), full (nouns)."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if int(frequency) < _LEAST_FREQUENT or len(word) > _LONGEST_WORD:
            continue
        if word.isascii():
            continue
        weight = "light" if kind in _LIGHT else "half" if kind in _HALF else "full"
        found[weight].append(word)
    lines = [f"{weight} {' '.join(sorted(found[weight]))}" for weight in ("light", "half", "full")]
    (_FOLDER / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
