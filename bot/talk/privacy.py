"""What is kept about a person: told before the first form, shown, taken along, taken away.

**Source:** 个人信息保护法 第十三、十四、十七、四十五、四十七条
"""

from dataclasses import replace

from bot.message import Choice, Say, Send
from bot.state import State
from bot.talk.prompting import home_choices, prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

#: How far somebody has come with the notice of what is kept.
SHOWN, AGREED = "shown", "agreed"


def noticed(scene: Scene, turn: Turn) -> Turn:
    """Put the notice before the first question of a first form; going on after it is agreeing."""
    state = turn.state
    if not state.draft or state.notice == AGREED:
        return turn
    if state.notice == SHOWN:
        draft = scene.world.drafts.get(state.draft)
        if draft is None or not draft.version:
            return turn
        scene.world.own.agree()
        return replace(turn, state=replace(state, notice=AGREED))
    *before, last = turn.replies
    if not isinstance(last, Say):
        return turn
    way = Choice("decline", sentence("button.decline"))
    notice = sentence("privacy.notice", operator=operator(scene))
    brief = None if last.brief is None else f"{notice}\n{last.brief}".rstrip("\n")
    say = replace(last, text=f"{notice}\n\n{last.text}", choices=(*last.choices, way), brief=brief)
    return replace(turn, state=replace(state, notice=SHOWN), replies=(*before, say))


def operator(scene: Scene) -> str:
    """Return who keeps the data, by name where it is set."""
    return scene.world.service.operator or sentence("privacy.operator")


def decline(scene: Scene, move: Move) -> Turn:
    """Take back what was begun after the notice; somebody who has agreed is shown what is kept."""
    draft = scene.draft()
    if scene.state.notice != SHOWN or draft is None:
        return show(scene, move)
    scene.world.own.drop_draft(draft.id)
    state = State(thread=scene.state.thread, role=scene.state.role)
    here = scene.with_state(state)
    return Turn(state, (Say(sentence("privacy.declined"), choices=home_choices(here)),))


def show(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say what is kept, by whom, who sees it and for how long."""
    kept = scene.world.own.holdings()
    facts: dict[str, str | int] = {
        "operator": operator(scene),
        "drafts": kept.drafts,
        "exhibits": kept.exhibits,
        "roles": kept.roles,
        "ways": kept.ways_in,
        "deeds": kept.deeds,
        "days": scene.world.service.kept_days,
    }
    choices = (
        Choice("export", sentence("button.export"), 1),
        Choice("erase", sentence("button.erase"), 2),
        _way_out(scene),
    )
    return Turn(scene.state, (Say(sentence("privacy.kept", facts), choices=choices),))


def export(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Hand over all that is kept, as one zip."""
    data = dict(scene.world.own.export())
    text, pictures = sentence("privacy.export"), scene.world.own.exhibits()
    send = Send(text, "own/data", ("zip",), data, exhibits=pictures)
    return Turn(scene.state, (send, prompt(scene, sentence("privacy.exported"))))


def erase(scene: Scene, move: Move) -> Turn:
    """Take away whatever is kept; asked once before it is done."""
    if move.arg(0) == "yes":
        scene.world.own.erase()
        ways = (Choice("fill", sentence("button.fill")), Choice("help", sentence("button.help")))
        return Turn(State(), (Say(sentence("privacy.erased"), choices=ways),))
    kept = scene.world.own.holdings()
    choices = (
        Choice("erase:yes", sentence("button.erase_yes"), 1),
        Choice("export", sentence("button.export"), 2),
        replace(_way_out(scene), number=3),
    )
    told = sentence("privacy.erase_sure", drafts=kept.drafts)
    return Turn(scene.state, (Say(told, choices=choices),))


def _way_out(scene: Scene) -> Choice:
    if scene.draft():
        return Choice("resume", sentence("button.resume"))
    return Choice("help", sentence("button.home"))
