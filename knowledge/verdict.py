"""Whether what a question proposes is allowed, judged from the typed value of a fact."""

import re
from datetime import date

from knowledge.answer import Verdict
from knowledge.compare import is_silent
from knowledge.notice import Count, Deadline, Fact, Items, Options, Silence, Words
from knowledge.segment import Segment

_ALIKE = {
    **dict.fromkeys("个项篇件例", "个"),
    **dict.fromkeys("人位名", "人"),
    "字": "字",
    "份": "份",
}
_FEWEST = 50  # a bare figure as large is a number of characters, where these are counted
_COUNTING = ("几", "多少")  # a count that is asked for is not one that is proposed
#: What a number follows that is only what is too much: 超了一百字.
_BEYOND = re.compile(r"(?:超了|超出|多了|多出|多写了?|写多了?)(?:大概|大约|差不多|快|近|约)?(?=\d)")
#: None at all: 区里自己一个都没有.
_NONE = re.compile(r"[1一]个(?:都|也)?(?:没|不报|不交|不推|不做|不要)")
_LEAST = ("最少", "至少", "起码", "下限")
_LATER = "另行通知"
_AMOUNTS = frozenset({"words-count", "copies", "how-many", "people-count"})
_MEASURED = frozenset({"字", "人"})  # what may have a least nobody wrote down
_PRINTED = "行"  # rows on paper: none is too many or too few
_ADDRESSED = "recipients"
#: Who may be among those a notice is sent to.
_ADDRESSEES = frozenset({"direct-school", "entrusted", "bureau"})
_SINGLE = frozenset({"summary-format"})


def verdict(fact: Fact, segment: Segment) -> Verdict:
    """Give the verdict on what the segment proposes, or "" where it proposes nothing to judge."""
    value = fact.value
    if isinstance(value, Count) and not any(word in segment.text for word in _COUNTING):
        return _count(value, segment)
    if isinstance(value, Options):
        return _options(value, segment)
    if isinstance(value, Deadline) and value.day is not None:
        return _deadline(value.day, segment)
    if isinstance(value, Items) and fact.topic == _ADDRESSED:
        named = (text for text, concept, _ in segment.pieces if concept in _ADDRESSEES)
        asks = segment.is_either or "polar" in segment.cues
        return "right" if asks and any(word[:2] in "".join(value.items) for word in named) else ""
    if isinstance(value, Words):
        return _words(fact, value, segment)
    return ""


def leaves_open(fact: Fact, segment: Segment) -> bool:
    """Whether the least is asked for of what has only a most (最少写多少字)."""
    value = fact.value
    is_most = isinstance(value, Count) and value.unit in _MEASURED and value.minimum is None
    return is_most and not segment.numbers and any(word in segment.text for word in _LEAST)


def keeps_silent(fact: Fact, segment: Segment) -> bool:
    """Whether a fact leaves open what is asked; 另行通知 answers 怎么交, and no 交几份."""
    if not isinstance(fact.value, Silence):
        return False
    asks_amount = bool(_AMOUNTS & segment.concepts.keys())
    return is_silent(fact) or (_LATER in fact.value.advice and asks_amount)


def _count(value: Count, segment: Segment) -> Verdict:
    if value.unit == _PRINTED:
        return ""
    for number in reversed(segment.numbers):
        unit = _ALIKE.get(number.unit, number.unit)
        is_meant = value.unit == "人" and unit == "个"
        is_meant |= value.unit == "字" and not unit and number.value >= _FEWEST
        is_meant |= not unit and not segment.concepts and number.value < _FEWEST
        if unit != value.unit and not is_meant:
            continue
        if value.exactly is not None:
            return "right" if number.value == value.exactly else "wrong"
        is_beyond = _BEYOND.search(segment.text) is not None
        said = 0 if number.value == 1 and _NONE.search(segment.text) else number.value
        if value.maximum is not None and (is_beyond or said > value.maximum):
            return "over"
        if value.minimum is not None and said < value.minimum:
            return "under"
        asks_least = "minimum" in segment.concepts or number.value == value.minimum
        is_bound = value.maximum is not None and bool(said)  # none at all is no matter of how many
        return "within" if is_bound or asks_least else ""
    return ""


def _deadline(last: date, segment: Segment) -> Verdict:
    """Whether a day that was proposed is in time; a day left half said is taken in the same month."""
    if not segment.dates:
        return ""
    year, month, day = segment.dates[-1]
    if not day:
        return ""
    proposed = (year or last.year, month or last.month, day)
    if proposed == (last.year, last.month, last.day):
        return "right"
    return "late" if proposed > (last.year, last.month, last.day) else "timely"


def _options(value: Options, segment: Segment) -> Verdict:
    counted = [n.value for n in segment.numbers if n.unit in {"个", "类", "种", "项"}]
    chosen = [option for option in value.options if option in segment.options]
    if any(count > value.pick for count in counted) or len(chosen) > value.pick:
        return "too-many"
    if any(option not in value.options for option in segment.options):
        return "not-in-list"
    return "in-list" if chosen else ""


def _words(fact: Fact, value: Words, segment: Segment) -> Verdict:
    if fact.topic == "monitoring-year":
        years = [n.value for n in segment.numbers if n.unit == "年"] + segment.years
        if not years:
            return ""
        return "right" if str(years[-1]) in value.text else "wrong"
    if fact.topic in _SINGLE and segment.options:
        said = [option.lower() for option in segment.options]
        return "right" if any(option in value.text.lower() for option in said) else "wrong"
    return ""
