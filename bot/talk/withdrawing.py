"""Taking back what was sent for review: an application until it is accepted, a correction until it is decided."""

from collections.abc import Sequence

from bot.message import Post, Say
from bot.submissions import Submission
from bot.talk.naming import draft_name
from bot.talk.prompting import prompt
from bot.talk.receipts import case_letter, inbox_choices, look_choices, own_correction, ways_on
from bot.talk.receiving import reviewer_name
from bot.talk.scene import Move, Scene, Turn
from bot.talk.submitting import application_meant, standing_say
from bot.wording import sentence
from bot.world import Draft


def withdraw(scene: Scene, move: Move) -> Turn:
    """Take back what was sent, until it is accepted."""
    draft, case = _sent(scene, application_meant(scene, move.arg(0)))
    if draft is None or case is None:
        return Turn(scene.state, (prompt(scene, sentence("submitting.not_sent")),))
    who = scene.world.submissions.reviewers(case) if case.is_seen else ()
    if scene.world.submissions.withdraw(case.id) != "done":
        code = "withdrawn_before"
        if case.standing == "accepted":
            code = "too_late_correcting" if own_correction(scene, case) else "too_late"
        lead = sentence(f"submitting.{code}", who=reviewer_name(case.region))
        return Turn(scene.state, (standing_say(scene, draft, case, lead),))
    letter = Say(case_letter("withdrawn", case), choices=inbox_choices())
    return _done(scene, draft, "submitting.withdrawn", case, who, letter)


def withdraw_correction(scene: Scene, move: Move) -> Turn:
    """Take back a correction of one's own that waits to be decided."""
    draft, case = _sent(scene, _corrected(scene, move.arg(0)))
    if draft is None or case is None:
        return Turn(scene.state, (prompt(scene, sentence("submitting.not_sent")),))
    if scene.world.submissions.withdraw_correction(case.id) != "done":
        lead = sentence("submitting.no_correction", who=reviewer_name(case.region))
        now = scene.world.submissions.get(case.id) or case
        return Turn(scene.state, (standing_say(scene, draft, now, lead),))
    who = scene.world.submissions.reviewers(case)
    letter = Say(case_letter("correction_withdrawn", case), choices=look_choices(case))
    return _done(scene, draft, "submitting.correction_withdrawn", case, who, letter)


def _done(
    scene: Scene, draft: Draft, code: str, case: Submission, who: Sequence[int], letter: Say
) -> Turn:
    """Say what was taken back, and tell those who review it."""
    facts = {"name": draft_name(scene, draft), "who": reviewer_name(case.region)}
    say = Say(sentence(code, facts), choices=ways_on(scene, draft))
    return Turn(scene.state, (say,), posts=tuple(Post(each, letter) for each in who))


def _sent(scene: Scene, draft: Draft | None) -> tuple[Draft | None, Submission | None]:
    """Return a draft with the case it was sent as."""
    return draft, scene.world.submissions.of_draft(draft.id) if draft else None


def _corrected(scene: Scene, draft: str) -> Draft | None:
    """Return the application a move names, else the one whose correction waits."""
    if not draft:
        for each in scene.world.drafts.all():
            case = _sent(scene, each)[1]
            if case is not None and own_correction(scene, case):
                return each
    return application_meant(scene, draft)
