"""The front door: a question, who asks, what day it is -> an answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from knowledge.answer import Answer, Part, RegionRules, Suggestion, Thread
from knowledge.chatting import Chatting
from knowledge.clauses import quoted
from knowledge.composing import Composer, Setting
from knowledge.finding import Finder, Found
from knowledge.lexicon import load_lexicon
from knowledge.load import ROOT, Knowledge, OnBad, load
from knowledge.matching import Index, Match
from knowledge.notice import Audience, Citation
from knowledge.question import Question, Segment, speaker, understand

#: A conversation that has not begun.
EMPTY = Thread()

_CHATTING = "chat-"
_COMPUTED = frozenset({"next-step", "date-lookup"})
_OF_EDITIONS = frozenset({"notice", "activity", "case"})
_ELLIPTIC = "呢"  # 2022年呢 goes on with the last question
_NEAR = 0.45  # from this score on a topic is offered as the nearest thing that is written
_MOST_OFFERED = 3


@dataclass(slots=True)
class Asking:
    """All that answering needs, loaded once. Thread-safe: nothing is written after loading."""

    knowledge: Knowledge
    finder: Finder
    years: Mapping[int, str]
    newest: str
    composer: Composer = field(init=False)
    chatting: Chatting = field(init=False)

    def __post_init__(self) -> None:
        self.composer = Composer(self.knowledge)
        self.chatting = Chatting(self.knowledge.topics)

    def ask(
        self,
        question: str,
        today: date,
        role: Audience | None = None,
        thread: Thread | None = None,
        region_rules: RegionRules | None = None,
    ) -> Answer:
        """Answer one message of a conversation."""
        answer = self._ask(question, today, role, thread, region_rules or RegionRules())
        return replace(answer, editions={e.id: e.name for e in self.knowledge.editions})

    def _ask(
        self,
        question: str,
        today: date,
        role: Audience | None,
        thread: Thread | None,
        rules: RegionRules,
    ) -> Answer:
        before = thread or EMPTY
        read = self.read(question, today)
        now = replace(before, audience=read.audience or before.audience)
        setting = Setting(
            self._editions(read, now),
            read.audience or role or before.audience,
            today,
            rules,
        )
        if read.is_foreign:
            return self._refuse(read, [], setting, now)
        chat = self.chatting.topic_of(question)
        noted = None if chat else self._noted(read, question, now)
        if noted is not None:
            return noted
        found = self.find(read, before)
        sure = [item for item in found if item.is_sure]
        if chat and not any(self.finder.has(item.segment.concepts, "thing") for item in sure):
            part = Part("chat", chat)
            return Answer("chat", (part,), thread=now, is_question_like=False, score=1.0)
        if read.other_year and not read.editions:
            return self._other_year(read, setting, now)
        if sure:
            return self._answer(sure, setting, now)
        return (
            self._quoted(read, setting, now)
            or self._asked_back(found, now)
            or self._refuse(read, found, setting, now)
        )

    def read(self, text: str, today: date) -> Question:
        """Give the message as it is understood, before any topic is looked for."""
        return understand(
            text, self.finder.lexicon, newest=self.newest, years=self.years, this_year=today.year
        )

    def find(self, read: Question, thread: Thread) -> list[Found]:
        """Give the topics found for a message, in the order it asks for them."""
        return self.finder.find(read, dict(thread.concepts))

    def _editions(self, read: Question, thread: Thread) -> tuple[str, ...]:
        """Which editions to answer from: compared, named, or remembered; else the newest."""
        if read.is_comparing:
            every = tuple(edition.id for edition in self.knowledge.editions)
            return tuple(sorted(read.editions)) if len(read.editions) > 1 else every
        if read.editions:
            return read.editions[-1:]
        return (thread.pinned or thread.edition or self.newest,)

    def _answer(self, sure: list[Found], setting: Setting, thread: Thread) -> Answer:
        parts: list[Part] = []
        for item in sure:
            for match in item.matches:
                made = self.composer.parts(match.topic, item.segment, setting)
                parts.extend(part for part in made if part not in parts)
        status = self.composer.status(parts)
        return Answer(
            status,
            tuple(parts),
            self.composer.citations(parts, setting.editions[-1], status),
            self.composer.suggestions(parts),
            thread if status != "answered" else self._remembered(sure, parts, setting, thread),
            is_question_like=True,
            score=max(item.matches[0].score for item in sure),
        )

    def _remembered(
        self, sure: list[Found], parts: list[Part], setting: Setting, thread: Thread
    ) -> Thread:
        """What a follow-up may lean on. A refusal is not remembered, so it spoils nothing."""
        last = sure[-1]
        concepts = dict(last.matches[0].concepts) | dict(last.concepts)
        if last.matches[0].topic in _COMPUTED:
            concepts = self._concepts_of(parts)
        return replace(
            thread,
            concepts=tuple(concepts.items()),
            topics=tuple(dict.fromkeys(part.topic for part in parts)),
            edition=setting.editions[0] if len(setting.editions) == 1 else "",
            asked_back=False,
        )

    def _concepts_of(self, parts: list[Part]) -> dict[str, float]:
        """What a computed answer was about: the things of the topic it ended in."""
        topic = next((part.topic for part in parts if part.fact is not None), "")
        ways = self.finder.index.ways
        way = next((way.concepts for way in ways if way.topic == topic), {})
        return {c: w for c, w in way.items() if self.finder.kind(c) == "thing"}

    def _noted(self, read: Question, text: str, thread: Thread) -> Answer | None:
        """A statement of who is asking, or of which edition is meant; or nothing to read at all."""
        if not any(segment.concepts or segment.unknown for segment in read.segments):
            if thread.concepts and any(s.editions or s.cues for s in read.segments):
                return None
            if not read.editions:
                part = Part("chat", "chat-empty")
                return Answer("chat", (part,), thread=thread, is_question_like=False)
        if any(segment.is_asking for segment in read.segments):
            return None
        matter = {c for s in read.segments if not speaker(s.text) for c in s.concepts}
        if any(self.finder.kind(c) == "thing" for c in matter - _OF_EDITIONS):
            return None
        if read.audience:
            part = Part("role-noted", audience=read.audience)
            return Answer("chat", (part,), thread=thread, is_question_like=False)
        if read.editions and not (thread.concepts and _ELLIPTIC in text):
            pinned = replace(thread, pinned=read.editions[-1])
            part = Part("edition-noted", edition=read.editions[-1])
            return Answer("chat", (part,), thread=pinned, is_question_like=False)
        return None

    def _quoted(self, read: Question, setting: Setting, thread: Thread) -> Answer | None:
        """A question in the notice's own words, answered with the sentence."""
        edition = self.composer.editions[setting.editions[-1]]
        for segment in read.segments:
            hit = quoted(segment, edition) if segment.is_asking else None
            if hit is None:
                continue
            topic = hit.fact.topic
            part = Part("quoted", topic, self.composer.topics[topic].name, edition.id, hit.fact)
            after = replace(thread, concepts=tuple(segment.concepts.items()), topics=(topic,))
            quote = hit.fact.quotes[:1]
            return Answer(
                "answered", (part,), quote, (), after, is_question_like=True, score=hit.share
            )
        return None

    def _asked_back(self, found: list[Found], thread: Thread) -> Answer | None:
        """A thing named with nothing asked of it: what can be asked of it, once in a row."""
        if thread.asked_back or len(found) != 1:
            return None
        item = found[0]
        asks = self.finder.has(item.segment.concepts, "ask") or item.segment.unknown
        if asks or not self.finder.has(item.segment.concepts, "thing"):
            return None
        choices = self._offered(item.matches)
        if len(choices) < 2:
            return None
        after = replace(thread, concepts=tuple(item.concepts.items()), asked_back=True)
        return Answer("clarify", (Part("clarify"),), (), choices, after, is_question_like=True)

    def _offered(self, matches: tuple[Match, ...]) -> tuple[Suggestion, ...]:
        """The topics near enough to offer, each by its own name."""
        near = [m for m in matches if m.score >= _NEAR and not m.topic.startswith("absent")]
        return tuple(Suggestion(self.composer.topics[m.topic].name, m.way) for m in near)[
            :_MOST_OFFERED
        ]

    def _refuse(
        self, read: Question, found: list[Found], setting: Setting, thread: Thread
    ) -> Answer:
        edition = setting.editions[-1]
        matches = sorted(
            (match for item in found for match in item.matches), key=lambda match: -match.score
        )
        return Answer(
            "unknown",
            (Part("not-covered", edition=edition, audience=setting.audience),),
            self.composer.contact(edition),
            self._offered(tuple(matches)),
            thread,
            is_question_like=any(s.is_asking for s in read.segments),
            score=max((match.score for match in matches), default=0.0),
        )

    def _other_year(self, read: Question, setting: Setting, thread: Thread) -> Answer:
        known = tuple(edition.name for edition in self.knowledge.editions)
        part = Part(
            "other-edition",
            edition=self.newest,
            audience=setting.audience,
            names=(str(read.other_year), *known),
        )
        return Answer("unknown", (part,), self.composer.contact(self.newest), (), thread)


def load_asking(root: Path = ROOT, on_bad: OnBad | None = None) -> Asking:
    """Load all that answering needs from a folder of knowledge. Raises BadNotice without `on_bad`."""
    knowledge = load(root, on_bad)
    lexicon = load_lexicon(root / "lexicon.yaml")
    years = {
        int(year): edition.id
        for edition in knowledge.editions
        for year in re.findall(r"\d{4}", edition.name)
    }
    newest = knowledge.editions[-1]
    issued = newest.notices[0].issued
    index = Index(lexicon)

    def read_way(text: str) -> Segment:
        way = understand(text, lexicon, newest=newest.id, years=years, this_year=issued.year)
        return _whole(way)

    for topic in knowledge.topics:
        if not topic.id.startswith(_CHATTING):
            index.add(topic, read_way)
    return Asking(knowledge, Finder(lexicon, index), years, newest.id)


def _whole(question: Question) -> Segment:
    """A way of asking as one segment."""
    whole = Segment()
    for segment in question.segments:
        whole.concepts.update(segment.concepts)
        whole.unknown.update(segment.unknown)
    return whole


__all__ = ["EMPTY", "Answer", "Asking", "Citation", "RegionRules", "Thread", "load_asking"]
