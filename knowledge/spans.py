"""How long it is from one last day to another: 从选题到中期隔多久."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from knowledge.answer import Part
from knowledge.calendar import Stage
from knowledge.notice import Day, Fact

#: The topic a span is answered under.
SPAN: Literal["span"] = "span"
_ENDS = 2
#: How people speak of the day the notice was issued.
_ISSUED = (
    "发文",
    "发下来",
    "印发",
    "下发",
    "落款",
    "发布",
    "通知发",
    "文件发",
    "出通知",
    "接到通知",
    "通知下来",
    "文件下来",
)
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


def names_issue(text: str) -> bool:
    """Whether a text counts from the day the notice was issued: 从发文到联络人截止."""
    return any(sign in text for sign in _ISSUED)


def span(
    stages: Iterable[Stage],
    named: Iterable[str],
    edition: str,
    today: date,
    issued: Fact | None = None,
) -> list[Part]:
    """Give the two ends and what lies between them, the earlier first; `issued` is where it starts."""
    wanted = frozenset(named)
    ends = [
        (stage.name, stage.deadline.day, stage.fact) for stage in stages if stage.topic in wanted
    ]
    if issued is not None and isinstance(issued.value, Day):
        ends.insert(0, ("", issued.value.day, issued))
    if len(ends) < _ENDS:
        return []
    (first, from_day, start), (last, to_day, end) = ends[0], ends[-1]
    days = (to_day - from_day).days if from_day and to_day else None
    part = Part(SPAN, SPAN, "", edition, start, today=today, names=(first, last))
    return [replace(part, other=end, days=days)]
