"""复制文字: what was written to somebody, as a short text to paste into WeChat or QQ, with a link to the very cell."""

from bot.message import Choice, Reply, Say
from bot.submissions import Submission
from bot.talk.case_page import case_cells, scene_may
from bot.talk.charge import Desk, at_desk, not_yours
from bot.talk.looking import found_case
from bot.talk.placing import place_name
from bot.talk.prompting import stale
from bot.talk.reminder_text import letter_copy, reminder_text
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence


def copy_remarks(scene: Scene, move: Move) -> Turn:
    """Give the text about a case that was sent back, or how it stands, for its sender."""
    case = found_case(scene, move.arg(0))
    if case is None or not scene_may(scene, "review_submission", case):
        return not_yours(scene)
    back = Choice(f"case:{case.id}", sentence("button.back_to_case"))
    return _given(scene, case_text(scene, case), back)


@at_desk
def copy_reminder(scene: Scene, move: Move, desk: Desk) -> Turn:  # noqa: ARG001
    """Give the text that reminds a region of its last day."""
    return _given(scene, reminder_text(scene, *desk), desk.back())


@at_desk
def copy_letter(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Give the text of a letter to a region as it was sent."""
    if not move.text:
        return stale(scene, move)
    facts = {"place": place_name(scene, desk.region), "text": move.text}
    letter = letter_copy(scene, sentence("telling_all.letter", facts))
    return _given(scene, letter, desk.back())


def copy_choice(way: str, text: str = "") -> Choice:
    """Return the choice 复制文字; `way` names the talk and what it is about."""
    return Choice(way, sentence("button.copy_text"), says=text)


def case_text(scene: Scene, case: Submission) -> str:
    """Return what may be passed on to the sender of a case: its open remarks, else how it stands."""
    remarks = [
        each
        for each in scene.world.submissions.remarks(case.id)
        if not each.is_done and each.version == case.version
    ]
    if case.standing != "returned" or not remarks:
        return sentence(f"passing_on.{case.standing}", title=case.title)
    lines = [sentence("passing_on.returned", title=case.title, count=len(remarks))]
    cells = case_cells(scene, case)
    for each in remarks:
        cell = cells.get(each.question)
        label = cell.label if cell else sentence("submitting.whole")
        lines.append(sentence("submitting.remark", label=label, text=each.text))
        way = f"change:{case.draft}:{cell.question.id}" if cell else f"check:{case.draft}"
        lines += [
            sentence("passing_on.link", link=link) for link in scene.world.service.opening(way)[:1]
        ]
    return "\n".join((*lines, sentence("passing_on.again")))


def _given(scene: Scene, text: str, back: Choice) -> Turn:
    """Return a turn whose first message is the text alone, so that it can be copied whole."""
    replies: tuple[Reply, ...] = (
        Say(text),
        Say(sentence("passing_on.copy"), choices=(back,)),
    )
    return Turn(scene.state, replies)
