"""Topics found -> the parts of an answer: the facts in force, verdicts, stages, differences."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from knowledge.answer import Code, Part, RegionRules, Status, Suggestion
from knowledge.calendar import Stage, last_day, stages
from knowledge.compare import compare, is_same
from knowledge.load import Knowledge
from knowledge.notice import Audience, Citation, Contact, Deadline, Edition, Fact, Silence
from knowledge.question import Segment
from knowledge.topic import Topic
from knowledge.verdict import verdict

_ASKED = frozenset({"days-left", "weekday", "overdue", "in-time", "fixed"})
_MOST_CITATIONS = 6
_CONTACT = "contact"
_REGION_ONLY = frozenset({"liaison-deadline", "summary-deadline"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole message: editions asked about, who asks, the day, the region's rules."""

    editions: tuple[str, ...]
    audience: Audience | None
    today: date
    rules: RegionRules


@dataclass(slots=True)
class Composer:
    """Makes parts from the facts of all editions."""

    knowledge: Knowledge
    topics: dict[str, Topic] = field(init=False)
    editions: dict[str, Edition] = field(init=False)

    def __post_init__(self) -> None:
        self.topics = {topic.id: topic for topic in self.knowledge.topics}
        self.editions = {edition.id: edition for edition in self.knowledge.editions}

    def parts(self, topic: str, segment: Segment, setting: Setting) -> list[Part]:
        """Give the parts that answer one topic, for every edition asked about."""
        known = self.topics[topic]
        if known.absent:
            return [
                Part("absent", topic, known.absent, setting.editions[-1], audience=setting.audience)
            ]
        if topic == "whole-difference":
            return [self._differences()]
        if known.by_audience:
            roles = dict(known.by_audience)
            asked = roles.get(setting.audience) if setting.audience else None
            chosen = [asked] if asked else list(roles.values())
            return [part for one in chosen for part in self.parts(one, segment, setting)]
        by_edition = {
            edition: self._of_edition(known, segment, edition, setting)
            for edition in setting.editions
        }
        if len(setting.editions) > 1:
            return _compared(by_edition)
        return by_edition[setting.editions[0]]

    def _of_edition(
        self, topic: Topic, segment: Segment, edition: str, setting: Setting
    ) -> list[Part]:
        if topic.id == "next-step":
            return self._next(edition, setting)
        if topic.id == "date-lookup":
            return self._due(segment, edition, setting)
        if topic.id == "phone-owner":
            return self._owner(segment, edition)
        facts = self.facts(edition, topic.id, setting.audience)
        if not facts:
            return [Part("no-fact", topic.id, topic.name, edition)]
        return [
            Part(
                "silence" if _is_silent(fact) else "fact",
                topic.id,
                topic.name,
                edition,
                fact,
                setting.audience,
                verdict(fact, segment),
                frozenset(segment.cues & _ASKED),
                setting.today,
                setting.rules.deadlines.get(topic.id),
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

    def _stages(self, edition: str, setting: Setting) -> tuple[Stage, ...]:
        """The steps of an edition; those of the regions only where a liaison asks."""
        skip = frozenset() if setting.audience == "liaison" else _REGION_ONLY
        topics = [topic for topic in self.knowledge.topics if topic.id not in skip]
        return stages(self.editions[edition], topics, setting.today)

    def _next(self, edition: str, setting: Setting) -> list[Part]:
        found = self._stages(edition, setting)
        shown = [stage for stage in found if stage.state == "next"] or list(found[-1:])
        return [_staged("stage", stage, edition, setting.today) for stage in shown[:3]]

    def _due(self, segment: Segment, edition: str, setting: Setting) -> list[Part]:
        """What falls on the day, or in the month, that was named."""
        named = _named_days(segment, setting.today)
        every = stages(self.editions[edition], self.knowledge.topics, setting.today)
        found = [
            stage
            for stage in every
            if any(_falls(stage.deadline, day, setting.today) for day in named)
        ]
        if setting.audience in {"school", "direct_school"}:
            found = [stage for stage in found if stage.topic not in _REGION_ONLY] or found
        if not found:
            return [Part("nothing-due", edition=edition)]
        return [_staged("due", stage, edition, setting.today) for stage in found[:3]]

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
                    return [
                        Part(
                            "fact",
                            "phone-owner",
                            self.topics["phone-owner"].name,
                            edition,
                            fact,
                            names=names,
                        )
                    ]
        return [Part("absent", "phone-owner", self.topics["phone-owner"].name, edition)]

    def _differences(self) -> Part:
        """What differs between the two newest editions, by name."""
        left, right = self.knowledge.editions[-2:]
        rows = [r for r in compare(left, right, self.knowledge.topics) if r.verdict != "same"]
        fact = rows[0].right or rows[0].left if rows else None
        names = tuple(row.name for row in rows if self.topics[row.topic].compare)
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

    def citations(
        self, parts: Iterable[Part], edition: str, status: Status
    ) -> tuple[Citation, ...]:
        """The clauses the parts rest on, each once; a refusal adds the telephone's."""
        found: list[Citation] = []
        for part in parts:
            if part.fact is not None:
                many = len(part.fact.quotes) if part.fact.kind == "unclear" else 2
                found.extend(part.fact.quotes[:many])
        if status == "unknown":
            found.extend(self.contact(edition))
        return tuple(dict.fromkeys(found))[:_MOST_CITATIONS]

    def suggestions(self, parts: Iterable[Part]) -> tuple[Suggestion, ...]:
        """The nearest things that are written, for what is not."""
        near = dict.fromkeys(
            topic
            for part in parts
            if part.code == "absent"
            for topic in self.topics[part.topic].near
        )
        return tuple(
            Suggestion(self.topics[topic].name, self.topics[topic].ways[0])
            for topic in near
            if topic in self.topics
        )[:2]


def _staged(code: Code, stage: Stage, edition: str, today: date) -> Part:
    return Part(code, stage.topic, stage.name, edition, stage.fact, today=today)


def _is_silent(fact: Fact) -> bool:
    return isinstance(fact.value, Silence) and not fact.value.settles


def _compared(by_edition: dict[str, list[Part]]) -> list[Part]:
    """The leading part of each edition, marked as same or not; one silence does not silence both."""
    shown = [parts[0] for parts in by_edition.values() if parts]
    facts = [part.fact for part in shown if part.fact is not None]
    same = len(facts) == len(by_edition) and all(
        is_same(facts[0].value, fact.value) for fact in facts[1:]
    )
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
