"""Typed values of facts -> the phrases a sentence is filled with: dates, amounts, lists."""

import re
from collections.abc import Callable
from datetime import date

from knowledge.calendar import weekday_name
from knowledge.notice import (
    Contact,
    Count,
    Day,
    Deadline,
    Email,
    Items,
    Options,
    Place,
    Route,
    Rule,
    Silence,
    Unclear,
    Value,
    Words,
)

_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_SIZES = "零一两三四五六七八九十"
_SPACE_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])|[\n\r]+ *")

Phrases = dict[str, str]


def phrases(value: Value, today: date | None) -> Phrases:
    """Give what a template about this value may name."""
    return _READERS[type(value)](value, today)


def tidy(text: str) -> str:
    """Give a phrase of the notice without the line breaks of its page."""
    return _SPACE_IN_CHINESE.sub("", text).strip().strip("。；")


def closed(text: str) -> str:
    """Give a sentence with its full stop."""
    text = text.strip()
    return text if not text or text[-1] in "。？！）" else text + "。"


def day_text(day: date, today: date | None) -> str:
    """Give a day as it is said, with the year unless it is this one's, and the weekday."""
    return f"{plain_day(day, today)}（{weekday_name(day)}）"


def plain_day(day: date, today: date | None) -> str:
    """Give a day as it is said in passing, with the year unless it is this one's."""
    year = "" if today and today.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _deadline(value: Deadline, today: date | None) -> Phrases:
    if value.day is not None:
        day = value.day
        return {"date": day_text(day, today), "plain": plain_day(day, None)}
    year, month = value.month.split("-")
    plain = f"{year}年{int(month)}月{value.part}"
    return {"date": plain, "plain": plain}


def _count(value: Count, _: date | None) -> Phrases:
    unit = value.unit
    if value.exactly is not None:
        amount = f" {value.exactly} {unit}"
    elif value.minimum is not None and value.maximum is not None:
        amount = f" {value.minimum}~{value.maximum} {unit}"
    elif value.maximum is not None:
        amount = f"不超过 {value.maximum} {unit}"
    else:
        amount = f"不少于 {value.minimum} {unit}"
    return {"amount": amount, "per": value.per, "unit": unit}


def _options(value: Options, _: date | None) -> Phrases:
    return {
        "options": "、".join(value.options),
        "options_or": "或".join(value.options),
        "size": _size(len(value.options)),
    }


def _items(value: Items, _: date | None) -> Phrases:
    items = [tidy(item) for item in value.items]
    return {
        "items": "、".join(items),
        "numbered": " ".join(map("{}{}".format, _CIRCLED, items)),
        "size": _size(len(items)),
    }


def _text(value: Words | Rule, _: date | None) -> Phrases:
    return {"text": tidy(value.text)}


def _contact(value: Contact, _: date | None) -> Phrases:
    return {"people": "；".join(f"{one.name}，电话 {one.phone}" for one in value.people)}


def _address(value: Email | Place, _: date | None) -> Phrases:
    return {"address": value.address}


def _route(value: Route, _: date | None) -> Phrases:
    return {"steps": " → ".join(value.steps)}


def _day(value: Day, _: date | None) -> Phrases:
    return {"date": day_text(value.day, None)}


def _unclear(value: Unclear, _: date | None) -> Phrases:
    readings = "；".join(map("{}{}".format, _CIRCLED, value.readings))
    return {"readings": readings, "advice": closed(value.advice)}


def _silence(value: Silence, _: date | None) -> Phrases:
    return {"missing": value.missing, "advice": closed(value.advice)}


def _size(count: int) -> str:
    """Give a small count as it is said."""
    return _SIZES[count] if count < len(_SIZES) else str(count)


_READERS: dict[type, Callable[..., Phrases]] = {
    Deadline: _deadline,
    Count: _count,
    Options: _options,
    Items: _items,
    Words: _text,
    Rule: _text,
    Contact: _contact,
    Email: _address,
    Place: _address,
    Route: _route,
    Day: _day,
    Unclear: _unclear,
    Silence: _silence,
}
