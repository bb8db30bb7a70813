"""Sending a case back with remarks: at a cell or at the whole, typed or ready; a ready one alone at once."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.message import Choice, Post, Say
from bot.submissions import Remark, Submission
from bot.talk import asking
from bot.talk.case_page import case_cells, case_page, cell_label, cell_paths, is_quiet_sender
from bot.talk.deciding import after_deciding, shown_case
from bot.talk.looking import found_case
from bot.talk.passing_on import copy_choice
from bot.talk.prompting import prompt
from bot.talk.receiving import reviewer_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

#: Ready phrases, by their code.
PHRASES = ("empty", "full_name", "vague", "year", "mismatch", "too_long")
LONGEST_REMARK = 500
#: The last argument of a choice that only writes its phrase down: more remarks are to come.
MORE = "more"
_LINE = re.compile(r"\s*(\d{1,2})(?:\s+|\s*[.、，,：:]\s*)(\S.*)")


def remark(scene: Scene, move: Move) -> Turn:
    """Take a remark at a cell (the second argument; the whole where it is empty), ready or typed.

    A ready phrase sends the case back at once, unless more remarks are written or wanted.
    """
    case = found_case(scene, move.arg(0))
    if case is None or case.standing != "sent":
        return _gone(scene, case)
    path, wants_more = move.arg(1), move.arg(3) == MORE
    is_ready = move.arg(2) in PHRASES
    text = sentence(f"remark.ready.{move.arg(2)}") if is_ready else _trimmed(move.text)
    if not text:
        return _ask(scene, case, path, wants_more=wants_more)
    before = _so_far(scene, case)
    here = _with_remarks(scene, case, {**before, path: text})
    if is_ready and not (before or wants_more):
        return send_back(here, Move("send_back", (str(case.id), str(case.version))))
    return Turn(here.state, (_written(here, case),))


def remark_lines(scene: Scene, move: Move) -> Turn:
    """Take remarks typed below a case, one a line by the number of its cell; else it is a question."""
    case = found_case(scene, move.arg(0))
    found = [_LINE.fullmatch(line) for line in move.text.splitlines()]
    paths = {} if case is None else dict(enumerate(cell_paths(scene, case), 1))
    said = {paths[int(one[1])]: _trimmed(one[2]) for one in found if one and int(one[1]) in paths}
    if case is None or case.standing != "sent" or len(said) != len(found):
        return asking.ask(scene, Move("ask", text=move.text))
    here = _with_remarks(scene, case, {**_so_far(scene, case), **said})
    return Turn(here.state, (_written(here, case),))


def send_back(scene: Scene, move: Move) -> Turn:
    """Send the case back with the remarks that were written."""
    case = shown_case(scene, move)
    if case is None or not scene.state.remarks or scene.state.case != case.id:
        return _gone(scene, found_case(scene, move.arg(0)))
    remarks = [Remark(path, text) for path, text in scene.state.remarks.items()]
    if scene.world.reviews.send_back(case, remarks) != "done":
        return _gone(scene, found_case(scene, move.arg(0)))
    state = replace(scene.state, case=0, remarks={})
    code = "remark.sent_back_quiet" if is_quiet_sender(scene, case) else "remark.sent_back"
    told = sentence(code, title=case.title, count=len(remarks))
    ways = after_deciding(scene, case)
    if case.sender:
        ways = (*ways[:1], copy_choice(f"copy_remarks:{case.id}"), *ways[1:])
    say = Say(told, choices=ways)
    return Turn(state, (say,), posts=_letter(scene, case, remarks))


def _letter(scene: Scene, case: Submission, remarks: list[Remark]) -> tuple[Post, ...]:
    """Return the letter to the sender: each remark, and the way to its very cell."""
    if not case.sender:
        return ()
    cells = case_cells(scene, case)
    lines, ways = [], []
    for each in remarks:
        label = cell_label(scene, case, each.question)
        lines.append(sentence("submitting.remark", label=label, text=each.text))
        if each.question in cells:
            way = f"change:{case.draft}:{cells[each.question].question.id}"
            ways.append(Choice(way, sentence("button.change", label=label)))
    who = reviewer_name(case.region)
    facts: dict[str, str | int] = {"who": who, "title": case.title, "count": len(remarks)}
    told = sentence("remark.letter", facts, remarks="\n".join(lines))
    again = Choice(f"submit:{case.draft}", sentence("button.submit_again", who=who))
    return (Post(case.sender, Say(told, choices=(*ways, again))),)


def _ask(scene: Scene, case: Submission, path: str, *, wants_more: bool) -> Turn:
    """Ask for the remark at a cell: a ready phrase, or the next words typed."""
    label = cell_label(scene, case, path)
    here = _with_remarks(scene, case, _so_far(scene, case))
    is_one_of_many = wants_more or bool(here.state.remarks)
    more = f":{MORE}" if is_one_of_many else ""
    choices = [
        Choice(f"remark:{case.id}:{path}:{each}{more}", sentence(f"remark.ready.{each}"), number)
        for number, each in enumerate(PHRASES, 1)
    ]
    if not is_one_of_many:
        several = Choice(f"remark:{case.id}:{path}::{MORE}", sentence("button.several_remarks"))
        choices.append(several)
    choices.append(Choice(f"case:{case.id}", sentence("button.back_to_case")))
    state = replace(here.state, errand=("remark", str(case.id), path))
    told = sentence("remark.ask_more" if is_one_of_many else "remark.ask", label=label)
    return Turn(state, (Say(told, choices=tuple(choices)),))


def _so_far(scene: Scene, case: Submission) -> Mapping[str, str]:
    return scene.state.remarks if scene.state.case == case.id else {}


def _with_remarks(scene: Scene, case: Submission, remarks: Mapping[str, str]) -> Scene:
    return scene.with_state(replace(scene.state, case=case.id, remarks=dict(remarks)))


def _trimmed(text: str) -> str:
    return " ".join(text.split())[:LONGEST_REMARK]


def _written(scene: Scene, case: Submission) -> Say:
    remarks = scene.state.remarks
    lines = [sentence("remark.written", count=len(remarks))]
    lines += [
        sentence("submitting.remark", label=cell_label(scene, case, path), text=text)
        for path, text in remarks.items()
    ]
    choices = (
        Choice(f"send_back:{case.id}:{case.version}", sentence("button.send_back"), 1),
        Choice(f"case:{case.id}", sentence("button.another_remark"), 2),
        Choice(f"inbox:{case.region}:{case.edition}", sentence("button.no_send_back"), 3),
    )
    return Say("\n".join(lines), choices=choices)


def _gone(scene: Scene, case: Submission | None) -> Turn:
    if case is None:
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    return Turn(scene.state, (case_page(scene, case, sentence("deciding.moved")),))
