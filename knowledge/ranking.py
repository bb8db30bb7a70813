"""The words of a thought -> topics, by weights learned from many ways of saying each.

The second opinion beside `matching`: that one knows what each word means and what nothing explains,
this one how people put things. Learned by `python -m knowledge.tables` from the ways of the topics and
the sentences in `said/`; a linear model over concepts, pairs of them and short runs of characters.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from knowledge.segment import Segment

TABLE = Path(__file__).with_name("tables") / "ranking.bin"
#: What is asked beside the map: in no notice, and no topic of its own.
NOWHERE = "none"
_LONGEST_RUN = 3

Numbers = TypeVar("Numbers", "array[float]", "array[int]")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights by feature: those of feature i stand at `starts[i]` to `starts[i + 1]`."""

    topics: tuple[str, ...]
    bias: "array[float]"
    places: Mapping[str, int]
    starts: "array[int]"
    rows: "array[int]"
    weights: "array[float]"

    def rank(
        self, segment: Segment, concepts: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """Give every topic with how far it is on its side of the line, best first; 0 is the line.

        `concepts` is what the thought is read as, where that is more than it says itself.
        """
        return self.ranks(segment, [segment.concepts if concepts is None else concepts])[0]

    def ranks(
        self, segment: Segment, readings: Iterable[Iterable[str]]
    ) -> list[list[tuple[str, float]]]:
        """Give what `rank` gives, for each of several readings of a thought."""
        said = list(self.bias)
        self._add(said, _runs(segment.text))
        found: list[list[tuple[str, float]]] = []
        for concepts in readings:
            totals = said.copy()
            self._add(totals, _named(concepts, segment.cues))
            rows = zip(self.topics, totals, strict=True)
            found.append(sorted(rows, key=itemgetter(1), reverse=True))
        return found

    def _add(self, totals: list[float], block: Iterable[str]) -> None:
        """Add the weights of a block of features, which has the length 1."""
        known = [at for at in map(self.places.get, block) if at is not None]
        share = 1 / sqrt(max(len(known), 1))
        for at in known:
            span = slice(self.starts[at], self.starts[at + 1])
            for row, weight in zip(self.rows[span], self.weights[span], strict=True):
                totals[row] += share * weight


def features(segment: Segment, concepts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give what is learned of a thought: runs of its characters; its concepts and their pairs."""
    return _runs(segment.text), _named(concepts, segment.cues)


def _runs(text: str) -> frozenset[str]:
    sizes = range(1, _LONGEST_RUN + 1)
    return frozenset(f"t:{text[at : at + n]}" for n in sizes for at in range(len(text) - n + 1))


def _named(concepts: Iterable[str], cues: Iterable[str]) -> frozenset[str]:
    named = sorted({*concepts, *(f"cue:{cue}" for cue in cues)})
    return frozenset([*named, *map("|".join, combinations(named, 2))])


def dump(
    topics: Sequence[str], bias: Iterable[float], weights: Mapping[str, Mapping[int, float]]
) -> bytes:
    """Return the table of a model: a line that says what follows, the features, the numbers."""
    names = sorted(weights)
    starts, rows, values = array("I", [0]), array("H"), array("f")
    for name in names:
        for row, weight in sorted(weights[name].items()):
            rows.append(row)
            values.append(weight)
        starts.append(len(rows))
    text = "\n".join(names).encode()
    head = {"topics": list(topics), "text": len(text), "features": len(names), "weights": len(rows)}
    numbers = [_little(array("f", bias)), _little(starts), _little(rows), _little(values)]
    return b"".join([json.dumps(head).encode(), b"\n", text, *numbers])


def load_ranking(place: Path = TABLE) -> Ranking:
    """Return the model as it was learned."""
    first, _, rest = place.read_bytes().partition(b"\n")
    head = json.loads(first)
    topics = tuple(head["topics"])
    names, numbers = rest[: head["text"]].decode().split("\n"), rest[head["text"] :]
    bias, numbers = _filled(array("f"), len(topics), numbers)
    starts, numbers = _filled(array("I"), head["features"] + 1, numbers)
    rows, numbers = _filled(array("H"), head["weights"], numbers)
    weights, _ = _filled(array("f"), head["weights"], numbers)
    return Ranking(topics, bias, {name: i for i, name in enumerate(names)}, starts, rows, weights)


def _filled(numbers: Numbers, count: int, content: bytes) -> tuple[Numbers, bytes]:
    """Take so many numbers from the front of the content, and give what is left of it."""
    size = numbers.itemsize * count
    numbers.frombytes(content[:size])
    return _native(numbers), content[size:]


def _little(numbers: Numbers) -> bytes:
    return _native(numbers[:]).tobytes()


def _native(numbers: Numbers) -> Numbers:
    """Swap the bytes where this machine keeps them the other way round than the table."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
