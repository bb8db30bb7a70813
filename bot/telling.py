"""A text in the middle of a form -> an answer, or a question asked in between.

Pure: no clock, disk or database.
"""

import re
from collections.abc import Sequence

from bot.commands import asking_words, looks_asked, may_be_title
from bot.field_words import read_field_words
from bot.proposal import Proposal
from bot.talk.naming_fields import fields_named, is_label, names_meant
from bot.talk.prompting import current_question, unit_to_come
from bot.talk.proposal_page import open_items, target
from bot.talk.scene import Move, Scene
from bot.world import Draft
from forms import kinds
from forms.errors import BadAnswer
from forms.form import Question
from forms.kinds import unit
from forms.kinds.people import is_name
from knowledge.answer import Answer
from knowledge.notice import Silence

#: Kinds of answer that nearly every text fits.
FREE = frozenset({"short_text", "unit", "name", "post", "long_text", "people", "outcomes"})

#: Kinds of answer that may stand in quotation marks as a whole.
_TEXTS = frozenset({"short_text", "long_text"})

#: A text in quotation marks, as a title is written.
_QUOTED = re.compile("[“\"「『《‘'].+[”\"」』》’']")

#: What parts the sentences of a text.
_SENTENCE_END = re.compile(r"[。！？!?；;]+")

#: What parts the clauses of a sentence.
_CLAUSE_END = re.compile(r"[，,：:；;]")

#: A clause of so many signs before a question tells something; a shorter one (请问一下) only opens it.
SHORTEST_TOLD = 7
#: … and so does a sentence of so many signs.
SHORTEST_SENTENCE = 5

#: A question without a mark of asking is this short (截止时间, 联系电话); titles are longer.
LONGEST_BARE_QUESTION = 8

#: A name written in characters is no longer than this.
LONGEST_NAME = 4

#: What the engine answers with when a text says nothing to it; a post or a name often does.
_NOTHING_SAID = "chat-empty"
_NOTHING_FOUND = frozenset({"chat", "not-covered", "role-noted", "edition-noted"})

#: A longer text, or one of several lines, is never taken for a question in the middle of a form.
LONGEST_QUESTION = 60


def command_or_answer(scene: Scene, question: Question, move: Move, text: str) -> Move | None:
    """Return the answer that a command may be: a title, a name, a post of “无”; asked once."""
    is_doubted = scene.state.doubt == text
    if question.kind in FREE and is_quoted(text) and not is_doubted:
        is_text = question.kind in _TEXTS
        return Move("answer", text=text) if is_text else _in_doubt(move, text)
    is_title = question.id == "case_title" and may_be_title(text)
    is_person = question.kind in ("name", "people") and is_name(text)
    is_none = question.kind == "post" and move.name == "skip" and question.required
    if not (is_title or is_person or is_none) or is_doubted:
        return None
    return _in_doubt(move, text)


def is_quoted(text: str) -> bool:
    """True for a text in quotation marks as a whole: it is meant as it stands, not as a command."""
    return _QUOTED.fullmatch(text.strip()) is not None


def field_move(scene: Scene, draft: Draft, text: str) -> Move | None:
    """Return what a text does with a field it names: change it, explain it, put something into it.

    Where the text may be an answer as well, the person is asked once.
    """
    said = read_field_words(text)
    found = fields_named(scene, draft, said.name)
    question = None if scene.state.is_on_page else current_question(scene, draft)
    if not found or scene.state.doubt == text:
        return None
    if said.deed == "name" and question is not None:
        return _named_only(scene, draft, question, found, text)
    names = names_meant(said, found)
    found = names or found
    about = (draft.id, *(each.id for each in found))
    if said.deed == "what":
        return Move("field", about, text)
    move = Move("become", about, text) if said.deed == "become" else change_move(draft, found)
    is_prose = question is not None and question.kind in _TEXTS
    if move and is_prose and not names and all(each.kind in FREE for each in found):
        return _in_doubt(move, text)
    return move


def _named_only(
    scene: Scene, draft: Draft, question: Question, found: Sequence[Question], text: str
) -> Move | None:
    """Return what the bare name of a field means: of another one, that it is wanted; else how to answer."""
    if question in found:
        return Move("explain") if is_label(question, text) else None
    move = change_move(draft, found)
    if move is None or not _fits(scene, draft, question, text):
        return move
    return _in_doubt(move, text) if question.kind in FREE else None


def _in_doubt(move: Move, text: str) -> Move:
    """Return the question whether a text is an answer, or is to do this."""
    return Move("doubt", (move.name, *move.args), text)


def change_move(draft: Draft, found: Sequence[Question]) -> Move | None:
    """Return the change of one field, or the question which of several; None where there is none."""
    if not found:
        return None
    name = "change" if len(found) == 1 else "which_change"
    return Move(name, (draft.id, *(each.id for each in found)))


