"""Replies where no topic is sure: what was noted, a sentence found, a question back, a refusal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.answer import Answer, Part, Suggestion, Thread
from knowledge.clauses import Clauses
from knowledge.composing import Composer
from knowledge.finding import Finder
from knowledge.matching import Match
from knowledge.question import Question
from knowledge.segment import Segment, merged
from knowledge.setting import Setting
from knowledge.speaker import speaker
from knowledge.thought import Found

_YEAR = re.compile(r"\d{4}")
_OF_EDITIONS = frozenset({"notice", "activity", "case"})
_FROM_NOW = ("下面", "以下", "接下来", "后面", "都问", "都是问", "问的都")
_ASKABLE = frozenset({"paper", "field"})  # families of which many things are asked
_PROPOSED = "proposed"  # a number with its measure: 我们直属的想报4个
_LEAST_THING = 0.5
_NEAR = 0.45  # from this score on a topic is offered as the nearest thing that is written
_MOST_OFFERED = 3
_NAMEABLE = 1.2  # what a word nothing explains weighs at the least to be named
_WORD = re.compile(r"[\u4e00-\u9fff]{2,6}")


def _is_word(text: str) -> bool:
    """Whether a run of text reads as a word, so that an answer may name it."""
    return _WORD.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Replies:
    """Makes the replies that need no topic, or refuse."""

    composer: Composer
    finder: Finder
    clauses: Clauses

    def noted(self, read: Question, text: str, thread: Thread) -> Answer | None:
        """A statement of who is asking, or of which edition is meant; or nothing to read at all."""
        said = any(segment.concepts or segment.unknown for segment in read.segments)
        follows = bool(thread.concepts or thread.refused) and any(
            s.editions or s.cues or s.numbers for s in read.segments
        )
        part: Part | None = None
        if read.other_year:
            part = None
        elif not said and not follows and not read.editions:
            part = Part("chat", "chat-empty")
        elif self._asks_something(read) or (follows and not said):
            part = None
        elif read.audience:
            part = Part("role-noted", audience=read.audience)
        elif read.editions and (not thread.concepts or any(word in text for word in _FROM_NOW)):
            part = Part("edition-noted", edition=read.editions[-1])
            thread = replace(thread, pinned=read.editions[-1])
        if part is None:
            return None
        return Answer("chat", (part,), thread=thread)

    def _asks_something(self, read: Question) -> bool:
        """Whether a message asks, or names a matter, beyond who speaks and which notice is meant."""
        if any(segment.is_asking for segment in read.segments):
            return True
        if any(segment.dates or _PROPOSED in segment.concepts for segment in read.segments):
            return True
        named = {c for s in read.segments if not speaker(s.text) for c in s.concepts}
        return any(self.finder.words.kind(c) in {"thing", "miss"} for c in named - _OF_EDITIONS)

    def quoted(self, read: Question, setting: Setting, thread: Thread) -> Answer | None:
        """A question in the notice's own words, answered with the sentence."""
        asking = [s for s in read.segments if s.is_asking and not self._asks_only_whether(s)]
        whole = merged(read.segments)
        for segment in (*asking, whole) if asking else ():
            hit = self.clauses.find(segment, setting.editions[-1])
            if hit is None:
                continue
            topic = hit.fact.topic
            part = Part("quoted", topic, "", hit.edition, hit.fact, names=(hit.edition,))
            after = replace(thread, concepts=tuple(segment.concepts.items()), topics=(topic,))
            quote = hit.fact.quotes[:1]
            return Answer("answered", (part,), quote, (), after, score=hit.share)
        return None

    def _asks_only_whether(self, segment: Segment) -> bool:
        """Whether a thought asks no more than if something must be: no sentence found says so."""
        needs = "need" in segment.concepts and not segment.wonders
        return needs and not self._asks(segment.concepts)

    def asked_back(self, read: Question, thread: Thread) -> Answer | None:
        """A paper or a field named with nothing asked of it: what can be asked, once in a row."""
        thing = self._bare_thing(read)
        if not thing or thread.asked_back or thread.concepts:
            return None
        nearest: dict[str, Match] = {}
        for way in self.finder.index.ways:
            is_open = way.topic not in self.finder.refusing and self._asks(way.concepts)
            if thing in way.concepts and is_open:
                share = way.concepts[thing] / way.weight
                found = nearest.get(way.topic)
                if found is None or share > found.score:
                    nearest[way.topic] = Match(way.topic, way.text, share, way.concepts)
        choices = self._offered(tuple(nearest.values()))
        if len(choices) < 2:
            return None
        weight = self.finder.lexicon.concepts[thing].weight
        after = replace(thread, concepts=((thing, weight),), asked_back=True)
        return Answer("clarify", (Part("clarify"),), (), choices, after)

    def _bare_thing(self, read: Question) -> str:
        """The one paper or field a message consists of, or nothing."""
        if len(read.segments) != 1 or read.segments[0].is_asking or read.editions:
            return ""
        segment = read.segments[0]
        things = [c for c, w in segment.concepts.items() if w >= _LEAST_THING]
        known = self.finder.lexicon.concepts.get(things[0]) if len(things) == 1 else None
        if known is None or segment.unknown or segment.cues or len(segment.concepts) > 1:
            return ""
        return known.id if known.family in _ASKABLE else ""

    def _asks(self, concepts: Mapping[str, float]) -> bool:
        return any(self.finder.words.kind(c) == "ask" for c in concepts)

    def _offered(self, matches: tuple[Match, ...]) -> tuple[Suggestion, ...]:
        """The topics near enough to offer, each by its own name."""
        near = [m for m in matches if m.score >= _NEAR and not m.topic.startswith("absent")]
        return tuple(Suggestion(self.composer.topics[m.topic].name, m.way) for m in near)[
            :_MOST_OFFERED
        ]

    def refuse(
        self, read: Question, found: list[Found], setting: Setting, thread: Thread
    ) -> Answer:
        """Say that this is not covered, with the nearest that is and the telephone."""
        edition = setting.editions[-1]
        matches = sorted(
            (match for item in found for match in item.matches), key=lambda match: -match.score
        )
        return Answer(
            "unknown",
            (replace(self._missing(read, found), edition=edition, audience=setting.audience),),
            self.composer.contact(edition),
            self._offered(tuple(matches)),
            thread,
            score=max((match.score for match in matches), default=0.0),
        )

    def _missing(self, read: Question, found: list[Found]) -> Part:
        """What a refusal names: a word no notice has, else the thing that was asked about."""
        words = [] if read.is_foreign else [w for s in read.segments for w in s.unknown.items()]
        unknown = [word for word, weight in words if weight >= _NAMEABLE and _is_word(word)]
        if unknown:
            return Part("not-covered", name=unknown[-1], names=("word",))
        pieces = [piece for item in found for piece in item.segment.pieces if not read.is_foreign]
        kind = self.finder.words.kind
        things = [
            (kind(concept) == "miss", w, text)
            for text, concept, w in pieces
            if self._is_thing(concept) or kind(concept) == "miss"
        ]
        name = max(things, default=(False, 0.0, ""))[2]
        return Part("not-covered", name=name, names=("about",) if _is_word(name) else ())

    def _is_thing(self, concept: str) -> bool:
        known = self.finder.lexicon.concepts.get(concept)
        return known is not None and known.kind == "thing" and bool(known.family)

    def other_year(self, read: Question, setting: Setting, thread: Thread) -> Answer | None:
        """A year whose notice is not in hand."""
        newest = max(
            int(year) for year in _YEAR.findall(self.composer.editions[self.composer.newest].name)
        )
        if not read.other_year or (read.editions and read.other_year <= newest):
            return None
        known = tuple(edition.name for edition in self.composer.knowledge.editions)
        part = Part(
            "other-edition",
            edition=self.composer.newest,
            audience=setting.audience,
            names=(str(read.other_year), *known),
        )
        return Answer("unknown", (part,), self.composer.contact(self.composer.newest), (), thread)
