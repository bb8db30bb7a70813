"""What a page shows of the desk of those in charge: the cases of a region in a table, and one case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.access import Thing, may
from bot.codes import show_short_code
from bot.commands import fold
from bot.message import Choice, Send
from bot.notes import Note
from bot.people import CENTRES_OWN
from bot.submissions import Remark, Submission
from bot.talk.case_page import case_page, cell_label, is_quiet_sender, scene_may
from bot.talk.centre_desk import ALL, chart_send
from bot.talk.changes import Change, changes
from bot.talk.charge import regions_in_charge
from bot.talk.desk_page import desk_text
from bot.talk.inbox import KINDS
from bot.talk.looking import papers_of
from bot.talk.passing_on import case_text
from bot.talk.placing import place_name
from bot.talk.receiving import standing_text
from bot.talk.scene import Scene
from bot.wording import sentence
from forms import review
from forms.form import FormName
from knowledge.calendar import CHINA

#: How a table may be sorted -> the key of a case; a name with `BACKWARDS` after it sorts the other way.
ORDERS: Mapping[str, Callable[[Submission], tuple[object, ...]]] = {
    "standing": lambda case: (not case.is_new, case.standing, case.rank, case.unit, case.id),
    "newest": lambda case: (-case.sent_at.timestamp(), -case.id),
    "unit": lambda case: (case.unit, case.title, case.id),
    "title": lambda case: (case.title, case.unit, case.id),
    "leader": lambda case: (case.leader, case.unit, case.id),
    "code": lambda case: (case.code, case.id),
}
BACKWARDS = "-"
FORM: FormName = "application"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of a desk; anything unknown falls back to the first there is."""

    region: int | None = None
    edition: str = ""
    kind: str = "all"
    sought: str = ""
    order: str = "standing"


@dataclass(frozen=True, slots=True)
class Row:
    """One case as a table shows it."""

    id: int
    unit: str
    title: str
    leader: str
    standing: str
    code: str
    came_at: datetime
    is_new: bool
    has_paper: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The last day at the centre, and the region's own before it; ISO, empty where there is none."""

    last: str
    own: str


@dataclass(frozen=True, slots=True)
class Board:
    """The desk of one region: what is told above, how many of each kind, and the cases that were asked for."""

    places: tuple[tuple[int, str], ...]
    editions: tuple[str, ...]
    asked: Asked
    place: str
    told: tuple[str, ...]
    shelves: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    is_centre: bool
    day: Day | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer of a case; `remark` is what its reviewer is about to say of it."""

    path: str
    label: str
    shown: str
    state: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case: its cells, what changed, what was and is to be remarked, what may be done with it.

    `is_quiet`: no channel tells its sender of a letter; `passing_on` is what may be copied for them.
    """

    case: Row
    version: int
    region: int
    edition: str
    is_paper: bool
    cells: tuple[Cell, ...]
    changed: tuple[Change, ...]
    correction: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    labels: Mapping[str, str]
    may_remark: bool
    written: Mapping[str, str]
    ways: tuple[Choice, ...]
    is_quiet: bool = False
    passing_on: str = ""


def board(scene: Scene, asked: Asked) -> Board | None:
    """Return the desk of a region; None for somebody in charge of none."""
    regions = regions_in_charge(scene)
    if not regions:
        return None
    region = asked.region if asked.region in regions else regions[0]
    editions = tuple(scene.world.editions)
    edition = asked.edition if asked.edition in editions else editions[-1]
    kind = asked.kind if asked.kind in KINDS else "all"
    order = asked.order if asked.order.removesuffix(BACKWARDS) in ORDERS else "standing"
    cases = scene.world.reviews.listed(region, edition)
    schools = scene.world.people.schools(region)
    found = [case for case in cases if KINDS[kind](case) and _holds(case, asked.sought)]
    return Board(
        places=tuple((each, place_name(scene, each)) for each in regions),
        editions=editions,
        asked=Asked(region, edition, kind, asked.sought, order),
        place=place_name(scene, region),
        told=tuple(desk_text(scene, region, edition, cases, schools).split("\n")[1:]),
        shelves=tuple((kind, sum(map(is_on, cases))) for kind, is_on in KINDS.items()),
        rows=tuple(
            map(
                _row,
                sorted(
                    found,
                    key=ORDERS[order.removesuffix(BACKWARDS)],
                    reverse=order.endswith(BACKWARDS),
                ),
            )
        ),
        is_centre=scene.world.me.has("centre"),
        day=_day(scene, region, edition) if region != CENTRES_OWN else None,
        notes=tuple(scene.world.notes.waiting(region)),
    )


