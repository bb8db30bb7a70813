"""A message -> the move it makes: a tap, a command, an answer or a question.

Pure: no clock, disk or database.
"""

from itertools import chain

from bot.codes import looks_miscopied, read_code
from bot.commands import DESK_WORDS, Command, fold, read_change, read_command
from bot.draft_commands import read_draft_command
from bot.message import Choice, File, Incoming, Other, Tap
from bot.proposal import Proposal
from bot.talk import TALKS, looking, over_words, pasting, rowing
from bot.talk.fields import is_field_of
from bot.talk.naming_fields import fields_meant
from bot.talk.prompting import (
    current_question,
    finished_choices,
    is_page_in_front,
    standing_choices,
)
from bot.talk.proposal_page import other_ways
from bot.talk.reviewing import numbered_question
from bot.talk.scene import Move, Scene
from bot.talk.taking import confirming
from bot.telling import (
    answer_or_question,
    change_move,
    command_or_answer,
    field_move,
    is_quoted,
    own_or_question,
)
from bot.wording import sentence
from bot.world import Draft
from forms.form import Form
from forms.intake.pasted import bears_title, looks_pasted

#: A tap on one of these acts once: on an older message it only says where things stand.
ONCE = frozenset(
    {
        *("back", "finish", "send", "restart", "keep", "more", "more_text", "undo", "shorten"),
        *("is_answer", "is_question", "is_form", "take_all", "one_by_one", "take_one", "leave_one"),
        *("leave_empty", "take_rest", "drop", "drop_rest", "elsewhere", "look", "rows_ok"),
        *(
            "rows_drop",
            "row",
            "row_add",
            "row_word",
            "row_delete",
            "row_first",
            "row_up",
            "row_down",
            "row_leave",
        ),
        *("standard", "as_typed", "take_former", "without_edits", "picture_put", "add_schools"),
    }
)


def route(scene: Scene, incoming: Incoming) -> Move:
    """Return what a message does here."""
    if isinstance(incoming, Tap):
        return _tap(scene, incoming.choice, incoming.text)
    if isinstance(incoming, File):
        return Move(
            "file",
            scene.state.errand,
            incoming.name,
            receipt=incoming.receipt,
            words=incoming.words,
        )
    if isinstance(incoming, Other):
        return Move("other", (incoming.kind, *chain.from_iterable(incoming.facts)))
    text = incoming.text.strip()
    if not text:
        return Move("empty")
    word = None if is_quoted(text) else over_words.meant(scene, text)
    known = _offered(scene, text) or word or _code(scene, text) or _command(scene, text)
    return known or _typed(scene, text)


def _tap(scene: Scene, choice: str, beside: str = "") -> Move:
    about, _, revision = choice.rpartition("@")
    name, *args = about.split(":")
    is_old = revision != str(scene.state.revision)
    said = next((each.says for each in scene.state.offered if each.id == choice), "") or beside
    if name == "ask":
        return Move("ask_chosen", text=said)
    if name not in TALKS or (is_old and name in ONCE):
        return Move("stale")
    return Move(name, tuple(args), said)


def _offered(scene: Scene, text: str) -> Move | None:
    """Return the choice that was typed: one of the last message, by its number or its words.

    What stands now may be typed by its words even when the last message did not offer it, and so may
    “就这样出文件” after a question asked in between.
    """
    said = fold(text)
    if is_quoted(text) and scene.draft():
        said = ""  # “检查” may be meant as it stands
    for choice in scene.state.offered:
        is_number = choice.number > 0 and said == str(choice.number)
        if is_number or (said and said == fold(choice.label)):
            return _tap(scene, choice.id)
    draft = scene.draft()
    if said and said == fold(sentence("button.send")):
        return Move("send", (draft.id,)) if draft else Move("finish")
    standing = standing_choices(scene) if draft or scene.state.proposal else ()
    if scene.state.proposal:
        standing = (*standing, *other_ways(scene.state.proposal))
    return _named(scene, said, standing)


def _named(scene: Scene, said: str, choices: tuple[Choice, ...]) -> Move | None:
    for choice in choices:
        if said and said == fold(choice.label):
            return _tap(scene, f"{choice.id}@{scene.state.revision}")
    return None


def _code(scene: Scene, text: str) -> Move | None:
    """Return the code a message holds; what only looks like one is asked for again, outside forms."""
    if scene.world.me.roles and looking.names_case(scene, text):
        return Move("by_code", text=text)
    code = read_code(text)
    is_start = text.lower().startswith("/start ")
    if code or is_start:
        return Move("code", (code or read_code(text[7:]) or "",))
    return Move("code", ("",)) if not scene.draft() and looks_miscopied(text) else None


