"""Which step comes next, and what is due on a day that was named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.answer import Code, Part
from knowledge.calendar import Stage, last_day, stages
from knowledge.finding import Found
from knowledge.notice import Deadline, Edition
from knowledge.segment import Segment
from knowledge.setting import Setting
from knowledge.topic import Topic

#: The step each paper belongs to.
_STEPS: Mapping[str, str] = {
    "application-form": "topic-deadline",
    "topic-filing": "topic-deadline",
    "topic": "topic-deadline",
    "liaison-form": "liaison-deadline",
    "summary-form": "summary-deadline",
    "midterm": "midterm-deadline",
    "final": "final-deadline",
}
_AHEAD: Mapping[str, int] = {"今天": 0, "明天": 1, "后天": 2}
_FURTHER = ("再", "然后", "之后", "往后")
_NEXT_WEEK = ("下周", "下星期", "下礼拜", "下个周", "下个星期", "下个礼拜")
_BEFORE = ("前", "以内", "之内")
_REGION_ONLY = frozenset({"liaison-deadline", "summary-deadline"})


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of every edition, as of a day."""

    topics: tuple[Topic, ...]
    editions: Mapping[str, Edition]

    def _stages(self, edition: str, setting: Setting) -> tuple[Stage, ...]:
        """The steps of an edition; those of the regions only where a liaison asks."""
        skip = frozenset() if setting.audience == "liaison" else _REGION_ONLY
        topics = [topic for topic in self.topics if topic.id not in skip]
        return stages(self.editions[edition], topics, setting.today)

    def following(self, item: Found, edition: str, setting: Setting) -> list[Part]:
        """The step that comes next; after one that is said to be done, the one behind it."""
        found = self._stages(edition, setting)
        ahead = [stage for stage in found if stage.state != "over"]
        further = setting.topics and item.segment.text.startswith(_FURTHER)
        if "done" in item.segment.cues or further:
            done = self._done(item.concepts) | set(setting.topics)
            at = max((n for n, stage in enumerate(ahead) if stage.topic in done), default=-1)
            ahead = ahead[at + 1 :]
        shown = [s for s in ahead if last_day(s.deadline) == last_day(ahead[0].deadline)]
        return [_staged("stage", s, edition, setting.today) for s in (shown or found[-1:])[:3]]

    def _done(self, concepts: Mapping[str, float]) -> frozenset[str]:
        """The steps whose papers were named."""
        return frozenset(topic for thing, topic in _STEPS.items() if thing in concepts)

    def calendar(self, edition: str, setting: Setting) -> list[Part]:
        """The last day of every step."""
        found = self._stages(edition, setting)
        return [_staged("step-day", stage, edition, setting.today) for stage in found]

    def mentioned(self, item: Found, edition: str, setting: Setting) -> list[Part]:
        """What is due of the papers named, on the day that was mentioned beside them."""
        done = self._done(item.concepts)
        return [part for part in self.due(item.segment, edition, setting) if part.topic in done]

    def due(self, segment: Segment, edition: str, setting: Setting) -> list[Part]:
        """What falls on the day, or in the month, that was named."""
        named = _named_days(segment, setting.today)
        every = stages(self.editions[edition], self.topics, setting.today)
        found = [
            stage
            for stage in every
            if any(_falls(stage.deadline, day, setting.today) for day in named)
        ]
        if not found and any(word in segment.text for word in _BEFORE):
            found = [
                stage
                for stage in every
                if any(_falls_before(stage.deadline, day, setting.today) for day in named)
            ]
        if setting.audience in {"school", "direct_school"}:
            found = [stage for stage in found if stage.topic not in _REGION_ONLY] or found
        if not found:
            return [Part("nothing-due", edition=edition)]
        return [_staged("due", stage, edition, setting.today) for stage in found[:3]]


def _staged(code: Code, stage: Stage, edition: str, today: date) -> Part:
    return Part(code, stage.topic, stage.name, edition, stage.fact, today=today)


def _named_days(segment: Segment, today: date) -> list[tuple[int, int, int]]:
    """The days a segment names; a weekday is this week's, or next week's where that is said."""
    named = list(segment.dates)
    monday = today - timedelta(days=today.weekday())
    named.extend(
        (day.year, day.month, day.day)
        for word, ahead in _AHEAD.items()
        if word in segment.text and not named
        for day in (today + timedelta(days=ahead),)
    )
    for weekday in segment.weekdays:
        day = monday + timedelta(days=weekday - 1)
        if any(word in segment.text for word in _NEXT_WEEK) or day < today:
            day += timedelta(days=7)
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


def _falls_before(deadline: Deadline, named: tuple[int, int, int], today: date) -> bool:
    """Whether a deadline falls between today and a day named in full, for what is due before it."""
    year, month, day = named
    if not month or not day or deadline.day is None:
        return False
    return (
        today
        <= deadline.day
        <= date(year or today.year, month, min(day, 28) if month == 2 else day)
    )
