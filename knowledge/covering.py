"""The topics that together explain one thought: one, or one for each thing or ask it names."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.matching import SURE, Index, Match
from knowledge.segment import Segment

#: How well a topic has to fit to stand beside another.
_SPLIT_SURE = 0.86
_SIBLING_SURE = 0.8
_STRONG = 1.2
_MATTERS = frozenset({"thing", "miss", "ask"})
#: Counts that only say how many things were listed (这三样分别……).
_COUNTS = frozenset({"proposed", "how-many"})


def cover(index: Index, segment: Segment, concepts: Mapping[str, float]) -> list[Match]:
    """Give the topics that explain a segment: one where one does, else up to three together."""
    if "each" in segment.cues:
        concepts = {c: w for c, w in concepts.items() if c not in _COUNTS}
    ranked = index.rank(concepts, segment.unknown)
    if not ranked:
        return []
    first = ranked[0]
    rest = {c: w for c, w in concepts.items() if c not in first.concepts}
    strong = {c: w for c, w in rest.items() if w >= _STRONG and index.kind(c) in _MATTERS}
    misses = any(index.kind(c) == "miss" for c in first.concepts if c in concepts)
    if not strong or misses:
        return [first]
    siblings = _siblings(index, segment, concepts, first)
    if siblings:
        return siblings
    second = _second(index, segment, concepts, (first, rest, strong))
    if second is None:
        return [first]
    together = {**first.concepts, **second.concepts}
    explained = sum(w for c, w in concepts.items() if c in together)
    share = explained / (sum(concepts.values()) + segment.unknown_weight)
    if share < SURE:
        return [first]
    return [replace(match, score=max(match.score, share)) for match in (first, second)]


def _siblings(
    index: Index, segment: Segment, concepts: Mapping[str, float], first: Match
) -> list[Match]:
    """A topic for each of several things of one family: 联络人表和汇总表分别几号前."""
    by_family: dict[str, list[str]] = {}
    for concept in concepts:
        known = index.lexicon.concepts.get(concept)
        if known is not None and known.family:
            by_family.setdefault(known.family, []).append(concept)
    for things in by_family.values():
        named = [thing for thing in things if thing not in first.concepts]
        if len(things) < 2 or not named:
            continue
        found: list[Match] = []
        for thing in things:
            others = {c: w for c, w in concepts.items() if c == thing or c not in things}
            best = next(iter(index.rank(others, segment.unknown)), None)
            if best is None or best.score < _SIBLING_SURE or thing not in best.concepts:
                break
            found.append(best)
        else:
            return list({match.topic: match for match in found}.values())
    return []


def _second(
    index: Index,
    segment: Segment,
    concepts: Mapping[str, float],
    left: tuple[Match, dict[str, float], dict[str, float]],
) -> Match | None:
    """A second topic for what the first leaves open, sharing its thing or its ask."""
    first, rest, strong = left
    wanted = dict(rest)
    has_ask = any(index.kind(c) == "ask" for c in strong)
    has_thing = any(index.kind(c) in {"thing", "miss"} for c in strong)
    for concept, weight in concepts.items():
        kind = index.kind(concept)
        shares_ask = kind == "ask" and not has_ask and weight >= _STRONG
        shares_thing = (
            kind == "thing" and has_ask and not has_thing and not _reaches(index, concept)
        )
        if shares_ask or shares_thing or kind in {"act", "weak"}:
            wanted[concept] = weight
    if not any(index.kind(c) == "ask" and w >= _STRONG for c, w in wanted.items()):
        return None
    for match in index.rank(wanted, segment.unknown)[:3]:
        uses = any(c in match.concepts for c in strong)
        if match.topic != first.topic and uses and match.score >= _SPLIT_SURE:
            return match
    return None


def _reaches(index: Index, concept: str) -> bool:
    """Whether a thing is a way to reach somebody: it answers one ask and is no matter of the other."""
    known = index.lexicon.concepts.get(concept)
    return known is not None and known.family == "reach"
