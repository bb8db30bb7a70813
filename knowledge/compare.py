"""Edition against edition: a walk along one axis of topic x edition x audience."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from knowledge.figures import folded
from knowledge.notice import AUDIENCES, Edition, Fact, Rule, Silence, Value
from knowledge.segment import Segment
from knowledge.topic import Topic

Verdict = Literal["same", "changed", "only_left", "only_right"]
#: How people ask for what the later notice left out, or added.
_GONE = (
    "少了",
    "取消",
    "删",
    "没了",
    "去掉",
    "减少",
    "不再",
    "今年没有",
    "砍掉",
    "现在没有",
    "这次没有",
)
_NEW = ("新增", "多了", "增加", "新加", "多出", "加了", "才有", "新添", "上次没有", "以前没有")


@dataclass(frozen=True, slots=True)
class Row:
    """One topic in both editions: the leading facts and how they stand to each other.

    A silence is kept, so that it can be cited, and counts as not written.
    """

    topic: str
    name: str
    left: Fact | None
    right: Fact | None
    verdict: Verdict
    is_headline: bool = False


def compare(left: Edition, right: Edition, topics: Iterable[Topic]) -> tuple[Row, ...]:
    """A row for each topic at least one edition writes about, in the order of the topics.

    The facts shown are those of the first audience the editions differ for, else the leading ones.
    """
    rows = (_row(topic, left, right) for topic in topics)
    return tuple(row for row in rows if row is not None)


def direction(segment: Segment) -> Verdict | None:
    """What of two editions is asked for: what the later added, or what it left out; else all."""
    text = segment.text
    if any(word in text for word in _GONE):
        return "only_left"
    if any(word in text for word in _NEW):
        return "only_right"
    return None


def differences(
    left: Edition, right: Edition, topics: Iterable[Topic], wanted: Verdict | None
) -> tuple[Row, ...]:
    """The rows that differ, of the topics that are compared; only those of one verdict if wanted."""
    known = [topic for topic in topics if topic.compare]
    rows = tuple(row for row in compare(left, right, known) if row.verdict != "same")
    return tuple(row for row in rows if not wanted or row.verdict == wanted) or rows


def is_written(fact: Fact | None) -> bool:
    """Whether the notice says it: there is a fact and it is no silence."""
    return fact is not None and not isinstance(fact.value, Silence)


def is_silent(fact: Fact) -> bool:
    """Whether the notice leaves open what the fact is about."""
    return isinstance(fact.value, Silence) and not fact.value.settles


def _row(topic: Topic, left: Edition, right: Edition) -> Row | None:
    shown: Row | None = None
    for audience in AUDIENCES:
        ours = next(
            (fact for fact in left.facts if fact.topic == topic.id and audience in fact.audience),
            None,
        )
        theirs = next(
            (fact for fact in right.facts if fact.topic == topic.id and audience in fact.audience),
            None,
        )
        verdict = _verdict(ours, theirs)
        if verdict is None:
            continue
        row = Row(topic.id, topic.name, ours, theirs, verdict, topic.headline)
        if verdict != "same":
            return row
        shown = shown or row
    return shown


def _verdict(left: Fact | None, right: Fact | None) -> Verdict | None:
    """How two facts stand to each other; None when neither edition writes anything."""
    if left is None or not is_written(left):
        return "only_right" if is_written(right) else None
    if right is None or not is_written(right):
        return "only_left"
    return "same" if is_same(left.value, right.value) else "changed"


def is_same(left: Value, right: Value) -> bool:
    """Whether two values say the same, white space and the width of signs aside.

    Two rules say the same when their verdicts do, however each notice words it.
    """
    if isinstance(left, Rule) and isinstance(right, Rule):
        return left.verdict == right.verdict
    return type(left) is type(right) and _plain(left) == _plain(right)


def _plain(value: Value) -> tuple[str, ...]:
    """A value as comparable texts, field by field."""
    texts: list[str] = []
    for field in fields(value):
        part: object = getattr(value, field.name)
        if isinstance(part, date):
            texts.append(part.isoformat())
        else:
            texts.append(folded(repr(part)))
    return tuple(texts)
