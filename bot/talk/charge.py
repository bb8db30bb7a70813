"""Which desk a message is about: the regions somebody is in charge of, and the edition last seen there."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import NamedTuple, TypeAlias

from bot.access import Thing, may
from bot.message import Choice
from bot.people import CENTRES_OWN
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Talk, Turn
from bot.wording import sentence


class Desk(NamedTuple):
    """The cases of one region in one edition."""

    region: int
    edition: str

    def way(self, name: str, *more: object) -> str:
        """Return what a choice leads to: a talk about this desk."""
        return ":".join(map(str, (name, *self, *more)))

    def back(self, number: int = 0) -> Choice:
        """Return the way back to the desk."""
        return Choice(self.way("inbox"), sentence("button.inbox"), number)


DeskTalk: TypeAlias = Callable[[Scene, Move, Desk], Turn]


def at_desk(talk: DeskTalk) -> Talk:
    """Make a talk of one about a desk: it is remembered as the last seen, and is for those in charge alone."""

    @wraps(talk)
    def opened(scene: Scene, move: Move) -> Turn:
        desk = desk_named(scene, move)
        return not_yours(scene) if desk is None else talk(with_desk(scene, desk), move, desk)

    return opened


def with_desk(scene: Scene, desk: Desk) -> Scene:
    """Return the scene in which this desk was seen last."""
    return scene.with_state(replace(scene.state, desk=(str(desk.region), desk.edition)))


def regions_in_charge(scene: Scene) -> tuple[int, ...]:
    """Return the regions whose cases the person reviews; the centre's own for the centre."""
    me = scene.world.me
    held = [role.region for role in me.roles if role.name == "liaison" and role.region is not None]
    own = [CENTRES_OWN] if me.has("centre") else []
    return tuple(
        dict.fromkeys(
            each for each in (*held, *own) if may(me, "review_submission", Thing(region=each))
        )
    )


def desk_named(scene: Scene, move: Move) -> Desk | None:
    """Return the desk a move names, else the one seen last, else the first region and the newest edition.

    None for a region that is not theirs, and for somebody in charge of nothing.
    """
    regions = regions_in_charge(scene)
    seen = int(scene.state.desk[0]) if scene.state.desk else None
    known = seen if seen in regions else next(iter(regions), None)
    region = int(move.arg(0)) if move.arg(0).isdecimal() else known
    if region is None or region not in regions:
        return None
    is_named = move.arg(1) in scene.world.editions
    return Desk(region, move.arg(1) if is_named else edition_seen(scene))


def edition_seen(scene: Scene) -> str:
    """Return the edition of the desk last seen, else the newest."""
    seen = scene.state.desk[1] if scene.state.desk else ""
    return seen if seen in scene.world.editions else scene.world.editions[-1]


def not_yours(scene: Scene) -> Turn:
    """Say that this is for somebody else to do."""
    return Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))
