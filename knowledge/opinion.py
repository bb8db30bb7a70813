"""A second opinion on what a thought asks: what was found by concepts, weighed against what was learned.

Concepts know what each word means, and refuse what nothing explains; the learned ranking knows how
people put things. Where they differ widely, the surer one decides.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.completing import NOD, Completing
from knowledge.matching import SURE, Match
from knowledge.ranking import NOWHERE, Ranking
from knowledge.readings import Read, asks_what_is_unknown, taken
from knowledge.thought import Concepts, Found

#: How far on its side of the line a learned topic must be to be answered where nothing was found,
#: and where every word of the thought is known, or something else was found.
_ANSWERED = -0.2
_ANSWERED_KNOWN = -0.4
#: ... and where the same was found, if not surely; or how clearly it is ahead of all others.
_AGREED = 0.35
_AGREED_LESS, _CLEARLY = 0.1, 0.6
#: From here on one of several topics found is meant, and how far behind it another is astray.
_MEANT, _STRAY = 0.2, 1.2
#: ... and how far behind one that was not found all of them are.
_FAR = 0.7
#: Below this none of several topics is meant.
_ASTRAY = -0.75
#: ... and how far ahead of the next.
_AHEAD = 0.1
#: How far a learned topic must be ahead of the one found to take its place.
_INSTEAD = 0.45
#: ... where what was found scores so well ...
_CERTAIN = 0.97
_INSTEAD_CERTAIN = 0.8
#: ... where it scores so badly ...
_HARDLY = 0.85
_INSTEAD_HARDLY = 0.25
#: ... and where it leans on what went before.
_INSTEAD_COMPLETED = 0.2
#: What such a reading loses that makes a refusal of what was understood alone.
_SPOILING = 1.2
#: What it loses where nobody asks that of its topic.
_UNASKED = 1.0
#: What it loses where it only says again what was answered last, though something new is asked.
_REPEATING = 0.35
#: From here on a thought that names nothing is understood alone all the same (直接给市里不行对吧).
_PLAIN = 0.4
#: What a reading gains by leaning on what went before, where the thought does not say all itself.
_LEANING = 0.15
#: What a thought that asks nothing of its own loses where it does not lean on what went before,
#: and one that names nothing, or nothing where a paper or a field was spoken of.
_OMITTING, _UNNAMED, _UNNAMED_THERE = 0.3, 0.25, 0.45
#: Families of things that are not taken for one another.
_MATTERS = frozenset({"paper"})
#: What a thing weighs at the least not to be passed over.
_WEIGHTY = 2.9
#: Families of things that much is asked of.
_ASKED_OF = frozenset({"paper", "field"})
#: Families of things that are asked for by their names.
_ASKED = frozenset({"reach"})


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Weighs what was found; of what was learned, only `topics` can be answered here.

    `matters` are the papers, fields and persons each topic is asked about: what holds of one paper
    is no answer for another. `refusing` are those the notices leave open,
    `holds` the concepts in the ways of each.
    """

    ranking: Ranking
    topics: frozenset[str]
    words: Completing
    matters: Mapping[str, frozenset[str]]
    refusing: frozenset[str]
    holds: Mapping[str, frozenset[str]]

    def weigh(self, found: Sequence[Found], last: Collection[str] = ()) -> list[Found]:
        """Give the thoughts with the topics both opinions come to; `last` are those answered before."""
        return [self._of_one_paper(self._weighed(item, last)) for item in found]

    def _of_one_paper(self, item: Found) -> Found:
        """Drop what leans on the last answer and holds of another paper than is named."""
        papers = self.words.named(item.segment.concepts, _MATTERS)
        if not item.is_completed or item.is_placed or not papers:
            return item
        if any(self.matters.get(m.topic, papers) >= papers for m in item.matches):
            return item
        values = dict(self.ranking.rank(item.segment))
        is_meant = any(values.get(match.topic, -1.0) > 0 for match in item.matches)
        return item if is_meant else replace(item, matches=())

    def _weighed(self, item: Found, last: Collection[str]) -> Found:
        if item.is_shaped or item.is_placed:
            return item
        if item.is_sure and item.is_completed and self._says_nothing(item):
            return _of_last(item, last)
        if len(item.matches) > 1:
            return self._without_strays(item)
        readings = list(self._readings(item, last))
        return self._decided(item, readings) if readings else item

    def _decided(self, item: Found, readings: Sequence[Read]) -> Found:
        """The thought with the topic the surer opinion has."""
        best = max(readings, key=lambda one: one.merit)
        if not item.is_sure:
            return taken(item, best) if self._is_open(item, best) else item
        own = item.matches[0]
        passes_over = own.topic in self.refusing and self._passes_over(best.first, item)
        if own.topic not in best.values or best.first == own.topic or passes_over:
            return item
        leans = item.is_completed or best.concepts is not item.segment.concepts
        surely = _INSTEAD if own.score >= _HARDLY else _INSTEAD_HARDLY
        surely = _INSTEAD_CERTAIN if own.score >= _CERTAIN else surely
        least = _INSTEAD_COMPLETED if leans else surely
        standing = max(one.values[own.topic] + one.gain for one in readings)
        is_clear = best.value >= _ANSWERED_KNOWN and best.merit - standing >= least
        return taken(item, best) if is_clear else item

    def _says_nothing(self, item: Found) -> bool:
        """Whether a thought only nods at what went before (2022年也是吗)."""
        if any(weight >= NOD for weight in item.segment.concepts.values()):
            return False
        topic, value = self.ranking.rank(item.segment)[0]
        return value < _PLAIN or topic not in self.topics

    def _without_strays(self, item: Found) -> Found:
        """Of several topics of one thought, drop those far off where one is meant, or all of them."""
        ranked = self.ranking.rank(item.segment, item.concepts)
        values, (first, value) = dict(ranked), ranked[0]
        meant = max(values.get(match.topic, 0.0) for match in item.matches)
        if first in self.topics and value >= 0.0 and value - meant >= _FAR:
            taken = Match(first, item.segment.text, SURE, item.concepts)
            return replace(item, matches=(taken,))
        if meant < _ASTRAY:
            return replace(item, matches=())
        if meant < _MEANT:
            return item
        kept = (
            m
            for m in item.matches
            if values.get(m.topic, 0.0) >= meant - _STRAY or self._names_alone(m, item)
        )
        return replace(item, matches=tuple(kept))

    def _names_alone(self, match: Match, item: Found) -> bool:
        """Whether a topic takes up something asked for by its name that no other does: 地址、邮箱、电话."""
        others = {c for m in item.matches if m is not match for c in m.concepts}
        named = self.words.named(item.segment.concepts, _ASKED)
        return any(c in match.concepts and c not in others for c in named)

    def _is_open(self, item: Found, best: Read) -> bool:
        """Whether a thought nothing was found for may be answered by what was learned."""
        agrees = bool(item.matches) and item.matches[0].topic == best.first
        if self._passes_over(best.first, item):
            return False
        if agrees and best.value >= _AGREED and best.first not in self.refusing:
            return True
        if best.first not in self.refusing and not self._knows(best.first, item):
            return False
        is_known = not asks_what_is_unknown(item)
        if agrees and is_known and best.value >= _AGREED_LESS and best.ahead >= _CLEARLY:
            return True
        least = _ANSWERED if item.segment.unknown else _ANSWERED_KNOWN
        is_clear = best.value >= least and best.ahead >= _AHEAD
        if not is_clear or best.first == NOWHERE or not is_known:
            return False
        return self.matters[best.first] >= self.words.named(item.segment.concepts, _MATTERS)

    def _knows(self, topic: str, item: Found) -> bool:
        """Whether all weighty things a thought names are ever named where its topic is asked for."""
        own = self.words.things(item.segment.concepts)
        held = self.holds.get(topic, frozenset())
        return all(c in held for c, w in own.items() if w >= _WEIGHTY)

    def _passes_over(self, topic: str, item: Found) -> bool:
        """Whether a topic that answers would pass over what the thought names and no notice holds."""
        named = self.words.misses(item.segment.concepts) if topic not in self.refusing else set()
        return topic != NOWHERE and not named <= self.holds.get(topic, frozenset())

    def _readings(self, item: Found, last: Collection[str]) -> Iterator[Read]:
        """The ways to read a thought: as it stands, and with what it may lean on."""
        readings = list(self._fuller(item))
        ranks = self.ranking.ranks(item.segment, [concepts for concepts, _ in readings])
        for (concepts, gain), ranked in zip(readings, ranks, strict=True):
            known = [row for row in ranked if row[0] in self.topics or row[0] == NOWHERE]
            if len(known) < 2:
                continue
            (topic, value), (_, second) = known[:2]
            leans = concepts is not item.segment.concepts
            spoils = leans and topic in self.refusing and item.is_sure and not item.is_completed
            lost = _SPOILING if spoils else 0.0
            lost += _UNASKED if leans and self._is_never_asked(concepts, topic) else 0.0
            lost += _REPEATING if leans and topic in last and self._asks_anew(item) else 0.0
            yield Read(concepts, dict(known), topic, value, value - second, gain - lost)

    def _is_never_asked(self, concepts: Concepts, topic: str) -> bool:
        """Whether nobody asks of a topic what a reading asks: when, of an address."""
        asks = self.words.asks(concepts)
        return bool(asks) and self.holds.get(topic, frozenset(asks)).isdisjoint(asks)

    def _asks_anew(self, item: Found) -> bool:
        """Whether a thought asks something itself, and not the same of another day, number or year."""
        one = item.segment
        if one.cues or one.numbers or one.dates or one.editions or one.options:
            return False
        return self._asks(one.concepts)

    def _asks(self, concepts: Concepts) -> bool:
        """Whether something is asked: who only says 邮箱 asks for it."""
        return self.words.has(concepts, "ask") or bool(self.words.named(concepts, _ASKED))

    def _fuller(self, item: Found) -> Iterator[tuple[Concepts, float]]:
        """The concepts of each reading, and what it gains beside the others."""
        own = item.segment.concepts
        has_thing = self.words.has(own, "thing")
        weighty = any(w >= _WEIGHTY for w in self.words.things(own).values())
        has_ask = self._asks(own) or (weighty and "compare" in item.segment.cues)
        near = self.words.named(item.contexts[0], _ASKED_OF) if item.contexts else ()
        alone = 0.0 if has_thing else _UNNAMED_THERE if near else _UNNAMED
        yield own, -(_OMITTING if not has_ask else alone) if item.contexts else 0.0
        seen = {frozenset(own)}
        for before in item.contexts:
            for fuller in self.words.completed(own, before):
                if frozenset(fuller) in seen:
                    continue
                seen.add(frozenset(fuller))
                names_more = has_thing and self.words.named(fuller) > self.words.named(own)
                is_unlikely = names_more or (has_thing and has_ask)
                yield fuller, -_LEANING if is_unlikely else _LEANING


def _of_last(item: Found, last: Collection[str]) -> Found:
    """Give a thought that says nothing itself (2022年的是哪个) the topic answered last."""
    if len(last) != 1 or item.matches[0].topic in last:
        return item
    return replace(item, matches=(replace(item.matches[0], topic=next(iter(last))),))
