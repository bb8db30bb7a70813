"""What a person can do here, one file a thing."""

from collections.abc import Mapping
from dataclasses import replace

from bot.talk import asking, filling, handing_in, moving, papers, reviewing
from bot.talk.scene import Move, Scene, Talk, Turn


def _is_answer(scene: Scene, move: Move) -> Turn:
    """Take the text in doubt as the answer."""
    if not scene.state.doubt:
        return filling.stale(scene, move)
    text = scene.state.doubt
    here = scene.with_state(replace(scene.state, doubt=""))
    return filling.answer(here, Move("answer", text=text))


def _is_question(scene: Scene, move: Move) -> Turn:
    """Take the text in doubt as a question."""
    if not scene.state.doubt:
        return filling.stale(scene, move)
    return asking.ask(scene, Move("ask", text=scene.state.doubt))


#: The name of a move -> who makes the turn.
TALKS: Mapping[str, Talk] = {
    "answer": filling.answer,
    "ask": asking.ask,
    "ask_chosen": asking.ask_chosen,
    "back": moving.back,
    "blank": papers.blank,
    "change": reviewing.change,
    "check": reviewing.check,
    "dislike": asking.dislike,
    "done": filling.done,
    "doubt": asking.doubt,
    "drafts": moving.drafts,
    "empty": asking.empty,
    "explain": moving.explain,
    "file": papers.file,
    "fill": moving.fill,
    "finish": handing_in.finish,
    "form": papers.which,
    "greet": asking.greet,
    "help": asking.help_,
    "is_answer": _is_answer,
    "is_question": _is_question,
    "keep": filling.keep,
    "more": filling.more,
    "nod": moving.nod,
    "notice": papers.notice,
    "open": moving.open_chosen,
    "restart": moving.restart,
    "resume": moving.resume,
    "role": asking.role,
    "send": handing_in.send,
    "set": filling.choose,
    "skip": filling.skip,
    "stale": filling.stale,
    "stop": moving.stop,
}

__all__ = ["TALKS"]
