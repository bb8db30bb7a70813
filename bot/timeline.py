"""Days and steps, said: what today makes of a last day, a day in a list of days, a span from one to another."""

from datetime import date

from bot.answerwords import say
from bot.phrases import closed, day_text, phrases, plain_day
from knowledge.answer import Answer, Part
from knowledge.calendar import is_over, last_day, left_days, months_between
from knowledge.notice import Day, Deadline, Fact, Silence
from knowledge.since import is_dated

_COUNTING = frozenset({"days-left", "in-time", "overdue"})
_MONTHS = 45  # from this many days on a span is told in months as well


def told_since(fact: Fact, today: date | None) -> str:
    """What was made known since of what the notice leaves to a later one; empty where nothing was."""
    value = fact.value
    made = value.made_known if isinstance(value, Deadline | Silence) else None
    if made is None:
        return ""
    return closed(say("since", date=plain_day(made.on, today), text=made.text))


def is_settled(fact: Fact) -> bool:
    """Whether what was made known since speaks of the day, so that it stands in place of the notice's."""
    value = fact.value
    made = value.made_known if isinstance(value, Deadline) else None
    return made is not None and is_dated(made.text)


def is_past(fact: Fact, today: date) -> bool:
    """Whether the last day of a fact is over; never where what was made known leaves it to be read."""
    value = fact.value
    return isinstance(value, Deadline) and not _is_unread(fact) and is_over(value, today)


def _is_unread(fact: Fact) -> bool:
    """Whether what was made known speaks of days, and not of one last day."""
    return isinstance(fact.value, Deadline) and fact.value.pending and is_settled(fact)


def timed(part: Part, fact: Fact, rule: str) -> str:
    """Add what today makes of a deadline: over, how many days are left, the region's own day."""
    value = fact.value
    if part.today is None or not isinstance(value, Deadline) or _is_unread(fact):
        return rule
    left = left_days(value, part.today)
    told = ".told" if is_settled(fact) else ""
    if is_over(value, part.today):
        days = (part.today - last_day(value)).days
        counts = left is not None and _COUNTING & part.asks
        passed = say("time", "over.days", days=days) if counts else ""
        over = say("time", f"over{told}")
        return (rule + over if told else over + rule) + passed
    head = ""
    if left == 0 and part.asks:
        head = say("time", f"today{told}")
    elif "in-time" in part.asks and not part.verdict:
        whose = ".school" if part.audience == "school" and part.topic == "topic-deadline" else ""
        head = say("time", f"in-time{whose}")
    elif "overdue" in part.asks:
        head = say("time", "open")
    if part.own_day is not None:
        rule = say("time", "own", date=day_text(part.own_day, part.today)) + rule
    if left and _COUNTING & part.asks:
        rule += say("time", "left", days=left)
    return head + rule


def step_day(part: Part, _: Answer) -> str:
    """One step and its last day, in a list of steps."""
    if part.fact is None or not isinstance(part.fact.value, Deadline):
        return ""
    told = told_since(part.fact, part.today)
    key = "pending" if part.fact.value.month else "day"
    if told:
        key = "told" if is_settled(part.fact) else f"told.{key}"
    line = say("step-day", key, name=part.name, told=told, **phrases(part.fact.value, part.today))
    own = day_text(part.own_day, part.today) if part.own_day else ""
    return line + (say("time", "own", date=own) if own else "")


def span(part: Part, _: Answer) -> str:
    """Two steps with their days, and how long it is from the one to the other."""
    first, last = part.fact, part.other
    if first is None or last is None:
        return ""
    told = (told_since(fact, part.today) for fact in (first, last))
    return "\n".join(filter(None, (*told, _between(part, first, last))))


def _between(part: Part, first: Fact, last: Fact) -> str:
    if not isinstance(first.value, Deadline | Day) or not isinstance(last.value, Deadline):
        return ""
    values: dict[str, str | int] = {
        "first": part.names[0],
        "last": part.names[1],
        "from_day": phrases(first.value, None)["date"],
        "to_day": phrases(last.value, None)["date"],
        "months": months_between(_day_of(first.value), _day_of(last.value)),
    }
    if isinstance(first.value, Day):
        return say("span", "issued", days=part.days or 0, **values)
    if part.days is None:
        return say("span", "month.told" if last.value.made_known else "month", **values)
    return say("span", "long" if part.days > _MONTHS else "days", days=part.days, **values)


def _day_of(value: Deadline | Day) -> date:
    return value.day if isinstance(value, Day) else last_day(value)
