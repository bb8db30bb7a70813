"""One's drafts in a list: given a name, taken away, and brought back for some days."""

from collections.abc import Sequence
from dataclasses import replace

from bot.draft_commands import read_draft_command
from bot.message import Choice, Say
from bot.state import State
from bot.talk.moving import MOST_LISTED, open_draft
from bot.talk.naming import draft_name
from bot.talk.prompting import home_choices, prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import DISCARDED_DAYS, Draft

LONGEST_NAME = 30


def word(scene: Scene, move: Move) -> Turn:
    """Do what was said with a draft by its number in the list."""
    command = read_draft_command(move.text)
    if command is None:
        return stale(scene, move)
    gone = command.deed == "restore"
    found = scene.world.drafts.discarded() if gone else _listed(scene)
    if not 0 < command.number <= len(found):
        return Turn(scene.state, (prompt(scene, sentence("drafts.no_such", count=len(found))),))
    chosen = found[command.number - 1]
    deeds = {"delete": delete, "rename": rename, "restore": restore}
    about = Move(f"{command.deed}_draft", (chosen.id,), command.name)
    return deeds[command.deed](scene, about)


def rename(scene: Scene, move: Move) -> Turn:
    """Give a draft a name: which one and what name are asked where they were not said."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return _which(scene, "rename_draft", _listed(scene))
    if draft.mode != "own":
        return _not_ones_own(scene)
    if not move.text:
        state = replace(scene.state, errand=("rename_draft", draft.id))
        told = sentence("drafts.ask_name", name=draft_name(scene, draft), limit=LONGEST_NAME)
        leave = Choice("drafts", sentence("button.drafts"))
        return Turn(state, (Say(told, choices=(leave,)),))
    given = " ".join(move.text.split())[:LONGEST_NAME]
    named = scene.world.drafts.rename(draft, given)
    told = sentence("drafts.renamed", name=draft_name(scene, named))
    return Turn(scene.state, (prompt(scene, told),))


def delete(scene: Scene, move: Move) -> Turn:
    """Take a draft away; it can be brought back for some days, so nothing is asked twice."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return _which(scene, "delete_draft", _listed(scene))
    if draft.mode != "own":
        return _not_ones_own(scene)
    case = scene.world.submissions.of_draft(draft.id)
    if case is not None and case.standing != "withdrawn":
        return Turn(scene.state, (prompt(scene, sentence("drafts.sent")),))
    told = sentence("drafts.deleted", name=draft_name(scene, draft), days=DISCARDED_DAYS)
    scene.world.drafts.discard(draft)
    state = _without(scene.state, draft)
    back = Choice(f"restore_draft:{draft.id}", sentence("button.restore"))
    say = prompt(scene.with_state(state), told)
    return Turn(state, (replace(say, choices=(*say.choices, back)),))


def restore(scene: Scene, move: Move) -> Turn:
    """Bring a draft back and open it."""
    gone = scene.world.drafts.discarded()
    chosen = next((draft for draft in gone if draft.id == move.arg(0)), None)
    if chosen is None:
        return _which(scene, "restore_draft", gone)
    draft = scene.world.drafts.restore(chosen)
    return open_draft(scene, draft, sentence("drafts.restored", name=draft_name(scene, draft)))


def _which(scene: Scene, deed: str, found: Sequence[Draft]) -> Turn:
    """Ask which draft is meant."""
    if not found:
        code = "drafts.none_gone" if deed == "restore_draft" else "drafts.none"
        return Turn(scene.state, (prompt(scene, sentence(code)),))
    names = [draft_name(scene, draft) for draft in found]
    lines = [sentence(f"drafts.which.{deed}")]
    lines += [f"{number}. {name}" for number, name in enumerate(names, 1)]
    choices = [
        Choice(f"{deed}:{draft.id}", name, number)
        for number, (draft, name) in enumerate(zip(found, names, strict=True), 1)
    ]
    leave = Choice("resume", sentence("button.resume"))
    ways = (leave,) if scene.world.drafts.all() else home_choices(scene)
    return Turn(scene.state, (Say("\n".join(lines), choices=(*choices, *ways)),))


def _not_ones_own(scene: Scene) -> Turn:
    return Turn(scene.state, (prompt(scene, sentence("drafts.not_own")),))


def _listed(scene: Scene) -> Sequence[Draft]:
    return scene.world.drafts.all()[:MOST_LISTED]


def _without(state: State, draft: Draft) -> State:
    """Return the state without a draft that is gone."""
    if state.draft != draft.id and (state.proposal is None or state.proposal.draft != draft.id):
        return state
    kept = replace(state, draft="", change="", listing="", reviewing=False, doubt="")
    return replace(kept, proposal=None, rows=None, row=0)
