"""One row of a list named in words: which list is meant, and leaders as rows of their own."""

import re
from dataclasses import replace

from bot.row_commands import LAST, RowCommand, is_deletion, read_row_command
from bot.talk import listing, one_more, page_rows
from bot.talk.prompting import current_question, is_page_in_front, prompt, stale
from bot.talk.row_places import row_place
from bot.talk.rows_page import LISTS, list_rows
from bot.talk.scene import Move, Scene, Turn
from bot.talk.undoing import remembered
from bot.wording import sentence
from bot.world import Draft
from forms import journey
from forms.form import Json, Question
from forms.kinds.another import NO, YES
from forms.kinds.people import is_name

_LEADER_UNIT = re.compile(r"leaders\.(\d+)\.unit")


def meant(scene: Scene, draft: Draft, text: str) -> Move | None:
    """Return the move a text makes with one row; None where no list it could mean has such a row."""
    if one_more.is_meant(scene, draft, text):
        return Move("leader_more", text=text)
    command = read_row_command(text)
    if command is None:
        return page_rows.added(scene, draft, text)
    if command.group == "leaders":
        return Move("leader_word", text=text) if _leaders(draft) else None
    if is_page_in_front(scene, draft) and not command.group:
        return page_rows.meant(scene, draft, command, text)
    return Move("row_word", text=text) if _is_of_list(scene, draft, command, text) else None


def agreed(scene: Scene) -> Move | None:
    """Return what “都对” means: that the rows which wait are right; where none wait it is no row either."""
    if scene.state.rows is not None:
        return Move("rows_ok")
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    return Move("nod") if question is not None and question.kind in LISTS else None


def row_word(scene: Scene, move: Move) -> Turn:
    """Do what was said with a row."""
    draft = scene.draft()
    command = read_row_command(move.text)
    if command is not None and move.args:
        command = replace(command, group=move.arg(1))
    question = _question(scene, draft, command) if draft and command else None
    if draft is None or command is None or question is None:
        return stale(scene, move)
    return listing.carry_out(scene, draft, question, command)


def leader_word(scene: Scene, move: Move) -> Turn:
    """Delete a leader, or let two change places; one at least has to stay."""
    draft = scene.draft()
    command = read_row_command(move.text)
    if draft is None or command is None:
        return stale(scene, move)
    people = _leaders(draft)
    place = len(people) if command.row == LAST else command.row
    to = len(people) if command.to == LAST else command.to
    to = {"up": place - 1, "down": place + 1}.get(command.deed, to)
    is_there = 0 < place <= len(people)
    if not is_there or command.deed in ("edit", "become"):
        lead = sentence("rows.leader_how", count=len(people))
        return Turn(scene.state, (prompt(scene, lead),))
    if command.deed == "delete":
        return _without(scene, draft, place - 1)
    if not 0 < to <= len(people):
        return Turn(scene.state, (prompt(scene, sentence("rows.no_such", count=len(people))),))
    order = list(range(len(people)))
    if command.deed == "swap":
        order[place - 1], order[to - 1] = order[to - 1], order[place - 1]
    else:
        order.insert(to - 1, order.pop(place - 1))
    lead = sentence("rows.moved", shown=_name(people[place - 1]), number=to)
    return _reordered(scene, draft, order, lead)


def _without(scene: Scene, draft: Draft, at: int) -> Turn:
    people = _leaders(draft)
    if len(people) == 1:
        return Turn(scene.state, (prompt(scene, sentence("rows.last_leader")),))
    order = [place for place in range(len(people)) if place != at]
    lead = sentence("rows.deleted", shown=_name(people[at]))
    return remembered(scene, draft, _reordered(scene, draft, order, lead))


def _reordered(scene: Scene, draft: Draft, order: list[int], lead: str) -> Turn:
    """Keep the leaders in a new order; whose phone goes to the summary follows the person."""
    people = _leaders(draft)
    answers = dict(draft.answers)
    answers["leaders"] = [people[place] for place in order]
    more: list[Json] = [YES] * (len(order) - 1)
    answers["more_leaders"] = [*more, NO] if len(order) < len(people) else [*more, *_after(draft)]
    contact = answers.get("contact_leader")
    if isinstance(contact, int) and contact in order:
        answers["contact_leader"] = order.index(contact)
    else:
        answers.pop("contact_leader", None)
    unit = _unit_after(answers.get("certificate_unit"), order)
    if unit is None:
        answers.pop("certificate_unit", None)
    else:
        answers["certificate_unit"] = unit
    scene.world.drafts.save(draft, answers)
    return Turn(scene.state, (prompt(scene, lead),))


def _unit_after(chosen: Json, order: list[int]) -> Json:
    """Return which unit goes on the certificate once the leaders stand in a new order."""
    leader = _LEADER_UNIT.fullmatch(str(chosen or ""))
    if leader is None:
        return chosen
    was = int(leader[1])
    return f"leaders.{order.index(was)}.unit" if was in order else None


def _after(draft: Draft) -> list[Json]:
    """Return whether there is one more leader after the last, where that was asked."""
    found = journey.take(draft.answers, f"more_leaders.{len(_leaders(draft)) - 1}")
    return [] if found is None else [found]


def _is_of_list(scene: Scene, draft: Draft, command: RowCommand, text: str) -> bool:
    """Tell whether a list is in front, or named, that a command can be about."""
    question = _question(scene, draft, command)
    if question is None:
        return False
    is_named = question.kind == "people" and is_name(command.name)
    if not command.name or is_named or is_deletion(text):  # said of a row, and no row itself
        return True
    return row_place(question, list_rows(scene, draft, question), command) > 0


def _leaders(draft: Draft) -> list[Json]:
    people = draft.answers.get("leaders")
    return list(people) if isinstance(people, list) else []


def _name(person: Json) -> str:
    return str(person.get("name") or "") if isinstance(person, dict) else ""


def _question(scene: Scene, draft: Draft, command: RowCommand) -> Question | None:
    """Return the list a command names, or the one in front."""
    if command.group:
        path = scene.path(draft)
        return next((each for each in path if each.id == command.group), None)
    question = current_question(scene, draft)
    return question if question is not None and question.kind in LISTS else None
