"""Lists of rows: collected, pasted many at once and confirmed, one row changed, moved or deleted."""

from collections.abc import Sequence
from dataclasses import replace

from bot.row_commands import RowCommand
from bot.state import State
from bot.talk.prompting import current_question, prompt, stale
from bot.talk.row_places import goal, no_such, row_place
from bot.talk.rows_page import LISTS, is_list_in_front, list_rows, row_shown
from bot.talk.scene import Move, Scene, Turn
from bot.talk.undoing import remembered
from bot.wording import sentence
from bot.world import Draft
from forms import journey, kinds
from forms.errors import BadAnswer
from forms.form import Json, Question

#: Moves that leave the list in front: rows that wait are kept first, for they were shown and not refused.
LEAVES = frozenset(
    {
        *("back", "change", "check", "done", "elsewhere", "fill", "finish", "open"),
        *("restart", "send", "skip", "stop"),
    }
)

#: So many rows at once are shown before they are kept.
MANY = 2


def collect(scene: Scene, draft: Draft, question: Question, rows: Sequence[Json]) -> Turn:
    """Take rows that were typed or pasted: one is kept at once, many are shown to be confirmed."""
    is_listing = is_list_in_front(scene, question)
    before = list_rows(scene, draft, question) if is_listing else []
    place = scene.state.row if is_listing else 0
    if 0 < place <= len(before):
        whole = [*before[: place - 1], *rows, *before[place:]]
    else:
        whole = [*before, *rows]
    if len(rows) >= MANY or (is_listing and scene.state.rows is not None):
        return _shown(scene, question, whole)
    return _kept(scene, draft, question, whole)


def rows_ok(scene: Scene, move: Move) -> Turn:
    """Keep the rows that were shown."""
    if scene.state.rows is None:
        return stale(scene, move)
    here = settled(scene)
    return Turn(here.state, (prompt(here),))


def rows_drop(scene: Scene, move: Move) -> Turn:
    """Leave the rows that were shown; what was kept before stays."""
    draft = scene.draft()
    question = _list_in_front(scene, draft) if draft else None
    if draft is None or question is None or scene.state.rows is None:
        return stale(scene, move)
    state = replace(scene.state, rows=None, row=0)
    if not journey.take(draft.answers, question.path):
        state = replace(state, listing="")
    return Turn(state, (prompt(scene.with_state(state), sentence("rows.dropped")),))


def settled(scene: Scene) -> Scene:
    """Return the scene with the rows that wait kept in the draft."""
    draft = scene.draft()
    question = _list_in_front(scene, draft) if draft else None
    rows = scene.state.rows
    if draft is not None and question is not None and rows is not None:
        form = scene.form(draft)
        scene.world.drafts.save(draft, journey.put(form, draft.answers, question, list(rows)))
    return scene.with_state(replace(scene.state, rows=None, row=0))


def row(scene: Scene, move: Move) -> Turn:
    """Put one row in front."""
    found = _tapped(scene, move)
    if found is None:
        return stale(scene, move)
    return _fronted(scene, found[1], found[2])


def leave_row(scene: Scene, move: Move) -> Turn:
    """Leave the row in front as it is."""
    state = replace(scene.state, row=0)
    return (
        Turn(state, (prompt(scene.with_state(state)),)) if scene.state.row else stale(scene, move)
    )


def row_deed(scene: Scene, move: Move) -> Turn:
    """Delete or move the row a button is about."""
    found = _tapped(scene, move)
    if found is None:
        return stale(scene, move)
    draft, question, place = found
    commands = {
        "row_delete": RowCommand("delete", place),
        "row_first": RowCommand("move", place, to=1),
        "row_up": RowCommand("up", place),
        "row_down": RowCommand("down", place),
    }
    return carry_out(scene, draft, question, commands[move.name])


def carry_out(scene: Scene, draft: Draft, question: Question, command: RowCommand) -> Turn:
    """Do what a command says with a row; a row that is not there says how many there are."""
    rows = list_rows(scene, draft, question)
    place = row_place(question, rows, command)
    if not place:
        return Turn(scene.state, (prompt(scene, no_such(rows, command)),))
    if command.other:
        command = replace(
            command, to=row_place(question, rows, RowCommand("swap", name=command.other))
        )
    if command.deed == "edit":
        return _fronted(scene, question, place)
    shown = row_shown(question, rows[place - 1])
    if command.deed == "become" and command.cell:
        return _become_cell(scene, draft, question, place, command)
    if command.deed == "become":
        return _become(scene, draft, question, place, command.text)
    if command.deed == "delete":
        lead = sentence("rows.deleted", shown=shown)
        left = [*rows[: place - 1], *rows[place:]]
        return remembered(scene, draft, _after(scene, draft, question, left, lead))
    to = goal(command, place, len(rows))
    if command.deed == "swap":
        rows[place - 1], rows[to - 1] = rows[to - 1], rows[place - 1]
    else:
        rows.insert(to - 1, rows.pop(place - 1))
    lead = sentence("rows.moved", shown=shown, number=to)
    return _after(scene, draft, question, rows, lead)


