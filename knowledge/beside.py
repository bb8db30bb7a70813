"""Which step stands before or behind one that is named: 中期汇报后面是哪一步."""

import re
from collections.abc import Mapping
from typing import Literal

from knowledge.answer import Part
from knowledge.notice import Fact, Items
from knowledge.segment import Segment

#: The topic such a question is answered under.
BESIDE: Literal["step-beside"] = "step-beside"
#: The step each concept stands for, as the notices call it.
_STEP_OF: Mapping[str, str] = {
    "topic-filing": "选题申报",
    "topic": "选题申报",
    "midterm": "中期汇报",
    "final": "总结参评",
    "review": "评审公示",
}
_STEP = r"(?:[一1下上前后]|哪)?[一1]?个?(?:步|环节|阶段|程序|关口|步骤)"
_BEHIND = re.compile(
    rf"(?:后面|之后|以后|过后|接下来|紧接着|往后|再往后|完了|做完|交完).{{0,4}}?{_STEP}|(?:下[一1]?个?|后[一1]个?)(?:步|环节|阶段|程序|步骤)"
)
_BEFORE = re.compile(
    rf"(?:前面|之前|以前|往前|再往前).{{0,4}}?{_STEP}|(?:上[一1]?个?|前[一1]个?)(?:步|环节|阶段|程序|步骤)"
)
_SEVERAL = re.compile("几[个步]|哪些|多少|哪几")


def side_asked(segment: Segment) -> Literal["before", "behind", ""]:
    """Tell on which side of the one step that is named the step asked for stands; "" where none is."""
    is_one = len(_named(segment.concepts)) == 1 and not _SEVERAL.search(segment.text)
    if not is_one or not segment.asks_outright:
        return ""
    if _BEHIND.search(segment.text):
        return "behind"
    return "before" if _BEFORE.search(segment.text) else ""


def beside(segment: Segment, steps: Fact, edition: str) -> list[Part]:
    """Give the step on the side asked for, by the list of steps of an edition; with no name at the ends."""
    side = side_asked(segment)
    listed = steps.value.items if isinstance(steps.value, Items) else ()
    (named,) = _named(segment.concepts)
    if named not in listed or not side:
        return []
    at = listed.index(named) + (1 if side == "behind" else -1)
    found = listed[at] if 0 <= at < len(listed) else ""
    return [Part("beside", BESIDE, named, edition, steps, names=(side, found))]


def _named(concepts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_STEP_OF[c] for c in concepts if c in _STEP_OF))
