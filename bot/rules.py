"""The figures of a notice as values for the forms: limits, quotas, calendar, monitoring year.

Pure: no clock, disk or database.
"""

import calendar
import re

from forms.form import Limit, Quota, Rules
from knowledge.notice import (
    Audience,
    Count,
    Day,
    Deadline,
    Edition,
    Fact,
    Unclear,
    Words,
)

#: The rule a form names -> the topic whose fact holds the figure.
_LIMITS = {"problem": "problem-limit", "approach": "approach-limit", "leaders": "leader-limit"}
#: Who hands in -> the topic and the audience of the fact that says how many.
_QUOTAS: tuple[tuple[str, str, Audience], ...] = (
    ("region", "region-quota", "liaison"),
    ("school", "school-quota", "school"),
    ("direct_school", "direct-quota", "direct_school"),
)


def build_rules(edition: Edition) -> Rules:
    """Return what the notices of an edition demand of a form; what they leave open is left out."""
    limits = {name: _limit(edition, topic) for name, topic in _LIMITS.items()}
    quotas = (_quota(edition, *row) for row in _QUOTAS)
    return Rules(
        edition=edition.id,
        limits={name: limit for name, limit in limits.items() if limit},
        quotas=tuple(quota for quota in quotas if quota),
        calendar=(_first_day(edition), _last_day(edition)),
        monitoring_year=_monitoring_year(edition),
    )


def fact_on(edition: Edition, topic: str, audience: Audience | None = None) -> Fact | None:
    """Return the leading fact on a topic, for an audience where the notice tells them apart."""
    for fact in edition.facts:
        if fact.topic == topic and (audience is None or audience in fact.audience):
            return fact
    return None


def _limit(edition: Edition, topic: str) -> Limit | None:
    fact = fact_on(edition, topic)
    if fact is None or not isinstance(fact.value, Count) or fact.value.maximum is None:
        return None
    return Limit(maximum=fact.value.maximum, fact=fact.id, unit=fact.value.unit)


def _quota(edition: Edition, scope: str, topic: str, audience: Audience) -> Quota | None:
    fact = fact_on(edition, topic, audience)
    if fact is None:
        return None
    if isinstance(fact.value, Unclear):
        figures = {int(each) for text in fact.value.readings for each in re.findall(r"\d+", text)}
        return Quota(
            scope=scope,
            fact=fact.id,
            maximum=figures.pop() if len(figures) == 1 else None,
            readings=fact.value.readings,
        )
    if not isinstance(fact.value, Count):
        return None
    return Quota(
        scope=scope,
        fact=fact.id,
        minimum=fact.value.exactly or fact.value.minimum,
        maximum=fact.value.exactly or fact.value.maximum,
    )


def _first_day(edition: Edition) -> str:
    fact = fact_on(edition, "issue-date")
    return fact.value.day.isoformat() if fact and isinstance(fact.value, Day) else ""


def _last_day(edition: Edition) -> str:
    """Return the day of the last step; the end of its month where only the month is said."""
    fact = fact_on(edition, "final-deadline")
    if fact is None or not isinstance(fact.value, Deadline):
        return ""
    if fact.value.day:
        return fact.value.day.isoformat()
    year, _, month = fact.value.month.partition("-")
    if not month:
        return ""
    return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02}"


def _monitoring_year(edition: Edition) -> str:
    fact = fact_on(edition, "monitoring-year")
    found = re.search(r"\d{4}", fact.value.text) if fact and isinstance(fact.value, Words) else None
    return found[0] if found else ""
