"""The sentences to learn from: the ways of the topics, what stands in `said/`, and shorter forms of both.

What is said in full is learned thrice: as it stands, without its thing (发哪个邮箱) and as no more than
its thing (汇总表呢), as people go on with a matter. “前一句 / 后一句” is a sentence with the one before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

from knowledge.asking import Asking
from knowledge.ranking import NOWHERE, features
from knowledge.segment import Segment, merged

SAID = Path(__file__).parents[1] / "said"
_LEAST_THING = 1.9  # what a thing weighs at the least to be what a sentence is about
_SHORTEST = 2  # characters a sentence without its thing must have left
_GOING_ON = " / "
_CHAT = "chat-"

Blocks = tuple[frozenset[str], ...]


def said(folder: Path = SAID) -> dict[str, list[str]]:
    """Give the sentences to learn from, by topic; `none` are those no topic answers."""
    found: dict[str, list[str]] = {}
    for place in sorted(folder.glob("*.yaml")):
        rows: Mapping[str, Sequence[object]] = yaml.safe_load(place.read_text("utf-8"))
        for topic, lines in rows.items():
            found.setdefault(topic, []).extend(map(str, lines))
    return found


def examples(asking: Asking) -> tuple[list[Blocks], list[str]]:
    """Give the features of all that is learned from, and the topic of each."""
    lines = [
        (way, topic.id)
        for topic in asking.knowledge.topics
        if not topic.id.startswith(_CHAT)
        for way in topic.ways
    ]
    lines += [(line, topic) for topic, rows in said().items() for line in rows]
    found = [(blocks, topic) for line, topic in lines for blocks in _learned(asking, line, topic)]
    return [blocks for blocks, _ in found], [topic for _, topic in found]


def _learned(asking: Asking, line: str, topic: str) -> Iterator[Blocks]:
    before, _, last = line.rpartition(_GOING_ON)
    segment = _thought(asking, last)
    if before:
        fuller = asking.finder.words.completed(segment.concepts, _thought(asking, before).concepts)
        yield features(segment, (fuller or [segment.concepts])[0])
        return
    yield features(segment, segment.concepts)
    if topic != NOWHERE:
        yield from _going_on(asking, line, segment)


def _going_on(asking: Asking, line: str, segment: Segment) -> Iterator[Blocks]:
    """A sentence as it would be put after another: without its thing, or no more than its thing."""
    words = asking.finder.words
    for text, concept, weight in segment.pieces:
        known = asking.finder.lexicon.concepts.get(concept)
        rest = line.replace(text, "", 1)
        if known is None or known.kind != "thing" or len(rest) < _SHORTEST or rest == line:
            continue
        if weight < _LEAST_THING and not known.family:
            continue
        left = _thought(asking, rest)
        new = words.things(left.concepts).items() - segment.concepts.items()
        if any(w >= _LEAST_THING for _, w in new) or left.is_empty:
            continue
        yield features(left, {**left.concepts, concept: weight})
        if known.family:
            yield features(replace(segment, text=f"{text}呢", cues=set()), segment.concepts)


def _thought(asking: Asking, line: str) -> Segment:
    day: date = asking.knowledge.editions[-1].notices[0].issued
    return merged(asking.read(line, day).segments)
