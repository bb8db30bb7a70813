"""Concepts of a question -> topics, ranked by how much of the question they explain.

Every way of asking a topic is read like a question is. A way fits as far as it explains the
question's weight and the question asks for the way's. What nothing explains counts against all:
that is what tells 一等奖有哪些 from 一等奖奖金多少.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from knowledge.lexicon import Lexicon

#: From this score on a topic is taken to be what was asked.
SURE = 0.74
#: How much more explaining the question counts than using the way up.
_EXPLAINING = 0.62
_WITHIN_SHARE = 0.15
_HOPELESS = 0.4  # a way that scores no better is not worth naming
_COLOURS = 0.5  # a concept of less weight only adds to what heavier ones found
_LIKENESS = 0.75  # how far a concept explains one that means nearly the same
_PROPOSED = "proposed"
_UNPROPOSED = 0.88  # a way that proposes a number fits less where the question asks for one
_DAY, _UNDATED = "date", 0.8  # a way that names a day fits less where none is named
_RAW = 1.6  # what text found in a way of asking weighs at the least


@dataclass(frozen=True, slots=True)
class Match:
    """A topic, the way that fits best, and how well: 1.0 explains all of the question by all of it."""

    topic: str
    way: str
    score: float
    concepts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking for a topic: its text, its concepts, and what they weigh together."""

    topic: str
    text: str
    concepts: dict[str, float]
    weight: float


@dataclass(slots=True)
class Index:
    """All ways of asking, findable by concept."""

    lexicon: Lexicon
    ways: list[Way]
    saying: Callable[[str], Collection[str]] = lambda _: ()  # the topics whose clauses have a word
    _by_concept: defaultdict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_concept = defaultdict(list)
        for at, way in enumerate(self.ways):
            for concept in way.concepts:
                self._by_concept[concept].append(at)

    def matters(
        self, named: Callable[[Mapping[str, float]], frozenset[str]]
    ) -> dict[str, frozenset[str]]:
        """Give, for each topic, all that is `named` in its ways."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for way in self.ways:
            found[way.topic] |= named(way.concepts)
        return {topic: frozenset(matters) for topic, matters in found.items()}

    def rank(
        self, concepts: Mapping[str, float], unknown: Mapping[str, float] | None = None
    ) -> list[Match]:
        """Rank the topics for these concepts, best first, one match a topic."""
        asked = dict(concepts)
        unexplained = 0.0
        for run, weight in (unknown or {}).items():
            if f"raw:{run}" in self._by_concept:
                asked[f"raw:{run}"] = max(weight, _RAW)
            else:
                unexplained += weight
        total = sum(asked.values()) + unexplained
        costs = self._costs(asked)
        cheapest = max(total - self._most_spared(costs, asked), 0.1)
        held = self._held(asked)
        best: dict[str, Match] = {}
        floor = cheapest * _HOPELESS ** (1 / _EXPLAINING) - max(held.values(), default=0.0)
        for at, shared in self._shared(asked).items():
            if shared < floor:
                continue
            way = self.ways[at]
            explained = shared + held.get(way.topic, 0.0)
            current = best.get(way.topic)
            least = current.score if current else _HOPELESS
            used = 1.0 if shared >= way.weight else (shared / way.weight) ** (1 - _EXPLAINING)
            if explained < cheapest and (explained / cheapest) ** _EXPLAINING * used <= least:
                continue
            cost = total - self._spared(costs, asked, way.concepts)
            score = min(1.0, explained / cost) ** _EXPLAINING * used
            if _PROPOSED in way.concepts and _PROPOSED not in asked:
                score *= _UNPROPOSED
            if _DAY in way.concepts and _DAY not in asked:
                score *= _UNDATED
            if score > least:
                best[way.topic] = Match(way.topic, way.text, score, way.concepts)
        return sorted(best.values(), key=lambda match: -match.score)

    def _costs(self, asked: Mapping[str, float]) -> dict[str, tuple[float, tuple[str, ...]]]:
        """What each concept's weight is cut by where a way leaves it unexplained, and its wholes.

        A matter known to stand in no notice costs double, so its cut is negative.
        """
        costs: dict[str, tuple[float, tuple[str, ...]]] = {}
        for concept, weight in asked.items():
            known = self.lexicon.concepts.get(concept)
            if known is not None:
                cut = -weight if known.kind == "miss" else weight * (1 - known.spare)
                costs[concept] = (cut, known.within)
        return costs

    def _shared(self, asked: Mapping[str, float]) -> dict[int, float]:
        """The weight each way shares with what is asked: the same concepts, and those like them.

        A concept is explained by one that is like it at the most once a way.
        """
        shared: defaultdict[int, float] = defaultdict(float)
        for concept, weight in sorted(asked.items(), key=lambda row: -row[1]):
            known = self.lexicon.concepts.get(concept)
            alike: set[int] = set()
            for like in known.like if known else ():
                if like not in asked:
                    alike.update(self._by_concept.get(like, ()))
            if weight < _COLOURS and shared:
                alike &= shared.keys()
            for at in alike.difference(self._by_concept.get(concept, ())):
                shared[at] += weight * _LIKENESS
            for at in self._by_concept.get(concept, ()):
                if weight >= _COLOURS or at in shared:
                    shared[at] += weight
        return shared

    def _held(self, asked: Mapping[str, float]) -> dict[str, float]:
        """The weight of what is asked in words that stand in the clauses of each topic."""
        held: defaultdict[str, float] = defaultdict(float)
        for concept, weight in asked.items():
            for topic in self.saying(concept):
                held[topic] += weight
        return held

    def _most_spared(
        self, costs: Mapping[str, tuple[float, tuple[str, ...]]], asked: Mapping[str, float]
    ) -> float:
        """No way can be spared more than this."""
        wholes = {whole for _, within in costs.values() for whole in within if whole in asked}
        return sum(
            asked[c] * (1 - _WITHIN_SHARE) if c in wholes else max(cut, 0.0)
            for c, (cut, _) in costs.items()
        )

    def _spared(
        self,
        costs: Mapping[str, tuple[float, tuple[str, ...]]],
        asked: Mapping[str, float],
        way: Mapping[str, float],
    ) -> float:
        """The weight of what is asked besides the way but need not be explained in full."""
        spared = 0.0
        wholes: set[str] = set()
        for concept, (cut, within) in costs.items():
            if concept in way:
                wholes.update(within)
            else:
                spared += cut
        for whole in wholes:
            if whole in asked and whole not in way:
                spared += asked[whole] * (1 - _WITHIN_SHARE) - costs[whole][0]
        return spared

    def kind(self, concept: str) -> str:
        """Give the class of a concept, or nothing for text the lexicon does not know."""
        known = self.lexicon.concepts.get(concept)
        return known.kind if known else ""
