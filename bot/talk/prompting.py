"""What stands now: the question to be answered, the review page, or the ways on."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.talk.counting import Count, count, count_sentence, extra_key
from bot.talk.page import review_page
from bot.talk.proposal_page import proposal_page
from bot.talk.rows_page import LISTS, is_list_in_front, row_choices, rows_told
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey, kinds
from forms.form import Question

#: Kinds whose answer may take several messages, until the person says that it is whole.
GATHERED = LISTS | {"long_text"}

#: A longer answer is cut where it is only shown as a reminder.
LONGEST_REMINDER = 60


def current_question(scene: Scene, draft: Draft) -> Question | None:
    """Return the question that a message would answer now; None when all are answered."""
    wanted = scene.state.change or scene.state.listing
    for question in scene.path(draft) if wanted else ():
        if question.id == wanted:
            return question
    return journey.next_question(scene.path(draft), draft.answers)


def unit_to_come(scene: Scene, draft: Draft) -> Question | None:
    """Return the question for the unit that stamps the form, while it was not answered yet."""
    found = (question for question in scene.path(draft) if question.id == "unit")
    return next((each for each in found if not journey.is_answered(draft.answers, each)), None)


def is_page_in_front(scene: Scene, draft: Draft) -> bool:
    """True while the review page lies in front: asked for, or because nothing is left to ask."""
    return scene.state.is_on_page or current_question(scene, draft) is None


def prompt(scene: Scene, lead: str = "") -> Say:
    """Return what stands now, with `lead` before it: what waits to be confirmed comes before all else."""
    if scene.state.proposal is not None:
        return proposal_page(scene, scene.state.proposal, lead)
    draft = scene.draft()
    if draft is None:
        text = "\n".join(filter(None, (lead, sentence("home.way_on"))))
        return Say(text, choices=home_choices(scene))
    if not draft.is_open:
        return watched(scene, draft, lead)
    question = current_question(scene, draft)
    if question is None or scene.state.is_on_page:
        return review_page(scene, draft, question, lead)
    written = _written(scene, draft, question)
    text = "\n".join(filter(None, (lead, _asked(scene, draft, question, written))))
    told = (
        count_sentence(written, is_settled=_is_settled(scene, draft, question)) if written else ""
    )
    is_half_done = is_list_in_front(scene, question) and (
        scene.state.row or scene.state.rows is not None
    )
    brief = None if is_half_done else "\n".join(filter(None, (lead.rstrip("\n"), told)))
    return Say(text, choices=_choices(scene, draft, question, written), brief=brief)


def standing_choices(scene: Scene) -> tuple[Choice, ...]:
    """Return the choices of what stands now, as `prompt` offers them."""
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    is_asked = scene.state.proposal is None and not scene.state.is_on_page
    if draft is None or question is None or not draft.is_open or not is_asked:
        return prompt(scene).choices
    return question_choices(scene, draft, question)


def watched(scene: Scene, draft: Draft, lead: str) -> Say:
    """Return the page of a draft one may look at only, or that a colleague is writing in."""
    told = sentence("sharing.view_only" if draft.mode == "view" else "sharing.held")
    names = ("unshare", "finish", "stop") if draft.mode == "view" else ("ask_pen", "resume", "stop")
    labels = {"unshare": "give_up", "resume": "look_again"}
    ways = tuple(
        Choice(f"{name}:{draft.id}", sentence(f"button.{labels.get(name, name)}")) for name in names
    )
    page = review_page(scene, draft, None, "\n".join(filter(None, (lead, told))))
    return replace(page, choices=ways)


def home_choices(scene: Scene) -> tuple[Choice, ...]:
    """Return the ways on for somebody who fills in nothing just now, numbered; what they review is first."""
    me, drafts = scene.world.me, scene.world.drafts.all()
    names = ["regions"] if me.has("centre") else []
    names += ["inbox"] if me.has("liaison") else ["inbox_school"] if me.has("school") else []
    names += ["resume"] if drafts else []
    names += ["fill", "blank", "notice"]
    names += ["drafts"] if len(drafts) > 1 else []
    return tuple(
        Choice(name.removesuffix("_school"), sentence(f"button.{name}"), number)
        for number, name in enumerate(names, 1)
    )


def finished_choices(scene: Scene) -> tuple[Choice, ...]:
    """Return the ways on with the draft just handed over, while the last message offered them."""
    if scene.draft():
        return ()
    offered = (replace(each, id=each.id.rpartition("@")[0]) for each in scene.state.offered)
    return tuple(each for each in offered if each.id.startswith(("check:", "restart:")))


def question_choices(scene: Scene, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """Return the options of a question, numbered, and the ways around it, by their words."""
    return _choices(scene, draft, question, _written(scene, draft, question))


def _choices(
    scene: Scene, draft: Draft, question: Question, written: Count | None
) -> tuple[Choice, ...]:
    here = f"{draft.id}:{question.id}"
    options = [
        Choice(f"set:{here}:{place}", option.label, place + 1)
        for place, option in enumerate(question.options)
    ]
    if question.kind in LISTS:
        options = list(row_choices(scene, draft, question))
    names = ["back"]
    if scene.state.change == question.id:
        names = ["keep", "back"]
        if question.kind in GATHERED and journey.take(draft.answers, question.path):
            names.insert(1, "more_text" if question.kind == "long_text" else "more")
            names[2:2] = _too_long(scene, draft, question)
    elif scene.state.listing == question.id:
        options += _gathering(scene, draft, question, written)
    elif not question.required:
        names = ["skip", "back"]
    ways = [Choice(f"{name}:{here}", sentence(f"button.{name}")) for name in names]
    rest = [Choice(f"{name}:{draft.id}", sentence(f"button.{name}")) for name in ("check", "stop")]
    return (*options, *ways, *rest)


def _too_long(scene: Scene, draft: Draft, question: Question) -> list[str]:
    """Return the ways with a text that passes the limit, while it is being changed."""
    if question.kind != "long_text" or not count(scene, draft, question).over:
        return []
    return ["beyond", "shorten", "extra"]


def _gathering(
    scene: Scene, draft: Draft, question: Question, written: Count | None
) -> list[Choice]:
    """Return the ways on with a list or a long text that is being collected."""
    here = f"{draft.id}:{question.id}"
    if written is None:
        return [] if scene.state.row else [Choice(f"done:{here}", sentence("button.done"))]
    undo = [Choice(f"undo:{here}", sentence("button.undo"))] if scene.state.pieces else []
    if not written.over:
        return [Choice(f"done:{here}", sentence("button.done_text")), *undo]
    first = "done" if _is_settled(scene, draft, question) else "extra"
    labels = {"done": "done_text"}
    over = [
        Choice(f"{name}:{here}", sentence(f"button.{labels.get(name, name)}"), number)
        for number, name in enumerate((first, "shorten", "beyond"), 1)
    ]
    return [*over, *undo]


def _is_settled(scene: Scene, draft: Draft, question: Question) -> bool:
    """True once the 附页 was chosen for what passes this limit."""
    return extra_key(draft, question) in scene.state.extra


def unnumbered(say: Say) -> Say:
    """Return a message whose choices give their numbers up to the message after it."""
    return replace(say, choices=tuple(replace(choice, number=0) for choice in say.choices))


def stale(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say that a button belongs to an earlier message, and where things stand."""
    return Turn(scene.state, (prompt(scene, sentence("stale.button")),))


