"""更正: what a draft says otherwise than its accepted case, and the choices that send a draft for review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.message import Choice
from bot.submissions import CORRECTED, WAITING, Correction, Submission
from bot.talk.changes import Change, changes
from bot.talk.receiving import receiver, reviewer_name
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import journey


@dataclass(frozen=True, slots=True)
class Correcting:
    """What a draft says otherwise than its accepted case; `waiting` is what was told already.

    `is_told`: what waits says just this.
    """

    draft: str
    case: Submission
    found: Sequence[Change]
    is_redrawn: bool
    waiting: Correction | None
    is_told: bool


def correcting(scene: Scene, draft: Draft) -> Correcting | None:
    """Return what is to be told, or was, of a draft that was accepted; None where there is nothing."""
    role = receiver(scene, draft)
    case = scene.world.submissions.of_draft(draft.id) if role else None
    if case is None or case.standing != "accepted":
        return None
    submissions = scene.world.submissions
    answers = journey.on_path(scene.form(draft), draft.answers, scene.rules(draft))
    found = changes(scene, draft.edition, submissions.versions(case.id)[-1].answers, answers)
    redrawn = is_redrawn(scene, draft, case)
    if not found and not redrawn:
        return None
    waiting = submissions.correction(case.id) if case.is_correcting else None
    is_told = (
        waiting is not None
        and not changes(scene, draft.edition, waiting.answers, answers)
        and not is_redrawn(scene, draft, replace(case, version=WAITING))
    )
    return Correcting(draft.id, case, found, redrawn, waiting, is_told)


def is_redrawn(scene: Scene, draft: Draft, case: Submission) -> bool:
    """True where the pictures and tables of a draft are not those of a version of its case."""
    exhibits = scene.world.exhibits
    mine, sent = (
        [(each.part, each.caption, each.digest) for each in found]
        for found in (exhibits.of(draft.id), exhibits.of_case(case))
    )
    return mine != sent


def pages_text(found: Sequence[Change], *, redrawn: bool) -> str:
    """Return which page is to be printed and stamped again."""
    is_first = not redrawn and all(each.path.split(".")[0] in CORRECTED for each in found)
    return sentence(f"submitting.print.{'first' if is_first else 'all'}")


def correcting_told(change: Correcting) -> str:
    """Return what was changed since the case was accepted, who knows of it, and what to print again."""
    who = reviewer_name(change.case.region)
    labels = "、".join(each.label for each in change.found) or sentence("correcting.pictures")
    code = "told" if change.is_told else "untold"
    lines = (
        sentence(f"correcting.{code}", who=who, labels=labels),
        pages_text(change.found, redrawn=change.is_redrawn),
    )
    return "\n".join(lines)


def tell_choices(change: Correcting, name: str = "") -> tuple[Choice, ...]:
    """Return the choice that tells of the changes, while nobody knows of them; `name` where there are several."""
    if change.is_told:
        return ()
    code = "tell_correction_of" if name else "tell_correction"
    label = sentence(f"button.{code}", who=reviewer_name(change.case.region), name=name)
    return (Choice(f"submit:{change.draft}", label),)


def submit_choices(scene: Scene, draft: Draft) -> tuple[Choice, ...]:
    """Return the choice that sends a draft for review, where there is somebody and something to send.

    Of an accepted one only what was changed since is sent.
    """
    role = receiver(scene, draft)
    if role is None:
        return ()
    before = scene.world.submissions.of_draft(draft.id)
    if before is not None and before.standing == "accepted":
        change = correcting(scene, draft)
        return tell_choices(change) if change else ()
    code = "submit" if before is None or before.standing == "withdrawn" else "submit_again"
    label = sentence(f"button.{code}", who=reviewer_name(role.region))
    return (Choice(f"submit:{draft.id}", label),)


def submit_again(scene: Scene, draft: Draft) -> tuple[Choice, ...]:
    """Return the choice that sends a draft again, where it was sent back."""
    if draft.form != "application":
        return ()
    case = scene.world.submissions.of_draft(draft.id)
    is_back = case is not None and case.standing == "returned"
    return submit_choices(scene, draft) if is_back else ()
