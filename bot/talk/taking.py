"""Confirming what was read: all of it, one by one, or none; only then it enters the draft."""

from collections.abc import Iterable
from dataclasses import replace

from bot.commands import Command
from bot.proposal import Proposal
from bot.state import State
from bot.talk import unread
from bot.talk.lateness import late, with_purposes
from bot.talk.prompting import prompt, stale
from bot.talk.proposal_page import fresh_exhibits, open_items, target, weighed
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import edited, kinds, review, weighing
from forms.errors import BadAnswer
from forms.weighing import Item

#: What has to wait while something read lies in front and is to be confirmed first.
WAITS = frozenset({"back", "done", "check", "finish", "restart", "fill", "explain", "nod", "copy"})


def confirming(command: Command) -> Move | None:
    """Return what a typed command means while something read waits; None for what it always means."""
    if command.name == "skip":
        return Move("pass_by")
    if command.name == "resume":
        return Move("look")
    return Move("wait") if command.name in WAITS else None


def take_all(scene: Scene, move: Move) -> Turn:
    """Take everything that was read and is not refused; the draft stands open then."""
    proposal = scene.state.proposal
    if proposal is None:
        return stale(scene, move)
    return _ended(scene, proposal, open_items(scene, proposal), is_whole=not proposal.is_stepping)


def one_by_one(scene: Scene, move: Move) -> Turn:
    """Put the items one after the other."""
    proposal = scene.state.proposal
    if proposal is None:
        return stale(scene, move)
    return _go_on(scene, replace(proposal, is_stepping=True))


def agree(scene: Scene, move: Move) -> Turn:
    """Take the item in front, or everything while the page lies there."""
    proposal = scene.state.proposal
    found = open_items(scene, proposal) if proposal and proposal.is_stepping else ()
    if not found:
        return take_all(scene, move)
    if found[0].state == "refused":
        return wait(scene, move)
    return take_one(scene, Move("take_one", (found[0].question.id,)))


def pass_by(scene: Scene, move: Move) -> Turn:
    """Leave the item in front; while the page lies there nothing is left by the way."""
    proposal = scene.state.proposal
    found = open_items(scene, proposal) if proposal and proposal.is_stepping else ()
    if not found:
        return wait(scene, move)
    return leave_one(scene, Move("leave_one", (found[0].question.id,)))


def look(scene: Scene, move: Move) -> Turn:
    """Show the page of everything that was read."""
    proposal = scene.state.proposal
    if proposal is None:
        return stale(scene, move)
    return _go_on(scene, replace(proposal, is_stepping=False))


def unread_all(scene: Scene, move: Move) -> Turn:
    """Show all texts without a cell in full; what was read still waits."""
    proposal = scene.state.proposal
    if proposal is None or not proposal.unread:
        return stale(scene, move)
    return Turn(scene.state, (prompt(scene, unread.told_whole(proposal)),))


def take_one(scene: Scene, move: Move) -> Turn:
    """Take the item in front and go on to the next."""
    found = _in_front(scene, move)
    if found is None:
        return stale(scene, move)
    proposal, item = found
    return _go_on(scene, _kept(scene, proposal, [item]).with_decided(item.question.id, "yes"))


def leave_one(scene: Scene, move: Move) -> Turn:
    """Leave the item in front as the draft has it and go on to the next."""
    found = _in_front(scene, move)
    if found is None:
        return stale(scene, move)
    proposal, item = found
    return _go_on(scene, proposal.with_decided(item.question.id, "no"))


def take_former(scene: Scene, move: Move) -> Turn:
    """Take what the file was made with in place of what somebody typed over it."""
    found = _in_front(scene, move)
    if found is None or not found[0].edits:
        return stale(scene, move)
    proposal, item = found
    before = replace(proposal, answers=edited.undone(proposal.answers, proposal.edits))
    for other in weighed(scene, before):
        if other.question.path == item.question.path and other.state != "refused":
            kept = _kept(scene, proposal, [other])
            return _go_on(scene, kept.with_decided(item.question.id, "yes"))
    return leave_one(scene, Move("leave_one", move.args))


def without_edits(scene: Scene, move: Move) -> Turn:
    """Lay the answers in front that the file was made with, without what was typed over them."""
    proposal = scene.state.proposal
    if proposal is None or not proposal.edits:
        return stale(scene, move)
    answers = edited.undone(proposal.answers, proposal.edits)
    proposal = replace(proposal, answers=answers, edits=(), is_stepping=False)
    if not open_items(scene, proposal) and not fresh_exhibits(scene, proposal):
        return _ended(scene, proposal, ())
    state = replace(scene.state, proposal=proposal)
    page = prompt(scene.with_state(state))
    return Turn(state, (replace(page, text="\n".join((sentence("edited.undone"), page.text))),))


