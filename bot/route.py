"""A message -> the move it makes: a tap, a command, an answer or a question.

Pure: no clock, disk or database.
"""

from bot.commands import Command, fold, looks_asked, read_change, read_command
from bot.message import Choice, File, Incoming, Tap
from bot.talk import TALKS
from bot.talk.prompting import (
    current_question,
    finished_choices,
    is_page_in_front,
    prompt,
)
from bot.talk.reviewing import named_question
from bot.talk.scene import Move, Scene
from bot.wording import sentence
from bot.world import Draft
from forms import kinds
from forms.errors import BadAnswer
from forms.form import Question

#: A tap on one of these acts once: on an older message it only says where things stand.
ONCE = frozenset({"back", "finish", "send", "restart", "keep", "more", "is_answer", "is_question"})

#: Kinds of answer that nearly every text fits.
FREE = frozenset({"short_text", "unit", "name", "post", "long_text", "people", "outcomes"})

#: A question without a mark of asking is this short (截止时间, 联系电话); titles are longer.
LONGEST_BARE_QUESTION = 8

#: What the engine answers with when a text says nothing to it; a post or a name often does.
_NOTHING_SAID = "chat-empty"
_NOTHING_FOUND = frozenset({"chat", "not-covered", "role-noted", "edition-noted"})

#: A longer text, or one of several lines, is never taken for a question in the middle of a form.
LONGEST_QUESTION = 60


def route(scene: Scene, incoming: Incoming) -> Move:
    """Return what a message does here."""
    if isinstance(incoming, Tap):
        return _tap(scene, incoming.choice)
    if isinstance(incoming, File):
        return Move("file", (incoming.path,), incoming.name)
    text = incoming.text.strip()
    if not text:
        return Move("empty")
    return _offered(scene, text) or _command(scene, text) or _typed(scene, text)


def _tap(scene: Scene, choice: str) -> Move:
    about, _, revision = choice.rpartition("@")
    name, *args = about.split(":")
    is_old = revision != str(scene.state.revision)
    if name == "ask":
        said = next((each.says for each in scene.state.offered if each.id == choice), "")
        return Move("ask_chosen", text=said)
    if name not in TALKS or (is_old and name in ONCE):
        return Move("stale")
    return Move(name, tuple(args))


def _offered(scene: Scene, text: str) -> Move | None:
    """Return the choice that was typed: one of the last message, by its number or its words.

    What stands now may be typed by its words even when the last message did not offer it, and so may
    “就这样出文件” after a question asked in between.
    """
    said = fold(text)
    for choice in scene.state.offered:
        is_number = choice.number > 0 and said == str(choice.number)
        if is_number or (said and said == fold(choice.label)):
            return _tap(scene, choice.id)
    draft = scene.draft()
    if said and said == fold(sentence("button.send")):
        return Move("send", (draft.id,)) if draft else Move("finish")
    standing = prompt(scene).choices if draft else ()
    return _named(scene, said, standing)


def _named(scene: Scene, said: str, choices: tuple[Choice, ...]) -> Move | None:
    for choice in choices:
        if said and said == fold(choice.label):
            return _tap(scene, f"{choice.id}@{scene.state.revision}")
    return None


def _command(scene: Scene, text: str) -> Move | None:
    command = read_command(text)
    if command is None:
        return None
    if scene.draft() is None:
        return _at_home(scene, command, text)
    return _filling(scene, command)


def _at_home(scene: Scene, command: Command, text: str) -> Move | None:
    """Return what a command means while nothing is filled in; some words mean nothing then."""
    if command.name in ("explain", "nod", "done"):
        return None
    if command.name in ("skip", "back") and not text.startswith("/"):
        return None
    finished = _finished(scene) if command.name == "check" else None
    return finished or _move(command)


def _filling(scene: Scene, command: Command) -> Move:
    """Return what a command means in a form: “没有了” ends the list, or skips what may be skipped."""
    if command.name in ("finish", "skip") and scene.state.listing:
        return Move("done")
    if command.name == "done" and not scene.state.listing:
        draft = scene.draft()
        return Move("nod" if draft and is_page_in_front(scene, draft) else "skip")
    return _move(command)


def _finished(scene: Scene) -> Move | None:
    """Return the check of the draft whose files were handed over just now."""
    for choice in finished_choices(scene):
        name, *args = choice.id.split(":")
        if name == "check":
            return Move(name, tuple(args))
    return None


def _move(command: Command) -> Move:
    if command.name == "role":
        return Move("role", (command.role,))
    if command.form or command.edition:
        return Move(command.name, (command.edition, command.form))
    return Move(command.name)


def _typed(scene: Scene, text: str) -> Move:
    draft = scene.draft()
    if draft is None:
        return Move("ask", text=text)
    change = _change(scene, draft, text)
    if change:
        return change
    question = current_question(scene, draft)
    if question is None or scene.state.is_on_page:
        return Move("ask", text=text)
    return _answer_or_question(scene, draft, question, text)


def _change(scene: Scene, draft: Draft, text: str) -> Move | None:
    """Return the change that “改 案例名称” asks for; “改 3” counts only where numbers are shown.

    A bare number means a line of the page while no message after it has numbers of its own.
    """
    is_numbered = any(choice.number for choice in scene.state.offered)
    is_line = text.isdecimal() and is_page_in_front(scene, draft) and not is_numbered
    words = text if is_line else read_change(text)
    if not words or (words.isdecimal() and not (scene.state.reviewing or is_line)):
        return None
    question = named_question(scene, draft, words)
    return Move("change", (draft.id, question.id)) if question else None


def _answer_or_question(scene: Scene, draft: Draft, question: Question, text: str) -> Move:
    """Tell an answer from a question asked in between; in doubt the person is asked."""
    if "\n" in text or len(text) > LONGEST_QUESTION:
        return Move("answer", text=text)
    fits = _fits(scene, draft, question, text)
    if fits and question.kind not in FREE:
        return Move("answer", text=text)
    name = "answer" if fits else "ask"
    match _likeness(scene, question, text):
        case "question":
            name = "ask"
        case "either" if fits:
            name = "doubt"
        case "answer":
            name = "answer"
    return Move(name, text=text)


def _likeness(scene: Scene, question: Question, text: str) -> str:
    """Tell whether a short text is a `question`, an `answer`, or could be `either`.

    A mark of asking is needed for a doubt. Without one only a few words that ask by themselves
    (截止时间) are a question, read without what was talked about before.
    """
    asking = scene.world.asking
    is_asked_back = any(each.id.startswith("ask:") and each.number for each in scene.state.offered)
    is_marked = looks_asked(text)
    thread = scene.state.thread if is_marked or is_asked_back else None
    found = asking.ask(text, scene.today, scene.state.role, thread)
    if any(part.code == "chat" and part.topic != _NOTHING_SAID for part in found.parts):
        return "question"
    is_known = any(part.code not in _NOTHING_FOUND for part in found.parts)
    if is_marked:
        return "question" if is_known else "either"
    if not is_known or question.kind == "long_text":
        return "answer"
    asks = any(segment.is_asking for segment in asking.read(text, scene.today).segments)
    is_bare = asks and len(text) <= LONGEST_BARE_QUESTION
    return "question" if is_bare or is_asked_back else "answer"


def _fits(scene: Scene, draft: Draft, question: Question, text: str) -> bool:
    try:
        kinds.read(question, text, scene.rules(draft))
    except BadAnswer:
        return False
    return True
