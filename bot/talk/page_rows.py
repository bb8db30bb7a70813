"""Rows spoken of while the review page lies in front: no list is, so the one that has the row is found, or asked for."""

import re
from dataclasses import replace

from bot.commands import looks_asked
from bot.message import Choice, Say
from bot.row_commands import LAST, RowCommand, read_row_command
from bot.talk import listing
from bot.talk.asking import LONGEST_SHOWN
from bot.talk.prompting import is_page_in_front, prompt, stale
from bot.talk.reviewing import numbered_question
from bot.talk.row_places import row_place
from bot.talk.rows_page import LISTS, list_rows, row_shown
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import kinds, review
from forms.errors import BadAnswer
from forms.form import Json, Question
from forms.kinds import period
from forms.kinds.people import adding

#: What names outcomes where rows are said to be added; any other name is of people.
_OUTCOMES = "成果"


def meant(scene: Scene, draft: Draft, command: RowCommand, text: str) -> Move | None:
    """Return the move a text makes with a row of some list; None where a line of the page is meant."""
    having = _having(scene, draft, command)
    line = _line(scene, draft, command)
    if len(having) == 1 and line is None:
        return Move("row_word", (draft.id, having[0].id), text)
    if command.name or command.deed == "edit" or not _lists(scene, draft):
        return None
    return Move("which_list", (draft.id,), text)


def which_list(scene: Scene, move: Move) -> Turn:
    """Ask of which list a row is meant; where none has it, say how many rows each has."""
    draft, command = scene.draft(), read_row_command(move.text)
    if draft is None or command is None or draft.id != move.arg(0):
        return stale(scene, move)
    having, line = _having(scene, draft, command), _line(scene, draft, command)
    if not having and line is None:
        counts = [_counted(scene, draft, each) for each in _lists(scene, draft)]
        lead = sentence("rows.no_such_on_page", counts="，".join(counts))
        return Turn(scene.state, (prompt(scene, lead),))
    ways = [(f"row_word:{draft.id}:{q.id}", _told(scene, draft, q, command)) for q in having]
    if line is not None:
        told = sentence("button.change", label=review.label(line))
        ways.append((f"change:{draft.id}:{line.id}", told))
    choices = [Choice(id_, told, at, move.text) for at, (id_, told) in enumerate(ways, 1)]
    choices.append(Choice("resume", sentence("button.resume")))
    return Turn(scene.state, (Say(sentence("rows.which_list"), choices=tuple(choices)),))


def added(scene: Scene, draft: Draft, text: str) -> Move | None:
    """Return the row a text adds to a list (再加一个：……) while the page is in front; asked where it may be a question."""
    said = adding(text) if is_page_in_front(scene, draft) and not looks_asked(text) else None
    if said is None:
        return None
    named, rows = said
    is_period = any(map(period.is_period, re.split(r"[\s，,]+", rows)))
    kind = "outcomes" if _OUTCOMES in named or (not named and is_period) else "people"
    question = next((each for each in scene.path(draft) if each.kind == kind), None)
    if question is None or not _read(scene, draft, question, text):
        return None
    is_sure = named and scene.world.asking.asks_nothing(rows, scene.today)
    return Move("row_add" if is_sure else "row_doubt", (draft.id, question.id), text)


def row_doubt(scene: Scene, move: Move) -> Turn:
    """Ask whether a text adds a row, or asks something."""
    draft = scene.draft()
    question = _question(scene, draft, move) if draft else None
    if draft is None or question is None:
        return stale(scene, move)
    begin = " ".join(move.text.split())
    shown = begin if len(begin) <= LONGEST_SHOWN else f"{begin[:LONGEST_SHOWN]}……"
    add = sentence("button.row_add", label=review.label(question))
    choices = (
        Choice(f"row_add:{draft.id}:{question.id}", add, 1, move.text),
        Choice("is_question", sentence("button.is_question"), 2),
    )
    state = replace(scene.state, doubt=move.text)
    return Turn(state, (Say(sentence("rows.doubt_added", text=shown), choices=choices),))


def row_add(scene: Scene, move: Move) -> Turn:
    """Put rows at the end of a list, with the list in front to be gone on with."""
    draft = scene.draft()
    question = _question(scene, draft, move) if draft else None
    text = move.text or scene.state.doubt
    rows = _read(scene, draft, question, text) if draft and question else []
    if draft is None or question is None or not rows:
        return stale(scene, move)
    state = replace(scene.state, listing=question.id, change="", doubt="", rows=None, row=0)
    return listing.collect(scene.with_state(state), draft, question, rows)


def _lists(scene: Scene, draft: Draft) -> list[Question]:
    """Return the lists of the form that have rows."""
    found = [each for each in scene.path(draft) if each.kind in LISTS]
    return [each for each in found if list_rows(scene, draft, each)]


def _having(scene: Scene, draft: Draft, command: RowCommand) -> list[Question]:
    """Return the lists that have the row and the cell a command names; a number alone is no row to edit."""
    if command.deed == "edit" and not command.name:
        return []
    return [
        each
        for each in _lists(scene, draft)
        if row_place(each, list_rows(scene, draft, each), command)
        and (not command.cell or command.cell in [column.id for column in each.columns])
    ]


def _line(scene: Scene, draft: Draft, command: RowCommand) -> Question | None:
    """Return the line of the page that may be meant as well: 第 2 行改成……."""
    is_line = command.deed == "become" and not command.cell and command.row > 0
    return numbered_question(scene, draft, command.row) if is_line else None


def _told(scene: Scene, draft: Draft, question: Question, command: RowCommand) -> str:
    rows = list_rows(scene, draft, question)
    place = len(rows) if command.row == LAST else row_place(question, rows, command)
    shown = row_shown(question, rows[place - 1])
    return sentence("button.row_of", label=review.label(question), number=place, shown=shown)


def _counted(scene: Scene, draft: Draft, question: Question) -> str:
    count = len(list_rows(scene, draft, question))
    return sentence("rows.counted", label=review.label(question), count=count)


def _read(scene: Scene, draft: Draft, question: Question, text: str) -> list[Json]:
    try:
        found = kinds.read(question, text, scene.rules(draft))
    except BadAnswer:
        return []
    return found if isinstance(found, list) else []


def _question(scene: Scene, draft: Draft, move: Move) -> Question | None:
    """Return the list a move is about."""
    is_here = draft.id == move.arg(0)
    found = (each for each in scene.path(draft) if each.id == move.arg(1) and each.kind in LISTS)
    return next(found, None) if is_here else None
