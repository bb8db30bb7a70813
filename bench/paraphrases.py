"""Paraphrases to measure with: known questions, and other wordings of the same that ask for them.

Made from two sources, always the same for one seed:

* `school.yaml`, a grammar: time x who x matter x ask, each with several names or frames of one meaning.
  One wording (drawn by seed) is the entry. Its query draws each slot anew in one of four cases and keeps
  the entry's words in the others, between an opener and a closer people use. The other meanings of the
  grammar are distractors; at 100,000 entries many differ from the one meant in one slot only.
* the ways of asking of our own topics, written for the product by its language author: one way (by seed) is the
  entry, the others are queries.

Limits: the grammar has far less variety than people; its sentences are short and whole, and its
entries lie closer together than those of a real list.
How often a query keeps the entry's words was set after a first
look: with every slot worded anew our matcher found almost nothing (peers had not been run yet). One hand
wrote grammar, synonyms and matcher. With 300 queries a difference of three points may be chance.
It compares matchers; its percentages say nothing about any real list of questions.

A typo replaces a character by another of the same sound, as a pinyin keyboard does; which characters
are common is taken from the grammar and the topics themselves, so that typos look like words.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path

import yaml

from knowledge.load import load_topics
from knowledge.tables import sounds

_GRAMMAR = Path(__file__).parent / "school.yaml"
TYPO_SHARE = 0.1
_KEPT = 0.75  # how often a slot is worded as in the entry


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the id of the entry it means."""

    meant: str
    text: str


@dataclass(frozen=True, slots=True)
class Paraphrases:
    """Known questions as (id, wording), and queries for some of them."""

    entries: tuple[tuple[str, str], ...]
    queries: tuple[Query, ...]


def school(count: int, queries: int, seed: int) -> Paraphrases:
    """Give `count` entries of the grammar, and queries for `queries` of them."""
    drawn = random.Random(seed)
    grammar: dict[str, list[list[str]]] = yaml.safe_load(_GRAMMAR.read_text("utf-8"))
    slots = [grammar[slot] for slot in ("time", "who", "matter", "ask")]
    sizes = [len(slot) for slot in slots]
    entries: list[tuple[str, str]] = []
    asked: list[Query] = []
    for at, number in enumerate(drawn.sample(range(prod(sizes)), count)):
        names = [slot[place] for slot, place in zip(slots, _places(number, sizes), strict=True)]
        said = [drawn.choice(name) for name in names]
        entries.append((str(number), _sentence(said)))
        if at < queries:
            again = [
                one if drawn.random() < _KEPT else drawn.choice(name)
                for one, name in zip(said, names, strict=True)
            ]
            opener, closer = (drawn.choice(grammar[end]) for end in ("openers", "closers"))
            asked.append(Query(str(number), f"{opener}{_sentence(again)}{closer}"))
    return Paraphrases(tuple(entries), tuple(asked))


def _places(number: int, sizes: Sequence[int]) -> Iterator[int]:
    """The place in each slot that a combination's number stands for."""
    for size in sizes:
        number, place = divmod(number, size)
        yield place


def _sentence(said: Sequence[str]) -> str:
    time, who, matter, frame = said
    return frame.format(w=time + who, m=matter)


def topics(seed: int) -> Paraphrases:
    """Give one way of every topic as an entry, and the others as queries."""
    drawn = random.Random(seed)
    entries: list[tuple[str, str]] = []
    asked: list[Query] = []
    for topic in load_topics():
        if topic.id.startswith("chat-") or len(topic.ways) < 2:
            continue
        first, *others = drawn.sample(topic.ways, len(topic.ways))
        entries.append((topic.id, first))
        asked.extend(Query(topic.id, way) for way in others)
    drawn.shuffle(asked)
    return Paraphrases(tuple(entries), tuple(asked))


def with_typos(queries: Sequence[Query], seed: int) -> tuple[Query, ...]:
    """Give the queries with a tenth of their characters replaced by others of the same sound."""
    drawn = random.Random(seed)
    alike = _alike_sounding()

    def typed(text: str) -> Iterator[str]:
        for character in text:
            others = alike.get(character, ())
            yield drawn.choice(others) if others and drawn.random() < TYPO_SHARE else character

    return tuple(Query(query.meant, "".join(typed(query.text))) for query in queries)


def _alike_sounding() -> dict[str, tuple[str, ...]]:
    """For every character in use, the others in use that sound the same."""
    used = set(_GRAMMAR.read_text("utf-8"))
    used.update(*(way for topic in load_topics() for way in topic.ways))
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted(used):
        if character in sounds():
            by_sound[sounds()[character]].append(character)
    return {
        character: tuple(other for other in group if other != character)
        for group in by_sound.values()
        for character in group
    }
