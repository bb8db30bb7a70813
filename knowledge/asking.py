"""The front door: a question, who asks, what day it is -> an answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from knowledge.answer import Answer, Part, RegionRules, Thread
from knowledge.chatting import Chatting
from knowledge.clauses import Clauses
from knowledge.compare import is_silent
from knowledge.completing import Completing
from knowledge.composing import Composer
from knowledge.entries import Entries, load_entries
from knowledge.finding import Finder
from knowledge.following import Following
from knowledge.load import ROOT, Knowledge, OnBad, load
from knowledge.matching import Index
from knowledge.notice import Audience, Citation, MadeKnown
from knowledge.opinion import SecondOpinion
from knowledge.prepared import prepared_ways
from knowledge.question import Question, understand
from knowledge.ranking import load_ranking
from knowledge.remembering import Remembering, contexts_of
from knowledge.replies import Replies
from knowledge.segment import Segment, merged
from knowledge.setting import Setting
from knowledge.since import as_of
from knowledge.thought import Found
from knowledge.vocabulary import load_lexicon
from knowledge.wordings import Wordings

#: A conversation that has not begun.
EMPTY = Thread()

#: Topics found by the shape of a message, not by its concepts.
_UNINDEXED = ("chat-", "whole-difference", "span", "step-beside")


@dataclass(slots=True, eq=False)
class Asking:
    """All that answering needs, loaded once. Thread-safe: nothing is written after loading."""

    knowledge: Knowledge
    finder: Finder
    years: Mapping[int, str]
    newest: str
    wordings: Wordings
    entries: Entries = field(default_factory=Entries)
    composer: Composer = field(init=False)
    chatting: Chatting = field(init=False)
    replies: Replies = field(init=False)
    following: Following = field(init=False)
    remembering: Remembering = field(init=False)

    def __post_init__(self) -> None:
        self.composer = Composer(self.knowledge)
        self.chatting = Chatting(self.knowledge.topics)
        clauses = Clauses(self.knowledge, self.finder.lexicon)
        self.replies = Replies(self.composer, self.finder, clauses)
        self.following = Following(self.composer, self.finder)
        self.remembering = Remembering(self.finder)

    def since(self, made: Mapping[tuple[str, str], MadeKnown]) -> "Asking":
        """Return what answers with what was made known since the notices, by edition and topic."""
        return replace(self, knowledge=as_of(self.knowledge, made))

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
        question = self.following.in_full(question, before)
        read = self.following.with_year(self.read(question, today), before)
        if self.composer.contacts.is_older_address(question):
            read = replace(read, is_comparing=True)
        now = replace(before, audience=read.audience or before.audience)
        audience = read.audience or role or before.audience
        asks = frozenset(before.asks)
        setting = Setting(self._editions(read, now), audience, today, rules, asks, before.topics)
        known = self.entries.best(question)
        if known and known.is_same:
            return known.answer(now)
        if read.is_foreign:
            return self.replies.refuse(read, [], setting, now)
        chat = self._chat(read, question)
        without_asking = (
            None if chat else self._without_asking(read, question, setting, now, before)
        )
        if without_asking is not None:
            return without_asking
        found = self.find(read, before)
        sure = [item for item in found if item.is_sure]
        if chat and not any(self.finder.words.has(item.segment.concepts, "thing") for item in sure):
            part = Part("chat", chat)
            return Answer("chat", (part,), thread=now, score=1.0)
        return (
            self.replies.other_year(read, setting, now)
            or self.replies.asked_back(read, now)
            or self._answer(sure, setting, now)
            or (known.answer(now) if known and known.is_similar else None)
            or self.replies.quoted(read, setting, now)
            or self.replies.refuse(read, found, setting, now)
        )

    def asks_nothing(self, text: str, today: date) -> bool:
        """Tell whether a message plainly asks nothing: no word of it asks, and it is no small talk.

        Much cheaper than an answer.
        """
        read = self.read(text, today)
        is_asking = any(segment.is_asking for segment in read.segments)
        return not is_asking and self._chat(read, text) is None

    def _chat(self, read: Question, text: str) -> str | None:
        loosely = not any(self.finder.words.has(s.concepts, "ask") for s in read.segments)
        return self.chatting.topic_of(text, loosely=loosely)

    def _without_asking(
        self, read: Question, text: str, setting: Setting, now: Thread, before: Thread
    ) -> Answer | None:
        """Answer what asks nothing new: the last answer once more, or who is speaking."""
        repeated = self.following.repeated(text, before)
        if repeated:
            return self._answer(repeated, setting, now)
        noted = self.replies.noted(read, text, now)
        again = self.following.again(read, before, setting) if noted else []
        return self._answer(again, setting, now) or noted

    def read(self, text: str, today: date) -> Question:
        """Give the message as it is understood, before any topic is looked for."""
        read = understand(
            text, self.finder.lexicon, newest=self.newest, years=self.years, this_year=today.year
        )
        return self.wordings.found(read, self.newest)

    def find(self, read: Question, thread: Thread) -> list[Found]:
        """Give the topics found for a message, in the order it asks for them."""
        return self.finder.find(read, contexts_of(thread), dict(thread.refused), thread.topics)

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
            self.finder.words.has(s.concepts, "ask") and self.finder.words.has(s.concepts, "thing")
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
            self.remembering.remembered(sure, parts, setting, thread)
            if status == "answered"
            else replace(thread, refused=tuple(sure[-1].concepts.items())),
            score=max(item.matches[0].score for item in sure),
        )


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
    wordings = Wordings(knowledge.editions)
    index = Index(lexicon, prepared_ways(root, topics, read_way), wordings.topics)
    silent = {fact.topic for fact in newest.facts if is_silent(fact)}
    answered = {fact.topic for fact in newest.facts if not is_silent(fact)}
    absent = {topic.id for topic in knowledge.topics if topic.absent}
    notices = [notice for edition in knowledge.editions for notice in edition.notices]
    entries = Entries(load_entries(root, notices, on_bad))
    known_topics = frozenset(topic.id for topic in topics)
    words = Completing(lexicon)
    open_topics = frozenset(silent - answered | absent)
    matters, holds = index.matters(words.named), index.matters(frozenset)
    opinion = SecondOpinion(load_ranking(), known_topics, words, matters, open_topics, holds)
    finder = Finder(lexicon, index, words, open_topics, opinion)
    return Asking(knowledge, finder, years, newest.id, wordings, entries)


__all__ = ["EMPTY", "Answer", "Asking", "Citation", "RegionRules", "Thread", "load_asking"]
