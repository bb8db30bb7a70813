"""Who may do what to whose things: the one place that decides.

An act is allowed by a *tie* between the person and the thing. A new act is one line of `ALLOWED`.
Pure: no clock, disk or database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.people import CENTRES_OWN, Actor, RoleName

#: How somebody stands to a thing: it is theirs; a colleague let them edit or see it; it is of their
#: school, or of their region; they are the centre, and it is the centre's own (直属学校) or not.
Tie: TypeAlias = Literal["owner", "editor", "viewer", "school", "region", "direct", "centre"]

Act: TypeAlias = Literal[
    "see_draft",
    "edit_draft",
    "give_draft",
    "see_submission",
    "review_submission",
    "rank_submission",
    "receive_paper",
    "see_counts",
    "export_region",
    "broadcast_region",
    "answer_question",
    "publish_entry",
    "set_region",
    "see_people",
    "add_school",
    "add_region",
    "invite_teacher",
    "invite_school",
    "invite_liaison",
    "invite_centre",
    "end_teacher",
    "end_school",
    "end_liaison",
    "end_centre",
    "see_audit",
    "close_edition",
]

#: Which ties allow an act. A draft is nobody's business until it is sent: then it is a submission.
ALLOWED: Mapping[Act, frozenset[Tie]] = {
    "see_draft": frozenset({"owner", "editor", "viewer"}),
    "edit_draft": frozenset({"owner", "editor"}),
    "give_draft": frozenset({"owner"}),
    "see_submission": frozenset({"owner", "editor", "viewer", "school", "region", "centre"}),
    "review_submission": frozenset({"region", "direct"}),
    "rank_submission": frozenset({"school", "region", "direct"}),
    "receive_paper": frozenset({"region", "direct"}),
    "see_counts": frozenset({"school", "region", "centre"}),
    "export_region": frozenset({"region", "centre"}),
    "broadcast_region": frozenset({"region", "centre"}),
    "answer_question": frozenset({"region", "centre"}),
    "publish_entry": frozenset({"centre"}),
    "set_region": frozenset({"region", "centre"}),
    "see_people": frozenset({"region", "centre"}),
    "add_school": frozenset({"region", "centre"}),
    "add_region": frozenset({"centre"}),
    "invite_teacher": frozenset({"school", "region", "centre"}),
    "invite_school": frozenset({"region", "centre"}),
    "invite_liaison": frozenset({"centre"}),
    "invite_centre": frozenset({"centre"}),
    "end_teacher": frozenset({"region", "centre"}),
    "end_school": frozenset({"region", "centre"}),
    "end_liaison": frozenset({"centre"}),
    "end_centre": frozenset({"centre"}),
    "see_audit": frozenset({"centre"}),
    "close_edition": frozenset({"centre"}),
}

#: The act of inviting somebody to a role, and of ending it.
INVITING: Mapping[RoleName, Act] = {
    "teacher": "invite_teacher",
    "school": "invite_school",
    "liaison": "invite_liaison",
    "centre": "invite_centre",
}
ENDING: Mapping[RoleName, Act] = {
    "teacher": "end_teacher",
    "school": "end_school",
    "liaison": "end_liaison",
    "centre": "end_centre",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act is about: whose it is, and where it belongs.

    `region` is None while it belongs to no region, `CENTRES_OWN` for what is the centre's own.
    `shared` says how a colleague let the actor in.
    """

    owner: int = 0
    region: int | None = None
    school: int = 0
    shared: Literal["", "view", "edit"] = ""


class NotAllowed(Exception):  # noqa: N818 - says what happened
    """Somebody tried what they may not do: the act."""

    def __init__(self, act: Act) -> None:
        super().__init__(act)
        self.act = act


def may(actor: Actor, act: Act, thing: Thing) -> bool:
    """True when the actor may do this to the thing."""
    return bool(ALLOWED[act] & ties(actor, thing))


def require(actor: Actor, act: Act, thing: Thing) -> None:
    """Raise NotAllowed unless the actor may do this to the thing."""
    if not may(actor, act, thing):
        raise NotAllowed(act)


def ties(actor: Actor, thing: Thing) -> frozenset[Tie]:
    """Return how the actor stands to a thing."""
    found: set[Tie] = set()
    if thing.owner and thing.owner == actor.person:
        found.add("owner")
    if thing.shared:
        found.add("editor" if thing.shared == "edit" else "viewer")
    for role in actor.roles:
        if role.name == "centre":
            found.add("centre")
            if thing.region == CENTRES_OWN:
                found.add("direct")
        elif role.name == "school" and thing.school and role.school == thing.school:
            found.add("school")
        elif role.name == "liaison" and thing.region and role.region == thing.region:
            found.add("region")
    return frozenset(found)
