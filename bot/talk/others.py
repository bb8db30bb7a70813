"""Saying what can be done with something that holds nothing to read: a voice, a place, a picture."""

from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence


def other(scene: Scene, move: Move) -> Turn:
    """Say what to send instead, and put again what stands."""
    kind, *rest = move.args
    facts = dict(zip(rest[::2], rest[1::2], strict=True))
    return Turn(scene.state, (prompt(scene, sentence(f"other.{kind}", facts)),))
