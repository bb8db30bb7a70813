"""The whole form on one page: any of its questions answered there, whichever stands in the conversation."""

from dataclasses import replace

from bot.message import Say
from bot.state import State
from bot.talk.counting import count
from bot.talk.filling import followed, put, slip_sentence
from bot.talk.prompting import prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.talk.writing import with_extra
from bot.wording import sentence
from bot.world import Draft
from forms import kinds, review
from forms.characters import clean
from forms.errors import BadAnswer
from forms.form import Json, Question


def write(scene: Scene, move: Move) -> Turn:
    """Keep what was written in one box (draft, question) of the page; empty takes the answer away.

    Empty counts as left out; where an answer is required the form then lacks it. What cannot be read
    changes nothing and says why. The conversation stays where it is, unless it
    was at this very question.
    """
    draft = scene.world.drafts.get(move.arg(0))
    question = _on_the_way(scene, draft, move.arg(1)) if draft else None
    if draft is None or question is None or not draft.is_open:
        return stale(scene, move)
    try:
        value = _read(scene, draft, question, move.text)
    except BadAnswer as slip:
        return Turn(scene.state, (Say(slip_sentence(slip)),))
    answers = put(scene, draft, question, value)
    told = followed(scene, draft, question, value)
    if answers != draft.answers:
        draft = scene.world.drafts.save(draft, answers)
    state = _left(scene.state, draft, question)
    if question.kind == "long_text" and count(scene, draft, question).over:
        state = with_extra(state, draft, question)
    label = review.label(question)
    lead = sentence("one_page.emptied" if value is None else "one_page.kept", label=label)
    return Turn(state, (prompt(scene.with_state(state), "\n".join((lead, *told))),))


def _on_the_way(scene: Scene, draft: Draft, id_: str) -> Question | None:
    return next((each for each in scene.path(draft) if each.id == id_), None)


def _read(scene: Scene, draft: Draft, question: Question, text: str) -> Json:
    """Return the value of what was written, None for nothing; raises BadAnswer."""
    return kinds.read(question, text, scene.rules(draft)) if clean(text).strip() else None


def _left(state: State, draft: Draft, question: Question) -> State:
    """Return the state with nothing half done at this question; its draft is the open one."""
    state = replace(state, draft=draft.id, doubt="")
    if question.id in (state.listing, state.change):
        state = replace(state, change="", listing="", pieces=(), former="", rows=None, row=0)
    return state
