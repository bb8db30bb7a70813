"""What each thought of a message asks: alone, or completed from what went before."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.covering import cover
from knowledge.lexicon import Lexicon
from knowledge.matching import SURE, Index, Match
from knowledge.question import Question
from knowledge.segment import Segment

_MOST_PARTS = 3
_THING = 1.9  # what a thing weighs at the least to be what a question is about
_NOD = 0.6  # what a concept weighs at the least to be more than a nod
_MAIN = 3.0  # the weight of a thing that is the main matter of a question
_FULLER = 0.03  # what a fuller completion is worth more than the next
_SAID_BEFORE = 0.2  # what a thought without a thing gains by taking it from the same message
_OTHER_PERSON = "person-other"
_PERSONS = ("person-yu", "person-xu")
_POINTING = frozenset({"paper-forms", "notice", "activity", "center"})
_COMPLETE = frozenset({"next-step", "stages"})  # things that ask by themselves
_MATTER = 1.5  # from this weight on a concept is a matter of its own
_COMPARED_AWAY = frozenset(
    {"notice", "which-year", "what", "is"}
)  # what a comparison says of itself
_COMPLETING = 0.06  # what a reading gains by having both a thing and what is asked of it


@dataclass(frozen=True, slots=True)
class Found:
    """What one segment turned out to ask: its topics, best first.

    `concepts` is what it was read as; `is_completed` where that leans on what went before.
    """

    segment: Segment
    matches: tuple[Match, ...]
    concepts: Mapping[str, float]
    is_completed: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the best topic explains the segment well enough to answer."""
        return bool(self.matches) and self.matches[0].score >= SURE


@dataclass(slots=True)
class Finder:
    """Finds topics for the segments of a message."""

    lexicon: Lexicon
    index: Index
    refusing: frozenset[str] = frozenset()  # topics the notices leave open

    def find(
        self,
        read: Question,
        context: Mapping[str, float],
        refused: Mapping[str, float] | None = None,
    ) -> list[Found]:
        """Find the topics of each segment that asks something, in order.

        `context` is what the last answer was about; `refused` what was asked in vain since, which
        only a thought that asks nothing of its own (那二等奖呢) goes on with.
        """
        asking = [s for s in read.segments if s.is_asking and (s.cues or self._weighs(s))]
        if not asking:
            asking = [s for s in read.segments if s.concepts or s.unknown] or list(read.segments)
        said: dict[str, float] = {}
        gain = _SAID_BEFORE
        found: list[Found] = []
        for segment in read.segments:
            if not any(segment is one for one in asking):
                stated = self._things(segment.concepts)
                said, gain = (stated, _SAID_BEFORE) if stated else (said, gain)
                continue
            follows = bool(refused) and not self.has(segment.concepts, "ask")
            before = (refused or {}) if follows else context
            contexts = ((said, gain), (before, _COMPLETING))
            item = self._best(segment, contexts, read.is_comparing)
            found.append(item)
            if item.is_sure:
                said = dict(item.matches[0].concepts) | dict(item.concepts)
                gain = _COMPLETING
        return self._sensible(found)

    def _weighs(self, segment: Segment) -> bool:
        """Whether a thought holds more than a nod (行吧, 可以吗)."""
        return bool(segment.unknown) or any(w >= _NOD for w in segment.concepts.values())

    def _things(self, concepts: Mapping[str, float]) -> dict[str, float]:
        return {c: w for c, w in concepts.items() if self.kind(c) in {"thing", "miss"}}

    def _best(
        self,
        segment: Segment,
        contexts: tuple[tuple[Mapping[str, float], float], ...],
        comparing: bool,
    ) -> Found:
        """The best reading of a segment: alone, or completed from this message or the last turn."""
        own = dict(segment.concepts)
        if comparing or "compare" in segment.cues:
            own = {c: w for c, w in own.items() if c not in _COMPARED_AWAY} or own
            if (
                not contexts[0][0]
                and not segment.unknown
                and not any(w >= _MATTER for w in own.values())
            ):
                return Found(segment, (Match("whole-difference", segment.text, 1.0, own),), own)
        has_thing = self.has(own, "thing")
        is_whole = has_thing and (comparing or self.has(own, "ask"))
        best = Found(segment, tuple(cover(self.index, segment, own)), own)
        top = self._merit(best, 0.0 if is_whole else -_COMPLETING)
        for before, gain in contexts:
            for tier, merged in enumerate(self._completed(own, before)):
                matches = tuple(cover(self.index, segment, merged))
                item = Found(segment, matches, merged, is_completed=True)
                bias = 0.0
                if is_whole or self._spoils(item, own):
                    bias = -_COMPLETING
                elif item.is_sure and not has_thing:
                    bias = gain
                merit = self._merit(item, bias - tier * _FULLER)
                if merit > top + 0.001:
                    best, top = item, merit
        return best

    def _other_person(
        self, own: Mapping[str, float], context: Mapping[str, float]
    ) -> dict[str, float]:
        """另一位老师 is the one of two that was not named last."""
        if _OTHER_PERSON not in own:
            return dict(own)
        named = {c: w for c, w in own.items() if c != _OTHER_PERSON}
        left = [c for c in _PERSONS if c not in context]
        return named if len(left) != 1 else {**named, left[0]: own[_OTHER_PERSON]}

    def _spoils(self, item: Found, own: Mapping[str, float]) -> bool:
        """Whether completing a thought that names its own thing would only lead to a refusal."""
        return (
            bool(item.matches) and item.matches[0].topic in self.refusing and self.has(own, "thing")
        )

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
        """Ways to complete an elliptical thought from what went before, the fullest first."""
        if not context or _COMPLETE & own.keys():
            return []
        own = self._other_person(own, context)
        families = {self._family(c) for c in own} - {""}
        things = {c: w for c, w in self._things(context).items() if self._family(c) not in families}
        rest = {c: w for c, w in context.items() if self.kind(c) not in {"thing", "miss"}}
        main = {c: w for c, w in things.items() if w >= _MAIN}
        if not self.has(own, "thing") and not self.has(own, "ask"):
            fuller = [{**things, **rest, **own}]
            return [{**things, **own}, *fuller] if own else fuller
        if self.has(own, "thing"):
            return [{**rest, **own}, {**things, **rest, **own}, {**things, **own}]
        return [{**things, **own}, {**main, **own}]

    def _sensible(self, found: list[Found]) -> list[Found]:
        """Drop thoughts nothing was found for beside answered ones; of many, the last are the question."""
        sure = [item for item in found if item.is_sure]
        return (sure or found)[-_MOST_PARTS:]

    def kind(self, concept: str) -> str:
        """Give the class of a concept; text the lexicon does not know counts as a thing."""
        known = self.lexicon.concepts.get(concept)
        return known.kind if known else ("thing" if concept.startswith("raw:") else "")

    def _family(self, concept: str) -> str:
        known = self.lexicon.concepts.get(concept)
        return known.family if known else ""

    def has(self, concepts: Mapping[str, float], kind: str) -> bool:
        """Whether a thing, or an ask, of some weight is among the concepts."""
        least = _THING if kind == "thing" else _NOD
        kinds = {"thing", "miss"} if kind == "thing" else {kind}
        return any(
            self.kind(c) in kinds and w >= least and not self._points(c)
            for c, w in concepts.items()
        )

    def _points(self, concept: str) -> bool:
        """Whether a concept only points at what was meant (这个表, 那份材料)."""
        return concept in _POINTING
