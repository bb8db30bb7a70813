"""A filled form that was sent or pasted: shown item by item, and nothing kept before it is confirmed."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.proposal import FORM_NAMES, Proposal
from bot.talk import amending, edited_page, filling, gathering, picturing, scanning, schooling
from bot.talk.naming import draft_name
from bot.talk.prompting import current_question, home_choices, is_page_in_front, prompt
from bot.talk.proposal_page import fresh_exhibits, open_items, target, weighed
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms.form import Form, FormName
from forms.intake.pasted import read_pasted
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt


def file(scene: Scene, move: Move) -> Turn:
    """Show what was read of a file; one that is no form says what it is, and what to do instead."""
    receipt = move.receipt
    if receipt is None:
        return Turn(scene.state, (prompt(scene, sentence("received.not-a-file", name=move.text)),))
    cases, others = scanning.parted(scene, receipt)
    turn = scanning.shown(scene, cases, move.words) if cases else None
    if turn is None or (others and receipt.inside):
        left = replace(receipt, inside=others) if receipt.inside else receipt
        here = scene.with_state(turn.state) if turn else scene
        rest = _other(here, move, left)
        return scanning.joined(turn, rest) if turn else rest
    return turn


def _other(scene: Scene, move: Move, receipt: Receipt) -> Turn:
    """Take a file that is no photo of a known form's foot: into the list, or where it belongs."""
    if gathering.gathers(scene, receipt):
        return gathering.gather(scene, receipt)
    return _read(scene, move, receipt)


def _read(scene: Scene, move: Move, receipt: Receipt) -> Turn:
    """Take what was read of a file where it belongs: a draft, a picture's place, the list of schools."""
    if receipt.reading is not None:
        return _form(scene, receipt.reading, receipt)
    if receipt.exhibits:
        return picturing.receive(scene, receipt, move.words)
    if receipt.schools is not None and schooling.is_meant(scene, move.args, receipt.schools):
        return schooling.propose(scene, receipt.name, receipt.schools)
    if receipt.text:
        return _text(scene, receipt)
    code = f"received.{receipt.code}"
    return Turn(scene.state, (prompt(scene, sentence(code, receipt.facts)),))


def how_to_send(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say how a filled form is sent as a file."""
    return Turn(scene.state, (_with_start(scene, sentence("import.how_to_send")),))


def how_to_paste(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say how a filled form is pasted as text."""
    return Turn(scene.state, (_with_start(scene, sentence("import.how_to_paste")),))


def _with_start(scene: Scene, told: str) -> Say:
    """Return what stands now, with the way on for somebody who has nothing written after all."""
    draft = scene.draft()
    if draft is None:
        return prompt(scene, told)
    is_asked = not is_page_in_front(scene, draft)
    say = prompt(scene, told + sentence("import.or_answer") if is_asked else told)
    return replace(say, choices=(*say.choices, opening_choices()[-1]))


def propose(scene: Scene, proposal: Proposal) -> Turn:
    """Lay what was read in front; what is in the draft already needs no confirming."""
    fresh = fresh_exhibits(scene, proposal)
    if not weighed(scene, proposal) and not fresh:
        return Turn(scene.state, (prompt(scene, sentence("import.empty", name=proposal.name)),))
    if not open_items(scene, proposal) and not fresh:
        scene.world.exhibits.leave()
        draft = target(scene, proposal)
        state = replace(scene.state, draft=draft.id, proposal=None)
        lead = [sentence("import.all_same", name=draft_name(scene, draft))]
        lead += edited_page.emptied(scene, proposal)
        return Turn(state, (prompt(scene.with_state(state), "\n".join(lead)),))
    listing = scene.state.listing if scene.state.rows is not None else ""  # rows wait on
    state = replace(scene.state, proposal=proposal, doubt="", change="", listing=listing)
    return Turn(state, (prompt(scene.with_state(state)),))


def _form(scene: Scene, reading: Reading, receipt: Receipt) -> Turn:
    """Take a form that was read to the draft it fits, or say which form it is."""
    form_name = _form_name(reading)
    draft = scene.draft()
    if form_name == "summary":
        turn = amending.corrected(scene, reading)
        if turn is not None:
            return turn
    if form_name == "summary" or form_name is None:
        return _another_form(scene, reading, "summary")
    if draft is not None and draft.form != form_name:
        return _another_form(scene, reading, form_name)
    scene.world.exhibits.wait(receipt.exhibits if form_name == "application" else ())
    return propose_reading(scene, reading, "file", receipt.name)


def propose_reading(scene: Scene, reading: Reading, kind: str, name: str, text: str = "") -> Turn:
    """Lay what was read in front: of a file, of a pasted text."""
    form_name = _form_name(reading) or "application"
    draft = _fitting(scene, form_name, reading)
    proposal = Proposal(
        kind=kind,
        name=name,
        edition=reading.edition,
        form=form_name,
        answers=dict(reading.answers),
        into=draft.edition if draft else scene.world.editions[-1],
        draft=draft.id if draft else "",
        is_guessed=reading.source == "labels",
        unread=reading.unread,
        dropped=dict(reading.dropped),
        edits=reading.edits,
        doubts=dict(reading.doubts),
        text=text,
    )
    return propose(scene, proposal)


def _fitting(scene: Scene, form_name: FormName, reading: Reading) -> Draft | None:
    """Return the draft that is meant: the open one, else the one the file was made from."""
    draft = scene.draft()
    if draft is not None and draft.form == form_name:
        return draft
    made_from = scene.world.drafts.get(reading.draft) if reading.draft else None
    return made_from if made_from and made_from.form == form_name else None


def _another_form(scene: Scene, reading: Reading, name: FormName) -> Turn:
    """Say which form a file is, when it is not the one that is filled in."""
    edition = reading.edition if reading.edition in scene.world.editions else ""
    form: Form = scene.world.form(edition or scene.world.editions[-1], name)
    told = sentence(
        f"import.is_{name}", edition=form.edition, attachment=form.attachment, title=form.title
    )
    if scene.draft() is not None:
        return Turn(scene.state, (prompt(scene, told),))
    return Turn(scene.state, (Say(told, choices=home_choices(scene)),))


def _text(scene: Scene, receipt: Receipt) -> Turn:
    """Take a text file for a pasted form, or for the long answer that is asked for."""
    draft = scene.draft()
    edition = draft.edition if draft else scene.world.editions[-1]
    form, rules = scene.world.form(edition, "application"), scene.world.rules(edition)
    reading = read_pasted(form, receipt.text, rules)
    if len(reading.answers) > 1:
        return propose_reading(scene, reading, "file", receipt.name)
    question = current_question(scene, draft) if draft else None
    if question is not None and question.kind == "long_text" and not scene.state.proposal:
        return filling.answer(scene, Move("answer", text=receipt.text))
    told = sentence("received.no-form", name=receipt.name)
    return Turn(scene.state, (prompt(scene, told),))


def _form_name(reading: Reading) -> FormName | None:
    return next((name for name in FORM_NAMES if name == reading.form), None)


def opening_choices() -> tuple[Choice, ...]:
    """Return the ways to begin a form: a file, a pasted text, or from the start."""
    return tuple(
        Choice(name, sentence(f"button.{label}"))
        for name, label in (
            ("how_to_send", "send_file"),
            ("how_to_paste", "paste_all"),
            ("resume", "from_start"),
        )
    )
