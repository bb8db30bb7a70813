"""附件3 corrected in Excel and sent back: compared row by row, shown, and kept once that was confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from bot.commands import fold
from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.case_row_cells import options_of, with_cells
from bot.talk.charge import Desk, desk_named, regions_in_charge
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.case_row import row
from forms.document.cells import CASE, CODE, records
from forms.form import Form, Json
from forms.intake.reading import Reading
from forms.returned import Cells, Returned, returned

MOST_TOLD = 15
#: Without these a case is none: blanked cells of them are told and never asked about.
_NEEDED = ("case_title", "unit", "leader")
#: What becomes of a cell: kept once that is said, emptied once that is said, or left for a reason.
Kind: TypeAlias = Literal["cell", "blanked", "needed", "not_listed", "region"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not as it is kept: of which case, which cell, how it was and is."""

    kind: Kind
    case: Submission
    key: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs in a sheet: cells, rows of no case that is sure, cases whose row was deleted."""

    cells: tuple[Cell, ...]
    unplaced: tuple[str, ...]
    missing: tuple[Submission, ...]
    waiting: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: Kind) -> list[Cell]:
        """Return the cells of one kind."""
        return [each for each in self.cells if each.kind == kind]


def corrected(scene: Scene, reading: Reading) -> Turn | None:
    """Return the corrections of a 附件3 that was sent back; None for somebody in charge of nothing."""
    if scene.draft() is not None:
        return None
    desk = _desk(scene, reading)
    if desk is None:
        return None
    found = _compared(scene, desk, reading)
    lines = _told(scene, desk, found)
    cells, blanked = found.of("cell"), found.of("blanked")
    ways: list[Choice] = []
    if cells:
        ways.append(Choice(desk.way("amend"), sentence("button.amend")))
    if blanked:
        label = "amend_blank_too" if cells else "amend_blank"
        ways.append(Choice(desk.way("amend", "blank"), sentence(f"button.{label}")))
    waiting = {f"{each.case.id}.{each.key}": each.now for each in (*cells, *blanked)}
    state = replace(scene.state, case=0, remarks=waiting) if waiting else scene.state
    numbered = [replace(way, number=n) for n, way in enumerate((*ways, desk.back()), 1)]
    return Turn(state, (Say("\n".join(lines), choices=tuple(numbered)),))


def amend(scene: Scene, move: Move) -> Turn:
    """Keep the corrections that were shown; with `blank` the cells that were emptied as well."""
    desk = desk_named(scene, move)
    if desk is None or scene.state.case or not scene.state.remarks:
        return Turn(scene.state, (prompt(scene, sentence("stale.button")),))
    by_case: dict[int, dict[str, str]] = {}
    for name, value in scene.state.remarks.items():
        number, _, key = name.partition(".")
        if value or move.arg(2) == "blank":
            by_case.setdefault(int(number), {})[key] = value
    form = scene.world.form(desk.edition, "application")
    answers = scene.world.reviews.answers(*desk)
    done = 0
    for case in scene.world.reviews.listed(*desk):
        if case.id in by_case:
            kept = with_cells(form, answers[case.id], by_case[case.id])
            most = most_places(scene, desk.edition, case.filed_as)
            done += scene.world.reviews.amend(case, kept, most) != "moved"
    state = replace(scene.state, remarks={})
    return Turn(state, (Say(sentence("amending.kept", count=done), choices=(desk.back(),)),))


def _desk(scene: Scene, reading: Reading) -> Desk | None:
    """Return the desk a sheet is of: the one its codes are found at, else the one seen last."""
    edition = reading.edition
    codes = {each[CODE] for each in _rows(reading) if each[CODE]}
    for region in regions_in_charge(scene):
        listed = scene.world.reviews.listed(region, edition) if codes else ()
        if codes & {case.code for case in listed}:
            return Desk(region, edition)
    seen = desk_named(scene, Move("amend"))
    return None if seen is None else Desk(seen.region, edition)


def _compared(scene: Scene, desk: Desk, reading: Reading) -> Compared:
    """Return what differs between a sheet and what is kept."""
    form = scene.world.form(desk.edition, "application")
    answers = scene.world.reviews.answers(*desk)
    cases = {case.id: case for case in scene.world.reviews.listed(*desk) if not case.is_stub}
    named = {"region": place_name(scene, desk.region)} if desk.region != CENTRES_OWN else {}
    ours = {id_: _kept_row(form, case, {**answers[id_], **named}) for id_, case in cases.items()}
    rows = _rows(reading)
    match = returned(rows, ours)
    found = [
        cell
        for place, id_ in match.placed.items()
        for cell in _differing(form, cases[id_], ours[id_], rows[place])
    ]
    unplaced = [
        rows[n]["case_title"] or rows[n]["unit"] or rows[n]["leader"] for n in match.unplaced
    ]
    return Compared(tuple(found), tuple(unplaced), _missing(reading, rows, cases, match))


def _differing(form: Form, case: Submission, ours: Cells, theirs: Cells) -> list[Cell]:
    """Return the cells of a row that are not as they are kept."""
    return [
        Cell(_kind(form, key, theirs[key]), case, key, ours[key], theirs[key])
        for key in CASE
        if fold(ours[key]) != fold(theirs[key])
    ]


def _kind(form: Form, key: str, now: str) -> Kind:
    if key == "region":
        return "region"
    if not now:
        return "needed" if key in _NEEDED else "blanked"
    options = options_of(form, key)
    return "not_listed" if options and fold(now) not in map(fold, options) else "cell"


def _missing(
    reading: Reading, rows: Sequence[Cells], cases: Mapping[int, Submission], match: Returned
) -> tuple[Submission, ...]:
    """Return the cases that stood in the sheet when it was made and have no row in it now.

    A sheet that does not tell what stood in it is held against the whole list.
    """
    left = [case for id_, case in cases.items() if id_ not in match.placed.values()]
    codes = {place: each[CODE] for place, each in enumerate(rows) if each[CODE]}
    if not codes or reading.source != "envelope":
        return tuple(left)
    for edit in reading.edits:  # what stood there undone: the codes as the sheet was made with
        _, place, key = (*edit.path.split("."), "", "")[:3]
        if key == CODE and place.isdecimal():
            codes[int(place)] = str(edit.was or "")
    made_with = set(codes.values())
    return tuple(case for case in left if case.code in made_with)


def _told(scene: Scene, desk: Desk, found: Compared) -> list[str]:
    """Return what differs in words, conclusion first."""
    form = scene.world.form(desk.edition, "application")
    labels = scene.world.form(desk.edition, "summary").labels
    place = place_name(scene, desk.region)
    cells = found.of("cell")
    if cells:
        lines = [sentence("amending.heading", place=place, count=len(cells))]
    elif found.of("blanked"):
        lines = [sentence("amending.only_blank")]
    elif found.cells or found.unplaced or found.missing:
        lines = [sentence("amending.no_row")]
    else:
        return [sentence("amending.same")]
    for kind in ("cell", "blanked", "needed", "not_listed", "region"):
        told = [
            sentence(
                f"amending.{kind}",
                unit=each.case.unit,
                title=each.case.title,
                label=labels[each.key],
                was=each.was or sentence("changes.nothing"),
                now=each.now,
                options="、".join(options_of(form, each.key)),
                place=place,
            )
            for each in found.of(kind)
        ]
        lines += told[:MOST_TOLD]
        if len(told) > MOST_TOLD:
            lines.append(sentence("amending.more", count=len(told) - MOST_TOLD))
    return [*lines, *_told_rows(found)]


def _told_rows(found: Compared) -> list[str]:
    """Return what is said of rows that fit no case, and of cases without a row."""
    lines = []
    named = {"unknown": found.unplaced, "missing": [each.title for each in found.missing]}
    for code, names in named.items():
        if names:
            shown = "、".join(names[:MOST_TOLD])
            more = sentence("amending.and_more") if len(names) > MOST_TOLD else ""
            facts: dict[str, str | int] = {"count": len(names), "names": shown + more}
            lines.append(sentence(f"amending.{code}", facts))
    return lines


def _rows(reading: Reading) -> list[dict[str, str]]:
    """Return the rows of the sheet as texts."""
    return [
        {key: str(each.get(key) or "").strip() for key in (*CASE, CODE)}
        for each in records(reading.answers.get("rows"))
    ]


def _kept_row(form: Form, case: Submission, answers: Mapping[str, Json]) -> dict[str, str]:
    return {**dict(zip(CASE, row(form, answers), strict=True)), CODE: case.code}
