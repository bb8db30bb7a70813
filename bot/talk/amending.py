"""附件3 corrected in Excel and sent back: compared row by row, shown, and kept once that was confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.commands import fold
from bot.message import Choice, Say
from bot.submissions import Submission
from bot.talk.charge import Desk, desk_named, regions_in_charge
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.answers import placed, take
from forms.case_row import row
from forms.document.cells import CASE, JOINER, records
from forms.form import Form, Json
from forms.intake.reading import Reading

#: The cells of a row that go back into a case; its region is the list's own.
_KEPT = tuple(key for key in CASE if key != "region")
MOST_TOLD = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that was corrected: of which case, which cell, how it was and is."""

    case: Submission
    key: str
    was: str
    now: str


def corrected(scene: Scene, reading: Reading) -> Turn | None:
    """Return the corrections of a 附件3 that was sent back; None for somebody in charge of nothing."""
    regions = regions_in_charge(scene)
    if not regions or scene.draft() is not None:
        return None
    region, edition = regions[0], reading.edition
    found, unknown = _compared(scene, region, edition, reading)
    back = Desk(region, edition).back()
    labels = scene.world.form(edition, "summary").labels
    lines = [sentence("amending.heading", place=place_name(scene, region), count=len(found))]
    lines += [
        sentence("amending.cell", unit=c.case.unit, label=labels[c.key], was=c.was, now=c.now)
        for c in found[:MOST_TOLD]
    ]
    if unknown:
        lines.append(sentence("amending.unknown", names="、".join(unknown[:MOST_TOLD])))
    if not found:
        code = "amending.no_row" if unknown else "amending.same"
        return Turn(scene.state, (Say("\n".join([sentence(code), *lines[1:]]), choices=(back,)),))
    yes = Choice(f"amend:{region}:{edition}", sentence("button.amend"), 1)
    waiting = {f"{c.case.id}.{c.key}": c.now for c in found}
    state = replace(scene.state, case=0, remarks=waiting)
    return Turn(state, (Say("\n".join(lines), choices=(yes, replace(back, number=2))),))


def amend(scene: Scene, move: Move) -> Turn:
    """Keep the corrections that were shown."""
    desk = desk_named(scene, move)
    if desk is None or scene.state.case or not scene.state.remarks:
        return Turn(scene.state, (prompt(scene, sentence("stale.button")),))
    region, edition = desk
    by_case: dict[int, dict[str, str]] = {}
    for name, value in scene.state.remarks.items():
        number, _, key = name.partition(".")
        by_case.setdefault(int(number), {})[key] = value
    form = scene.world.form(edition, "application")
    answers = scene.world.reviews.answers(region, edition)
    done = 0
    for case in scene.world.reviews.listed(region, edition):
        if case.id in by_case:
            kept = _with(form, answers[case.id], by_case[case.id])
            most = most_places(scene, edition, case.filed_as)
            done += scene.world.reviews.amend(case, kept, most) != "moved"
    state = replace(scene.state, remarks={})
    return Turn(state, (Say(sentence("amending.kept", count=done), choices=(desk.back(),)),))


def _compared(
    scene: Scene, region: int, edition: str, reading: Reading
) -> tuple[list[Cell], list[str]]:
    """Return the cells that differ, and the rows that fit no case."""
    form = scene.world.form(edition, "application")
    answers = scene.world.reviews.answers(region, edition)
    cases = list(scene.world.reviews.listed(region, edition))
    ours = {case.id: dict(zip(CASE, row(form, answers[case.id]), strict=True)) for case in cases}
    found: list[Cell] = []
    unknown: list[str] = []
    before = _before(reading)
    for theirs, was in zip(records(reading.answers.get("rows")), before, strict=True):
        now = {key: str(theirs.get(key) or "").strip() for key in CASE}
        case = _fitting(cases, ours, was) or _fitting(cases, ours, now)
        if case is None:
            unknown.append(now["case_title"] or now["unit"])
            continue
        cases.remove(case)
        cells = ours[case.id]
        found += [
            Cell(case, key, cells[key], now[key])
            for key in _KEPT
            if now[key] and fold(now[key]) != fold(cells[key])
        ]
    return found, unknown


def _before(reading: Reading) -> list[dict[str, str]]:
    """Return the rows as the file had them when it was made: the edits of the envelope undone."""
    rows = [
        {key: str(each.get(key) or "").strip() for key in CASE}
        for each in records(reading.answers.get("rows"))
    ]
    for edit in reading.edits:
        _, place, key = (*edit.path.split("."), "", "")[:3]
        if place.isdecimal() and int(place) < len(rows) and key in CASE:
            rows[int(place)][key] = str(edit.was or "").strip()
    return rows


def _fitting(
    cases: Sequence[Submission], ours: Mapping[int, Mapping[str, str]], wanted: Mapping[str, str]
) -> Submission | None:
    """Return the case of a row: of the same title and unit, else the only one of the same title or leader."""
    for keys in (("case_title", "unit"), ("case_title",), ("unit", "leader")):
        same = [
            case
            for case in cases
            if all(wanted[key] and fold(ours[case.id][key]) == fold(wanted[key]) for key in keys)
        ]
        if len(same) == 1:
            return same[0]
    return None


def _with(form: Form, answers: Mapping[str, Json], cells: Mapping[str, str]) -> dict[str, Json]:
    """Return the answers of a case with the corrected cells of its row in them."""
    kept = dict(answers)
    for key, text in cells.items():
        if key == "case_title":
            kept["case_title"] = text
        elif key == "unit":
            path = str(take(kept, "certificate_unit") or "unit")
            kept = placed(kept, path, text)
        elif key in ("category", "stage"):
            options = [o for q in form.questions if q.id == key for o in q.options]
            kept[key] = next((o.id for o in options if fold(o.label) == fold(text)), text)
        elif key == "phone":
            contact = str(take(kept, "contact_leader") or "0")
            kept = placed(kept, f"leaders.{contact}.phone", text)
        else:
            kept = _with_leaders(kept, "name" if key == "leader" else key, text.split(JOINER))
    return kept


def _with_leaders(answers: dict[str, Json], cell: str, texts: Sequence[str]) -> dict[str, Json]:
    """Return the answers with a cell of each leader in them: two share one cell of 附件3 (X24)."""
    for place, text in enumerate(texts):
        answers = placed(answers, f"leaders.{place}.{cell}", text.strip())
    return answers
