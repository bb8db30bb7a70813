"""The front door: a question, who asks, what day it is -> an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from knowledge.answer import Answer, Part, RegionRules, Suggestion, Thread
from knowledge.chatting import Chatting
from knowledge.clauses import quoted
from knowledge.composing import Composer
from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.load import ROOT, Knowledge, OnBad, load
from knowledge.matching import SURE, Index, Match
from knowledge.notice import Audience, Citation
from knowledge.question import Question, Segment, understand

_CHATTING = "chat-"
_MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What one segment turned out to ask: its topics, best first."""

    segment: Segment
    matches: tuple[Match, ...]
    concepts: Mapping[str, float]

    @property
    def is_sure(self) -> bool:
        """Whether the best topic explains the segment well enough to answer."""
        return bool(self.matches) and self.matches[0].score >= SURE


@dataclass(slots=True)
class Asking:
    """All that answering needs, loaded once. Thread-safe: nothing is written after loading."""

    knowledge: Knowledge
    lexicon: Lexicon
    index: Index
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
        before = thread or Thread()
        read = self.read(question, today)
        audience = read.audience or role or before.audience
        remembered = replace(before, audience=read.audience or before.audience)
        if read.is_foreign:
            return self._refuse(read, [], audience, remembered)
        found = self.find(read, before)
        sure = any(item.is_sure for item in found)
        chat = self.chatting.topic_of(question)
        if chat and not (sure and any(self._has(i.segment.concepts, "thing") for i in found)):
            part = Part("chat", chat)
            return Answer("chat", (part,), thread=remembered, is_question_like=False, score=1.0)
        if not sure:
            return self._without_topic(read, found, audience, remembered)
        return self._answer(read, found, today, audience, remembered, region_rules or RegionRules())

    def read(self, text: str, today: date) -> Question:
        """Give the message as it is understood, before any topic is looked for."""
        return understand(
            text, self.lexicon, newest=self.newest, years=self.years, this_year=today.year
        )

    def find(self, read: Question, thread: Thread) -> list[Found]:
        """Find the topics of each segment that asks something, in order."""
        context = dict(thread.concepts)
        asking = [s for s in read.segments if s.is_asking]
        if not asking:
            asking = [s for s in read.segments if s.concepts or s.unknown] or list(read.segments)
        found: list[Found] = []
        for segment in read.segments:
            if not any(segment is one for one in asking):
                context = self._followed(segment, context)
                continue
            item = self._best(segment, context, read.is_comparing)
            found.append(item)
            if item.is_sure:
                context = dict(item.matches[0].concepts) | dict(item.concepts)
        return self._sensible(found)

    def _followed(self, segment: Segment, context: Mapping[str, float]) -> dict[str, float]:
        """What later thoughts may lean on after a thought that asks nothing."""
        things = {c: w for c, w in segment.concepts.items() if self._kind(c) == "thing"}
        return things or dict(context)

    def _best(self, segment: Segment, context: Mapping[str, float], comparing: bool) -> Found:
        """The best reading of a segment: alone, or completed from what went before."""
        own = dict(segment.concepts)
        if comparing:
            for spare in ("notice", "which-year", "how-many"):
                if len(own) > 1 and spare != "how-many":
                    own.pop(spare, None)
        best = Found(segment, tuple(self.index.cover(segment, own)), own)
        top = best.matches[0].score if best.matches else 0.0
        complete = self._has(own, "thing") and self._has(own, "ask")
        for merged in self._completed(own, context):
            matches = tuple(self.index.cover(segment, merged))
            if not matches:
                continue
            margin = 0.02 if complete else -0.06
            if matches[0].score > top + margin and matches[0].score > 0.5:
                best, top = Found(segment, matches, merged), max(top, matches[0].score)
        return best

    def _completed(self, own: Mapping[str, float], context: Mapping[str, float]) -> list[dict[str, float]]:
        """Ways to complete an elliptical thought: with the thing, the ask, or all of the last one."""
        if not context:
            return []
        families = {self._family(c) for c in own} - {""}
        things = {
            c: w
            for c, w in context.items()
            if self._kind(c) == "thing" and self._family(c) not in families
        }
        asks = {c: w for c, w in context.items() if self._kind(c) in {"ask", "act", "weak", "detail"}}
        tried = []
        if not self._has(own, "thing"):
            tried.append({**things, **own})
            tried.append({c: w for c, w in things.items() if w >= 3} | dict(own))
        if not self._has(own, "ask") or not self._has(own, "thing"):
            tried.append({**things, **asks, **own})
            tried.append({**asks, **own})
        tried.append({**things, **own})
        return tried

    def _sensible(self, found: list[Found]) -> list[Found]:
        """Drop thoughts nothing was found for beside answered ones."""
        return ([item for item in found if item.is_sure] or found)[:_MOST_PARTS]

    def _answer(
        self,
        read: Question,
        found: list[Found],
        today: date,
        audience: Audience | None,
        thread: Thread,
        rules: RegionRules,
    ) -> Answer:
        editions = self._editions(read, thread)
        parts: list[Part] = []
        for item in (one for one in found if one.is_sure):
            for match in item.matches[:2]:
                parts.extend(
                    part
                    for part in self.composer.parts(
                        match.topic, item.segment, editions, audience, today, rules
                    )
                    if part not in parts
                )
        if read.other_year and not read.editions:
            return self._other_year(read, audience, thread)
        first = found[0]
        score = max(item.matches[0].score for item in found if item.is_sure)
        status = self.composer.status(parts)
        near = self.composer.suggestions(parts)
        citations = self.composer.citations(parts, editions[-1], status)
        if status in {"chat", "unknown"}:
            after = thread
        else:
            last = next(item for item in reversed(found) if item.is_sure)
            kept = dict(last.matches[0].concepts) | dict(last.concepts)
            if last.matches[0].topic in {"next-step", "date-lookup"}:
                kept = self._concepts_of(parts)
            after = replace(
                thread,
                concepts=tuple(kept.items()),
                topics=tuple(dict.fromkeys(part.topic for part in parts)),
                edition=editions[-1] if len(editions) == 1 else "",
                asked_back=False,
            )
        return Answer(status, tuple(parts), citations, near, after, status != "chat", score)

    def _concepts_of(self, parts: list[Part]) -> dict[str, float]:
        """What a computed answer was about: the things of the topic it ended in."""
        topic = next((part.topic for part in parts if part.fact is not None), "")
        way = next((way for way in self.index.ways if way.topic == topic), None)
        return {c: w for c, w in way.concepts.items() if self._kind(c) == "thing"} if way else {}

    def _editions(self, read: Question, thread: Thread) -> tuple[str, ...]:
        """Which editions to answer from: named, compared, or remembered; else the newest."""
        every = tuple(edition.id for edition in self.knowledge.editions)
        if read.is_comparing:
            return tuple(sorted(read.editions)) if len(read.editions) > 1 else every
        if read.editions:
            return read.editions[-1:]
        return (thread.pinned or thread.edition or self.newest,)

    def _without_topic(
        self, read: Question, found: list[Found], audience: Audience | None, thread: Thread
    ) -> Answer:
        """No topic is sure: a statement of who or what is meant, a follow-up of an edition, or a refusal."""
        if read.other_year and not read.editions:
            return self._other_year(read, audience, thread)
        asks = any(s.is_asking or s.concepts or s.unknown for s in read.segments)
        if read.audience and not any(s.is_asking for s in read.segments):
            part = Part("role-noted", audience=read.audience)
            return Answer("chat", (part,), thread=thread, is_question_like=False)
        if read.editions and not any(
            s.is_asking and (self._has(s.concepts, "thing") or s.unknown) for s in read.segments
        ):
            noted = replace(thread, pinned=read.editions[-1])
            part = Part("edition-noted", edition=read.editions[-1])
            return Answer("chat", (part,), thread=noted, is_question_like=False)
        if not asks:
            return Answer("chat", (Part("chat", topic="chat-empty"),), thread=thread, is_question_like=False)
        return self._quoted(read, thread) or self._refuse(read, found, audience, thread)

    def _quoted(self, read: Question, thread: Thread) -> Answer | None:
        """A question in the notice's own words, answered with the sentence."""
        edition = self.composer.editions[self._editions(read, thread)[-1]]
        for segment in read.segments:
            hit = quoted(segment, edition) if segment.is_asking else None
            if hit is not None:
                name = self.composer.topics[hit.fact.topic].name
                part = Part("quoted", hit.fact.topic, name, edition.id, hit.fact)
                after = replace(thread, concepts=tuple(segment.concepts.items()), topics=(hit.fact.topic,))
                return Answer("answered", (part,), hit.fact.quotes[:1], (), after, True, hit.share)
        return None

    def _refuse(
        self, read: Question, found: list[Found], audience: Audience | None, thread: Thread
    ) -> Answer:
        edition = (read.editions or (self.newest,))[-1]
        near = [m for item in found for m in item.matches[:2] if not m.topic.startswith(("chat", "absent"))]
        near.sort(key=lambda match: -match.score)
        choices = tuple(
            Suggestion(self.composer.topics[m.topic].name, m.way) for m in near[:2] if m.score >= 0.45
        )
        score = max((m.score for m in near), default=0.0)
        part = Part("not-covered", edition=edition, audience=audience)
        citations = self.composer.contact(edition)
        asking = any(s.is_asking for s in read.segments)
        return Answer("unknown", (part,), citations, choices, thread, asking, score)

    def _other_year(self, read: Question, audience: Audience | None, thread: Thread) -> Answer:
        part = Part("other-edition", edition=self.newest, audience=audience, names=(str(read.other_year),))
        return Answer("unknown", (part,), self.composer.contact(self.newest), (), thread, True, 0.0)

    def _kind(self, concept: str) -> str:
        known = self.lexicon.concepts.get(concept)
        return known.kind if known else ("thing" if concept.startswith("raw:") else "")

    def _family(self, concept: str) -> str:
        known = self.lexicon.concepts.get(concept)
        return known.family if known else ""

    def _has(self, concepts: Mapping[str, float], kind: str) -> bool:
        least = 1.9 if kind == "thing" else 1.2
        return any(self._kind(c) == kind and w >= least for c, w in concepts.items())


