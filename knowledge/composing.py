"""Topics found -> the parts of an answer: the facts in force, verdicts, stages, differences.  [pure]"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from knowledge.answer import Part, RegionRules, Status, Suggestion
from knowledge.calendar import Stage, last_day, next_stage, stages
from knowledge.compare import compare, is_same
from knowledge.load import Knowledge
from knowledge.notice import Audience, Citation, Contact, Deadline, Edition, Fact, Silence
from knowledge.question import Segment
from knowledge.topic import Topic
from knowledge.verdict import verdict

_ASKED = frozenset({"days-left", "weekday", "overdue", "in-time", "fixed"})
_MOST_CITATIONS = 4
_CONTACT = "contact"


@dataclass(slots=True)
class Composer:
    """Makes parts from the facts of all editions."""

    knowledge: Knowledge
    topics: dict[str, Topic] = field(init=False)
    editions: dict[str, Edition] = field(init=False)

    def __post_init__(self) -> None:
        self.topics = {topic.id: topic for topic in self.knowledge.topics}
        self.editions = {edition.id: edition for edition in self.knowledge.editions}

    def parts(
        self,
        topic: str,
        segment: Segment,
        editions: tuple[str, ...],
        audience: Audience | None,
        today: date,
        rules: RegionRules,
    ) -> list[Part]:
        """Give the parts that answer one topic, for every edition asked about."""
        known = self.topics[topic]
        if topic.startswith("chat"):
            return [Part("chat", topic)]
        if known.absent:
            return [Part("absent", topic, known.absent, editions[-1])]
        if topic == "whole-difference":
            return [self._differences(editions)]
        if known.by_audience:
            roles = dict(known.by_audience)
            chosen = [roles[audience]] if audience in roles else list(roles.values())
            return [p for one in chosen for p in self.parts(one, segment, editions, audience, today, rules)]
        found: list[Part] = []
        for edition in editions:
            found.extend(self._of_edition(known, segment, edition, audience, today, rules))
        if len(editions) > 1:
            return _compared(found, editions)
        return found

    def _of_edition(
        self, topic: Topic, segment: Segment, edition: str, audience: Audience | None, today: date, rules: RegionRules
    ) -> list[Part]:
        if topic.id == "next-step":
            return self._next(edition, audience, today)
        if topic.id == "date-lookup":
            return self._due(segment, edition, audience, today)
        if topic.id == "phone-owner":
            return self._owner(segment, edition)
        facts = self.facts(edition, topic.id, audience)
        if not facts:
            return [Part("no-fact", topic.id, topic.name, edition)]
        asks = frozenset(segment.cues & _ASKED)
        return [
            Part(
                "silence" if isinstance(fact.value, Silence) and not fact.value.settles else "fact",
                topic.id,
                topic.name,
                edition,
                fact,
                audience,
                verdict(fact, segment),
                asks,
                today,
                rules.deadlines.get(topic.id),
            )
            for fact in facts
        ]

    def facts(self, edition: str, topic: str, audience: Audience | None) -> list[Fact]:
        """The facts that speak of a topic: to this audience, or one for each audience there is."""
        every = [fact for fact in self.editions[edition].facts if fact.topic == topic]
        if audience is not None:
            return [fact for fact in every if audience in fact.audience][:1]
        chosen: list[Fact] = []
        heard: set[Audience] = set()
        for fact in every:
            if fact.audience - heard and fact.value not in [one.value for one in chosen]:
                chosen.append(fact)
                heard |= fact.audience
        return chosen[:2]

    def _stages(self, edition: str, today: date, audience: Audience | None) -> tuple[Stage, ...]:
        who = audience if audience == "liaison" else "school"
        skip = {"liaison-deadline", "summary-deadline"} if who == "school" else set()
        topics = [topic for topic in self.knowledge.topics if topic.id not in skip]
        return stages(self.editions[edition], topics, today)

    def _next(self, edition: str, audience: Audience | None, today: date) -> list[Part]:
        found = self._stages(edition, today, audience)
        ahead = next_stage(found)
        shown = [stage for stage in found if stage.state == "next"] if ahead else list(found[-1:])
        return [self._stage(stage, edition, today) for stage in shown[:3]]

    def _stage(self, stage: Stage, edition: str, today: date) -> Part:
        return Part("stage", stage.topic, stage.name, edition, stage.fact, today=today)

    def _due(self, segment: Segment, edition: str, audience: Audience | None, today: date) -> list[Part]:
        """What falls on the day, or the month, that was named."""
        found = [
            stage
            for stage in stages(self.editions[edition], self.knowledge.topics, today)
            if any(_falls(stage.deadline, named, today) for named in _named_days(segment, today))
        ]
        if audience in {"school", "direct_school"}:
            found = [s for s in found if s.topic not in {"liaison-deadline", "summary-deadline"}] or found
        if not found:
            return [Part("nothing-due", edition=edition)]
        return [
            Part("due", stage.topic, stage.name, edition, stage.fact, today=today) for stage in found[:3]
        ]

    def _owner(self, segment: Segment, edition: str) -> list[Part]:
        said = [str(number.value) for number in segment.numbers if number.value > 999]
        for fact in self.facts(edition, _CONTACT, None):
            if isinstance(fact.value, Contact):
                names = tuple(
                    person.name
                    for person in fact.value.people
                    if any(person.phone.endswith(digits) for digits in said)
                )
                if names:
                    return [Part("fact", "phone-owner", self.topics["phone-owner"].name, edition, fact, names=names)]
        return [Part("absent", "phone-owner", self.topics["phone-owner"].name, edition)]

    def _differences(self, editions: tuple[str, ...]) -> Part:
        left, right = self.editions[editions[0]], self.editions[editions[-1]]
        rows = compare(left, right, self.knowledge.topics)
        names = tuple(row.name for row in rows if row.verdict != "same")
        fact = next((row.right or row.left for row in rows if row.verdict != "same"), None)
        return Part("differences", "whole-difference", edition=right.id, fact=fact, names=names)

    def contact(self, edition: str) -> tuple[Citation, ...]:
        """The clause with the telephone of an edition."""
        facts = self.facts(edition, _CONTACT, None)
        return facts[0].quotes[:1] if facts else ()

    def status(self, parts: Iterable[Part]) -> Status:
        """What the parts amount to: one that answers is enough."""
        codes = {part.code for part in parts}
        if codes & {"fact", "stage", "due", "differences"}:
            return "answered"
        return "chat" if codes == {"chat"} else "unknown"

    def citations(self, parts: Iterable[Part], edition: str, status: Status) -> tuple[Citation, ...]:
        """The clauses the parts rest on, each once; a refusal adds the telephone's."""
        found: list[Citation] = []
        for part in parts:
            if part.fact is not None:
                many = len(part.fact.quotes) if part.fact.kind == "unclear" else 2
                found.extend(part.fact.quotes[:many])
        if status == "unknown":
            found.extend(self.contact(edition))
        return tuple(dict.fromkeys(found))[: _MOST_CITATIONS + 2]

    def suggestions(self, parts: Iterable[Part]) -> tuple[Suggestion, ...]:
        """The nearest things that are written, for what is not."""
        near = dict.fromkeys(
            topic for part in parts if part.code == "absent" for topic in self.topics[part.topic].near
        )
        return tuple(
            Suggestion(self.topics[topic].name, self.topics[topic].ways[0])
            for topic in near
            if topic in self.topics
        )[:2]


