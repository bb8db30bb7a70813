"""A liaison's list of schools: what it adds and changes is shown, and kept when they agree."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot.access import Thing, may
from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.talk.placing import place_name
from bot.talk.prompting import prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.characters import folded
from forms.intake.school_list import Listed, Oddity, SchoolList

#: So many names and odd rows are shown; the rest is counted.
MOST_NAMES, MOST_ODD = 12, 10
LONGEST_REGION = 40
ERRAND = "schools"
Place: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a list held against what there is: new, with another alias, the same, and odd.

    A place is a region's number, or the name of one the centre's list is the first to name.
    """

    added: tuple[tuple[Place, Listed], ...]
    changed: tuple[tuple[Place, Listed], ...]
    same: int
    odd: tuple[Oddity, ...]

    @property
    def new_regions(self) -> tuple[str, ...]:
        """Names of regions that there are not yet."""
        return tuple(dict.fromkeys(place for place, _ in self.added if isinstance(place, str)))


def how(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say how a list of schools is sent."""
    region = _own_region(scene)
    if region is None:
        return Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))
    count = len(scene.world.people.schools(region))
    told = sentence("schools.how", place=place_name(scene, region), count=count)
    if region == CENTRES_OWN:
        told += sentence("schools.how_direct")
    return Turn(replace(scene.state, errand=(ERRAND,)), (prompt(scene, told),))


def is_meant(scene: Scene, errand: Sequence[str], found: SchoolList) -> bool:
    """Say whether a sheet is meant as a list of schools, sent by somebody who may add some."""
    is_asked = tuple(errand[:1]) == (ERRAND,)
    return (is_asked or found.has_head) and _own_region(scene) is not None


def propose(scene: Scene, name: str, found: SchoolList) -> Turn:
    """Show what a list adds and changes, and the rows to look at."""
    sorted_ = _sorted(scene, found)
    fresh = (*sorted_.added, *sorted_.changed)
    lines = _odd_lines(sorted_.odd)
    if not fresh:
        told = "\n".join((sentence("schools.nothing_new", name=name), *lines))
        return Turn(scene.state, (prompt(scene, told),))
    places = dict.fromkeys(_called(scene, region) for region, _ in fresh)
    count = len(fresh) + sorted_.same
    head = [sentence("schools.read", name=name, count=count, place="、".join(places))]
    if sorted_.new_regions:
        names = "、".join(sorted_.new_regions)
        head.append(sentence("schools.new_regions", count=len(sorted_.new_regions), names=names))
    for code, group in (("added", sorted_.added), ("changed", sorted_.changed)):
        if group:
            head.append(sentence(f"schools.{code}", count=len(group), names=_names(group)))
    if sorted_.same:
        head.append(sentence("schools.same", count=sorted_.same))
    content = json.dumps(
        [[region, one.name, one.alias] for region, one in fresh], ensure_ascii=False
    )
    facts = f"{len(sorted_.added)}:{len(sorted_.changed)}"
    choices = (
        Choice(f"add_schools:{facts}", sentence("button.add_schools"), 1, content),
        Choice("add_schools:no", sentence("button.leave_schools"), 2),
    )
    text = "\n".join((*head, *lines, sentence("schools.sure")))
    return Turn(scene.state, (Say(text, choices=choices),))


def add(scene: Scene, move: Move) -> Turn:
    """Keep the schools that were shown."""
    if move.arg(0) == "no":
        return Turn(scene.state, (prompt(scene, sentence("schools.left")),))
    rows = _read(move.text)
    if not rows:
        return stale(scene, move)
    by_region: dict[int, dict[str, str]] = {}
    for place, name, alias in rows:
        is_new = isinstance(place, str)
        region = scene.world.people.add_region(place).id if is_new else place
        by_region.setdefault(region, {})[name] = alias
    for region, names in by_region.items():
        scene.world.people.add_schools(names, region)
    told = sentence("schools.kept", added=move.arg(0), changed=move.arg(1))
    return Turn(scene.state, (prompt(scene, told),))


def _read(text: str) -> list[list[Any]]:
    """Return the rows a choice of ours carried; none of anything else."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [each for each in found if isinstance(each, list)] if isinstance(found, list) else []


def _sorted(scene: Scene, found: SchoolList) -> Sorted:
    people = scene.world.people
    regions = {folded(region.name): region.id for region in people.regions()}
    direct = (sentence("place.direct"), *sentence("schools.direct_words").split())
    regions.update(dict.fromkeys(map(folded, direct), CENTRES_OWN))
    known: dict[int, dict[str, str]] = {}
    added: list[tuple[Place, Listed]] = []
    changed: list[tuple[Place, Listed]] = []
    same, odd = 0, list(found.oddities)
    for one in found.schools:
        region = regions.get(folded(one.region)) if one.region else _own_region(scene)
        if (
            region is None
            and 1 < len(one.region) <= LONGEST_REGION
            and scene.world.me.has("centre")
        ):
            added.append((one.region, one))
            continue
        if region is None or not _is_over(scene, region):
            code = "not-yours" if not scene.world.me.has("centre") else "no-region"
            odd.append(Oddity(one.row, code, {"region": one.region}))
            continue
        if region not in known:
            known[region] = {folded(each.name): each.alias for each in people.schools(region)}
        alias = known[region].get(folded(one.name))
        if alias is None:
            added.append((region, one))
        elif one.alias and one.alias != alias:
            changed.append((region, one))
        else:
            same += 1
    return Sorted(tuple(added), tuple(changed), same, tuple(sorted(odd, key=lambda o: o.row)))


def _called(scene: Scene, place: Place) -> str:
    return place if isinstance(place, str) else place_name(scene, place)


def _names(group: Sequence[tuple[Place, Listed]]) -> str:
    shown = [
        sentence("schools.with_alias", name=one.name, alias=one.alias) if one.alias else one.name
        for _, one in group[:MOST_NAMES]
    ]
    more = sentence("schools.more") if len(group) > MOST_NAMES else ""
    return "、".join(shown) + more


def _odd_lines(odd: Sequence[Oddity]) -> list[str]:
    if not odd:
        return []
    lines = [sentence("schools.odd", count=len(odd))]
    for one in odd[:MOST_ODD]:
        told = sentence(f"schools.oddity.{one.code}", one.facts)
        lines.append(sentence("schools.row", row=one.row, told=told))
    if len(odd) > MOST_ODD:
        lines.append(sentence("schools.odd_more", count=len(odd) - MOST_ODD))
    return lines


def _own_region(scene: Scene) -> int | None:
    """Return the region whose schools the person keeps; the direct schools are the centre's own."""
    me = scene.world.me
    if me.has("centre"):
        return CENTRES_OWN
    return next(iter(me.regions("liaison")), None)


def _is_over(scene: Scene, region: int) -> bool:
    return may(scene.world.me, "add_school", Thing(region=region))