def load_asking(root: Path = ROOT, on_bad: OnBad | None = None) -> Asking:
    """Load all that answering needs from a folder of knowledge. Raises BadNotice without `on_bad`."""
    knowledge = load(root, on_bad)
    lexicon = load_lexicon(root / "lexicon.yaml")
    years: dict[int, str] = {}
    for edition in knowledge.editions:
        for year in edition.name.split("~"):
            years[int(year[:4])] = edition.id
    newest = knowledge.editions[-1].id
    index = Index(lexicon)
    reading_day = knowledge.editions[-1].notices[0].issued

    def read_way(text: str) -> Segment:
        return _whole(understand(text, lexicon, newest=newest, years=years, this_year=reading_day.year))

    for topic in knowledge.topics:
        if not topic.id.startswith(_CHATTING):
            index.add(topic, read_way)
    return Asking(knowledge, lexicon, index, years, newest)


def _whole(question: Question) -> Segment:
    """A way of asking as one segment."""
    whole = Segment()
    for segment in question.segments:
        whole.concepts.update(segment.concepts)
        whole.unknown.update(segment.unknown)
        whole.dates.extend(segment.dates)
        whole.weekdays.extend(segment.weekdays)
    return whole


#: A conversation that has not begun.
EMPTY = Thread()

__all__ = ["EMPTY", "Answer", "Asking", "Citation", "RegionRules", "Thread", "load_asking"]
