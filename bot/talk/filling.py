"""Answering the question that stands: read, kept, and on to the next one."""

from dataclasses import replace

from bot.handing import AUDIENCE_OF
from bot.message import Reply, Say
from bot.state import State
from bot.talk import listing, naming_units, writing
from bot.talk.listed_elsewhere import district_told
from bot.talk.prompting import (
    LONGEST_REMINDER,
    current_question,
    prompt,
    question_choices,
    stale,
    unit_to_come,
)
from bot.talk.rows_page import LISTS
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey, kinds, review
from forms.errors import BadAnswer
from forms.form import Json, Question


def answer(scene: Scene, move: Move) -> Turn:
    """Take the text as the answer to the question that stands."""
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if draft is None or question is None:
        return Turn(scene.state, (prompt(scene),))
    try:
        value = kinds.read(question, move.text, scene.rules(draft))
    except BadAnswer as slip:
        return Turn(scene.state, (_slip(scene, draft, question, slip),))
    meant = naming_units.proposal(scene, draft, question, value)
    if meant:
        return meant
    if question.kind == "long_text":
        return writing.add(scene, draft, question, str(value))
    return _keep(scene, draft, question, value, move.text)


def early_unit(scene: Scene, move: Move) -> Turn:
    """Keep the unit that was given before it was asked for; the question that stands is put again."""
    draft = scene.draft()
    question = unit_to_come(scene, draft) if draft else None
    if draft is None or question is None:
        return answer(scene, move)
    value = kinds.read(question, move.text, scene.rules(draft))
    scene.world.drafts.save(draft, put(scene, draft, question, value))
    lead = sentence("filling.kept_early", label=question.label, shown=kinds.show(question, value))
    return Turn(scene.state, (prompt(scene, lead),))


def standard(scene: Scene, move: Move) -> Turn:
    """Take the standard name that was proposed for a unit."""
    return _settled(scene, move, move.text)


def as_typed(scene: Scene, move: Move) -> Turn:
    """Keep the unit as it was typed, though another name was proposed."""
    return _settled(scene, move, scene.state.doubt)


def _settled(scene: Scene, move: Move, text: str) -> Turn:
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    is_here = draft and question and (draft.id, question.id) == move.args[:2]
    if not is_here or not text or not scene.state.doubt:
        return stale(scene, move)
    here = scene.with_state(replace(scene.state, doubt=text))
    return answer(here, Move("answer", text=text))


def choose(scene: Scene, move: Move) -> Turn:
    """Take an option that was tapped; an old button says where things stand instead."""
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if draft is None or question is None or (draft.id, question.id) != move.args[:2]:
        return stale(scene, move)
    place = move.arg(2)
    if not place.isdecimal() or int(place) >= len(question.options):
        return stale(scene, move)
    tapped = question.options[int(place)]  # by its id: two may be called the same
    return answer(scene, Move("answer", text=tapped.id))


def skip(scene: Scene, move: Move) -> Turn:
    """Leave an optional question empty; a required one says what may be done instead."""
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if draft is None or question is None:
        return Turn(scene.state, (prompt(scene),))
    if move.args and (draft.id, question.id) != move.args[:2]:
        return stale(scene, move)
    if scene.state.change == question.id:
        return keep(scene, move)
    if scene.state.listing == question.id:
        return done(scene, move)
    if question.required:
        return Turn(scene.state, (prompt(scene, sentence("filling.required")),))
    return _keep(scene, draft, question, None, "")