def own(scene: Scene, move: Move) -> Turn:
    """Take what was typed in place of the item in front; an unfit text says what would fit."""
    proposal = scene.state.proposal
    found = open_items(scene, proposal) if proposal else ()
    if proposal is None or not proposal.is_stepping or not found:
        return wait(scene, move)
    item = found[0]
    rules = scene.rules(target(scene, proposal))
    try:
        value = kinds.read(item.question, move.text, rules)
    except BadAnswer as slip:
        facts = {"label": "", "example": "", **slip.facts}
        return Turn(scene.state, (prompt(scene, sentence(f"slip.{slip.code}", facts)),))
    typed = replace(item, value=value, state="new")
    return _go_on(scene, _kept(scene, proposal, [typed]).with_decided(item.question.id, "yes"))


def wait(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Ask to settle first what was read; whatever else was wanted comes after it."""
    return Turn(scene.state, (prompt(scene, sentence("import.choose_first")),))


def drop(scene: Scene, move: Move) -> Turn:
    """Leave everything that was not taken yet."""
    proposal = scene.state.proposal
    if proposal is None:
        return stale(scene, move)
    scene.world.exhibits.leave()
    state = replace(scene.state, proposal=None, draft=scene.state.draft or proposal.draft)
    code = "import.dropped_rest" if "yes" in proposal.decided.values() else "import.dropped"
    return Turn(state, (prompt(scene.with_state(state), sentence(code)),))


def elsewhere(scene: Scene, move: Move) -> Turn:
    """Take what was read to a new draft beside the open one."""
    proposal = scene.state.proposal
    if proposal is None or not proposal.draft:
        return stale(scene, move)
    return _go_on(scene, replace(proposal, draft="", is_stepping=False))


def _in_front(scene: Scene, move: Move) -> tuple[Proposal, Item] | None:
    """Return the item that a tap is about, when it is the one in front."""
    proposal = scene.state.proposal
    found = open_items(scene, proposal) if proposal and proposal.is_stepping else ()
    if proposal is None or not found or found[0].question.id != move.arg(0):
        return None
    return proposal, found[0]


def _go_on(scene: Scene, proposal: Proposal) -> Turn:
    """Put the next item, or end when all were gone through."""
    if not open_items(scene, proposal):
        return _ended(scene, proposal, ())
    state = replace(scene.state, proposal=proposal)
    return Turn(state, (prompt(scene.with_state(state)),))


def _kept(
    scene: Scene, proposal: Proposal, items: Iterable[Item], *, is_whole: bool = False
) -> Proposal:
    """Keep items in the draft, made now where there is none yet, and return the proposal for it."""
    draft = _draft(scene, proposal)
    form = scene.form(draft)
    answers = weighing.taken(form, draft.answers, items, is_whole=is_whole)
    scene.world.drafts.save(draft, answers)
    return replace(proposal, draft=draft.id)


def _draft(scene: Scene, proposal: Proposal) -> Draft:
    draft = target(scene, proposal)
    return draft if draft.id else scene.world.drafts.new(proposal.into, proposal.form)


def _without_proposal(state: State, draft: str) -> State:
    """Return the state with a draft open again; rows of it that waited to be confirmed still do."""
    state = replace(state, proposal=None, change="", reviewing=False)
    if state.rows is not None and state.draft == draft:
        return state
    return replace(state, draft=draft, listing="", rows=None, row=0)


def _ended(
    scene: Scene, proposal: Proposal, items: tuple[Item, ...], *, is_whole: bool = False
) -> Turn:
    """Keep the last items, open the draft and say what became of it."""
    chosen = [item for item in items if item.state != "refused"]
    taken = len(chosen) + sum(answer == "yes" for answer in proposal.decided.values())
    fresh = fresh_exhibits(scene, proposal) if taken or not proposal.decided else ()
    if chosen or proposal.draft or fresh:
        proposal = _kept(scene, proposal, chosen, is_whole=is_whole)
    put = scene.world.exhibits.keep(proposal.draft) if fresh else 0
    if not fresh:
        scene.world.exhibits.leave()
    state = _without_proposal(scene.state, proposal.draft)
    here = scene.with_state(state)
    lead = [sentence("import.taken", count=taken)] if taken else []
    lead += [sentence("import.exhibits_taken", count=put)] if put else []
    lead = lead or [sentence("import.dropped")]
    refused = [item.label for item in items if item.state == "refused"]
    if refused:
        lead.append(sentence("import.asked_later", labels="、".join(refused)))
    draft = here.draft()
    if draft is not None and review.missing(scene.form(draft), draft.answers, scene.rules(draft)):
        lead.append(sentence("import.goes_on"))
    over = late(here, draft) if draft is not None and draft.id != scene.state.draft else ()
    say = prompt(here, "\n".join((*lead, *over)))
    return Turn(state, (with_purposes(say, draft) if over and draft else say,))