def _command(scene: Scene, text: str) -> Move | None:
    command = read_command(text)
    if command is None:
        return None
    if scene.state.proposal:
        return confirming(command) or _move(command, text)
    if command.name == "agree" or (command.name == "nod" and scene.state.rows is not None):
        return rowing.agreed(scene)
    draft = scene.draft()
    if draft is None:
        return _at_home(scene, command, text)
    question = current_question(scene, draft)
    is_text = question is not None and question.kind == "long_text" and scene.state.change
    move = Move("keep") if is_text and command.name == "finish" else _filling(scene, command, text)
    if question is None or scene.state.is_on_page or text.startswith("/"):
        return move
    return command_or_answer(scene, question, move, text) or move


def _at_home(scene: Scene, command: Command, text: str) -> Move | None:
    """Return what a command means while nothing is filled in; some words mean nothing then."""
    if command.name in ("explain", "nod", "done"):
        return None
    if command.name in ("skip", "back") and not text.startswith("/"):
        return over_words.idle(text)
    finished = _finished(scene) if command.name == "check" else None
    return finished or _move(command, text)


def _filling(scene: Scene, command: Command, text: str) -> Move:
    """Return what a command means in a form: “没有了” ends the list, or skips what may be skipped."""
    if command.name in ("finish", "skip") and scene.state.listing:
        return Move("done")
    if command.name == "done" and not scene.state.listing:
        draft = scene.draft()
        return Move("nod" if draft and is_page_in_front(scene, draft) else "skip")
    return _move(command, text)


def _finished(scene: Scene) -> Move | None:
    """Return the check of the draft whose files were handed over just now."""
    for choice in finished_choices(scene):
        name, *args = choice.id.split(":")
        if name == "check":
            return Move(name, tuple(args))
    return None


def _move(command: Command, text: str = "") -> Move:
    """Return the move of a command; where one sends to somebody, the words say to whom."""
    if command.name == "role":
        return Move("role", (command.role,))
    if command.edition and command.name in DESK_WORDS:
        return Move(command.name, ("", command.edition))
    if command.form or command.edition:
        return Move(command.name, (command.edition, command.form))
    return Move(command.name, text=text if command.name == "submit" else "")


def _typed(scene: Scene, text: str) -> Move:
    if read_draft_command(text) and not scene.state.errand:
        return Move("draft_word", text=text)
    if scene.state.errand:
        name, *args = scene.state.errand
        return Move(name, tuple(args), text)
    draft = scene.draft()
    edition = draft.edition if draft else scene.world.editions[-1]
    form = scene.world.form(edition, "application")
    if scene.state.proposal:
        return _beside(scene, scene.state.proposal, form, text)
    if looks_pasted(form, text) or pasting.is_asked_about(scene, text):
        return _pasted(scene, draft, form, text)
    if draft is None:
        return Move("field_at_home" if is_field_of(form, text) else "ask", text=text)
    change = rowing.meant(scene, draft, text) or _change(scene, draft, text)
    return change or field_move(scene, draft, text) or _into_the_form(scene, draft, text)


def _beside(scene: Scene, proposal: Proposal, form: Form, text: str) -> Move:
    """Return what a text means while something read waits: more of it, another form, an answer, a question."""
    if pasting.is_more(proposal, form, text):
        return Move("paste_more", text=text)
    if looks_pasted(form, text):
        return Move("paste", text=text)
    return own_or_question(scene, proposal, text)


def _pasted(scene: Scene, draft: Draft | None, form: Form, text: str) -> Move:
    """Return a pasted form; where a long text is asked for and the title is not there, it is asked about."""
    question = current_question(scene, draft) if draft else None
    is_text = question is not None and question.kind == "long_text" and not scene.state.is_on_page
    return Move("form_doubt" if is_text and not bears_title(form, text) else "paste", text=text)


def _into_the_form(scene: Scene, draft: Draft, text: str) -> Move:
    """Return an answer to the question that stands, or a question; on the page it is always one."""
    question = current_question(scene, draft)
    if question is None or scene.state.is_on_page:
        return Move("ask", text=text)
    return answer_or_question(scene, draft, question, text)


def _change(scene: Scene, draft: Draft, text: str) -> Move | None:
    """Return the change that “改 案例名称” asks for; “改 3” counts only where numbers are shown.

    A bare number means a line of the page while no message after it has numbers of its own.
    """
    is_numbered = any(choice.number for choice in scene.state.offered)
    is_line = text.isdecimal() and is_page_in_front(scene, draft) and not is_numbered
    words = text if is_line else read_change(text)
    if not words or (words.isdecimal() and not (scene.state.reviewing or is_line)):
        return None
    if not words.isdecimal():
        return change_move(draft, fields_meant(scene, draft, words))
    question = numbered_question(scene, draft, int(words))
    return Move("change", (draft.id, question.id)) if question else None
