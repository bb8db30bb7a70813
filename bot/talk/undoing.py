"""Taking the last thing back: a message of a long text, or a row that was deleted."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.talk import writing
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms.form import Json


def undo(scene: Scene, move: Move) -> Turn:
    """Put a deleted row back while nothing was changed since; else take the last message back."""
    gone = scene.state.deleted
    draft = scene.draft()
    if draft is None or (draft.id, draft.version) != (gone.get("draft"), gone.get("version")):
        return writing.undo(scene, move)
    before, added = gone.get("answers"), gone.get("added")
    left = {key: value for key, value in draft.answers.items() if key not in _list(added)}
    scene.world.drafts.save(draft, {**left, **(before if isinstance(before, dict) else {})})
    rows = gone.get("rows")
    waiting = tuple(rows) if isinstance(rows, list) else None
    state = replace(scene.state, deleted={}, rows=waiting, row=0)
    return Turn(state, (prompt(scene.with_state(state), sentence("rows.put_back")),))


def remembered(scene: Scene, draft: Draft, turn: Turn) -> Turn:
    """Return the turn that deleted a row, with the way to put it back."""
    here = scene.world.drafts.get(draft.id) or draft
    rows = scene.state.rows
    changed = {k: v for k, v in draft.answers.items() if here.answers.get(k) != v}
    gone: dict[str, Json] = {
        "draft": draft.id,
        "version": here.version,
        "answers": changed,
        "added": [key for key in here.answers if key not in draft.answers],
        "rows": None if rows is None else list(rows),
    }
    *first, last = turn.replies
    if isinstance(last, Say):
        last = replace(last, choices=(*last.choices, Choice("undo", sentence("button.put_back"))))
    state = replace(turn.state, deleted=gone)
    return replace(turn, state=state, replies=(*first, last))


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
