"""What a page shows the centre: every region with its figures, and the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people import CENTRES_OWN, Deed
from bot.sharing import GRANTS
from bot.submissions import Submission
from bot.talk.desk_page import quota_lines, schools_without
from bot.talk.placing import place_name
from bot.talk.scene import Scene
from bot.wording import sentence
from knowledge.calendar import CHINA

#: So many lines of the audit stand on a page.
LINES = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a region is; `missing` of its `schools` sent nothing, `told` is what the quotas say."""

    name: str
    liaisons: int
    sent: int
    returned: int
    accepted: int
    main: int
    paper: int
    schools: int
    missing: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All regions in one edition, the direct schools last."""

    edition: str
    editions: tuple[str, ...]
    regions: tuple[Figures, ...]
    total: Figures


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit, in words; who did it is a number, and so is what it was done to."""

    id: int
    at: datetime
    person: str
    act: str
    thing: str
    region: str


def overview(scene: Scene, edition: str) -> Overview | None:
    """Return how far all regions are; None for anybody but the centre."""
    if not scene.world.me.has("centre"):
        return None
    editions = tuple(scene.world.editions)
    edition = edition if edition in editions else editions[-1]
    regions = [region.id for region in scene.world.people.regions()]
    found = [_figures(scene, region, edition) for region in (*regions, CENTRES_OWN)]
    return Overview(edition, editions, tuple(found), _total(found))


def audit(scene: Scene, before: int) -> tuple[Line, ...] | None:
    """Return the newest lines before one; None for anybody but the centre."""
    if not scene.world.me.has("centre"):
        return None
    return tuple(_line(scene, deed) for deed in scene.world.people.deeds(before, LINES))


def _figures(scene: Scene, region: int, edition: str) -> Figures:
    cases = scene.world.reviews.listed(region, edition)
    schools = scene.world.people.schools(region)
    members = scene.world.people.members(region)
    is_quiet = not cases
    return Figures(
        name=place_name(scene, region),
        liaisons=sum(member.has("liaison") for member in members),
        sent=_count(cases, "sent"),
        returned=_count(cases, "returned"),
        accepted=_count(cases, "accepted"),
        main=sum(case.rank == "main" for case in cases),
        paper=sum(case.paper_at is not None for case in cases),
        schools=len(schools),
        missing=len(schools_without(schools, cases)),
        told=() if is_quiet else tuple(quota_lines(scene, region, edition, cases)),
    )


def _total(found: Sequence[Figures]) -> Figures:
    names = ("liaisons", "sent", "returned", "accepted", "main", "paper", "schools", "missing")
    sums = {name: sum(getattr(each, name) for each in found) for name in names}
    return Figures(name="", told=(), **sums)


def _count(cases: Sequence[Submission], standing: str) -> int:
    return sum(case.standing == standing for case in cases)


def _line(scene: Scene, deed: Deed) -> Line:
    region = "" if deed.region is None else place_name(scene, deed.region)
    thing = f"{sentence(f'audit.thing.{deed.thing}')} {deed.thing_id}".strip()
    person = str(deed.person) if deed.person else sentence("audit.nobody")
    return Line(deed.id, deed.at + CHINA, person, act_told(deed.act), thing, region)


def act_told(act: str) -> str:
    """Return what was done in words; raises KeyError for an act that has none."""
    way, _, grant = act.partition("_")
    if grant in GRANTS and way in ("take", "grant"):
        return sentence(f"audit.{way}.{grant}")
    return sentence(f"audit.act.{act}")
