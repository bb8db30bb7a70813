"""A thought that leaves something out -> the ways to complete it from what went before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.wordings import SAID

#: What a concept weighs at the least to be more than a nod.
NOD = 0.6
_THING = 1.9  # what a thing weighs at the least to be what a question is about
_MAIN = 3.0  # the weight of a thing that is the main matter of a question
_POINTING = frozenset({"paper-forms", "notice", "activity", "center"})
_THIS_FORM, _MATERIALS = "this-form", "paper-forms"
_WITH_MATERIALS = frozenset({"midterm", "final"})  # steps with materials of their own
_WORDS = ("raw:", SAID)  # text the lexicon does not know: of a way of asking, of a notice
_COMPLETE = frozenset({"next-step", "stages", "issuer"})  # things that ask by themselves


@dataclass(frozen=True, slots=True)
class Completing:
    """Completes thoughts, by what the lexicon says of their concepts."""

    lexicon: Lexicon

    def completed(
        self, own: Mapping[str, float], context: Mapping[str, float]
    ) -> list[dict[str, float]]:
        """Ways to complete an elliptical thought from what went before, the fullest first."""
        if not context or _COMPLETE & own.keys():
            return []
        own = self._other_one(own, context)
        replaced = {name for c in own for name in (self._family(c), *self._wants(c))} - {""}
        things = {
            c: w
            for c, w in self.things(context).items()
            if c not in replaced and self._family(c) not in replaced
        }
        rest = {c: w for c, w in context.items() if self.kind(c) not in {"thing", "miss"}}
        main = {c: w for c, w in things.items() if w >= _MAIN}
        if not self.has(own, "thing") and not self.has(own, "ask"):
            fuller = [{**things, **rest, **own}]
            return [{**things, **own}, *fuller] if _says(own) else fuller
        if self.has(own, "thing"):
            fuller = [{**rest, **own}, {**things, **rest, **own}, {**things, **own}]
            return fuller[1:] if self.leaves_out(own, context) else fuller
        return [{**things, **own}, {**main, **own}]

    def pointed(self, own: Mapping[str, float], context: Mapping[str, float]) -> dict[str, float]:
        """Give what is named with what a pointing word points at: 那张表 at the paper spoken of last."""
        named = dict(own)
        papers = self.family(context, "paper")
        if _THIS_FORM in named and len(papers) == 1:
            named = {**papers, **{c: w for c, w in named.items() if c != _THIS_FORM}}
        steps = {c: w for c, w in context.items() if c in _WITH_MATERIALS}
        if _MATERIALS in named and len(steps) == 1:
            named = {**steps, **{c: w for c, w in named.items() if c != _MATERIALS}}
        return named

    def leaves_out(self, own: Mapping[str, float], context: Mapping[str, float]) -> bool:
        """Whether a paper is named after a matter it does not stand for: 要盖章吗, then 联络人表呢."""
        if not self.family(own, "paper") or self.has(own, "ask") or self.asks(context):
            return False
        things = {c: w for c, w in context.items() if self.kind(c) == "thing" and c not in own}
        return any(w >= _MAIN and self._family(c) != "paper" for c, w in things.items())

    def _other_one(
        self, own: Mapping[str, float], context: Mapping[str, float]
    ) -> dict[str, float]:
        """另一位老师 is the one of two that was not named last."""
        other = next((c for c in own if self._stands_for(c)), "")
        if not other:
            return dict(own)
        named = {c: w for c, w in own.items() if c != other}
        left = [c for c in self._stands_for(other) if c not in context]
        return named if len(left) != 1 else {**named, left[0]: own[other]}

    def _stands_for(self, concept: str) -> tuple[str, ...]:
        known = self.lexicon.concepts.get(concept)
        return known.other_of if known else ()

    def things(self, concepts: Mapping[str, float], *, pointing: bool = True) -> dict[str, float]:
        """Give what is named, without what is asked of it; words that only point, where wanted."""
        named = {c: w for c, w in concepts.items() if self.kind(c) in {"thing", "miss"}}
        return named if pointing else {c: w for c, w in named.items() if c not in _POINTING}

    def family(self, concepts: Mapping[str, float], family: str) -> dict[str, float]:
        """Give what is named of a family."""
        return {c: w for c, w in concepts.items() if self._family(c) == family}

    def named(
        self, concepts: Mapping[str, float], families: Collection[str] = ()
    ) -> frozenset[str]:
        """Give the things of a family (papers, fields, persons …) that are named."""
        of = ((c, self._family(c)) for c, w in concepts.items() if w >= _THING)
        return frozenset(c for c, family in of if family and (not families or family in families))

    def asks(self, concepts: Mapping[str, float]) -> list[str]:
        """Give what is asked, of some weight."""
        return [c for c, w in concepts.items() if self.kind(c) == "ask" and w >= NOD]

    def kind(self, concept: str) -> str:
        """Give the class of a concept; text the lexicon does not know counts as a thing."""
        known = self.lexicon.concepts.get(concept)
        return known.kind if known else ("thing" if concept.startswith(_WORDS) else "")

    def has(self, concepts: Mapping[str, float], kind: str) -> bool:
        """Whether a thing, or an ask, of some weight is among the concepts."""
        least = _THING if kind == "thing" else NOD
        kinds = {"thing", "miss"} if kind == "thing" else {kind}
        return any(
            self.kind(c) in kinds and w >= least and c not in _POINTING for c, w in concepts.items()
        )

    def misses(self, concepts: Collection[str]) -> set[str]:
        """Give the matters that are known to stand in no notice."""
        return {c for c in concepts if self.kind(c) == "miss"}

    def is_part(self, concept: str, of: Collection[str]) -> bool:
        """Whether a concept is a part of one of these."""
        known = self.lexicon.concepts.get(concept)
        return known is not None and any(whole in of for whole in known.within)

    def _family(self, concept: str) -> str:
        known = self.lexicon.concepts.get(concept)
        return known.family if known else ""

    def _wants(self, concept: str) -> tuple[str, ...]:
        known = self.lexicon.concepts.get(concept)
        return known.wants if known else ()


def _says(own: Mapping[str, float]) -> bool:
    """Whether a thought says more than yes or no to the last answer (2022年也是吗)."""
    return any(weight >= NOD for weight in own.values())
