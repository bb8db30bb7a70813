"""How long it is from one last day to another: 从选题到中期隔多久."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from knowledge.answer import Part
from knowledge.calendar import Stage

#: The topic a span is answered under.
SPAN: Literal["span"] = "span"
_ENDS = 2
#: The step each paper belongs to.
STEP_OF: Mapping[str, str] = {
    "application-form": "topic-deadline",
    "topic-filing": "topic-deadline",
    "topic": "topic-deadline",
    "file-case": "topic-deadline",
    "liaison-form": "liaison-deadline",
    "liaison-person": "liaison-deadline",
    "summary-form": "summary-deadline",
    "midterm": "midterm-deadline",
    "final": "final-deadline",
}


def steps_named(concepts: Iterable[str]) -> tuple[str, ...]:
    """Give the steps whose papers are named, each once, in the order they are."""
    return tuple(dict.fromkeys(STEP_OF[c] for c in concepts if c in STEP_OF))


def span(stages: Iterable[Stage], named: Iterable[str], edition: str, today: date) -> list[Part]:
    """Give the two ends and what lies between them, the earlier first."""
    wanted = frozenset(named)
    ends = [stage for stage in stages if stage.topic in wanted]
    if len(ends) < _ENDS:
        return []
    first, last = ends[0], ends[-1]
    days = None
    if first.deadline.day and last.deadline.day:
        days = (last.deadline.day - first.deadline.day).days
    names = (first.name, last.name)
    part = Part(SPAN, SPAN, "", edition, first.fact, today=today, names=names)
    return [replace(part, other=last.fact, days=days)]
