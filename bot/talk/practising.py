"""Practice (练习) or a fair copy (存稿): what a draft is for, chosen at any time."""

from bot.talk.handing_in import finish
from bot.talk.moving import begin
from bot.talk.prompting import prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence


def practise(scene: Scene, move: Move) -> Turn:
    """Make the open draft one for practice; where none is open, begin one."""
    if not scene.state.draft and not move.args:
        return begin(scene, scene.world.editions[-1], "application", is_practice=True)
    return _marked(scene, move, is_practice=True)


def fair(scene: Scene, move: Move) -> Turn:
    """Make the draft a fair copy; one handed over for practice is made anew."""
    return _marked(scene, move, is_practice=False)


def _marked(scene: Scene, move: Move, *, is_practice: bool) -> Turn:
    draft = scene.world.drafts.get(move.arg(0) or scene.state.draft)
    if draft is None:
        return stale(scene, move) if move.args else Turn(scene.state, (prompt(scene),))
    scene.world.drafts.mark(draft, is_practice=is_practice)
    if draft.id != scene.state.draft:
        return finish(scene, Move("finish", (draft.id,)))
    lead = sentence("practice.chosen" if is_practice else "practice.not_chosen")
    return Turn(scene.state, (prompt(scene, lead),))
