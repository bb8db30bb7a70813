"""Answering questions about the notices, at any moment; then the same field again."""

from dataclasses import replace

from bot.answering import answer_text
from bot.message import Choice, Say
from bot.talk.inquiring import note_choices
from bot.talk.page import example_label
from bot.talk.prompting import finished_choices, home_choices, prompt, stale, unnumbered
from bot.talk.receiving import own_day
from bot.talk.scene import Asked, Move, Scene, Turn
from bot.talk.wishing import OF_REGIONS_DAY, wish_answer, wish_choices
from bot.wording import sentence
from forms import review
from knowledge.answer import Answer, RegionRules, Thread
from knowledge.notice import AUDIENCES

#: How much of a text in doubt is repeated.
LONGEST_SHOWN = 40


def ask(scene: Scene, move: Move) -> Turn:
    """Answer a question; what was being filled in is put again after it."""
    before = _thread(scene)
    answer = _asked(scene, move.text, before)
    turn = _answered(scene, before, answer)
    if answer.status == "unknown":
        turn = _with_note(scene, turn, move.text)
    if answer.status == "chat":
        return turn
    topics = tuple(dict.fromkeys(part.topic for part in answer.parts if part.topic))
    return replace(turn, asked=Asked(move.text, answer.status, topics, answer.score))


def _with_note(scene: Scene, turn: Turn, text: str) -> Turn:
    """Offer to leave what nobody could answer for the liaison or the centre, and to be told of an answer."""
    first, *rest = turn.replies
    if not isinstance(first, Say):
        return turn
    ways = (*note_choices(scene, text), *wish_answer(scene, text))
    say = replace(first, choices=(*first.choices, *ways))
    return replace(turn, replies=(say, *rest))


def _asked(scene: Scene, text: str, before: Thread) -> Answer:
    """Return the answer; where it is about the day papers go to the region, with the region's own."""
    answering = scene.world.answering()
    answer = answering.ask(text, scene.today, scene.state.role, before)
    newest = scene.world.editions[-1]
    if not any(p.topic in OF_REGIONS_DAY and p.edition == newest for p in answer.parts):
        return answer
    day = own_day(scene, newest)
    if day is None:
        return answer
    rules = RegionRules(dict.fromkeys(OF_REGIONS_DAY, day))
    return answering.ask(text, scene.today, scene.state.role, before, rules)


def dislike(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Take down that the last question was not answered well."""
    was_asked = scene.state.asked > 0
    lead = sentence("home.disliked" if was_asked else "home.nothing_asked")
    return Turn(scene.state, (prompt(scene, lead),), is_disliked=was_asked)


def _answered(scene: Scene, before: Thread, answer: Answer) -> Turn:
    """Return the turn that says an answer."""
    choices = tuple(
        Choice(f"ask:{place}", ask.label, place + 1, says=ask.question)
        for place, ask in enumerate(answer.choices)
    )
    told = (part.audience for part in answer.parts if part.code == "role-noted")
    role = next(told, None) or scene.state.role
    thread = answer.thread
    if thread.pinned == before.pinned:
        thread = replace(thread, pinned=scene.state.thread.pinned)
    state = replace(scene.state, thread=thread, role=role, doubt="")
    say = Say(answer_text(answer), answer.citations, (*choices, *wish_choices(scene, answer)))
    here = scene.with_state(state)
    if scene.draft() is None:
        home = tuple(replace(choice, number=0) for choice in home_choices(here)[:2])
        ways = (*finished_choices(here), *home)
        return Turn(state, (replace(say, choices=(*say.choices, *ways)),))
    if answer.status == "clarify":
        way = Choice("resume", sentence("button.resume"))
        return Turn(state, (replace(say, choices=(*say.choices, way)),))
    return Turn(state, (unnumbered(say), prompt(here, sentence("filling.where_we_were"))))


def _thread(scene: Scene) -> Thread:
    """Return what was talked about; in a form of an earlier edition that edition is meant."""
    draft = scene.draft()
    thread = scene.state.thread
    if draft is None or thread.pinned or draft.edition == scene.world.editions[-1]:
        return thread
    return replace(thread, pinned=draft.edition)


def ask_chosen(scene: Scene, move: Move) -> Turn:
    """Ask what an offered choice stands for."""
    return ask(scene, move) if move.text else stale(scene, move)


def greet(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Greet; somebody in the middle of a form is led back to it."""
    if scene.draft():
        return Turn(scene.state, (prompt(scene, sentence("home.hello_again")),))
    return Turn(scene.state, (Say(sentence("home.hello"), choices=home_choices(scene)),))


def help_(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say what can be done here, with the ways on."""
    draft = scene.draft()
    if draft:
        told = sentence("home.help_filling", label=example_label(scene, draft))
        return Turn(scene.state, (Say(told), prompt(scene)))
    return Turn(scene.state, (Say(sentence("home.help"), choices=home_choices(scene)),))


def role(scene: Scene, move: Move) -> Turn:
    """Remember who asks."""
    found = next((audience for audience in AUDIENCES if audience == move.arg(0)), None)
    state = replace(scene.state, role=found)
    lead = sentence(f"role.{found}") if found else ""
    return Turn(state, (prompt(scene.with_state(state), lead),))


def empty(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Answer a message with nothing in it."""
    return Turn(scene.state, (prompt(scene, sentence("home.empty")),))


def doubt(scene: Scene, move: Move) -> Turn:
    """Ask whether a text is the answer, or a question or command (then named by `args`); asked once."""
    state = replace(scene.state, doubt=move.text)
    bare = move.text.strip('“”"「」『』《》')
    shown = bare if len(bare) <= LONGEST_SHOWN else f"{bare[:LONGEST_SHOWN]}……"
    other = Choice("is_question", sentence("button.is_question"), 2)
    if move.args:
        other = Choice(":".join(move.args), _as_command(scene, move, shown), 2)
    choices = (Choice("is_answer", sentence("button.is_answer"), 1), other)
    told = sentence("filling.doubt_command" if move.args else "filling.doubt", text=shown)
    return Turn(state, (Say(told, choices=choices),))


def _as_command(scene: Scene, move: Move, shown: str) -> str:
    """Return the words of the other choice: what would be done."""
    draft = scene.draft()
    for question in scene.path(draft) if draft and move.arg(0) == "change" else ():
        if question.id == move.arg(2):
            return sentence("button.change", label=review.label(question))
    return sentence(
        "button.change" if move.arg(0) == "which_change" else "button.as_command",
        label=shown,
        text=shown,
    )
