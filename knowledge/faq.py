"""Questions and a list of known ones -> the known ones most alike, each with a score from 0 to 1.

Rare pieces of the question (characters, pairs, pairs of sounds) pick likely wordings from an
inverted index; how many are looked at has a limit, so a hundred times the entries cost little more.
What they pick is weighed by shared pieces, and the best of that by likeness of text and of sound.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, pairwise
from math import log

from rapidfuzz.fuzz import ratio

from knowledge.folding import Folded, folded

#: From this score on a known question may be taken to mean the same: of right ones nearly all have it,
#: of questions on other matters one in a hundred. A near miss can have it too.
ALIKE = 0.4

_MOST_POSTINGS = 12_000  # looked at for one question
_MOST_PICKED = 160  # weighed by all the pieces they share
_MOST_SAME = 30  # of the wordings that are the same, word for word or in sound
_MOST_COMPARED = 60  # compared letter by letter
_SHARES = (0.3, 0.3, 0.4)  # of likeness in text, in sound, and in weighed pieces


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known question that may be meant: its id, and how alike it is (1.0 sounds the same)."""

    id: str
    score: float


class FaqIndex:
    """Known questions, findable by what they share with a new one. Nothing is written once built."""

    def __init__(self, wordings: Iterable[tuple[str, str]]) -> None:
        """Take in (id, wording) pairs; an id may come with several wordings."""
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._sounds: list[str] = []
        self._pieces: dict[str, int] = {}
        self._rows = array("I")  # the pieces of all wordings, one wording after the other
        self._row_starts = array("I", [0])
        for owner, wording in wordings:
            self._add(owner, folded(wording))
        self._index()

    def _add(self, owner: str, wording: Folded) -> None:
        self._ids.append(owner)
        self._texts.append(wording.text)
        self._sounds.append(wording.sound)
        known = self._pieces
        self._rows.extend([known.setdefault(piece, len(known)) for piece in _pieces(wording)])
        self._row_starts.append(len(self._rows))

    def _index(self) -> None:
        """Turn rows of pieces into lists of rows, one list a piece, in two flat arrays."""
        counts = [0] * len(self._pieces)
        for piece in self._rows:
            counts[piece] += 1
        self._starts = array("I", [0])
        total = 0
        for count in counts:
            total += count
            self._starts.append(total)
        places = list(self._starts)
        self._postings = array("I", bytes(4 * total))
        for row, (start, end) in enumerate(pairwise(self._row_starts)):
            for piece in self._rows[start:end]:
                self._postings[places[piece]] = row
                places[piece] += 1
        size = len(self._ids)
        self._weights = array("f", [log(1 + size / count) for count in counts])
        self._unknown = log(1 + size)  # what a piece weighs that no wording has
        weights = self._weights
        self._sizes = array(
            "f",
            (
                sum([weights[piece] for piece in self._rows[start:end]])
                for start, end in pairwise(self._row_starts)
            ),
        )
        self._alike: dict[str, list[int]] = {}
        for row, (text, sound) in enumerate(zip(self._texts, self._sounds, strict=True)):
            self._alike.setdefault(sound, []).append(row)
            self._alike.setdefault(text, []).append(row)

    def match(self, query: str, most: int = 3) -> list[Candidate]:
        """Give the known questions most like this one, the best first, each id once."""
        asked = folded(query)
        if not asked.text:
            return []
        best: dict[str, float] = {}
        for shared, row in self._compared(asked):
            score = self._score(asked, row, shared)
            if score > best.get(self._ids[row], 0.0):
                best[self._ids[row]] = score
        found = nlargest(most, best.items(), key=lambda pair: pair[1])
        return [Candidate(owner, score) for owner, score in found]

    def _compared(self, asked: Folded) -> list[tuple[float, int]]:
        """The wordings worth comparing: the share of pieces each has in common, and its row."""
        wanted = _pieces(asked)
        known = frozenset(self._pieces[piece] for piece in wanted if piece in self._pieces)
        unknown = len(wanted) - len(known)
        weights = {piece: self._weights[piece] for piece in known}
        size = sum(weights.values()) + unknown * self._unknown
        same = (self._alike.get(key, ())[:_MOST_SAME] for key in (asked.sound, asked.text))
        picked = dict.fromkeys((*chain(*same), *self._picked(known)))
        starts, rows = self._row_starts, self._rows
        shared = []
        for row in picked:
            both = known.intersection(rows[starts[row] : starts[row + 1]])
            share = 2 * sum(map(weights.__getitem__, both)) / (size + self._sizes[row])
            shared.append((share, row))
        return nlargest(_MOST_COMPARED, shared)

    def _picked(self, known: frozenset[int]) -> list[int]:
        """The wordings that share most of the rarest pieces, as far as the limit of postings goes."""
        starts = self._starts
        counts: Counter[int] = Counter()
        left = _MOST_POSTINGS
        for length, piece in sorted((starts[piece + 1] - starts[piece], piece) for piece in known):
            if length > left and counts:
                break
            start = starts[piece]
            counts.update(self._postings[start : start + min(length, left)])
            left -= length
        if len(counts) <= _MOST_PICKED:
            return list(counts)
        least = sorted(counts.values())[-_MOST_PICKED]
        above = [row for row, count in counts.items() if count > least]
        level = [row for row, count in counts.items() if count == least]
        return above + level[: _MOST_PICKED - len(above)]

    def _score(self, asked: Folded, row: int, shared: float) -> float:
        by_text, by_sound, by_pieces = _SHARES
        text = ratio(asked.text, self._texts[row]) / 100
        sound = ratio(asked.sound, self._sounds[row]) / 100
        if max(text, sound) == 1:
            return 0.99 + 0.01 * min(text, sound)
        return by_text * text + by_sound * sound + by_pieces * shared


def _pieces(wording: Folded) -> frozenset[str]:
    """Characters and pairs of the text, and pairs of sounds: a typo that sounds right costs little."""
    text, sound = wording.text, wording.sound
    pairs = map("".join, pairwise(text))
    return frozenset((*text, *pairs, *map("".join, pairwise(sound))))
