"""Answers by path: taken out of a JSON object, and put in without changing the old one."""

from collections.abc import Sequence
from typing import TypeAlias

from forms.form import Answers, Json

MOST_ITEMS = 1000  # a path never makes a list longer: `leaders.999999999.name` is no answer


class Unanswered:
    """What `look` gives where nothing was ever put; None says that a question was skipped."""


UNANSWERED = Unanswered()
Found: TypeAlias = "Json | Unanswered"


def look(answers: Answers, path: str) -> Found:
    """Give the value at a path such as `leaders.0.name`, None included, or UNANSWERED."""
    here: Found = answers if isinstance(answers, dict) else dict(answers)
    for step in path.split("."):
        if isinstance(here, dict):
            here = here.get(step, UNANSWERED)
        elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        else:
            return UNANSWERED
    return here


def take(answers: Answers, path: str) -> Json:
    """Give the value at a path, None where there is none."""
    value = look(answers, path)
    return None if isinstance(value, Unanswered) else value


def placed(answers: Answers, path: str, value: Json) -> dict[str, Json]:
    """Give new answers with the value at the path; everything else is as it was.

    A step that is a number makes or lengthens a list. Raises IndexError beyond MOST_ITEMS.
    """
    steps = path.split(".")
    return {**answers, steps[0]: _within(answers.get(steps[0]), steps[1:], value)}


def _within(here: Json, steps: Sequence[str], value: Json) -> Json:
    if not steps:
        return value
    step = steps[0]
    if not step.isdecimal():
        record = here if isinstance(here, dict) else {}
        return {**record, step: _within(record.get(step), steps[1:], value)}
    at = int(step)
    if at >= MOST_ITEMS:
        raise IndexError(at)
    filled = list(here) if isinstance(here, list) else []
    filled += [{} if len(steps) > 1 else None] * (at + 1 - len(filled))
    filled[at] = _within(filled[at], steps[1:], value)
    return filled
