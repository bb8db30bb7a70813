"""Handing a draft to a colleague, one writer at a time; and going on with it on another device."""

from dataclasses import replace

from bot.codes import show_code
from bot.message import Choice, Post, Reply, Say, Send
from bot.people import Redeemed
from bot.sharing import GRANTS
from bot.state import State
from bot.talk.moving import open_draft
from bot.talk.naming import draft_name
from bot.talk.privacy import AGREED
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft


def share(scene: Scene, move: Move) -> Turn:
    """Give a colleague a draft: what they may do with it is asked first, then the code comes."""
    draft = _meant(scene, move.arg(0))
    if draft is None:
        return Turn(scene.state, (prompt(scene, sentence("drafts.none")),))
    name = draft_name(scene, draft)
    if draft.mode != "own":
        return Turn(scene.state, (prompt(scene, sentence("sharing.not_owner", name=name)),))
    grant = next((each for each in GRANTS if each == move.arg(1)), None)
    if grant:
        code = scene.world.sharing.grant(draft.id, grant)
        return _coded(scene, code, sentence(f"sharing.made.{grant}", name=name))
    with_whom = scene.world.sharing.colleagues(draft.id)
    told = [sentence("sharing.which", name=name)]
    choices = [
        Choice(f"share:{draft.id}:{each}", sentence(f"button.share_{each}"), number)
        for number, each in enumerate(GRANTS, 1)
    ]
    if with_whom.viewers or with_whom.editors:
        facts = {"viewers": with_whom.viewers, "editors": with_whom.editors}
        told.insert(0, sentence("sharing.now", facts))
        choices.append(Choice(f"unshare:{draft.id}", sentence("button.unshare"), 4))
    return Turn(scene.state, (Say("\n".join(told), choices=(*choices, _way_out(scene))),))


def unshare(scene: Scene, move: Move) -> Turn:
    """Let nobody else at a draft any more, or give up one that a colleague shared."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return Turn(scene.state, (prompt(scene, sentence("stale.button")),))
    name = draft_name(scene, draft)
    scene.world.sharing.take_back(draft.id)
    told = sentence("sharing.taken_back" if draft.mode == "own" else "sharing.given_up", name=name)
    return Turn(scene.state, (prompt(scene, told),))


def taken(scene: Scene, found: Redeemed) -> Turn:
    """Open the draft a colleague handed over."""
    draft = scene.world.drafts.get(found.draft)
    if draft is None:
        return Turn(scene.state, (prompt(scene, sentence("joining.unknown")),))
    lead = sentence(f"sharing.taken.{found.grant}", name=draft_name(scene, draft))
    return open_draft(scene, draft, lead)


def held(scene: Scene) -> Turn:
    """Say that a colleague is writing just now; what was typed is not kept."""
    return Turn(scene.state, (prompt(scene, sentence("sharing.held_now")),))


def ask_pen(scene: Scene, move: Move) -> Turn:
    """Ask the colleague who is writing to let one go on."""
    draft = scene.world.drafts.get(move.arg(0))
    writer = scene.world.sharing.writer(move.arg(0)) if draft else None
    if draft is None or writer is None:
        return Turn(scene.state, (prompt(scene, sentence("sharing.free")),))
    name = draft_name(scene, draft)
    choices = (
        Choice(f"pass_pen:{draft.id}:{scene.world.me.person}", sentence("button.pass_pen")),
        Choice(f"open:{draft.id}", sentence("button.keep_pen")),
    )
    asked = Say(sentence("sharing.asked", name=name), choices=choices)
    told = prompt(scene, sentence("sharing.have_asked"))
    return Turn(scene.state, (told,), posts=(Post(writer, asked),))


def pass_pen(scene: Scene, move: Move) -> Turn:
    """Let the colleague write who asked."""
    draft = scene.world.drafts.get(move.arg(0))
    to = move.arg(1)
    if draft is None or not to.isdecimal() or not scene.world.sharing.pass_pen(draft.id, int(to)):
        return Turn(scene.state, (prompt(scene, sentence("sharing.pen_moved")),))
    name = draft_name(scene, draft)
    way = Choice(f"open:{draft.id}", sentence("button.resume"))
    yours = Say(sentence("sharing.your_turn", name=name), choices=(way,))
    state = scene.state
    if state.draft == draft.id:
        state = replace(state, draft="", change="", listing="", doubt="", reviewing=False)
    told = prompt(scene.with_state(state), sentence("sharing.passed"))
    return Turn(state, (told,), posts=(Post(int(to), yours),))


def move_on(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Give the code that carries on on another device."""
    return _coded(
        scene, scene.world.sharing.join_code(), sentence("sharing.made.join"), "join_code"
    )


def linked(scene: Scene, found: Redeemed) -> Turn:
    """Go on as the person who made the code, and say what came along."""
    if found.joined is None:
        return Turn(scene.state, (prompt(scene, sentence("joining.unknown")),))
    theirs = State.from_json(found.joined.state)
    mine = scene.state
    state = replace(
        theirs if theirs.draft else replace(theirs, draft=mine.draft),
        offered=(),
        errand=(),
        revision=max(theirs.revision, mine.revision),
        notice=AGREED if AGREED in (theirs.notice, mine.notice) else mine.notice,
    )
    lines = [sentence("sharing.linked")]
    if found.joined.drafts:
        lines.append(sentence("sharing.linked_drafts", count=found.joined.drafts))
    if found.joined.lost:
        lines.append(sentence("sharing.linked_school"))
    here = scene.with_state(state)
    if state.draft and here.draft() is None:
        state = replace(state, draft="")
        here = scene.with_state(state)
    return Turn(state, (prompt(here, "\n".join(lines)),))


def _coded(scene: Scene, code: str, told: str, named: str = "code") -> Turn:
    """Return a code with its links, and the picture of the first one."""
    links = scene.world.service.links(code)
    replies: list[Reply] = []
    if links:
        replies.append(Send(sentence("inviting.qr"), "link/qr", ("png",), {"link": links[0]}))
    text = "\n".join((told, sentence(f"sharing.{named}", code=show_code(code)), *links))
    return Turn(scene.state, (*replies, Say(text, choices=(_way_out(scene),))))


def _meant(scene: Scene, draft: str) -> Draft | None:
    """Return the draft a move names, else the open one, else the one touched last."""
    if draft:
        return scene.world.drafts.get(draft)
    found = scene.world.drafts.all()
    return scene.draft() or (found[0] if found else None)


def _way_out(scene: Scene) -> Choice:
    if scene.draft():
        return Choice("resume", sentence("button.resume"))
    return Choice("help", sentence("button.home"))
