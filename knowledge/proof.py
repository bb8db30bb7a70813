"""What of a fact's value its own quotes do not say.

Every figure, date, address, name and phrase of a value has to stand in the words it cites, so
that no answer can hold a digit no clause holds.
"""

import re
from collections.abc import Iterable, Iterator

from knowledge.figures import (
    addresses_in,
    claims_in,
    counts_in,
    days_in,
    folded,
    holds_claim,
    numbers_in,
    phones_in,
    years_in,
)
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

_QUOTED = re.compile(r"“([^”]+)”")


def unproven(value: Value, sources: tuple[str, ...], names: Iterable[str]) -> Iterator[str]:
    """Each thing the value claims and the sources do not say, as a phrase for the author.

    `names` are the people any notice names: one mentioned in an advice has to stand in a source.
    """
    text = "\n".join(sources)
    match value:
        case Deadline() | Day():
            yield from _date(value, text)
        case Count() | Options():
            yield from _count(value, text)
        case Contact():
            yield from _contact(value, text)
        case Email(address):
            yield from (f"邮箱 {other}" for other in {address} - addresses_in(text))
        case Unclear() | Silence():
            yield from _own_words(value, text, names)
        case Words(words) | Rule(_, words) | Place(words):
            yield from _phrases((words,), sources)
        case Items(phrases) | Route(phrases):
            yield from _phrases(phrases, sources)


def _date(value: Deadline | Day, text: str) -> Iterator[str]:
    day = value.day
    if day is not None:
        if (day.month, day.day) not in days_in(text):
            yield f"日期 {day.month}月{day.day}日"
        if day.year not in years_in(text):
            yield f"年份 {day.year}年"
    if isinstance(value, Deadline):
        if value.month:
            year, month = value.month.split("-")
            printed = f"{year}年{int(month)}月{value.part}"
            if printed not in folded(text):
                yield f"日期 {printed}"
        if folded(value.pending_words) not in folded(text):
            yield f"“{value.pending_words}”"


def _count(value: Count | Options, text: str) -> Iterator[str]:
    if isinstance(value, Options):
        yield from _phrases(value.options, (text,))
        if value.pick != 1 and value.pick not in numbers_in(text):
            yield f"可选数 {value.pick}"
        return
    stated = counts_in(text, value.unit)
    for number in (value.minimum, value.maximum, value.exactly):
        # A table has no measure word: its rows are numbered, the last number is their count.
        if number is not None and number not in stated and number != _last_row(text):
            yield f"数 {number}{value.unit}"
    if folded(value.per) not in folded(text):
        yield f"“{value.per}”"


def _last_row(text: str) -> int | None:
    """The last number of a row of numbers that runs 1, 2, 3 … to the end of the text."""
    rows = [int(row) for row in re.findall(r"(?<!\d)\d+(?!\d)", text)]
    return rows[-1] if len(rows) > 1 and rows == list(range(1, len(rows) + 1)) else None


def _contact(value: Contact, text: str) -> Iterator[str]:
    for person in value.people:
        beside = rf"{re.escape(person.name)}\D*{re.escape(person.phone)}"
        if person.phone not in phones_in(text) or not re.search(beside, folded(text)):
            yield f"{person.name}的电话 {person.phone}"


def _phrases(phrases: Iterable[str], sources: tuple[str, ...]) -> Iterator[str]:
    for phrase in phrases:
        if not any(folded(phrase) in folded(source) for source in sources):
            yield f"“{phrase}”"


def _own_words(value: Unclear | Silence, text: str, names: Iterable[str]) -> Iterator[str]:
    if isinstance(value, Silence):
        # What is missing may be a person the notice does not name.
        yield from _sentence(value.missing, text, ())
    else:
        for reading in value.readings:
            yield from _sentence(reading, text, names)
    yield from _sentence(value.advice, text, names)


def _sentence(sentence: str, text: str, names: Iterable[str]) -> Iterator[str]:
    """What a sentence of our own claims beyond the sources: figures, quoted words, names."""
    for claim in claims_in(sentence):
        if not holds_claim(text, claim):
            yield f"“{sentence}”里的 {claim}"
    for quoted in _QUOTED.findall(sentence):
        if folded(quoted) not in folded(text):
            yield f"“{sentence}”里引的“{quoted}”"
    for name in names:
        if name in sentence and name not in folded(text):
            yield f"“{sentence}”里的人名 {name}"
