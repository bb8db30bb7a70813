"""Answering the question that stands: read, kept, and on to the next one."""

from dataclasses import replace

from bot.handing import AUDIENCE_OF
from bot.message import Reply, Say
from bot.state import State
from bot.talk.prompting import LISTS, LONGEST_REMINDER, current_question, prompt, question_choices
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey, kinds
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
    return _keep(scene, draft, question, value, move.text)


def choose(scene: Scene, move: Move) -> Turn:
    """Take an option that was tapped; an old button says where things stand instead."""
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if draft is None or question is None or (draft.id, question.id) != move.args[:2]:
        return stale(scene, move)
    place = move.arg(2)
    if not place.isdecimal() or int(place) >= len(question.options):
        return stale(scene, move)
    label = question.options[int(place)].label
    return answer(scene, Move("answer", text=label))


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
    state = replace(scene.state, change="", listing="")
    return Turn(state, (prompt(scene.with_state(state)),))


def more(scene: Scene, move: Move) -> Turn:
    """Add rows to a list instead of writing it anew."""
    draft = scene.draft()
    if draft is None or scene.state.change != move.arg(1):
        return stale(scene, move)
    state = replace(scene.state, change="", listing=move.arg(1))
    return Turn(state, (prompt(scene.with_state(state)),))


def done(scene: Scene, move: Move) -> Turn:
    """End the list being collected."""
    if not scene.state.listing or (move.args and move.arg(1) != scene.state.listing):
        return stale(scene, move)
    state = replace(scene.state, listing="")
    return Turn(state, (prompt(scene.with_state(state)),))


def stale(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say that a button belongs to an earlier message, and where things stand."""
    return Turn(scene.state, (prompt(scene, sentence("stale.button")),))


def _keep(scene: Scene, draft: Draft, question: Question, value: Json, text: str) -> Turn:
    """Keep a value in the draft and go on."""
    state = scene.state
    if question.kind in LISTS and state.listing == question.id:
        before = journey.take(draft.answers, question.path)
        value = [*(before if isinstance(before, list) else []), *_rows(value)]
    scene.world.drafts.save(draft, _put(scene, draft, question, value))
    is_list = question.kind in LISTS and value is not None
    state = replace(state, change="", listing=question.id if is_list else "", doubt="")
    state = _with_role(state, question, value)
    return Turn(state, (prompt(scene.with_state(state), _lead(question, value, text)),))


def _put(scene: Scene, draft: Draft, question: Question, value: Json) -> dict[str, Json]:
    """Give new answers; what settles an earlier question is kept there, and asked no more."""
    if question.settles and not _defers(question, value):
        question = replace(question, path=question.settles)
    return journey.put(scene.form(draft), draft.answers, question, value)


def _defers(question: Question, value: Json) -> bool:
    return any(option.defers and option.id == value for option in question.options)


def _lead(question: Question, value: Json, text: str) -> str:
    """Say what became of a message; a value that reads otherwise than it was typed is shown."""
    if value is None:
        return sentence("filling.skipped")
    if _defers(question, value):
        return sentence("filling.deferred_again" if question.settles else "filling.deferred")
    if question.kind in LISTS:
        return ""
    shown = kinds.show(question, value)
    if shown == text.strip() or question.options or len(shown) > LONGEST_REMINDER:
        return sentence("filling.kept")
    return sentence("filling.kept_as", shown=shown)


def _with_role(state: State, question: Question, value: Json) -> State:
    """Return the state with the role that whom a case is filed for tells about the person."""
    if "filed_as" not in (question.path, question.settles):
        return state
    return replace(state, role=AUDIENCE_OF.get(str(value), state.role))


def _rows(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _slip(scene: Scene, draft: Draft, question: Question, slip: BadAnswer) -> Reply:
    """Say what happened, the shape and an example; the old value stays."""
    citation = scene.world.citation(str(slip.facts.get("fact", "")))
    text = sentence(f"slip.{slip.code}", {"label": "", "example": "", **slip.facts})
    return Say(
        f"{text}\n{question.ask}",
        (citation,) if citation else (),
        question_choices(scene, draft, question),
    )