def chart_of(scene: Scene, region: int | None, edition: str) -> Send | None:
    """Return the picture of a region, or of all of them where none is named; None for who may not see it."""
    named = ALL if region is None else str(region)
    return chart_send(scene, named, edition)


def _day(scene: Scene, region: int, edition: str) -> Day:
    last = scene.world.handing(edition, "application", "region").deadline
    own = scene.world.submissions.region_day(region, edition)
    return Day(*(day.isoformat() if day else "" for day in (last, own)))


def sheet(scene: Scene, number: int) -> Sheet | None:
    """Return one case as those in charge see it, which makes it no longer new; None where it is gone."""
    case = scene.world.submissions.get(number)
    if case is None or not may(scene.world.me, "review_submission", Thing(region=case.region)):
        return None
    if not case.is_seen:
        scene.world.reviews.seen(case.id)
    versions = scene.world.submissions.versions(case.id)
    form, rules = scene.world.form(case.edition, FORM), scene.world.rules(case.edition)
    waiting = scene.world.submissions.correction(case.id) if case.is_correcting else None
    written = scene.state.remarks if scene.state.case == case.id else {}
    now = versions[-1].answers
    ways = case_page(scene, case).choices
    return Sheet(
        case=_row(case),
        version=case.version,
        region=case.region,
        edition=case.edition,
        is_paper=not case.has_papers,
        cells=tuple(
            Cell(path, line.label, line.shown, line.state, written.get(path, ""))
            for line in review.lines(form, now, rules)
            if (path := line.question.path) is not None
        ),
        changed=tuple(changes(scene, case.edition, versions[-2].answers, now))
        if len(versions) > 1
        else (),
        correction=tuple(changes(scene, case.edition, now, waiting.answers)) if waiting else (),
        remarks=tuple(scene.world.submissions.remarks(case.id)),
        labels=_labels(scene, case, written),
        may_remark=case.standing == "sent" and scene_may(scene, "review_submission", case),
        written=written,
        ways=tuple(way for way in ways if way.id.partition(":")[0] in ACTS),
        is_quiet=is_quiet_sender(scene, case),
        passing_on=case_text(scene, case) if case.sender else "",
    )


def _labels(scene: Scene, case: Submission, written: Mapping[str, str]) -> dict[str, str]:
    """Return what the cells with a remark are called, by their path."""
    remarked = (each.question for each in scene.world.submissions.remarks(case.id))
    return {path: cell_label(scene, case, path) for path in {*written, *remarked}}


#: The choices of a case that a page offers as buttons; the others lead elsewhere in the conversation.
ACTS = frozenset(
    ["complete", "accept", "rank", "paper", "settle_change", "drop_stub", "drop_case", "file_as"]
)


def papers(scene: Scene, number: int, format_: str) -> Send | None:
    """Return the documents of a case in one format; None for who may not see it."""
    case = scene.world.submissions.get(number)
    if case is None or not case.has_papers:
        return None
    return papers_of(scene, case, (format_,))


def _holds(case: Submission, sought: str) -> bool:
    told = (case.unit, case.title, case.leader, case.code)
    return any(fold(sought) in fold(each) for each in told)


def _row(case: Submission) -> Row:
    return Row(
        id=case.id,
        unit=case.unit,
        title=case.title or sentence("web.desk.no_title"),
        leader=case.leader,
        standing=standing_text(case),
        code=show_short_code(case.code),
        came_at=case.sent_at + CHINA,
        is_new=case.is_new,
        has_paper=case.paper_at is not None,
    )
