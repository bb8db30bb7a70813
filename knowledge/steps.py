"""Which step comes next, and what is due on a day that was named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.answer import Code, Part
from knowledge.calendar import Stage, last_day, stages
from knowledge.notice import Day, Deadline, Edition, Fact
from knowledge.segment import Segment
from knowledge.setting import Setting
from knowledge.spans import names_issue, span, steps_named
from knowledge.thought import Found
from knowledge.topic import Topic

_AHEAD: Mapping[str, int] = {"今天": 0, "明天": 1, "后天": 2}
_FURTHER = ("再", "然后", "之后", "往后")
_ALL_OF_THEM = ("哪些", "哪几", "几步", "几个", "几项", "几样", "几件")  # 后面还有哪些环节
_NEXT_WEEK = ("下周", "下星期", "下礼拜", "下个周", "下个星期", "下个礼拜")
_THIS_WEEK = ("这周", "本周", "这个礼拜", "这礼拜", "这星期", "这个星期", "本星期")
_THIS_MONTH = ("这个月", "本月")
_NEXT_MONTH = ("下个月", "下月")
_THESE_DAYS = ("这几天", "这2天")
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

    def following(self, item: Found | None, edition: str, setting: Setting) -> list[Part]:
        """The step that comes next; after one that is said to be done, the one behind it."""
        found = self._stages(edition, setting)
        ahead = [stage for stage in found if stage.state != "over"]
        further = item and setting.topics and item.segment.text.startswith(_FURTHER)
        if item and ("done" in item.segment.cues or further or steps_named(item.segment.concepts)):
            done = set(steps_named(item.concepts)) | set(setting.topics)
            at = max((n for n, stage in enumerate(ahead) if stage.topic in done), default=-1)
            ahead = ahead[at + 1 :]
        if item and any(word in item.segment.text for word in _ALL_OF_THEM):
            return [_staged("stage", s, edition, setting) for s in ahead or found[-1:]]
        shown = [s for s in ahead if last_day(s.deadline) == last_day(ahead[0].deadline)]
        return [_staged("stage", s, edition, setting) for s in (shown or found[-1:])[:3]]

    def calendar(self, edition: str, setting: Setting) -> list[Part]:
        """The last day of every step."""
        every = stages(self.editions[edition], self.topics, setting.today)
        is_school = setting.audience in {"school", "direct_school"}
        found = [s for s in every if not is_school or s.topic not in _REGION_ONLY]
        return [_staged("step-day", stage, edition, setting) for stage in found]

    def between(self, item: Found, edition: str, setting: Setting) -> list[Part]:
        """How long it is between two steps that were named."""
        every = stages(self.editions[edition], self.topics, setting.today)
        named = steps_named(item.concepts)
        if item.segment.dates:
            on_days = (
                stage.topic
                for stage in every
                if any(
                    d and _falls(stage.deadline, (y, m, d), setting.today)
                    for y, m, d in item.segment.dates
                )
            )
            named = (*named, *on_days)
        issued = next((f for f in self.editions[edition].facts if isinstance(f.value, Day)), None)
        starts = issued if names_issue(item.segment.text) else None
        found = span(every, named, edition, setting.today, starts)
        return found or self.due(item.segment, edition, setting)

    def mentioned(self, item: Found, edition: str, setting: Setting) -> list[Part]:
        """What is due of the papers named, on the day that was mentioned beside them."""
        done = steps_named(item.concepts)
        return [part for part in self.due(item.segment, edition, setting) if part.topic in done]

    def due(self, segment: Segment, edition: str, setting: Setting) -> list[Part]:
        """What falls on the day, or in the month, that was named."""
        named = _named_days(segment, setting.today)
        spans = _named_spans(segment.text, setting.today)
        if not named and not spans:
            return self.following(None, edition, setting)
        every = stages(self.editions[edition], self.topics, setting.today)
        found = [
            stage
            for stage in every
            if any(_falls(stage.deadline, day, setting.today) for day in named)
            or any(first <= last_day(stage.deadline) <= last for first, last in spans)
        ]
        if not found and any(word in segment.text for word in _BEFORE):
            found = [
                stage
                for stage in every
                if any(_falls_before(stage.deadline, day, setting.today) for day in named)
            ]
        if setting.audience in {"school", "direct_school"}:
            found = [stage for stage in found if stage.topic not in _REGION_ONLY] or found
        if not found and named:
            elsewhere = self._elsewhere(named, edition, setting)
            if elsewhere:
                return elsewhere
        if not found:
            nothing = Part("nothing-due", edition=edition)
            return [nothing, *self.following(None, edition, setting)] if spans else [nothing]
        return [_staged("due", stage, edition, setting) for stage in found[:3]]

    def _elsewhere(
        self, named: Sequence[tuple[int, int, int]], edition: str, setting: Setting
    ) -> list[Part]:
        """What falls on a day in no step of the edition: its issue, or a step of another one."""
        others = (one for one in self.editions.values() if one.id != edition)
        for one in (self.editions[edition], *others):
            for year, month, day in named:
                on_day = [f for f in one.facts if _is_on(f, (year, month, day))][:1]
                if on_day:
                    return [
                        Part("fact", f.topic, "", one.id, f, today=setting.today) for f in on_day
                    ]
            due = [
                stage
                for stage in stages(one, self.topics, setting.today)
                if any(
                    m and d and _falls(stage.deadline, (y, m, d), setting.today)
                    for y, m, d in named
                )
            ]
            if due and one.id != edition:
                return [_staged("due", stage, one.id, setting) for stage in due[:3]]
        return []


def _is_on(fact: Fact, named: tuple[int, int, int]) -> bool:
    """Whether a fact is a date, and the one that is named."""
    year, month, day = named
    if not isinstance(fact.value, Day):
        return False
    on = fact.value.day
    return (on.month, on.day) == (month, day) and year in (0, on.year)


def _staged(code: Code, stage: Stage, edition: str, setting: Setting) -> Part:
    own = setting.rules.deadlines.get(stage.topic)
    last = stage.deadline.day
    if own is None or last is None or own > last:  # the region's day is one of this edition
        own = None
    return Part(
        code, stage.topic, stage.name, edition, stage.fact, today=setting.today, own_day=own
    )


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


def _named_spans(text: str, today: date) -> list[tuple[date, date]]:
    """The weeks and months a text names by where they stand from today: 这周, 下个月."""
    found: list[tuple[date, date]] = []
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    second = (first + timedelta(days=31)).replace(day=1)
    third = (second + timedelta(days=31)).replace(day=1)
    rows = (
        (_THIS_WEEK, today, monday + timedelta(days=6)),
        (_NEXT_WEEK, monday + timedelta(days=7), monday + timedelta(days=13)),
        (_THIS_MONTH, today, second - timedelta(days=1)),
        (_NEXT_MONTH, second, third - timedelta(days=1)),
        (_THESE_DAYS, today, today + timedelta(days=3)),
    )
    for words, start, end in rows:
        if any(word in text for word in words):
            found.append((start, end))
    return found


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
