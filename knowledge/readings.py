"""One reading of a thought by what was learned, and what becomes of the thought by it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.matching import SURE, Match
from knowledge.ranking import NOWHERE
from knowledge.segment import PREDICATE
from knowledge.thought import Concepts, Found


@dataclass(frozen=True, slots=True)
class Read:
    """One reading of a thought, and how far each topic is on its side of the line."""

    concepts: Concepts
    values: Mapping[str, float]
    first: str
    value: float
    ahead: float
    gain: float

    @property
    def merit(self) -> float:
        """How good it is beside other readings of the thought."""
        return self.value + self.gain


def asks_what_is_unknown(item: Found) -> bool:
    """Whether a thought asks no more than whether something unheard of is so (名额可以转让吗)."""
    return any(weight >= PREDICATE for weight in item.segment.unknown.values())


def taken(item: Found, read: Read) -> Found:
    """Give the thought as asking for another topic; for none, as not understood."""
    if read.first == NOWHERE:
        return replace(item, matches=())
    match = Match(read.first, item.segment.text, SURE, read.concepts)
    leans = read.concepts is not item.segment.concepts
    return replace(item, matches=(match,), concepts=read.concepts, is_completed=leans)
