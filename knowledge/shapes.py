"""Numbers with their measure, dates and weekdays, found by their shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.reading import Clause

_WEEKS = "周星礼"
_WEEKDAYS = "一二三四五六日123456天"

#: The token of a number without a measure; it is no matter of its own.
FIGURE = "figure"

#: What a counted number asks about, by its measure word.
MEASURES: Mapping[str, str] = {
    **dict.fromkeys("个项篇件", "how-many"),
    **dict.fromkeys("类种", "how-many"),
    **dict.fromkeys("人位名", "people-count"),
    "字": "words-count",
    "份": "copies",
    "行": "rows",
}
_PEOPLE = "人"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a clause that is understood as one concept, or as unknown (`concept` empty).

    `weight` is what unknown text weighs: little for an everyday verb, much for a noun.

    `value` is the number of a counted token, `unit` its measure word; `date` is (year, month, day)
    with 0 for what was not said.
    """

    text: str
    concept: str = ""
    value: int | None = None
    unit: str = ""
    date: tuple[int, int, int] | None = None
    is_exact: bool = True
    weight: float = 0.0


#: How many units a reading takes, what it costs, and the token it gives.
Candidate = tuple[int, float, Token]


def numbers(clause: Clause, start: int) -> Iterator[Candidate]:
    """Numbers with their measure, and dates, that begin here."""
    text = clause[start].text
    value = int(text[:12])
    after = [u.text for u in clause[start + 1 : start + 6]]
    yield 1, 1.2, Token(text, FIGURE, value)
    if after and after[0] in MEASURES:
        yield 2, 1.0, Token(text + after[0], MEASURES[after[0]], value, after[0])
    if after[:2] == ["个", _PEOPLE]:
        yield 3, 1.0, Token(text + "个人", MEASURES[_PEOPLE], value, _PEOPLE)
    if after and after[0] == "年" and (value >= 2000 or 15 <= value <= 40):
        year = value if value >= 2000 else 2000 + value
        yield 2, 1.0, Token(text + "年", "year", year, "年")
        if len(after) > 2 and after[1].isdecimal() and after[2] == "月":
            yield from _month(f"{year}年", year, int(after[1]), after[3:], 2)
    if value in range(2020, 2030) and not (after and after[0] in "字个"):
        yield 1, 1.0, Token(text, "year", value, "年")
    if after and after[0] == "月" and 1 <= value <= 12:
        yield from _month("", 0, value, after[1:], 0)
    if after and after[0] in "号日" and 1 <= value <= 31:
        yield 2, 1.0, Token(text + after[0], "date", date=(0, 0, value))


def weekday(clause: Clause, start: int) -> Iterator[Candidate]:
    """A weekday named: 周四, 星期五, 礼拜天; `value` is 1 to 7."""
    if clause[start].text not in _WEEKS:
        return
    text = "".join(unit.text for unit in clause[start : start + 3])
    for word in ("周", "星期", "礼拜"):
        rest = text[len(word) :][:1]
        if text.startswith(word) and rest and rest in _WEEKDAYS:
            day = _WEEKDAYS.index(rest) % 7 + 1
            yield len(word) + 1, 0.9, Token(text[: len(word) + 1], "named-weekday", day)


def _month(head: str, year: int, month: int, after: list[str], offset: int) -> Iterator[Candidate]:
    yield 2 + offset, 1.0, Token(f"{head}{month}月", "date", date=(year, month, 0))
    if after and after[0] in "上中下初底末":
        length = 4 if len(after) > 1 and after[1] == "旬" else 3
        text = f"{head}{month}月{''.join(after[: length - 2])}"
        yield length + offset, 1.0, Token(text, "date", date=(year, month, 0))
    if after and after[0].isdecimal() and 1 <= int(after[0][:4]) <= 31:
        length = 4 if len(after) > 1 and after[1] in "日号" else 3
        day = int(after[0])
        yield (
            length + offset,
            1.0,
            Token(f"{head}{month}月{day}日", "date", date=(year, month, day)),
        )
