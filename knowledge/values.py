"""The typed value of a fact from its YAML entry: one small reader for each kind."""

from collections.abc import Callable
from datetime import date

from knowledge.entry import Entry
from knowledge.errors import BadNotice
from knowledge.notice import (
    KINDS,
    Contact,
    Count,
    Day,
    Deadline,
    Email,
    Items,
    Options,
    Person,
    Place,
    Route,
    Rule,
    Silence,
    Unclear,
    Value,
    Words,
)

PARTS = ("上旬", "中旬", "下旬")


def value_of(fact: Entry) -> Value:
    """The value of a fact, of the kind it names."""
    kind = fact.text("kind")
    if kind not in _READERS:
        fact.refuse("kind", f"“{kind}”读不懂", f"改成其中一个：{'、'.join(KINDS)}")
    return _READERS[kind](fact.entry("value"))


def _deadline(entry: Entry) -> Deadline:
    entry.only(("day", "month", "part", "pending", "pending_words"))
    if entry.has("day") == entry.has("month"):
        what = "deadline 要写 day 或 month 其中一个"
        raise BadNotice(entry.where, what, "写 day: 2025-03-21，或 month: 2026-12 加 part: 中旬")
    if entry.has("month"):
        _check_month(entry)
    pending_words = entry.text("pending_words", "")
    if entry.flag("pending") != bool(pending_words):
        what = "pending 和 pending_words 要一起写"
        raise BadNotice(entry.where, what, "写 pending: true，并抄上“另行通知”那几个字")
    return Deadline(
        day=entry.day("day") if entry.has("day") else None,
        month=entry.text("month", ""),
        part=entry.text("part", ""),
        pending=entry.flag("pending"),
        pending_words=pending_words,
    )


def _check_month(entry: Entry) -> None:
    month, part = entry.text("month"), entry.text("part", "")
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        entry.refuse("month", f"“{month}”不是月份", "写成 month: 2026-12 这样")
    if part and part not in PARTS:
        entry.refuse("part", f"“{part}”不是旬", f"改成其中一个：{'、'.join(PARTS)}")


def _count(entry: Entry) -> Count:
    entry.only(("unit", "minimum", "maximum", "exactly", "per"))
    count = Count(
        unit=entry.text("unit"),
        minimum=entry.number("minimum"),
        maximum=entry.number("maximum"),
        exactly=entry.number("exactly"),
        per=entry.text("per", ""),
    )
    if count.minimum is None and count.maximum is None and count.exactly is None:
        what = "count 里没有数"
        raise BadNotice(entry.where, what, "写 minimum、maximum 或 exactly")
    return count


def _options(entry: Entry) -> Options:
    entry.only(("options", "pick"))
    pick = entry.number("pick")
    return Options(entry.texts("options"), 1 if pick is None else pick)


def _items(entry: Entry) -> Items:
    entry.only(("items",))
    return Items(entry.texts("items"))


def _words(entry: Entry) -> Words:
    entry.only(("text",))
    return Words(entry.text("text"))


def _rule(entry: Entry) -> Rule:
    entry.only(("verdict", "text"))
    verdict = entry.text("verdict")
    if verdict not in ("yes", "no"):
        entry.refuse("verdict", f"“{verdict}”读不懂", "写 yes（可以、需要）或 no")
    return Rule("yes" if verdict == "yes" else "no", entry.text("text"))


def _contact(entry: Entry) -> Contact:
    entry.only(("people",))
    people = entry.entries("people")
    for person in people:
        person.only(("name", "phone"))
    return Contact(tuple(Person(person.text("name"), person.text("phone")) for person in people))


def _email(entry: Entry) -> Email:
    entry.only(("address",))
    return Email(entry.text("address"))


def _place(entry: Entry) -> Place:
    entry.only(("address",))
    return Place(entry.text("address"))


def _route(entry: Entry) -> Route:
    entry.only(("steps",))
    return Route(entry.texts("steps"))


def _day(entry: Entry) -> Day:
    entry.only(("day",))
    return Day(entry.day("day"))


def _unclear(entry: Entry) -> Unclear:
    entry.only(("readings", "advice"))
    readings = entry.texts("readings")
    if len(readings) < 2:
        entry.refuse("readings", "只写了一种读法", "把每一种读法各写一条")
    return Unclear(readings, entry.text("advice", ""))


def _silence(entry: Entry) -> Silence:
    entry.only(("missing", "advice", "settles"))
    return Silence(
        entry.text("missing"), entry.text("advice", ""), entry.text("settles", "") == "true"
    )


_READERS: dict[str, Callable[[Entry], Value]] = {
    "deadline": _deadline,
    "count": _count,
    "options": _options,
    "items": _items,
    "words": _words,
    "rule": _rule,
    "contact": _contact,
    "email": _email,
    "place": _place,
    "route": _route,
    "day": _day,
    "unclear": _unclear,
    "silence": _silence,
}