def _written(scene: Scene, draft: Draft, question: Question) -> Count | None:
    """Return how long the text is that is being written, None where none is."""
    is_written = question.kind == "long_text" and scene.state.listing == question.id
    return count(scene, draft, question) if is_written else None


def _asked(scene: Scene, draft: Draft, question: Question, written: Count | None) -> str:
    place = journey.place(scene.path(draft), question)
    heading = question.label
    if question.section and not question.section.endswith(question.label):
        heading = sentence("filling.heading", section=question.section, label=question.label)
    step = sentence("filling.step", number=place.number, total=place.total, label=heading)
    if written:
        more = sentence("writing.more_over" if written.over else "writing.more")
        told = count_sentence(written, is_settled=_is_settled(scene, draft, question))
        return f"{step}\n{told}\n{more}"
    if is_list_in_front(scene, question):
        return f"{step}\n{rows_told(scene, draft, question)}"
    hint = sentence("filling.hint", hint=question.hint) if question.hint else ""
    if question.kind == "long_text":
        hint = "\n".join(filter(None, (hint, sentence("writing.how"))))
    lines = [step, question.ask, hint, _example(question), _now(scene, draft, question)]
    return "\n".join(filter(None, lines))


def _example(question: Question) -> str:
    if not question.example or question.options:
        return ""
    between = "\n" if "\n" in question.example else ""
    return sentence("filling.example", example=between + question.example)


def _now(scene: Scene, draft: Draft, question: Question) -> str:
    """Say what stands there already, when it is being changed."""
    if question.id != scene.state.change:
        return ""
    if question.kind in LISTS:
        return rows_told(scene, draft, question)
    shown = kinds.show(question, journey.take(draft.answers, question.path))
    if len(shown) > LONGEST_REMINDER:
        shown = f"{shown[:LONGEST_REMINDER]}……"
    return sentence("filling.now", shown=shown) if shown else ""
