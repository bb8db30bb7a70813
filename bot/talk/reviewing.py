"""Looking at all answers, and changing one of them."""

from dataclasses import replace

from bot.message import Say
from bot.talk.prompting import home_choices, prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import review
from forms.form import Question


def check(scene: Scene, move: Move) -> Turn:
    """Show the review page of the open draft, or of the one a button names."""
    draft = scene.world.drafts.get(move.arg(0) or scene.state.draft)
    if draft is None:
        return Turn(scene.state, (Say(sentence("home.nothing_open"), choices=home_choices(scene)),))
    state = replace(scene.state, draft=draft.id, change="", listing="", doubt="", reviewing=True)
    return Turn(state, (prompt(scene.with_state(state)),))


def change(scene: Scene, move: Move) -> Turn:
    """Put one question again; its answer stays until a new one comes, and then the page returns."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return stale(scene, move)
    form, rules = scene.form(draft), scene.rules(draft)
    ids = [line.question.id for line in review.lines(form, draft.answers, rules)]
    if move.arg(1) not in ids:
        return stale(scene, move)
    state = replace(
        scene.state, draft=draft.id, change=move.arg(1), listing="", doubt="", reviewing=True
    )
    return Turn(state, (prompt(scene.with_state(state)),))


def numbered_question(scene: Scene, draft: Draft, number: int) -> Question | None:
    """Return the question at a line of the page."""
    lines = review.lines(scene.form(draft), draft.answers, scene.rules(draft))
    return lines[number - 1].question if 0 < number <= len(lines) else None