def _compared(parts: list[Part], editions: tuple[str, ...]) -> list[Part]:
    """Mark the parts of two editions as same or not; a silence beside a fact is said as one."""
    from dataclasses import replace

    by_edition = {e: [p for p in parts if p.edition == e] for e in editions}
    left, right = by_edition[editions[0]][:1], by_edition[editions[-1]][:1]
    same = bool(
        left
        and right
        and left[0].fact
        and right[0].fact
        and is_same(left[0].fact.value, right[0].fact.value)
    )
    shown = [by_edition[e][0] for e in editions if by_edition[e]]
    return [replace(part, is_same=same, verdict="") for part in shown]


def _named_days(segment: Segment, today: date) -> list[tuple[int, int, int]]:
    """The days a segment names, weekdays as the coming one."""
    named = list(segment.dates)
    for weekday in segment.weekdays:
        day = today + timedelta(days=(weekday - 1 - today.weekday()) % 7)
        named.append((day.year, day.month, day.day))
    return named


def _falls(deadline: Deadline, named: tuple[int, int, int], today: date) -> bool:
    """Whether a deadline falls on a day named, as far as it was named."""
    year, month, day = named
    last = last_day(deadline)
    if year and year != last.year:
        return False
    if month and month != last.month:
        return False
    if not month and (last.year, last.month) != (today.year, today.month):
        return False
    return not day or (deadline.day is not None and day == last.day)
