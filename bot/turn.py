"""(state, message) -> (state, replies): one turn of a conversation."""

from dataclasses import replace
from datetime import date

from bot.message import Choice, Incoming, Reply, Say
from bot.route import route
from bot.state import State
from bot.talk import TALKS
from bot.talk.scene import Scene, Turn
from bot.world import World


def take_turn(world: World, state: State, incoming: Incoming, today: date) -> Turn:
    """Return the next state and the replies to one message.

    Every choice of the replies carries the revision of this turn, so that a tap on an older one is
    known for what it is; the last choices offered are kept, so that they may be typed too.
    """
    scene = Scene(world, state, today)
    move = route(scene, incoming)
    turn = TALKS[move.name](scene, move)
    revision = state.revision + 1
    replies = tuple(_stamped(reply, revision) for reply in turn.replies)
    offered = tuple(choice for reply in replies for choice in _choices(reply))
    state = replace(turn.state, revision=revision, offered=offered)
    return replace(turn, state=state, replies=replies)


def _stamped(reply: Reply, revision: int) -> Reply:
    if not isinstance(reply, Say):
        return reply
    choices = tuple(replace(choice, id=f"{choice.id}@{revision}") for choice in reply.choices)
    return replace(reply, choices=choices)


def _choices(reply: Reply) -> tuple[Choice, ...]:
    return reply.choices if isinstance(reply, Say) else ()
