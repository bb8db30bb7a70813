"""The words about a text that is too long (放进附页, 我来缩短, 看看超了哪些): understood anywhere, never an answer."""

from dataclasses import replace

from bot.commands import fold
from bot.state import State
from bot.talk import writing
from bot.talk.counting import closing, count
from bot.talk.prompting import current_question, prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey
from forms.form import Question

#: What each word does with the text it is about.
DEEDS = {"extra": writing.extra, "shorten": writing.shorten, "beyond": writing.beyond}


def meant(scene: Scene, text: str) -> Move | None:
    """Return the move one of these words makes; None for any other text, and where something read waits."""
    said = fold(text)
    name = next((each for each in DEEDS if said == fold(sentence(f"button.{each}"))), "")
    is_free = scene.state.proposal is None and not scene.state.errand
    return Move("over_word", (name,)) if name and is_free else None


def idle(text: str) -> Move | None:
    """Return the move of 跳过 while no form is open; None for words that say more than that."""
    is_skipping = fold(text) == fold(sentence("button.skip"))
    return Move("idle_word") if is_skipping else None


def idle_word(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say what 跳过 is for."""
    return Turn(scene.state, (prompt(scene, sentence("home.skip_for_what")),))


def over_word(scene: Scene, move: Move) -> Turn:
    """Do what the word says with the text that is too long; where none is, say what it is for."""
    draft = scene.draft()
    question = _too_long(scene, draft) if draft and draft.is_open else None
    if draft is None or question is None or move.arg(0) not in DEEDS:
        return Turn(scene.state, (prompt(scene, sentence("writing.for_what")),))
    standing = None if scene.state.is_on_page else current_question(scene, draft)
    if move.arg(0) == "extra" and question != standing:
        state = writing.with_extra(scene.state, draft, question)
        lead = closing(scene, draft, question)
        return Turn(state, (prompt(scene.with_state(state), lead),))
    is_open = question.id in (scene.state.listing, scene.state.change)
    here = scene if is_open else scene.with_state(_fronted(scene, question))
    turn = DEEDS[move.arg(0)](here, Move(move.arg(0)))
    if move.arg(0) == "beyond" and question != standing:
        return replace(turn, state=scene.state, replies=(*turn.replies[:-1], prompt(scene)))
    return turn


def _fronted(scene: Scene, question: Question) -> State:
    return replace(scene.state, change=question.id, listing="", doubt="")


def _too_long(scene: Scene, draft: Draft) -> Question | None:
    """Return the text the word is about: the one in front where it is too long, else the last that is."""
    found = [
        each
        for each in scene.path(draft)
        if each.kind == "long_text"
        and journey.is_given(draft.answers, each)
        and count(scene, draft, each).over
    ]
    if not found or scene.state.rows is not None:
        return None
    standing = None if scene.state.is_on_page else current_question(scene, draft)
    return standing if standing in found else found[-1]
