"""One field of the form, named in words: which one is meant, what it is for, and a new text put into it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.commands import fold
from bot.field_words import ids_named, read_field_words
from bot.message import Choice, Say
from bot.talk import asking, filling
from bot.talk.prompting import current_question, prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import kinds, review
from forms.answers import take
from forms.form import Form, Question
from knowledge.answer import Thread

#: Kinds of which the notice says more than the name: its answer goes with the hint of the field.
_EXPLAINED = frozenset({"long_text", "people", "outcomes", "choice", "unit"})


def which_change(scene: Scene, move: Move) -> Turn:
    """Ask which of several fields is to be changed."""
    draft, found = _named(scene, move)
    if draft is None or not found:
        return stale(scene, move)
    return _which(scene, draft, "change", found)


def become(scene: Scene, move: Move) -> Turn:
    """Put what was typed (把电话改成……) into the field it names; asked where it may be one of several."""
    draft, found = _named(scene, move)
    text = move.text or scene.state.doubt
    value = read_field_words(text).text
    if draft is None or not found or not value:
        return stale(scene, move)
    if len(found) > 1:
        return _which(scene, draft, "become", found, text)
    return _put(scene, draft, found[0], value)


def field(scene: Scene, move: Move) -> Turn:
    """Say what a field is for: what the notice says of it, and the hint it is asked with."""
    draft, found = _named(scene, move)
    if draft is None or not found:
        return stale(scene, move)
    standing = current_question(scene, draft)
    told = [_hint(question) for question in found if question != standing]
    thread = Thread(pinned=scene.state.thread.pinned)
    here = scene.with_state(replace(scene.state, thread=thread, doubt=""))
    is_explained = found[0].kind in _EXPLAINED and not found[0].path.startswith("leaders.")
    turn = asking.ask(here, Move("ask", text=move.text)) if is_explained else None
    if turn is not None and turn.asked and turn.asked.status == "answered":
        first, *rest = turn.replies
        if isinstance(first, Say) and told:
            first = replace(first, text="\n".join((first.text, *told)))
        return replace(turn, replies=(first, *rest))
    told = told or [sentence("filling.explained")]
    return Turn(scene.state, (prompt(scene, "\n".join(told)),))


def is_field_of(form: Form, text: str) -> bool:
    """Tell whether a text asks what a field of a form is for, of which the notice says more than its name."""
    said = read_field_words(text)
    ids = ids_named(said.name)
    return said.deed == "what" and any(
        question.kind in _EXPLAINED
        and "*" not in question.path
        and (question.id in ids or said.name == fold(question.label))
        for question in form.questions
    )


def field_at_home(scene: Scene, move: Move) -> Turn:
    """Say what a field is for while no form is open: of itself, not of what was asked before."""
    thread = Thread(pinned=scene.state.thread.pinned)
    return asking.ask(scene.with_state(replace(scene.state, thread=thread)), move)


def _put(scene: Scene, draft: Draft, question: Question, value: str) -> Turn:
    """Answer one field and return to what stood; a text that does not fit leaves the field in front."""
    was = scene.state
    here = scene.with_state(replace(was, change=question.id, listing="", doubt="", row=0))
    turn = filling.answer(here, Move("answer", text=value))
    now = scene.world.drafts.get(draft.id) or draft
    if turn.state.change == question.id or turn.state.listing or now.version == draft.version:
        return replace(turn, state=replace(turn.state, reviewing=True))
    kept = take(now.answers, question.path)
    told = sentence(
        "fields.changed", label=review.label(question), shown=kinds.show(question, kept)
    )
    lead = "\n".join((told, *filling.followed(scene, draft, question, kept)))
    state = replace(turn.state, listing=was.listing, pieces=was.pieces, former=was.former)
    return replace(turn, state=state, replies=(prompt(scene.with_state(state), lead),))


def _named(scene: Scene, move: Move) -> tuple[Draft | None, list[Question]]:
    """Return the draft and the fields a move is about."""
    draft = scene.draft()
    if draft is None or draft.id != move.arg(0):
        return None, []
    return draft, [question for question in scene.path(draft) if question.id in move.args[1:]]


def _which(scene: Scene, draft: Draft, way: str, found: Iterable[Question], says: str = "") -> Turn:
    ways = [
        Choice(f"{way}:{draft.id}:{question.id}", _button(question), number, says)
        for number, question in enumerate(found, 1)
    ]
    resume = Choice("resume", sentence("button.resume"))
    return Turn(scene.state, (Say(sentence("fields.which"), choices=(*ways, resume)),))


def _button(question: Question) -> str:
    return sentence("button.change", label=review.label(question))


def _hint(question: Question) -> str:
    facts = {"label": review.label(question), "ask": question.ask, "hint": question.hint}
    return sentence("fields.hint", facts)
