"""Topics found -> the parts of an answer: the facts in force, verdicts, stages, differences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.alongside import told_along, told_for
from knowledge.answer import Part, Status, Suggestion
from knowledge.beside import BESIDE, beside
from knowledge.compare import differences, direction, is_silent
from knowledge.contacts import Contacts
from knowledge.headings import under_heading
from knowledge.levels import audience_named, names_level, names_several
from knowledge.load import Knowledge
from knowledge.matching import Match
from knowledge.notice import Audience, Citation, Deadline, Edition, Fact
from knowledge.setting import Setting
from knowledge.siding import side_by_side
from knowledge.spans import SPAN
from knowledge.steps import Steps
from knowledge.thought import Found
from knowledge.topic import DATE_LOOKUP, Topic
from knowledge.verdict import keeps_silent, leaves_open, verdict

_ASKED = frozenset({"days-left", "weekday", "overdue", "in-time", "fixed"})
#: The limits a bare number of characters may be held against.
_LIMITS: Mapping[str, str] = {"problem-limit": "problem", "approach-limit": "approach"}
_OF_DAYS = frozenset({"before-day", "date-lookup"})  # where a day may be proposed
_SCHOOL = re.compile("学校|小学|中学|初中")
_COMPUTED = frozenset({"next-step", SPAN, BESIDE, DATE_LOOKUP, "phone-owner"})
_LEVELS = frozenset({"both-levels"})  # who names both wants to hear of each
_MOST_CITATIONS, _MOST_COMPARED = 8, 16
_FEW = 2  # parts that may cite a second source each
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Composer:
    """Makes parts from the facts of all editions."""

    knowledge: Knowledge
    topics: dict[str, Topic] = field(init=False)
    editions: dict[str, Edition] = field(init=False)
    contacts: Contacts = field(init=False)
    _steps: Steps = field(init=False)

    def __post_init__(self) -> None:
        self.topics = {topic.id: topic for topic in self.knowledge.topics}
        self.editions = {edition.id: edition for edition in self.knowledge.editions}
        self.contacts = Contacts(self.editions)
        self._steps = Steps(self.knowledge.topics, self.editions)

    @property
    def newest(self) -> str:
        """The id of the newest edition."""
        return self.knowledge.editions[-1].id

    def parts(self, topic: str, item: Found, setting: Setting) -> list[Part]:
        """Give the parts that answer one topic, for every edition asked about."""
        known = self.topics[told_for(topic, item)]
        if known.absent:
            edition = setting.editions[-1]
            return [Part("absent", topic, known.absent, edition, audience=setting.audience)]
        quoted = self._places(known, setting) if item.is_placed else []
        if quoted:
            return quoted
        if topic == "whole-difference":
            return [self._differences(item, setting)]
        setting = replace(setting, audience=audience_named(item) or setting.audience)
        return [
            part
            for one, where in self._stands_for(known, item, setting)
            for part in self._plainly(self.topics[one], item, where)
        ]

    def _places(self, topic: Topic, setting: Setting) -> list[Part]:
        """The clause that says something, for who asks where it stands."""
        ids = [one for _, one in topic.by_audience[:1]] or [topic.id]
        edition = setting.editions[-1]
        facts = [f for f in self.facts(edition, ids[0], setting.audience) if not is_silent(f)][:1]
        quoted = (Part("quoted", topic.id, "", edition, fact) for fact in facts)
        known = self.knowledge
        return [under_heading(part, known.topics, known.editions) for part in quoted]

    def _stands_for(self, topic: Topic, item: Found, setting: Setting) -> list[tuple[str, Setting]]:
        """The topics that answer for one: a quota for each audience, a limit for each section."""
        kin = next((t for t in self.topics.values() if t.by_audience), topic)
        if names_several(item) and topic.id in dict(kin.by_audience).values():
            return [(one, replace(setting, audience=role)) for role, one in kin.by_audience]
        if topic.by_audience:
            each = item.concepts.keys() & _LEVELS
            of_school = setting.audience == "liaison" and _SCHOOL.search(item.segment.text)
            asks_for = "school" if of_school else setting.audience
            chosen = [r for r in topic.by_audience if r[0] == asks_for and not each]
            return [(i, replace(setting, audience=r)) for r, i in chosen or topic.by_audience]
        if topic.id in _LIMITS and not item.concepts.keys() & _LIMITS.values():
            return [(one, setting) for one in _LIMITS]
        own = dict(kin.by_audience)
        if topic.id in own.values() and setting.audience and not names_level(item):
            return [(own.get(setting.audience, topic.id), setting)]
        proposes = topic.id in _OF_DAYS and self._proposes_another_day(item, setting)
        if proposes and (topic.id == "before-day" or "in-time" in item.segment.cues):
            return [("topic-deadline", setting)]
        return [(topic.id, setting)]

    def _plainly(self, topic: Topic, item: Found, setting: Setting) -> list[Part]:
        by_edition = {
            edition: self._of_edition(topic, item, edition, setting) for edition in setting.editions
        }
        if len(setting.editions) > 1:
            return side_by_side(by_edition)
        return by_edition[setting.editions[0]]

    def _proposes_another_day(self, item: Found, setting: Setting) -> bool:
        """Whether a day was named that is not the last one: then it can be judged."""
        facts = self.facts(setting.editions[-1], "topic-deadline", setting.audience)
        last = facts[0].value if facts else None
        days = [day for _, _, day in item.segment.dates if day]
        due = last.day if isinstance(last, Deadline) else None
        return bool(days) and due is not None and due.day not in days

    def also(self, match: Match, item: Found, setting: Setting) -> list[Part]:
        """What belongs with an answer though nobody asked for it by name: with the steps their days."""
        edition = setting.editions[-1]
        if match.topic == "stages":
            return self._steps.calendar(edition, setting)
        if match.topic == "before-day" and not self._proposes_another_day(item, setting):
            days = self._steps.calendar(edition, setting)
            return [part for part in days if part.topic == "topic-deadline"]
        along = told_along(match.topic, item, setting.audience)
        if along:
            return self.parts(along, item, setting)
        if item.segment.dates and "date" not in match.concepts:
            return self._steps.mentioned(item, edition, setting)
        return []

    def _of_edition(self, topic: Topic, item: Found, edition: str, setting: Setting) -> list[Part]:
        segment = item.segment
        if topic.id in _COMPUTED:
            return self._computed(topic, item, edition, setting)
        facts = self.facts(edition, topic.id, setting.audience)
        if not facts or all(leaves_open(fact, segment) for fact in facts):
            part = Part("no-fact", topic.id, topic.name, edition, audience=setting.audience)
            return [replace(part, code="absent", name=f"{topic.name}的下限") if facts else part]
        return [
            Part(
                "silence" if keeps_silent(fact, segment) else "fact",
                topic.id,
                topic.name,
                edition,
                fact,
                setting.audience,
                verdict(fact, segment),
                frozenset(segment.cues & _ASKED)
                or (setting.asks if item.is_completed else _NOTHING),
                setting.today,
                setting.rules.deadlines.get(topic.id),
            )
            for fact in facts
        ]

    def _computed(self, topic: Topic, item: Found, edition: str, setting: Setting) -> list[Part]:
        """What is worked out from the steps and the persons of an edition, for who asks about them."""
        segment = item.segment
        if topic.id == "next-step":
            return self._steps.following(item, edition, setting)
        if topic.id == SPAN:
            return self._steps.between(item, edition, setting)
        if topic.id == BESIDE:
            (listed,) = self.facts(edition, "stages", None)
            found = beside(segment, listed, edition)
            days = self._steps.calendar(edition, setting)
            return found + [
                d for d in days for p in found if p.names[1] and d.name.startswith(p.names[1])
            ]
        if topic.id == DATE_LOOKUP:
            return self._steps.due(segment, edition, setting)
        return self.contacts.owner(segment, edition, topic.name)

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

    def _differences(self, item: Found, setting: Setting) -> Part:
        """What differs between the two newest editions: all of it, or only what is new, or gone."""
        left, right = self.knowledge.editions[-2:]
        rows = differences(left, right, self.knowledge.topics, direction(item.segment))
        fact = rows[0].right or rows[0].left if rows else None
        told = Part("differences", "whole-difference", edition=right.id, fact=fact, rows=rows)
        return replace(told, today=setting.today)

    def contact(self, edition: str) -> tuple[Citation, ...]:
        """The clause with the telephone of an edition."""
        facts = self.contacts.facts(edition)
        return facts[0].quotes[:1] if facts else ()

    def status(self, parts: Sequence[Part]) -> Status:
        """What the parts amount to: one topic that answers is enough, judged by its first part."""
        leading: dict[str, Part] = {}
        for part in parts:
            leading.setdefault(part.topic, part)
        compared = (
            part for part in parts if part.is_same is not None
        )  # each answers for its edition
        codes = {part.code for part in (*leading.values(), *compared)}
        if codes & {"fact", "quoted", "stage", "beside", "due", "differences", "span"}:
            return "answered"
        return "chat" if codes == {"chat"} else "unknown"

    def citations(
        self, parts: Sequence[Part], edition: str, status: Status
    ) -> tuple[Citation, ...]:
        """The clauses the parts rest on, each once; a refusal adds the telephone's."""
        found: list[Citation] = []
        resting = [(part, fact) for part in parts for fact in part.facts]
        usual = 1 if len(resting) > _FEW else 2
        for _, fact in resting:
            found.extend(fact.quotes if fact.kind == "unclear" else fact.quotes[:usual])
        if status == "unknown":
            found.extend(self.contact(edition))
        most = _MOST_COMPARED if any(part.rows for part in parts) else _MOST_CITATIONS
        return tuple(dict.fromkeys(found))[:most]

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
