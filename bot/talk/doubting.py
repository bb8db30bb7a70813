"""A text asked about (an answer, or something else?) and passed over by the next message: never lost."""

from dataclasses import replace

from bot.message import Choice, Reply, Say
from bot.talk import asking, filling
from bot.talk.asking import LONGEST_SHOWN
from bot.talk.prompting import current_question, stale, unnumbered
from bot.talk.scene import Move, Scene, Talk, Turn
from bot.wording import sentence
from forms import review
from forms.form import Question

#: What leaves the person where they are: the two choices are put again after it.
_BESIDE = frozenset(
    {
        *("ask", "ask_chosen", "field", "explain", "help", "greet", "role", "dislike"),
        *("empty", "other", "stale", "nod"),
    }
)
#: The first of the choices, whatever is asked: an answer, a row, a standard name.
_FIRST_WAYS = frozenset({"is_answer", "row_add", "standard"})
#: What else the text may be, besides a command.
_NO_COMMAND = frozenset({"is_question", "is_form"})


def passing(scene: Scene, move: Move, talk: Talk) -> Turn:
    """Make the turn of a message; what was asked about before it is put again, kept, or told."""
    text, ways = scene.state.doubt, asked_ways(scene)
    if not text or not ways or _decides(move, text, ways):
        return talk(scene, move)
    if move.name in _BESIDE:
        return _put_again(talk(scene, move), text, ways)
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if question and _name(ways[0]) == "standard":
        return _typed_kept(scene, move, talk, question)
    is_text = question is not None and question.kind == "long_text"
    is_cell = _name(ways[0]) == "is_answer" and _name(ways[1]) in _NO_COMMAND
    if question and is_text and is_cell:
        return _kept_first(scene, move, talk, question)
    return _led(talk(scene, move), sentence("filling.not_kept", text=text))


def is_answer(scene: Scene, move: Move) -> Turn:
    """Take the text in doubt as the answer."""
    text = scene.state.doubt
    if not text:
        return stale(scene, move)
    here = scene.with_state(replace(scene.state, doubt=""))
    return filling.answer(here, Move("answer", text=text))


def is_question(scene: Scene, move: Move) -> Turn:
    """Take the text in doubt as a question."""
    if not scene.state.doubt:
        return stale(scene, move)
    return asking.ask(scene, Move("ask", text=scene.state.doubt))


def asked_ways(scene: Scene) -> tuple[Choice, ...]:
    """Return the choices the last message asked by; nothing where it did not ask."""
    found = tuple(each for each in scene.state.offered if each.number)
    is_asked = len(found) > 1 and _name(found[0]) in _FIRST_WAYS
    return found if is_asked else ()


def _decides(move: Move, text: str, ways: tuple[Choice, ...]) -> bool:
    """Tell whether a message is one of the choices, or the same text again, or goes on with a form."""
    names = {_name(way) for way in ways}
    is_again = move.name == "answer" and move.text.strip() == text.strip()
    return move.name in names or is_again or (move.name == "form_doubt" and "is_form" in names)


def _put_again(turn: Turn, text: str, ways: tuple[Choice, ...]) -> Turn:
    """Return the turn with the choices in place of the field that stands."""
    *before, last = turn.replies
    kept: list[Reply] = before or [unnumbered(last) if isinstance(last, Say) else last]
    choices = tuple(replace(way, id=way.id.rpartition("@")[0]) for way in ways)
    say = Say(sentence("filling.still_asked", begin=_begin(text)), choices=choices)
    return replace(turn, state=replace(turn.state, doubt=text), replies=(*kept, say))


def _kept_first(scene: Scene, move: Move, talk: Talk, question: Question) -> Turn:
    """Take the text as the answer to the long text that stood, and make the turn after it."""
    text = scene.state.doubt
    here = scene.with_state(replace(scene.state, doubt=""))
    taken = filling.answer(here, Move("answer", text=text))
    facts = {"begin": _begin(text), "label": review.label(question)}
    return _led(talk(scene.with_state(taken.state), move), sentence("filling.kept_asked", facts))


def _typed_kept(scene: Scene, move: Move, talk: Talk, question: Question) -> Turn:
    """Keep a unit as it was typed while other names were proposed, and make the turn after it.

    Another name typed now, or the way back to it, is about the same cell and takes its place.
    """
    if move.name in ("answer", "change", "back"):
        return talk(scene, move)
    taken = filling.answer(scene, Move("answer", text=scene.state.doubt))
    facts = {"begin": _begin(scene.state.doubt), "label": review.label(question)}
    here = replace(taken.state, offered=scene.state.offered)
    return _led(talk(scene.with_state(here), move), sentence("filling.kept_asked", facts))


def _led(turn: Turn, lead: str) -> Turn:
    """Return the turn with a sentence before what it says."""
    return replace(turn, replies=(Say(lead), *turn.replies))


def _begin(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}……"


def _name(choice: Choice) -> str:
    return choice.id.partition("@")[0].partition(":")[0]
