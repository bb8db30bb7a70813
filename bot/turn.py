"""(state, message) -> (state, replies): one turn of a conversation."""

from dataclasses import replace
from datetime import date

from bot.access import NotAllowed
from bot.message import Choice, Incoming, Post, Reply, Say
from bot.route import route
from bot.sharing import Held
from bot.state import State
from bot.talk import TALKS, doubting, sharing
from bot.talk.listing import LEAVES, settled
from bot.talk.privacy import noticed
from bot.talk.prompting import prompt
from bot.talk.scene import Scene, Turn
from bot.wording import sentence
from bot.world import World


def take_turn(world: World, state: State, incoming: Incoming, today: date) -> Turn:
    """Return the next state and the replies to one message.

    Every choice of the replies carries the revision of this turn, so that a tap on an older one is
    known for what it is; the last choices offered are kept, so that they may be typed too. Those of
    a letter to somebody else are of no turn of theirs and cannot be typed by number.
    """
    scene = Scene(world, state, today)
    move = route(scene, incoming)
    if state.errand:  # for one message, unless it is set anew
        scene = scene.with_state(replace(state, errand=()))
    if move.name in LEAVES:
        scene = settled(scene)
    try:
        turn = doubting.passing(scene, move, TALKS[move.name])
    except NotAllowed:  # a role that ended since its buttons were offered
        turn = Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))
    except Held:  # a colleague began to write since the question was put
        turn = sharing.held(scene)
    turn = noticed(scene, turn)
    revision = max(state.revision, turn.state.revision) + 1
    replies = tuple(_stamped(reply, revision) for reply in turn.replies)
    offered = tuple(choice for reply in replies for choice in _choices(reply))
    state = replace(turn.state, revision=revision, offered=offered)
    return replace(turn, state=state, replies=replies, posts=tuple(map(_posted, turn.posts)))


def _posted(post: Post) -> Post:
    reply = post.reply
    if isinstance(reply, Say):
        reply = replace(reply, choices=tuple(replace(each, number=0) for each in reply.choices))
    return replace(post, reply=_stamped(reply, revision=0))


def _stamped(reply: Reply, revision: int) -> Reply:
    if not isinstance(reply, Say):
        return reply
    choices = tuple(replace(choice, id=f"{choice.id}@{revision}") for choice in reply.choices)
    return replace(reply, choices=choices)


def _choices(reply: Reply) -> tuple[Choice, ...]:
    return reply.choices if isinstance(reply, Say) else ()
