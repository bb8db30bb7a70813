"""Copying from an earlier draft, of this edition or another: shown item by item before it is kept."""

from collections import Counter

from bot.message import Choice, Say
from bot.proposal import Proposal
from bot.talk.importing import propose
from bot.talk.naming import draft_name
from bot.talk.prompting import home_choices, prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey
from forms.form import FormName

#: So many drafts are offered to copy from, the one touched last first.
MOST_OFFERED = 9


def copy(scene: Scene, move: Move) -> Turn:
    """Lay the answers of another draft in front; which one is asked where there are several."""
    open_draft = scene.draft()
    name: FormName = open_draft.form if open_draft else "application"
    found = sources(scene, name)
    if move.arg(0):
        chosen = [draft for draft in found if draft.id == move.arg(0)]
        return _from(scene, chosen[0]) if chosen else stale(scene, move)
    if not found:
        told = sentence("copy.none")
        say = prompt(scene, told) if open_draft else Say(told, choices=home_choices(scene))
        return Turn(scene.state, (say,))
    if len(found) == 1:
        return _from(scene, found[0])
    lines = [sentence("copy.which")]
    lines += [f"{at}. {draft_name(scene, draft)}" for at, draft in enumerate(found, 1)]
    choices = tuple(
        Choice(f"copy:{draft.id}", draft_name(scene, draft), at)
        for at, draft in enumerate(found, 1)
    )
    way_back = Choice("resume", sentence("button.resume"))
    return Turn(scene.state, (Say("\n".join(lines), choices=(*choices, way_back)),))


def sources(scene: Scene, name: FormName) -> tuple[Draft, ...]:
    """Return the drafts of a form that hold something, besides the open one."""
    return tuple(
        draft
        for draft in scene.world.drafts.all()
        if draft.form == name and draft.answers and draft.id != scene.state.draft
    )[:MOST_OFFERED]


def _from(scene: Scene, source: Draft) -> Turn:
    """Propose what a draft holds: to the open draft of that form, else to a new one of the newest edition."""
    draft = scene.draft()
    is_fitting = draft is not None and draft.form == source.form and draft.id != source.id
    answers = journey.on_path(scene.form(source), source.answers, scene.rules(source))
    proposal = Proposal(
        kind="draft",
        name=draft_name(scene, source),
        edition=source.edition,
        form=source.form,
        answers=answers,
        into=draft.edition if draft and is_fitting else scene.world.editions[-1],
        draft=draft.id if draft and is_fitting else "",
        dropped=Counter(
            f"{one.part}.{'picture' if one.is_picture else 'table'}"
            for one in scene.world.exhibits.of(source.id)
        ),
    )
    scene.world.exhibits.wait_from(source.id)
    return propose(scene, proposal)