def _become(scene: Scene, draft: Draft, question: Question, place: int, text: str) -> Turn:
    try:
        value = kinds.read(question, text, scene.rules(draft))
    except BadAnswer as slip:
        facts = {"label": "", "example": "", **slip.facts}
        return Turn(scene.state, (prompt(scene, sentence(f"slip.{slip.code}", facts)),))
    rows = list_rows(scene, draft, question)
    fresh = value if isinstance(value, list) else []
    if len(fresh) == 1:
        fresh = [_changed(rows[place - 1], fresh[0])]
    whole = [*rows[: place - 1], *fresh, *rows[place:]]
    lead = sentence("rows.changed", number=place)
    return remembered(scene, draft, _after(scene, draft, question, whole, lead))


def _become_cell(
    scene: Scene, draft: Draft, question: Question, place: int, command: RowCommand
) -> Turn:
    """Put a text in one cell of a row; the others stay."""
    column = next((each for each in question.columns if each.id == command.cell), None)
    rows = list_rows(scene, draft, question)
    was = rows[place - 1]
    if column is None or not isinstance(was, dict):
        labels = "、".join(each.label for each in question.columns)
        return Turn(scene.state, (prompt(scene, sentence("rows.no_cell", labels=labels)),))
    rows[place - 1] = {**was, command.cell: " ".join(command.text.split())}
    lead = sentence("rows.changed", number=place)
    return remembered(scene, draft, _after(scene, draft, question, rows, lead))


def _changed(was: Json, now: Json) -> Json:
    """Return a row as it is now; where but one cell was said (a name), the others stay."""
    if not isinstance(was, dict) or not isinstance(now, dict):
        return now
    said = {key: value for key, value in now.items() if value}
    return {**was, **said} if len(said) == 1 else now


def _after(scene: Scene, draft: Draft, question: Question, rows: Sequence[Json], lead: str) -> Turn:
    """Keep changed rows where they were: among those that wait, or in the draft."""
    if is_list_in_front(scene, question) and scene.state.rows is not None and rows:
        return _shown(scene, question, rows, lead)
    return _kept(scene, draft, question, rows, lead)


def _shown(scene: Scene, question: Question, rows: Sequence[Json], lead: str = "") -> Turn:
    state = replace(_opened(scene.state, question), rows=tuple(rows))
    return Turn(state, (prompt(scene.with_state(state), lead),))


def _kept(
    scene: Scene, draft: Draft, question: Question, rows: Sequence[Json], lead: str = ""
) -> Turn:
    """Keep rows in the draft; a list that lost its last row is asked for again."""
    form = scene.form(draft)
    if rows:
        answers = journey.put(form, draft.answers, question, list(rows))
        state = _opened(scene.state, question)
    else:
        answers = {key: value for key, value in draft.answers.items() if key != question.path}
        state = replace(_opened(scene.state, question), listing="")
        state = replace(state, change=question.id) if scene.state.reviewing else state
    scene.world.drafts.save(draft, answers)
    return Turn(state, (prompt(scene.with_state(state), lead),))


def _fronted(scene: Scene, question: Question, place: int) -> Turn:
    state = replace(_opened(scene.state, question), row=place, rows=scene.state.rows)
    return Turn(state, (prompt(scene.with_state(state)),))


def _opened(state: State, question: Question) -> State:
    return replace(state, listing=question.id, change="", doubt="", rows=None, row=0)


def _list_in_front(scene: Scene, draft: Draft) -> Question | None:
    question = current_question(scene, draft)
    return question if question is not None and question.kind in LISTS else None


def _tapped(scene: Scene, move: Move) -> tuple[Draft, Question, int] | None:
    """Return the row a button is about: of the list in front, and there."""
    draft = scene.draft()
    question = _list_in_front(scene, draft) if draft else None
    if draft is None or question is None or (draft.id, question.id) != move.args[:2]:
        return None
    place = int(move.arg(2)) if move.arg(2).isdecimal() else 0
    return (draft, question, place) if 0 < place <= len(list_rows(scene, draft, question)) else None
