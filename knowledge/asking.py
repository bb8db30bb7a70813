"""The front door: a question, who asks, what day it is -> an answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from knowledge.answer import Answer, Part, RegionRules, Thread
from knowledge.chatting import Chatting
from knowledge.clauses import Clauses
from knowledge.composing import Composer, is_silent
from knowledge.entries import Entries, load_entries
from knowledge.finding import Finder, Found
from knowledge.load import ROOT, Knowledge, OnBad, load
from knowledge.matching import Index
from knowledge.notice import Audience, Citation
from knowledge.prepared import prepared_ways
from knowledge.question import Question, understand
from knowledge.replies import Replies
from knowledge.segment import Segment, merged
from knowledge.setting import Setting
from knowledge.vocabulary import load_lexicon

#: A conversation that has not begun.
EMPTY = Thread()

#: Topics found by the shape of a message, not by its concepts.
_UNINDEXED = ("chat-", "whole-difference")
_COMPUTED = frozenset({"next-step", "date-lookup"})


@dataclass(slots=True)
class Asking:
    """All that answering needs, loaded once. Thread-safe: nothing is written after loading."""

    knowledge: Knowledge
    finder: Finder
    years: Mapping[int, str]
    newest: str
    entries: Entries = field(default_factory=Entries)
    composer: Composer = field(init=False)
    chatting: Chatting = field(init=False)
    replies: Replies = field(init=False)

    def __post_init__(self) -> None:
        self.composer = Composer(self.knowledge)
        self.chatting = Chatting(self.knowledge.topics)
        clauses = Clauses(self.knowledge, self.finder.lexicon)
        self.replies = Replies(self.composer, self.finder, clauses)

    def ask(
        self,
        question: str,
        today: date,
        role: Audience | None = None,
        thread: Thread | None = None,
        region_rules: RegionRules | None = None,
    ) -> Answer:
        """Answer one message of a conversation."""
        answer = self._ask(question, today, role, thread or EMPTY, region_rules or RegionRules())
        return replace(answer, editions={e.id: e.name for e in self.knowledge.editions})

    def _ask(
        self,
        question: str,
        today: date,
        role: Audience | None,
        before: Thread,
        rules: RegionRules,
    ) -> Answer:
        read = self.read(question, today)
        now = replace(before, audience=read.audience or before.audience)
        audience = read.audience or role or before.audience
        asks = frozenset(before.asks)
        setting = Setting(self._editions(read, now), audience, today, rules, asks, before.topics)
        known = self.entries.best(question)
        if known and known.is_same:
            return known.answer(now)
        if read.is_foreign:
            return self.replies.refuse(read, [], setting, now)
        loosely = not any(self.finder.has(s.concepts, "ask") for s in read.segments)
        chat = self.chatting.topic_of(question, loosely=loosely)
        noted = None if chat else self.replies.noted(read, question, now)
        if noted is not None:
            return noted
        found = self.find(read, before)
        sure = [item for item in found if item.is_sure]
        if chat and not any(self.finder.has(item.segment.concepts, "thing") for item in sure):
            part = Part("chat", chat)
            return Answer("chat", (part,), thread=now, is_question_like=False, score=1.0)
        return (
            self.replies.other_year(read, setting, now)
            or self.replies.asked_back(read, now)
            or self._answer(sure, setting, now)
            or (known.answer(now) if known and known.is_similar else None)
            or self.replies.quoted(read, setting, now)
            or self.replies.refuse(read, found, setting, now)
        )

    def read(self, text: str, today: date) -> Question:
        """Give the message as it is understood, before any topic is looked for."""
        return understand(
            text, self.finder.lexicon, newest=self.newest, years=self.years, this_year=today.year
        )

    def find(self, read: Question, thread: Thread) -> list[Found]:
        """Give the topics found for a message, in the order it asks for them."""
        return self.finder.find(read, dict(thread.concepts), dict(thread.refused))

    def _editions(self, read: Question, thread: Thread) -> tuple[str, ...]:
        """Which editions to answer from: compared, named, or remembered; else the newest."""
        every = tuple(edition.id for edition in self.knowledge.editions)
        if read.is_comparing:
            return tuple(sorted(read.editions)) if len(read.editions) > 1 else every
        if read.editions:
            return read.editions[-1:]
        older = self.composer.contacts.edition_of(" ".join(one.text for one in read.segments))
        if older:
            return (older,)
        whole = any(
            self.finder.has(s.concepts, "ask") and self.finder.has(s.concepts, "thing")
            for s in read.segments
        )
        each = any("each" in segment.cues for segment in read.segments)
        if thread.is_comparing and (each or not whole):
            return every
        return (thread.pinned or thread.edition or self.newest,)

    def _answer(self, sure: list[Found], setting: Setting, thread: Thread) -> Answer | None:
        if not sure:
            return None
        parts: list[Part] = []
        for item in sure:
            for match in item.matches:
                made = self.composer.parts(match.topic, item, setting)
                made += self.composer.also(match, item, setting)
                parts.extend(part for part in made if part not in parts)
        status = self.composer.status(parts)
        return Answer(
            status,
            tuple(parts),
            self.composer.citations(parts, setting.editions[-1], status),
            self.composer.suggestions(parts),
            self._remembered(sure, parts, setting, thread)
            if status == "answered"
            else replace(thread, refused=tuple(sure[-1].concepts.items())),
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
            asks=tuple(sorted(set().union(*(part.asks for part in parts)))),
            asked_back=False,
            refused=(),
            is_comparing=len(setting.editions) > 1,
        )

    def _concepts_of(self, parts: list[Part]) -> dict[str, float]:
        """What a computed answer was about: the things of the topic it ended in."""
        topic = next((part.topic for part in parts if part.fact is not None), "")
        ways = self.finder.index.ways
        way = next((way.concepts for way in ways if way.topic == topic), {})
        return {c: w for c, w in way.items() if self.finder.kind(c) == "thing"}


def load_asking(root: Path = ROOT, on_bad: OnBad | None = None) -> Asking:
    """Load all that answering needs from a folder of knowledge. Raises BadNotice without `on_bad`."""
    knowledge = load(root, on_bad)
    lexicon = load_lexicon(root, on_bad)
    years = {
        int(year): edition.id
        for edition in knowledge.editions
        for year in re.findall(r"\d{4}", edition.name)
    }
    newest = knowledge.editions[-1]
    issued = newest.notices[0].issued

    def read_way(text: str) -> Segment:
        said = understand(text, lexicon, newest=newest.id, years=years, this_year=issued.year)
        return merged(said.segments)

    topics = [topic for topic in knowledge.topics if not topic.id.startswith(_UNINDEXED)]
    index = Index(lexicon, prepared_ways(root, topics, read_way))
    silent = {fact.topic for fact in newest.facts if is_silent(fact)}
    answered = {fact.topic for fact in newest.facts if not is_silent(fact)}
    absent = {topic.id for topic in knowledge.topics if topic.absent}
    finder = Finder(lexicon, index, frozenset(silent - answered | absent))
    notices = [notice for edition in knowledge.editions for notice in edition.notices]
    entries = Entries(load_entries(root, notices, on_bad))
    return Asking(knowledge, finder, years, newest.id, entries)


__all__ = ["EMPTY", "Answer", "Asking", "Citation", "RegionRules", "Thread", "load_asking"]
