"""Sending a case back with remarks: at a cell or at the whole, typed or ready, then sent all at once."""

from dataclasses import replace

from bot.message import Choice, Post, Say
from bot.submissions import Remark, Submission
from bot.talk.case_page import case_page, cell_label
from bot.talk.deciding import after_deciding, shown_case
from bot.talk.looking import found_case
from bot.talk.prompting import prompt
from bot.talk.receiving import reviewer_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms import review

#: Ready phrases, by their code.
PHRASES = ("empty", "full_name", "vague", "year", "mismatch", "too_long")
LONGEST_REMARK = 500


def remark(scene: Scene, move: Move) -> Turn:
    """Take a remark at a cell (the second argument; the whole where it is empty), ready or typed."""
    case = found_case(scene, move.arg(0))
    if case is None or case.standing != "sent":
        return _gone(scene, case)
    path = move.arg(1)
    is_ready = move.arg(2) in PHRASES
    text = sentence(f"remark.ready.{move.arg(2)}") if is_ready else ""
    if not text:
        text = " ".join(move.text.split())[:LONGEST_REMARK]
    if not text:
        return _ask(scene, case, path)
    remarks = {**(scene.state.remarks if scene.state.case == case.id else {}), path: text}
    state = replace(scene.state, case=case.id, remarks=remarks)
    return Turn(state, (_written(scene, case, remarks),))


def send_back(scene: Scene, move: Move) -> Turn:
    """Send the case back with the remarks that were written."""
    case = shown_case(scene, move)
    if case is None or not scene.state.remarks or scene.state.case != case.id:
        return _gone(scene, found_case(scene, move.arg(0)))
    remarks = [Remark(path, text) for path, text in scene.state.remarks.items()]
    if scene.world.reviews.send_back(case, remarks) != "done":
        return _gone(scene, found_case(scene, move.arg(0)))
    state = replace(scene.state, case=0, remarks={})
    told = sentence("remark.sent_back", title=case.title, count=len(remarks))
    say = Say(told, choices=after_deciding(scene, case))
    return Turn(state, (say,), posts=_letter(scene, case, remarks))


def _letter(scene: Scene, case: Submission, remarks: list[Remark]) -> tuple[Post, ...]:
    """Return the letter to the sender: each remark, and the way to its very cell."""
    if not case.sender:
        return ()
    answers = scene.world.submissions.versions(case.id)[-1].answers
    form, rules = scene.world.form(case.edition, "application"), scene.world.rules(case.edition)
    cells = {line.question.path: line for line in review.lines(form, answers, rules)}
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


def _ask(scene: Scene, case: Submission, path: str) -> Turn:
    """Ask for the remark at a cell: a ready phrase, or the next words typed."""
    label = cell_label(scene, case, path)
    choices = [
        Choice(f"remark:{case.id}:{path}:{each}", sentence(f"remark.ready.{each}"), number)
        for number, each in enumerate(PHRASES, 1)
    ]
    back = Choice(f"case:{case.id}", sentence("button.back_to_case"))
    state = replace(scene.state, case=case.id, errand=("remark", str(case.id), path))
    if scene.state.case != case.id:
        state = replace(state, remarks={})
    return Turn(state, (Say(sentence("remark.ask", label=label), choices=(*choices, back)),))


def _written(scene: Scene, case: Submission, remarks: dict[str, str]) -> Say:
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
