"""Which step stands before or behind one that is named: 中期汇报后面是哪一步."""

import re
from collections.abc import Mapping
from dataclasses import replace
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
_STEPS = frozenset({"stages", "which-step", "what", "is", "title", "called", "activity"})
_WEIGHTY = 0.5
_STEP = r"(?:[一1下上前后]|哪)?[一1]?个?(?:步|环节|阶段|程序|关口|步骤)"
_BEHIND = re.compile(
    rf"(?:后面|之后|以后|过后|接下来|紧接着|往后|再往后|完了|做完|交完).{{0,4}}?{_STEP}|(?:下[一1]?个?|后[一1]个?)(?:步|环节|阶段|程序|步骤)"
)
_BEFORE = re.compile(
    rf"(?:前面|之前|以前|往前|再往前).{{0,4}}?{_STEP}|(?:上[一1]?个?|前[一1]个?)(?:步|环节|阶段|程序|步骤)"
)
_ORDINAL = re.compile(r"(最后|第[一二三四1-4]|头)(?:[一1]个?|个)?(?:步|环节|阶段|步骤|程序)")
_AT: Mapping[str, int] = {"最后": -1, "头": 0, "第一": 0, "第1": 0, "第二": 1, "第2": 1}
_AT = {**_AT, "第三": 2, "第3": 2, "第四": 3, "第4": 3}
_CALLED: Mapping[int, str] = {-1: "最后一步", 0: "第一步", 1: "第二步", 2: "第三步", 3: "第四步"}
_ORDER = re.compile("前.{0,3}还是.{0,4}后|[谁哪]个?在?[先前]|先.{1,10}还是先")
_SEVERAL = re.compile("几[个步]|哪些|多少|哪几")


def side_asked(segment: Segment) -> Literal["before", "behind", "ordinal", "order", ""]:
    """Tell on which side of the one step that is named the step asked for stands, or that its number is given.

    "" where no step is asked for so.
    """
    if _asks_by_number(segment):
        return "ordinal"
    if len(_named(segment.concepts)) == 2 and _ORDER.search(segment.text):
        return "order"
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
    if side == "ordinal":
        number = (_ORDINAL.search(segment.text) or ("", "最后"))[1]
        at, name = _AT[number] % max(len(listed), 4), _CALLED[_AT[number]]
    elif side == "order":
        return _ordered(segment, steps, listed, edition)
    else:
        name = next((each for each in _named(segment.concepts) if each in listed), "")
        at = listed.index(name) + (1 if side == "behind" else -1) if name else -1
    if not name or not side:
        return []
    is_there = 0 <= at < len(listed)
    found, clause = (listed[at], steps.quotes[at : at + 1]) if is_there else ("", steps.quotes)
    source = replace(steps, quotes=clause or steps.quotes)
    return [Part("beside", BESIDE, name, edition, source, names=(side, found))]


def _ordered(segment: Segment, steps: Fact, listed: tuple[str, ...], edition: str) -> list[Part]:
    """Which of two steps comes first."""
    named = [name for name in _named(segment.concepts) if name in listed]
    first, *later = sorted(named, key=listed.index)
    return (
        [Part("beside", BESIDE, first, edition, steps, names=("order", later[-1]))] if later else []
    )


def _asks_by_number(segment: Segment) -> bool:
    """Whether a step is asked for by its number: 最后一步是什么, and nothing else of it."""
    rest = {c for c, w in segment.concepts.items() if w >= _WEIGHTY} - _STEPS
    is_bare = not rest and not segment.unknown and "done" not in segment.cues
    return is_bare and segment.asks_outright and _ORDINAL.search(segment.text) is not None


def _named(concepts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_STEP_OF[c] for c in concepts if c in _STEP_OF))
