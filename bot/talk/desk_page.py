"""What stands on the first page of a desk: how many in each state, who has nothing, quotas, last days."""

from collections import Counter
from collections.abc import Sequence

from bot.message import Choice
from bot.people import CENTRES_OWN, School
from bot.phrases import day_text
from bot.submissions import SHELVES, Submission
from bot.talk.days_left import left_text
from bot.talk.placing import place_name
from bot.talk.receiving import standing_text
from bot.talk.scene import Scene
from bot.wording import sentence
from forms.document.words import sentence as finding_sentence
from forms.quotas import Count, breaches

#: More schools without anything are counted, not named.
MOST_NAMED = 8


def desk_text(
    scene: Scene,
    region: int,
    edition: str,
    cases: Sequence[Submission],
    schools: Sequence[School],
) -> str:
    """Return what stands on the desk: how many in each state, who has nothing, quotas, last days."""
    place = place_name(scene, region)
    lines = [sentence("desk_page.heading", place=place, edition=edition), counts_text(cases)]
    stubs = sum(case.is_stub for case in cases)
    lines += [sentence("desk_page.stubs", count=stubs)] if stubs else []
    found = schools_of(cases)
    lines += school_lines(cases) if len(found) <= MOST_NAMED else []
    lines += [_missing(schools, cases), quota_state(scene, region, edition, cases)]
    lines += quota_lines(scene, region, edition, cases)
    lines += day_lines(scene, region, edition)
    return "\n".join(filter(None, lines))


def counts_text(cases: Sequence[Submission]) -> str:
    """Return how many cases stand how; a file nobody could read is none yet."""
    stubs = sum(case.is_stub for case in cases)
    cases = [case for case in cases if not case.is_stub]
    by_state = dict.fromkeys(("sent", "returned", "accepted"), 0)
    for case in cases:
        by_state[case.standing] += 1
    facts: dict[str, str | int] = {
        **by_state,
        "new": sum(case.is_new for case in cases),
        "main": sum(case.rank == "main" for case in cases),
        "reserve": sum(case.rank == "reserve" for case in cases),
        "open": sum(case.standing == "accepted" and not case.rank for case in cases),
        "paper": sum(case.paper_at is not None for case in cases),
        "all": len(cases),
    }
    if not cases and stubs:
        return ""
    return sentence("desk_page.counts" if cases else "desk_page.nothing", facts)


def schools_without(schools: Sequence[School], cases: Sequence[Submission]) -> list[School]:
    """Return the schools of a list nothing came from, in its order."""
    came = {case.school for case in cases}
    named = {case.unit for case in cases}
    return [each for each in schools if each.id not in came and each.name not in named]


def schools_of(cases: Sequence[Submission]) -> tuple[str, ...]:
    """Return the units cases came from, in the order of their names; a file nobody could read has none."""
    return tuple(sorted({case.unit for case in cases if not case.is_stub}))


def school_lines(cases: Sequence[Submission]) -> list[str]:
    """Return how the cases of each unit stand, one short line a unit."""
    counts = Counter((case.unit, case.shelf) for case in cases if not case.is_stub)
    lines = []
    for unit in schools_of(cases):
        told = [(shelf, counts[unit, shelf]) for shelf in SHELVES]
        parts = [sentence(f"desk_page.shelf.{shelf}", count=n) for shelf, n in told if n]
        lines.append(sentence("desk_page.school", unit=unit, told="、".join(parts)))
    return lines


def quota_state(scene: Scene, region: int, edition: str, cases: Sequence[Submission]) -> str:
    """Return how many are 上报 and what the notice says of it, from the first day on.

    Source: 2025 （五）2, 2022 五、2 with both readings (X8).
    """
    quotas = {each.scope: each for each in scene.world.rules(edition).quotas}
    own, school = quotas.get("region"), quotas.get("school")
    is_direct = region == CENTRES_OWN
    limit = quotas.get("direct_school") if is_direct else school
    if limit is None or own is None:
        return ""
    main = [case for case in cases if case.rank == "main"]
    units = Counter(case.unit for case in main if case.filed_as != "region")
    facts: dict[str, str | int] = {
        "own": sum(case.filed_as == "region" for case in main),
        "least": (limit if is_direct else own).minimum or 0,
        "schools": units.total(),
        "most": max(units.values(), default=0),
        "limit": limit.maximum or 0,
    }
    code = "direct" if is_direct else "either" if len(limit.readings) > 1 else "each"
    return sentence(f"desk_page.quota_state.{code}", facts)


def quota_lines(scene: Scene, region: int, edition: str, cases: Sequence[Submission]) -> list[str]:
    """Return what does not agree with the quotas; only 上报 counts.

    Source: 2025 （五）2, 2022 五、2 with both readings (X8); X10.
    """
    place = place_name(scene, region)
    counts = [Count(case.filed_as, case.unit, place) for case in cases if case.rank == "main"]
    found = breaches(edition, counts, scene.world.rules(edition).quotas)
    lines = [finding_sentence(each.code, each.facts) for each in found]
    open_ = sum(case.standing == "accepted" and not case.rank for case in cases)
    if open_:
        lines.append(sentence("desk_page.undecided", count=open_))
    return [sentence("desk_page.quota", told=each) for each in lines]


def day_lines(scene: Scene, region: int, edition: str) -> list[str]:
    """Return the last day at the centre, and the region's own before it."""
    filed_as = "direct_school" if region == CENTRES_OWN else "region"
    last = scene.world.handing(edition, "application", filed_as).deadline
    own = scene.world.submissions.region_day(region, edition)
    lines = []
    if last:
        left = left_text(last, scene.today, is_regions=False)
        lines.append(sentence("desk_page.deadline", day=day_text(last, None), left=left))
    if own:
        left = left_text(own, scene.today, is_regions=True)
        lines.append(sentence("desk_page.own_day", day=day_text(own, None), left=left))
    return lines


def case_line(number: int, case: Submission) -> str:
    """Return one case as a list shows it."""
    facts: dict[str, str | int] = {
        "number": number,
        "unit": case.unit,
        "title": case.title,
        "leader": case.leader,
        "standing": standing_text(case),
    }
    code = "line_stub" if case.is_stub else "line_new" if case.is_new else "line"
    return sentence(f"desk_page.{code}", facts)


def _missing(schools: Sequence[School], cases: Sequence[Submission]) -> str:
    without = schools_without(schools, cases)
    all_ = len(schools)
    if not all_:
        return sentence("desk_page.no_list")
    if not without:
        return sentence("desk_page.none_missing", count=all_)
    names = "、".join(each.name for each in without[:MOST_NAMED])
    code = "missing" if len(without) <= MOST_NAMED else "missing_many"
    return sentence(f"desk_page.{code}", names=names, count=len(without), all=all_)


def unread_left(
    region: int, edition: str, count: int
) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
    """Return what is said of `count` cases that nobody could read yet, and the way to them."""
    if not count:
        return (), ()
    way = Choice(f"cases:{region}:{edition}:stub", sentence("button.list_stub"))
    return (sentence("gaps.unread", count=count),), (way,)
