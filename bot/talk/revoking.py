"""The invitations one made: how they stand, and taking one back."""

from bot.message import Choice, Say
from bot.people import Invitation
from bot.phrases import day_text
from bot.talk.joining import role_name
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

MOST_LISTED = 9


def invitations(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """List the invitations one made, those still open first."""
    return Turn(scene.state, (_listed(scene, ""),))


def revoke(scene: Scene, move: Move) -> Turn:
    """Take one invitation back."""
    number = move.arg(0)
    done = number.isdecimal() and scene.world.people.revoke(int(number))
    code = "inviting.revoked_now" if done else "inviting.revoked_before"
    return Turn(scene.state, (_listed(scene, sentence(code)),))


def _listed(scene: Scene, lead: str) -> Say:
    made = scene.world.people.invitations()
    made = tuple(sorted(made, key=lambda each: each.standing != "open"))[:MOST_LISTED]
    if not made:
        told = "\n".join(filter(None, (lead, sentence("inviting.none"))))
        return prompt(scene, told)
    lines = [lead, sentence("inviting.heading")]
    lines += [_line(scene, number, each) for number, each in enumerate(made, 1)]
    choices = [
        Choice(f"revoke:{each.id}", sentence("button.revoke", number=number))
        for number, each in enumerate(made, 1)
        if each.standing == "open"
    ]
    home = Choice("roster", sentence("button.roster"))
    return Say("\n".join(filter(None, lines)), choices=(*choices, home))


def _line(scene: Scene, number: int, invitation: Invitation) -> str:
    facts: dict[str, str | int] = {
        "number": number,
        "role": role_name(scene, invitation.role),
        "until": day_text(invitation.until, None),
        "uses": invitation.uses,
        "most": invitation.most_uses,
    }
    state = sentence(f"inviting.standing.{invitation.standing}", facts)
    code = "inviting.line_poster" if invitation.kind == "poster" else "inviting.line"
    return sentence(code, {**facts, "state": state})
