"""How many cases a region or a school hands in, held against the quotas of the notice.

What a case counts as comes from `filed_as` alone, never from the name of its unit; where it is not said, the
finding says 待定 and nothing is decided.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from forms.form import Quota

REGION, SCHOOL, DIRECT = "region", "district_school", "direct_school"
Facts: TypeAlias = dict[str, str | int]
SAID = (REGION, SCHOOL, DIRECT)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the liaison should look at: a code, what its sentence needs, the fact it rests on."""

    edition: str
    code: str
    facts: Mapping[str, str | int]
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What the quotas ask of one case."""

    filed_as: str
    unit: str
    region: str


def breaches(edition: str, cases: Sequence[Count], quotas: Sequence[Quota]) -> list[Finding]:
    """Give what does not agree with the quotas, and what cannot be told yet."""
    found: list[Finding] = []
    for quota in quotas:
        if quota.scope == "region":
            found += region_findings(edition, cases, quota)
        elif quota.scope == "school":
            found += school_findings(edition, cases, quota)
        elif quota.scope == "direct_school":
            found += direct_findings(edition, cases, quota)
    return found


def region_findings(edition: str, cases: Sequence[Count], quota: Quota) -> list[Finding]:
    """Give the regions with too few cases of their own, or with none of a school.

    Source: 2022 五、2 and 2025 （五）2 (既应有区域层面的又应有辖区内学校层面的案例，其中区域层面的改进案例不得少于 1 个); X10.
    """
    found = []
    minimum = quota.minimum or 0
    asked = [case for case in cases if case.filed_as != DIRECT]
    regions = names(case.region for case in asked if case.region) or names("" for _ in asked)
    for region in regions:
        own = [case for case in asked if case.region in (region, "")]
        sure = [one for one in own if one.filed_as in SAID and (one.region or len(regions) == 1)]
        counts = {kind: sum(case.filed_as == kind for case in sure) for kind in (REGION, SCHOOL)}
        pending = len(own) - len(sure)
        facts: Facts = {
            "region": region,
            "count": counts[REGION],
            "minimum": minimum,
            "pending": pending,
        }
        if counts[REGION] < minimum:
            code = "region-pending" if pending else "region-too-few"
            found.append(Finding(edition, code, facts, quota.fact))
        if not counts[SCHOOL]:
            # of a school, its region left out; or not said whose it is
            open_ = sum(one.filed_as not in SAID or one.filed_as == SCHOOL for one in own)
            code = "no-school-pending" if open_ else "no-school-case"
            found.append(Finding(edition, code, {**facts, "pending": open_}, quota.fact))
    return found


def school_findings(edition: str, cases: Sequence[Count], quota: Quota) -> list[Finding]:
    """Give the schools with too many cases; where the notice has two readings, what each says.

    Source: 2025 （五）2 (每所学校申报的改进案例数不超过 3 个); 2022 五、2 (辖区内参加案例申报的学校改进案例不要超过 3 个, X8).
    """
    if quota.maximum is None:
        return []
    found, maximum = [], quota.maximum
    breached: set[str] = set()
    of_school = [case for case in cases if case.filed_as == SCHOOL]
    own = Counter(case.unit for case in of_school)
    unsaid = Counter(case.unit for case in cases if case.filed_as not in SAID)
    for unit in names((*own, *unsaid)):
        both = own[unit] + unsaid[unit]
        if own[unit] > maximum:
            breached |= {case.region for case in of_school if case.unit == unit}
            code = "school-too-many-either" if len(quota.readings) > 1 else "school-too-many"
            facts: Facts = {"unit": unit, "count": own[unit], "maximum": maximum}
            found.append(Finding(edition, code, facts, quota.fact))
        elif both > maximum:
            facts = {"unit": unit, "count": both, "maximum": maximum}
            found.append(Finding(edition, "school-pending", facts, quota.fact))
    if len(quota.readings) > 1:
        for region in names(case.region for case in of_school):
            total = sum(case.region == region for case in of_school)
            if total > maximum and region not in breached:
                facts = {"region": region, "count": total, "maximum": maximum}
                found.append(Finding(edition, "schools-unclear", facts, quota.fact))
    return found


def direct_findings(edition: str, cases: Sequence[Count], quota: Quota) -> list[Finding]:
    """Give the direct schools with too many cases; none at all cannot be seen from what came in.

    Source: 2022 五、2 (1-3 个) and 2025 （五）2 (1~3 个).
    """
    if quota.maximum is None:
        return []
    of_direct = Counter(case.unit for case in cases if case.filed_as == DIRECT)
    found = []
    for unit, total in sorted(of_direct.items()):
        if total > quota.maximum:
            facts: Facts = {
                "unit": unit,
                "count": total,
                "minimum": quota.minimum or 0,
                "maximum": quota.maximum,
            }
            found.append(Finding(edition, "direct-too-many", facts, quota.fact))
    return found


def names(found: Iterable[str]) -> list[str]:
    """Give each name once, in order."""
    return sorted(set(found))
