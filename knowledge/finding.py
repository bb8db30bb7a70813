"""What each thought of a message asks: alone, or completed from what went before."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.matching import SURE, Index, Match
from knowledge.question import Question, Segment

_MOST_PARTS = 3
_MATTER = 1.5  # from this weight on a concept is a matter of its own
_COMPARED_AWAY = frozenset(
    {"notice", "which-year", "what", "is"}
)  # what a comparison says of itself
_COMPLETING = 0.06  # what a reading gains by having both a thing and what is asked of it


@dataclass(frozen=True, slots=True)
class Found:
    """What one segment turned out to ask: its topics, best first."""

    segment: Segment
    matches: tuple[Match, ...]
    concepts: Mapping[str, float]

    @property
    def is_sure(self) -> bool:
        """Whether the best topic explains the segment well enough to answer."""
        return bool(self.matches) and self.matches[0].score >= SURE


@dataclass(slots=True)
class Finder:
    """Finds topics for the segments of a message."""

    lexicon: Lexicon
    index: Index

    def find(self, read: Question, context: Mapping[str, float]) -> list[Found]:
        """Find the topics of each segment that asks something, in order."""
        context = dict(context)
        asking = [s for s in read.segments if s.is_asking]
        if not asking:
            asking = [s for s in read.segments if s.concepts or s.unknown] or list(read.segments)
        found: list[Found] = []
        for segment in read.segments:
            if not any(segment is one for one in asking):
                context = self._followed(segment, context)
                continue
            item = self._best(segment, context, read.is_comparing)
            found.append(item)
            if item.is_sure:
                context = dict(item.matches[0].concepts) | dict(item.concepts)
        return self._sensible(found)

    def _followed(self, segment: Segment, context: Mapping[str, float]) -> dict[str, float]:
        """What later thoughts may lean on after a thought that asks nothing."""
        things = {c: w for c, w in segment.concepts.items() if self.kind(c) == "thing"}
        return things or dict(context)

    def _best(self, segment: Segment, context: Mapping[str, float], comparing: bool) -> Found:
        """The best reading of a segment: alone, or completed from what went before."""
        own = dict(segment.concepts)
        if comparing:
            own = {c: w for c, w in own.items() if c not in _COMPARED_AWAY} or own
        if comparing and not segment.unknown and not any(w >= _MATTER for w in own.values()):
            return Found(segment, (Match("whole-difference", segment.text, 1.0, own),), own)
        best = Found(segment, tuple(self.index.cover(segment, own)), own)
        is_whole = self.has(own, "thing") and (comparing or self.has(own, "ask"))
        top = self._merit(best, 0.0 if is_whole else -_COMPLETING)
        for merged in self._completed(own, context):
            item = Found(segment, tuple(self.index.cover(segment, merged)), merged)
            merit = self._merit(item, -_COMPLETING if is_whole else 0.0)
            if merit > top + 0.001:
                best, top = item, merit
        return best

    def _merit(self, item: Found, bias: float) -> float:
        """How good a reading is: its score, and whether thing and ask are both there."""
        if not item.matches:
            return 0.0
        used = item.matches[0].concepts
        both = self.has(used, "thing") and self.has(used, "ask")
        return item.matches[0].score + bias + (_COMPLETING if both else 0.0)

    def _completed(
        self, own: Mapping[str, float], context: Mapping[str, float]
    ) -> list[dict[str, float]]:
        """Ways to complete an elliptical thought: with the thing, the ask, or all of the last one."""
        if not context:
            return []
        families = {self._family(c) for c in own} - {""}
        things = {
            c: w
            for c, w in context.items()
            if self.kind(c) == "thing" and self._family(c) not in families
        }
        asks = {
            c: w for c, w in context.items() if self.kind(c) in {"ask", "act", "weak", "detail"}
        }
        tried = []
        if not self.has(own, "thing"):
            tried.append({**things, **own})
            tried.append({c: w for c, w in things.items() if w >= 3} | dict(own))
        if not self.has(own, "ask") or not self.has(own, "thing"):
            tried.append({**things, **asks, **own})
            tried.append({**asks, **own})
        tried.append({**things, **own})
        return tried

    def _sensible(self, found: list[Found]) -> list[Found]:
        """Drop thoughts nothing was found for beside answered ones."""
        return ([item for item in found if item.is_sure] or found)[:_MOST_PARTS]

    def kind(self, concept: str) -> str:
        """Give the class of a concept; text the lexicon does not know counts as a thing."""
        known = self.lexicon.concepts.get(concept)
        return known.kind if known else ("thing" if concept.startswith("raw:") else "")

    def _family(self, concept: str) -> str:
        known = self.lexicon.concepts.get(concept)
        return known.family if known else ""

    def has(self, concepts: Mapping[str, float], kind: str) -> bool:
        """Whether a thing, or an ask, of some weight is among the concepts."""
        least = 1.9 if kind == "thing" else 1.2
        return any(self.kind(c) == kind and w >= least for c, w in concepts.items())
