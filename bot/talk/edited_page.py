"""What somebody typed over in a file of ours, as lines: what it was made with, and what it shows now."""

from bot.proposal import Proposal
from bot.talk.scene import Scene
from bot.wording import sentence
from forms import edited
from forms.edited import Change
from forms.form import Question


def changes(scene: Scene, proposal: Proposal) -> tuple[Change, ...]:
    """Return the cells of the file that were changed after it was made; none where it is not ours."""
    if not proposal.edits or proposal.edition not in scene.world.editions:
        return ()
    form = scene.world.form(proposal.edition, proposal.form)
    rules = scene.world.rules(proposal.edition)
    return edited.changes(form, rules, proposal.answers, proposal.edits)


def lines(scene: Scene, proposal: Proposal) -> list[str]:
    """Return them for the page, with what may be done about them."""
    found = changes(scene, proposal)
    if not found:
        return []
    told = [line(change) for change in found]
    return [sentence("edited.heading", count=len(found)), *told, sentence("edited.way_on")]


def line(change: Change) -> str:
    """Return one cell that was changed."""
    label = change.label
    if change.row:
        label = sentence("edited.row", label=label, row=change.row)
    state = "emptied" if not change.now else "filled" if not change.was else "other"
    return sentence(f"edited.{state}", label=label, was=change.was, now=change.now)


def emptied(scene: Scene, proposal: Proposal) -> list[str]:
    """Return the cells the file no longer fills, and how each is emptied here too."""
    found = [each for each in changes(scene, proposal) if not each.now and not each.row]
    told = [line(change) for change in found]
    ways = [sentence("edited.to_empty", label=each.label) for each in found[:1]]
    return [sentence("edited.heading", count=len(found)), *told, *ways] if found else []


def former(scene: Scene, proposal: Proposal, question: Question) -> list[str]:
    """Return what the file was made with, for the one question in front."""
    found = [each for each in changes(scene, proposal) if each.question.path == question.path]
    return [before(each) for each in found]


def before(change: Change) -> str:
    """Return what a cell, or a row, held when the file was made."""
    if not change.was:
        return sentence("edited.before_none")
    code = "edited.before_row" if change.row else "edited.before"
    return sentence(code, was=change.was, row=change.row)
