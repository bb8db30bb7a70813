"""Steps and what lies between them, said: a day in a list of days, a span from one to another."""

from datetime import date

from bot.answerwords import say
from bot.phrases import day_text, phrases
from knowledge.answer import Answer, Part
from knowledge.calendar import last_day, months_between
from knowledge.notice import Day, Deadline

_MONTHS = 45  # from this many days on a span is told in months as well


def step_day(part: Part, _: Answer) -> str:
    """One step and its last day, in a list of steps."""
    if part.fact is None or not isinstance(part.fact.value, Deadline):
        return ""
    pending = "pending" if part.fact.value.month else "day"
    line = say("step-day", pending, name=part.name, **phrases(part.fact.value, part.today))
    own = day_text(part.own_day, part.today) if part.own_day else ""
    return line + (say("time", "own", date=own) if own else "")


def span(part: Part, _: Answer) -> str:
    """Two steps with their days, and how long it is from the one to the other."""
    first, last = part.fact, part.other
    if first is None or last is None:
        return ""
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
        return say("span", "month", **values)
    return say("span", "long" if part.days > _MONTHS else "days", days=part.days, **values)


def _day_of(value: Deadline | Day) -> date:
    return value.day if isinstance(value, Day) else last_day(value)
