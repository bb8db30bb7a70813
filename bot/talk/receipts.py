"""What is said when something was sent for review: the receipt, the letter, the ways on."""

from datetime import datetime

from bot.codes import show_short_code
from bot.message import Choice
from bot.submissions import Submission
from bot.talk.correcting import submit_choices
from bot.talk.receiving import moment_text, reviewer_name
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft


def receipt_facts(case: Submission, at: datetime, checksum: str) -> dict[str, str | int]:
    """Return what every receipt says: to whom, when, short code and checksum."""
    return {
        "who": reviewer_name(case.region),
        "code": show_short_code(case.code),
        "version": case.version,
        "checksum": checksum[:8],
        "at": moment_text(at),
    }


def case_letter(kind: str, case: Submission, changed: str = "") -> str:
    """Return what those who review read of a case that came, or came again."""
    facts = {"unit": case.unit, "title": case.title, "leader": case.leader, "changes": changed}
    return sentence(f"submitting.letter.{kind}", facts)


def ways_on(scene: Scene, draft: Draft) -> tuple[Choice, ...]:
    """Return the ways on with a draft that was sent, as it stands now."""
    case = scene.world.submissions.of_draft(draft.id)
    ways = [Choice(f"check:{draft.id}", sentence("button.change_again"))]
    if case is None or case.standing != "sent":
        ways += submit_choices(scene, draft)
    if case is not None and case.standing in ("sent", "returned"):
        ways.append(Choice(f"withdraw:{draft.id}", sentence("button.withdraw")))
    if case is not None and own_correction(scene, case):
        label = sentence("button.withdraw_correction")
        ways.append(Choice(f"withdraw_correction:{draft.id}", label))
    if case is not None and case.standing != "withdrawn":
        ways.append(Choice(f"marked:{draft.id}", sentence("button.marked")))
        ways.append(Choice(f"sent:{draft.id}", sentence("button.sent")))
    return (*ways, *draft_choices())


def own_correction(scene: Scene, case: Submission) -> bool:
    """True where a correction of the sender's own waits to be decided: it can be taken back."""
    waiting = scene.world.submissions.correction(case.id) if case.is_correcting else None
    return waiting is not None and waiting.is_of_sender


def look_choices(case: Submission) -> tuple[Choice, ...]:
    """Return the ways on for who reads of a case."""
    return (Choice(f"case:{case.id}", sentence("button.look_at")), *inbox_choices())


def inbox_choices() -> tuple[Choice, ...]:
    """Return the way to the desk."""
    return (Choice("inbox", sentence("button.inbox")),)


def draft_choices() -> tuple[Choice, ...]:
    """Return the way to one's drafts."""
    return (Choice("drafts", sentence("button.drafts")),)