def answer_or_question(scene: Scene, draft: Draft, question: Question, text: str) -> Move:
    """Tell an answer from a question asked in between; in doubt the person is asked."""
    if "\n" in text or len(text) > LONGEST_QUESTION:
        return Move("answer", text=text)
    fits = _fits(scene, draft, question, text)
    if question.kind == "long_text" and _is_prose(text):
        return Move("answer", text=text)
    if fits and question.kind not in FREE:
        return Move("answer", text=text)
    is_early = not fits and question.id == "filed_as" and unit.is_plain_name(text)
    if is_early and unit_to_come(scene, draft):
        return Move("early_unit", text=text)
    name = "answer" if fits else "ask"
    match _likeness(scene, question, text):
        case "question" if fits and question.kind == "long_text" and _may_be_prose(text):
            name = "doubt"
        case "question":
            name = "ask"
        case "either" if fits:
            name = "doubt"
        case "answer" if fits and question.kind == "people" and _is_saying(text):
            name = "doubt"
        case "answer":
            name = "answer"
    return Move(name, text=text)


def _is_saying(text: str) -> bool:
    """True for words without a break that are too long for a name: something is said, nobody named.

    >>> _is_saying("李思他们先不写"), _is_saying("欧阳明"), _is_saying("陈静，教师，访谈")
    (True, False, False)
    """
    is_whole = not re.search(r"[\s、，,;；|·•.（(]", text) and not text.isascii()
    return is_whole and len(text) > LONGEST_NAME and not is_name(text)


def _is_prose(text: str) -> bool:
    """True for several sentences of which the last asks nothing: prose may hold a question.

    >>> _is_prose("错在哪里？错在分数混合运算。"), _is_prose("先分析错因。有字数限制吗？")
    (True, False)
    """
    sentences = [each for each in _SENTENCE_END.split(text) if each.strip()]
    return len(sentences) > 1 and not looks_asked(sentences[-1])


def _may_be_prose(text: str) -> bool:
    """True where something is told before it is asked, or the case itself is spoken of.

    >>> [
    ...     _may_be_prose(each)
    ...     for each in (
    ...         "我校2024年监测结果显示运算偏弱，问题在哪里？",
    ...         "先分析错因。如何推广？",
    ...         "本案例如何推广？",
    ...         "请问，要写多少字？",
    ...     )
    ... ]
    [True, True, True, False]
    """
    if any(word in text for word in asking_words("own")):
        return True
    for end, shortest in ((_CLAUSE_END, SHORTEST_TOLD), (_SENTENCE_END, SHORTEST_SENTENCE)):
        told = end.split(text)[0]
        if len(told) >= shortest and told + text[-1] != text and not looks_asked(told):
            return True
    return False


def _likeness(scene: Scene, question: Question, text: str) -> str:
    """Tell whether a short text is a `question`, an `answer`, or could be `either`.

    A mark of asking is needed for a doubt. Without one only a few words that ask by themselves
    (截止时间) are a question, read without what was talked about before.
    """
    asking = scene.world.asking
    is_asked_back = any(each.id.startswith("ask:") and each.number for each in scene.state.offered)
    is_marked = looks_asked(text)
    if not (is_marked or is_asked_back) and asking.asks_nothing(text, scene.today):
        return "answer"
    thread = scene.state.thread if is_marked or is_asked_back else None
    found = asking.ask(text, scene.today, scene.state.role, thread)
    if any(part.code == "chat" and part.topic != _NOTHING_SAID for part in found.parts):
        return "question"
    is_known = any(part.code not in _NOTHING_FOUND for part in found.parts)
    if is_marked:
        is_own = any(word in text for word in asking_words("ours")) and _says_nothing(found)
        return "question" if is_known and not is_own else "either"
    if not is_known or question.kind == "long_text":
        return "answer"
    asks = any(segment.is_asking for segment in asking.read(text, scene.today).segments)
    is_bare = asks and len(text) <= LONGEST_BARE_QUESTION
    return "question" if is_bare or is_asked_back else "answer"


def _says_nothing(found: Answer) -> bool:
    """True where all that was found is that the notices do not say it."""
    facts = [fact for part in found.parts for fact in part.facts]
    return bool(facts) and all(isinstance(fact.value, Silence) for fact in facts)


def _fits(scene: Scene, draft: Draft, question: Question, text: str) -> bool:
    try:
        kinds.read(question, text, scene.rules(draft))
    except BadAnswer:
        return False
    return True


def own_or_question(scene: Scene, proposal: Proposal, text: str) -> Move:
    """Return what a text means while something read lies in front: an own answer, or a question."""
    found = open_items(scene, proposal)
    if not proposal.is_stepping or not found:
        asked = scene.world.asking.ask(text, scene.today, scene.state.role, None)
        is_known = any(part.code not in _NOTHING_FOUND for part in asked.parts)
        return Move("ask" if is_known or looks_asked(text) else "wait", text=text)
    move = answer_or_question(scene, target(scene, proposal), found[0].question, text)
    return move if move.name == "ask" else Move("own", text=text)