def keep(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Leave the answer being changed as it was."""
    state = replace(scene.state, change="", listing="", rows=None, row=0)
    return Turn(state, (prompt(scene.with_state(state)),))


def more(scene: Scene, move: Move) -> Turn:
    """Add to a list or a long text instead of writing it anew."""
    draft = scene.draft()
    if draft is None or scene.state.change != move.arg(1):
        return stale(scene, move)
    state = replace(scene.state, change="", listing=move.arg(1), pieces=(), former="")
    return Turn(state, (prompt(scene.with_state(state)),))


def done(scene: Scene, move: Move) -> Turn:
    """End the list or the long text being collected."""
    if not scene.state.listing or (move.args and move.arg(1) != scene.state.listing):
        return stale(scene, move)
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if draft and question and question.kind == "long_text":
        return writing.end(scene, draft, question)
    state = replace(scene.state, listing="")
    return Turn(state, (prompt(scene.with_state(state)),))


def _keep(scene: Scene, draft: Draft, question: Question, value: Json, text: str) -> Turn:
    """Keep a value in the draft and go on; rows of a list are collected."""
    if question.kind in LISTS and isinstance(value, list):
        return listing.collect(scene, draft, question, value)
    scene.world.drafts.save(draft, put(scene, draft, question, value))
    state = replace(scene.state, change="", listing="", doubt="")
    state = _with_role(state, question, value)
    told = [_lead(question, value, text), *followed(scene, draft, question, value)]
    if question.id in ("unit", "filed_as", "filed_as_again"):
        told.append(district_told(scene, scene.draft() or draft))
    return Turn(state, (prompt(scene.with_state(state), "\n".join(filter(None, told))),))


def put(scene: Scene, draft: Draft, question: Question, value: Json) -> dict[str, Json]:
    """Give new answers; what settles an earlier question is kept there, and asked no more."""
    if question.settles and not _defers(question, value):
        question = replace(question, path=question.settles)
    form = scene.form(draft)
    answers = journey.put(form, draft.answers, question, value)
    for other in _following(scene, draft, question, value):
        answers = journey.put(form, answers, other, value)
    return answers


def followed(scene: Scene, draft: Draft, question: Question, value: Json) -> tuple[str, ...]:
    """Say which units were the same (同上) as the one of `draft` that becomes another, and go with it."""
    shown = kinds.show(question, value)
    return tuple(
        sentence("filling.followed", label=review.label(other), shown=shown)
        for other in _following(scene, draft, question, value)
    )


def _following(scene: Scene, draft: Draft, question: Question, value: Json) -> tuple[Question, ...]:
    """Return the questions whose answer 同上 was, or said the same as, the answer given up for `value`."""
    was = journey.take(draft.answers, question.path)
    if question.kind != "unit" or not was or not value or was == value:
        return ()
    return tuple(
        other
        for other in scene.path(draft)
        if other.default_from == question.path and journey.take(draft.answers, other.path) == was
    )


def _defers(question: Question, value: Json) -> bool:
    return any(option.defers and option.id == value for option in question.options)


def _lead(question: Question, value: Json, text: str) -> str:
    """Say what became of a message; a value that reads otherwise than it was typed is shown."""
    if value is None:
        return sentence("filling.skipped")
    if _defers(question, value):
        return sentence("filling.deferred_again" if question.settles else "filling.deferred")
    shown = kinds.show(question, value)
    if shown == text.strip() or question.options or len(shown) > LONGEST_REMINDER:
        return sentence("filling.kept")
    return sentence("filling.kept_as", shown=shown)


def _with_role(state: State, question: Question, value: Json) -> State:
    """Return the state with the role that whom a case is filed for tells about the person."""
    if "filed_as" not in (question.path, question.settles):
        return state
    return replace(state, role=AUDIENCE_OF.get(str(value), state.role))


def slip_sentence(slip: BadAnswer) -> str:
    """Return what is told of an answer that cannot be read."""
    return sentence(f"slip.{slip.code}", {"label": "", "example": "", **slip.facts})


def _slip(scene: Scene, draft: Draft, question: Question, slip: BadAnswer) -> Reply:
    """Say what happened, the shape and an example; the old value stays."""
    citation = scene.world.citation(str(slip.facts.get("fact", "")))
    text = slip_sentence(slip)
    return Say(
        f"{text}\n{question.ask}",
        (citation,) if citation else (),
        question_choices(scene, draft, question),
        text,
    )
