"""The topics that together explain one thought: one, or one for each thing or ask it names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.matching import SURE, Index, Match
from knowledge.segment import Segment

#: How well a topic has to fit to stand beside another.
_SPLIT_SURE = 0.86
_SIBLING_SURE = 0.8
_STRONG = 1.2
_LEAST_ASKS = 2
_CLEARER = 0.05  # how much better several topics have to fit than one
_MATTER = 2.5  # what a thing weighs at the least to be joined to another of any kind
_JOINING = ("和", "跟", "与", "、", "及", "还有")
_ANY = "*"  # the family of things that are joined
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
    together = _siblings(index, segment, concepts)
    clearer = bool(together) and min(m.score for m in together) > first.score + _CLEARER
    return together if clearer else _beside(index, segment, concepts, first, together) or [first]


def _beside(
    index: Index,
    segment: Segment,
    concepts: Mapping[str, float],
    first: Match,
    siblings: list[Match],
) -> list[Match]:
    """The topics that together explain more than the best one does, or none."""
    rest = {c: w for c, w in concepts.items() if c not in first.concepts}
    strong = {c: w for c, w in rest.items() if w >= _STRONG and index.kind(c) in _MATTERS}
    misses = any(index.kind(c) == "miss" for c in first.concepts if c in concepts)
    if not strong or misses:
        return []
    apart = siblings or _asks_apart(index, segment, concepts, first)
    if apart:
        return apart
    second = _second(index, segment, concepts, (first, rest, strong))
    share = _share(index, (first, second), segment, concepts) if second else 0.0
    if second is None or share < SURE:
        return []
    return [replace(match, score=max(match.score, share)) for match in (first, second)]


def _siblings(index: Index, segment: Segment, concepts: Mapping[str, float]) -> list[Match]:
    """A topic for each of several things of one family, or joined: 联络人表和汇总表分别几号前."""
    by_family: dict[str, list[str]] = {}
    joined = any(sign in segment.text for sign in _JOINING)
    for concept, weight in concepts.items():
        known = index.lexicon.concepts.get(concept)
        if known is not None and known.family:
            by_family.setdefault(known.family, []).append(concept)
        if known is not None and known.kind == "thing" and weight >= _MATTER and joined:
            by_family.setdefault(_ANY, []).append(concept)
    for things in by_family.values():
        if len(things) < 2:
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


def _asks_apart(
    index: Index, segment: Segment, concepts: Mapping[str, float], first: Match
) -> list[Match]:
    """A topic for each of several asks in one breath: 汇总表发哪里什么格式几号前.

    Each ask goes with the thing named last before it, or with all where none was.
    """
    asks = [c for c, w in concepts.items() if index.kind(c) == "ask" and w >= _STRONG]
    if len(asks) < _LEAST_ASKS or all(_explains(index, first, ask) for ask in asks):
        return []
    found: list[Match] = []
    for ask in asks:
        best = _match_for(index, concepts, ask)
        if best is None:
            return []
        found.append(best)
    found += _besides(index, concepts, found)
    if _share(index, found, segment, concepts) < SURE:
        return []
    return list({match.topic: match for match in found}.values())


def _besides(index: Index, concepts: Mapping[str, float], found: Iterable[Match]) -> list[Match]:
    """Topics for things that none of the asks takes up: … 要盖章不."""
    taken = {c for match in found for c in match.concepts}
    small = {c: w for c, w in concepts.items() if index.kind(c) in {"act", "weak"}}
    things = (c for c in concepts if index.kind(c) == "thing" and c not in taken)
    left = [c for c in things if index.lexicon.concepts[c].family != "paper"]
    each = (index.rank({**small, thing: concepts[thing]})[:1] for thing in left)
    return [best for ranked in each for best in ranked if best.score >= _SPLIT_SURE]


def _explains(index: Index, match: Match, concept: str) -> bool:
    """Whether a way holds a concept, or one that means nearly the same."""
    known = index.lexicon.concepts.get(concept)
    return concept in match.concepts or (
        known is not None and any(like in match.concepts for like in known.like)
    )


def _share(
    index: Index, found: Iterable[Match], segment: Segment, concepts: Mapping[str, float]
) -> float:
    """How much of a thought some topics explain together."""
    together = {c for match in found for c in match.concepts}
    explained = sum(w for c, w in concepts.items() if c in together)
    spared = sum(
        w * (1 - index.lexicon.concepts[c].spare)
        for c, w in concepts.items()
        if c not in together and c in index.lexicon.concepts
    )
    return explained / (sum(concepts.values()) - spared + segment.unknown_weight)


def _match_for(index: Index, concepts: Mapping[str, float], ask: str) -> Match | None:
    """The topic one ask of several means, with the things it may belong to."""
    order = list(concepts)
    things = [c for c in concepts if index.kind(c) in {"thing", "miss"}]
    before = [c for c in things if order.index(c) < order.index(ask)]
    others = {c: w for c, w in concepts.items() if index.kind(c) in {"detail", "act", "weak"}}
    for named in (before[-1:], before, things):
        for beside in (others, {}):
            asked = {c: concepts[c] for c in named} | beside | {ask: concepts[ask]}
            best = next(iter(index.rank(asked)), None)
            if best is not None and best.score >= _SIBLING_SURE and ask in best.concepts:
                return best
    return None


def _second(
    index: Index,
    segment: Segment,
    concepts: Mapping[str, float],
    left: tuple[Match, dict[str, float], dict[str, float]],
) -> Match | None:
    """A second topic for what the first leaves open, sharing its thing or its ask."""
    first, _, strong = left
    for wanted in _wanted(index, concepts, left):
        if not any(index.kind(c) == "ask" and w >= _STRONG for c, w in wanted.items()):
            continue
        for match in index.rank(wanted, segment.unknown)[:3]:
            uses = any(c in match.concepts for c in strong)
            if match.topic != first.topic and uses and match.score >= _SPLIT_SURE:
                return match
    return None


def _wanted(
    index: Index,
    concepts: Mapping[str, float],
    left: tuple[Match, dict[str, float], dict[str, float]],
) -> Iterator[dict[str, float]]:
    """What a second topic might be about: what is left open, with what it may share."""
    _, rest, strong = left
    has_ask = any(index.kind(c) == "ask" for c in strong)
    has_thing = any(index.kind(c) in {"thing", "miss"} for c in strong)
    small = {c: w for c, w in concepts.items() if index.kind(c) in {"act", "weak"}}
    shared = {
        c: w
        for c, w in concepts.items()
        if (index.kind(c) == "ask" and not has_ask and w >= _STRONG)
        or (index.kind(c) == "thing" and has_ask and not has_thing and not _reaches(index, c))
    }
    yield {**rest, **shared, **small}
    if has_ask and not has_thing:
        for thing in (c for c in shared if index.kind(c) == "thing"):
            yield {**rest, **small, thing: concepts[thing]}


def _reaches(index: Index, concept: str) -> bool:
    """Whether a thing is a way to reach somebody: it answers one ask and is no matter of the other."""
    known = index.lexicon.concepts.get(concept)
    return known is not None and known.family == "reach"
