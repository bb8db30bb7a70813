"""The whole open form as values, one box a question, for a page with room for all of it.

Pure: everything is derived from the draft, as the questions of the conversation are.
"""

from dataclasses import dataclass, replace

from bot.message import Choice
from bot.talk.correcting import correcting, correcting_told, tell_choices
from bot.talk.naming_units import standard_names
from bot.talk.page import findings_told
from bot.talk.scene import Scene
from bot.view import Limit, limit_of, rows_of
from bot.world import Draft
from forms import journey, kinds, review
from forms.form import Question

#: Kinds that are chosen of what is offered.
_CHOSEN = frozenset({"choice", "another", "which_leader", "which_unit"})


@dataclass(frozen=True, slots=True)
class Box:
    """One question with its answer; `write` is the choice that answers it with the words beside it.

    `options` are the labels to choose from, `rows` what stands in a list, `text` any other answer.
    `told` is what is to be looked at here, `names` are standard names that may be meant.
    """

    id: str
    label: str
    section: str
    ask: str
    hint: str
    example: str
    write: str
    state: review.State
    text: str
    is_required: bool
    is_long: bool
    options: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    limit: Limit | None
    told: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """The open form; `told` is what concerns no single box, `is_open` when it may be written in.

    `finish` is the choice that goes on to the files, `tell` those that tell of changes since it was accepted.
    """

    draft: str
    edition: str
    title: str
    boxes: tuple[Box, ...]
    missing: tuple[Box, ...]
    filled: int
    told: tuple[str, ...]
    is_open: bool
    is_practice: bool
    finish: str
    tell: tuple[Choice, ...]


def whole(scene: Scene) -> Whole | None:
    """Return the open form; None while none is, or something read waits to be confirmed."""
    draft = scene.draft()
    if draft is None or scene.state.proposal is not None:
        return None
    form, rules = scene.form(draft), scene.rules(draft)
    told = findings_told(scene, draft)
    lines = review.lines(form, draft.answers, rules)
    boxes = tuple(_box(scene, draft, line, tuple(told.pop(line.question.id, ()))) for line in lines)
    change = correcting(scene, draft)
    changed = correcting_told(change).split("\n") if change else []
    tell = tell_choices(change) if change else ()
    return Whole(
        draft=draft.id,
        edition=draft.edition,
        title=form.file_label,
        boxes=boxes,
        missing=tuple(box for box in boxes if box.state == "missing"),
        filled=sum(box.state == "filled" for box in boxes),
        told=(*(each for group in told.values() for each in group), *changed),
        is_open=draft.is_open,
        is_practice=draft.is_practice,
        finish=f"finish:{draft.id}@{scene.state.revision}",
        tell=tuple(replace(each, id=f"{each.id}@{scene.state.revision}") for each in tell),
    )


def _box(scene: Scene, draft: Draft, line: review.Line, told: tuple[str, ...]) -> Box:
    question = line.question
    value = journey.value(draft.answers, question)
    is_list = bool(question.columns)
    return Box(
        id=question.id,
        label=line.label,
        section=question.section,
        ask=question.ask,
        hint=question.hint,
        example=question.example,
        write=f"write:{draft.id}:{question.id}",
        state=line.state,
        text="" if is_list or value is None else kinds.show(question, value),
        is_required=question.required,
        is_long=question.kind == "long_text",
        options=_options(question),
        columns=tuple(column.label for column in question.columns),
        rows=rows_of(question, value),
        limit=limit_of(scene, draft, question, with_own=False),
        told=told,
        names=tuple(standard_names(scene, draft, question, str(value or ""))),
    )


def _options(question: Question) -> tuple[str, ...]:
    return tuple(each.label for each in question.options) if question.kind in _CHOSEN else ()
