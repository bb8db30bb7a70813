"""What was made known since of what a notice leaves to a later one (另行通知), put into its facts."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from knowledge.alongside import LATER
from knowledge.load import Knowledge
from knowledge.notice import Deadline, Fact, MadeKnown, Silence

#: A day as it is written: 2026年12月15日, 12月15号.
_DAY = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
#: Anything that speaks of a day: 12月10日至12日, 6月下旬.
_DATED = re.compile(r"\d\s*[日号]|月(?:底|初|末|[上中下]旬)|\d\s*月")
#: What stands behind a day that is the last one.
_LAST = re.compile(r"\s*(?:\([^)]{1,4}\))?\s*(?:之|以)?前|\s*(?:\([^)]{1,4}\))?\s*截止")


def as_of(knowledge: Knowledge, made: Mapping[tuple[str, str], MadeKnown]) -> Knowledge:
    """Return what is known with what was made known since; `made` is by edition and topic.

    A last day that is named becomes the day of its fact, so that whatever counts or orders days goes by it;
    it is `pending` no more.
    """
    editions = (
        replace(edition, facts=tuple(_since(fact, edition.id, made) for fact in edition.facts))
        for edition in knowledge.editions
    )
    return replace(knowledge, editions=tuple(editions))


def is_dated(text: str) -> bool:
    """Whether words that were made known speak of a day."""
    return _DATED.search(unicodedata.normalize("NFKC", text)) is not None


def last_day_in(text: str, year: int) -> date | None:
    """Return the one last day a text names (……日前, ……日截止), in `year` where it names none; else nothing."""
    plain = unicodedata.normalize("NFKC", text)
    found = list(_DAY.finditer(plain))
    if len(found) != 1 or not _LAST.match(plain, found[0].end()):
        return None
    named, month, day = found[0].groups()
    try:
        return date(int(named or year), int(month), int(day))
    except ValueError:
        return None


def _since(fact: Fact, edition: str, made: Mapping[tuple[str, str], MadeKnown]) -> Fact:
    value = fact.value
    if isinstance(value, Silence) and fact.topic in LATER:
        told = made.get((edition, LATER[fact.topic]))
        return replace(fact, value=replace(value, advice="", made_known=told)) if told else fact
    told = made.get((edition, fact.topic))
    if told is None or not isinstance(value, Deadline) or not value.pending:
        return fact
    year = value.day.year if value.day else int(value.month.split("-")[0])
    day = last_day_in(told.text, year)
    if day is not None:
        value = replace(value, day=day, month="", part="", pending=False)
    return replace(fact, value=replace(value, made_known=told))
