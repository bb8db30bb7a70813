"""A form pasted as text: read, told from a long answer, and joined with what is pasted after it."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.proposal import Proposal
from bot.talk.importing import propose, propose_reading
from bot.talk.prompting import prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.talk.writing import between
from bot.wording import sentence
from forms.form import Form
from forms.intake.pasted import case_title, is_part, read_pasted

#: A longer text while a pasted form waits goes on with it.
LONGEST_WORD = 60
#: So much of what was pasted is kept for what may follow.
LONGEST_TEXT = 100_000


def paste(scene: Scene, move: Move) -> Turn:
    """Show what was read of a form that was pasted as text."""
    draft = scene.draft()
    edition = draft.edition if draft else scene.world.editions[-1]
    form, rules = scene.world.form(edition, "application"), scene.world.rules(edition)
    reading = read_pasted(form, move.text, rules)
    if not reading.answers:
        return Turn(scene.state, (prompt(scene, sentence("import.nothing_pasted")),))
    turn = propose_reading(scene, reading, "paste", "", move.text[:LONGEST_TEXT])
    if scene.state.proposal is None:
        return turn
    return replace(turn, replies=(Say(sentence("import.replaced")), *turn.replies))


def is_asked_about(scene: Scene, text: str) -> bool:
    """Tell whether a text follows another that was just asked about, and goes on with it."""
    is_asked = any(choice.id.startswith("is_form") for choice in scene.state.offered)
    return is_asked and bool(scene.state.doubt) and is_long(text)


def form_doubt(scene: Scene, move: Move) -> Turn:
    """Ask whether a text with labels of the form in it is the form, or the long answer; asked once."""
    choices = (
        Choice("is_answer", sentence("button.is_answer"), 1),
        Choice("is_form", sentence("button.is_form"), 2),
    )
    before = scene.state.doubt if is_asked_about(scene, move.text) else ""
    is_more = before and before.strip() != move.text.strip()
    whole = before + between(before, 0) + move.text if is_more else move.text
    state = replace(scene.state, doubt=whole[:LONGEST_TEXT])
    return Turn(state, (Say(sentence("import.doubt"), choices=choices),))


def is_form(scene: Scene, move: Move) -> Turn:
    """Take the text in doubt as a pasted form."""
    if not scene.state.doubt:
        return stale(scene, move)
    here = scene.with_state(replace(scene.state, doubt=""))
    return paste(here, Move("paste", text=scene.state.doubt))


def is_more(proposal: Proposal, form: Form, text: str) -> bool:
    """Tell whether a text goes on with the form that was pasted and waits: of the same case, not asked."""
    if proposal.kind != "paste" or not proposal.text or proposal.is_stepping:
        return False
    title = case_title(form, text)
    is_same = (
        not title or title == case_title(form, proposal.text) or not case_title(form, proposal.text)
    )
    return is_same and (is_long(text) or is_part(form, text))


def is_long(text: str) -> bool:
    """Tell whether a text is more than a word said in between."""
    return "\n" in text or len(text) > LONGEST_WORD


def paste_more(scene: Scene, move: Move) -> Turn:
    """Read what was pasted before and what follows it as one form."""
    proposal = scene.state.proposal
    if proposal is None:
        return stale(scene, move)
    text = proposal.text + between(proposal.text, 0) + move.text
    form, rules = (
        scene.world.form(proposal.edition, "application"),
        scene.world.rules(proposal.edition),
    )
    reading = read_pasted(form, text, rules)
    whole = replace(
        proposal,
        answers=dict(reading.answers),
        unread=reading.unread,
        doubts=dict(reading.doubts),
        text=text[:LONGEST_TEXT],
    )
    turn = propose(scene, whole)
    return replace(turn, replies=(Say(sentence("import.read_together")), *turn.replies))
