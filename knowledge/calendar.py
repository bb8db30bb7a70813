"""The stages of an edition as of a day: what is over, what is next, how many days are left."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from knowledge.notice import Audience, Deadline, Edition, Fact
from knowledge.topic import Topic

WEEKDAY_NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

State = Literal["over", "next", "later"]

#: How much later it is in China than in UTC, all the year round.
CHINA = timedelta(hours=8)

_LAST_DAYS = {"上旬": 10, "中旬": 20}


def chinese_day(moment: datetime) -> date:
    """Return the day it is in China at a moment in UTC, wherever the computer stands."""
    return (moment + CHINA).date()


@dataclass(frozen=True, slots=True)
class Stage:
    """A thing with a last day: its topic, the deadline in force and where it stands today.

    `left_days` is 0 on the last day itself, negative once it is over, None where only a part of
    a month is named. Stages that share the nearest last day are all `next`.
    """

    topic: str
    name: str
    fact: Fact
    deadline: Deadline
    state: State
    left_days: int | None


def stages(
    edition: Edition, topics: Iterable[Topic], today: date, audience: Audience | None = None
) -> tuple[Stage, ...]:
    """The deadlines of these topics, the earliest first; one stage a topic.

    With `audience` only the deadlines that speak to it.
    """
    leading: list[tuple[Topic, Fact, Deadline]] = []
    for topic in topics:
        fact = _deadline_fact(edition, topic.id, audience)
        if fact is not None and isinstance(fact.value, Deadline):
            leading.append((topic, fact, fact.value))
    leading.sort(key=lambda stage: last_day(stage[2]))
    ahead = [last_day(deadline) for *_, deadline in leading if not is_over(deadline, today)]
    nearest = min(ahead, default=None)
    return tuple(
        Stage(
            topic=topic.id,
            name=topic.name,
            fact=fact,
            deadline=deadline,
            state=_state(deadline, today, nearest),
            left_days=left_days(deadline, today),
        )
        for topic, fact, deadline in leading
    )


def is_over(deadline: Deadline, today: date) -> bool:
    """Whether the last day has passed; the last day itself is not over yet (X17 leaves it open)."""
    return today > last_day(deadline)


def left_days(deadline: Deadline, today: date) -> int | None:
    """Days from today to the last day; None where no exact day is named."""
    return (deadline.day - today).days if deadline.day else None


def last_day(deadline: Deadline) -> date:
    """The exact day, or the last day of the part of the month (中旬 ends on the 20th)."""
    if deadline.day is not None:
        return deadline.day
    year, month = (int(part) for part in deadline.month.split("-"))
    return date(year, month, _LAST_DAYS.get(deadline.part, monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """Months from one day to another, to the nearest whole one."""
    return round((last - first).days * 12 / 365.25)


def weekday_name(day: date) -> str:
    """周一 to 周日."""
    return WEEKDAY_NAMES[day.weekday()]


def _deadline_fact(edition: Edition, topic: str, audience: Audience | None) -> Fact | None:
    for fact in edition.facts:
        speaks = audience is None or audience in fact.audience
        if fact.topic == topic and speaks and isinstance(fact.value, Deadline):
            return fact
    return None


def _state(deadline: Deadline, today: date, nearest: date | None) -> State:
    if is_over(deadline, today):
        return "over"
    return "next" if last_day(deadline) == nearest else "later"
