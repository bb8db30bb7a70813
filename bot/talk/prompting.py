"""What stands now: the question to be answered, the review page, or the ways on."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.talk.page import review_page
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import journey, kinds
from forms.form import Question

#: Kinds whose answer is a list of rows, sent over as many messages as it takes.
LISTS = frozenset({"people", "outcomes"})

#: A longer answer is cut where it is only shown as a reminder.
LONGEST_REMINDER = 60


def current_question(scene: Scene, draft: Draft) -> Question | None:
    """Return the question that a message would answer now; None when all are answered."""
    form, rules = scene.form(draft), scene.rules(draft)
    wanted = scene.state.change or scene.state.listing
    for question in journey.path(form, draft.answers, rules) if wanted else ():
        if question.id == wanted:
            return question
    return journey.next_question(form, draft.answers, rules)


def is_page_in_front(scene: Scene, draft: Draft) -> bool:
    """True while the review page lies in front: asked for, or because nothing is left to ask."""
    return scene.state.is_on_page or current_question(scene, draft) is None


def prompt(scene: Scene, lead: str = "") -> Say:
    """Return what stands now, with `lead` before it."""
    draft = scene.draft()
    if draft is None:
        text = "\n".join(filter(None, (lead, sentence("home.way_on"))))
        return Say(text, choices=home_choices(scene))
    question = current_question(scene, draft)
    if question is None or scene.state.is_on_page:
        return review_page(scene, draft, question, lead)
    text = "\n".join(filter(None, (lead, _asked(scene, draft, question))))
    return Say(text, choices=question_choices(scene, draft, question))


def home_choices(scene: Scene) -> tuple[Choice, ...]:
    """Return the ways on for somebody who fills in nothing just now, numbered."""
    drafts = scene.world.drafts.all()
    names = ["resume"] if drafts else []
    names += ["fill", "blank", "notice"]
    names += ["drafts"] if len(drafts) > 1 else []
    return tuple(
        Choice(name, sentence(f"button.{name}"), number) for number, name in enumerate(names, 1)
    )


def finished_choices(scene: Scene) -> tuple[Choice, ...]:
    """Return the ways on with the draft just handed over, while the last message offered them."""
    if scene.draft():
        return ()
    offered = (replace(each, id=each.id.rpartition("@")[0]) for each in scene.state.offered)
    return tuple(each for each in offered if each.id.startswith(("check:", "restart:")))


def question_choices(scene: Scene, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """Return the options of a question, numbered, and the ways around it, by their words."""
    here = f"{draft.id}:{question.id}"
    options = [
        Choice(f"set:{here}:{place}", option.label, place + 1)
        for place, option in enumerate(question.options)
    ]
    names = []
    if scene.state.change == question.id:
        names.append("keep")
        if question.kind in LISTS and journey.take(draft.answers, question.path):
            names.append("more")
    elif scene.state.listing == question.id:
        names.append("done")
    elif not question.required:
        names.append("skip")
    ways = [Choice(f"{name}:{here}", sentence(f"button.{name}")) for name in (*names, "back")]
    rest = [Choice(f"{name}:{draft.id}", sentence(f"button.{name}")) for name in ("check", "stop")]
    return (*options, *ways, *rest)


def unnumbered(say: Say) -> Say:
    """Return a message whose choices give their numbers up to the message after it."""
    return replace(say, choices=tuple(replace(choice, number=0) for choice in say.choices))


def _asked(scene: Scene, draft: Draft, question: Question) -> str:
    form, rules = scene.form(draft), scene.rules(draft)
    place = journey.place(form, draft.answers, question, rules)
    heading = question.label
    if question.section and not question.section.endswith(question.label):
        heading = sentence("filling.heading", section=question.section, label=question.label)
    step = sentence("filling.step", number=place.number, total=place.total, label=heading)
    now = _now(scene, draft, question)
    if now and scene.state.listing == question.id:
        return f"{step}\n{now}"
    hint = sentence("filling.hint", hint=question.hint) if question.hint else ""
    lines = [step, question.ask, hint, _example(question), now]
    return "\n".join(filter(None, lines))


def _example(question: Question) -> str:
    if not question.example or question.options:
        return ""
    between = "\n" if "\n" in question.example else ""
    return sentence("filling.example", example=between + question.example)


def _now(scene: Scene, draft: Draft, question: Question) -> str:
    """Say what stands there already, when it is being changed or added to."""
    if question.id not in (scene.state.change, scene.state.listing):
        return ""
    shown = kinds.show(question, journey.take(draft.answers, question.path))
    if not shown:
        return ""
    if question.kind in LISTS:
        code = "filling.rows_now" if scene.state.listing else "filling.rows_before"
        return sentence(code, rows=shown, count=shown.count("\n") + 1)
    if len(shown) > LONGEST_REMINDER:
        shown = f"{shown[:LONGEST_REMINDER]}……"
    return sentence("filling.now", shown=shown)
