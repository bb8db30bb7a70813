"""What stands now as values, for a channel that can show more than text: field, progress, lines.

Pure: everything is derived from the open draft and the conversation, as the sentences are.
"""

from dataclasses import dataclass
from datetime import date

from bot.state import State
from bot.talk.prompting import current_question, is_page_in_front
from bot.talk.scene import Scene
from bot.world import Draft, World
from forms import journey, kinds, review
from forms.characters import length
from forms.form import Form, Json, Question, Rules


@dataclass(frozen=True, slots=True)
class Limit:
    """How many characters a field may have; `used` are taken by what a new text stands beside."""

    maximum: int
    used: int
    unit: str


@dataclass(frozen=True, slots=True)
class Field:
    """The field that is asked: what it is called, and what is being typed into it.

    `columns` are the heads of a list's rows, `rows` what stands in it already. `shown` is the answer
    that a new text replaces, or goes on from while `is_listing`: a list, or a long text, that grows
    over several messages. `is_long` fields take many lines.
    """

    id: str
    kind: str
    label: str
    ask: str
    hint: str
    example: str
    is_required: bool
    is_long: bool
    is_listing: bool = False
    shown: str = ""
    limit: Limit | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the review page; `change` is the id of the choice that changes it."""

    label: str
    shown: str
    state: review.State
    change: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The open draft as it stands: all its lines, and the field that is asked.

    `field` is None while the review page lies in front; the lines come with it, or when asked for.
    """

    draft: str
    edition: str
    form: str
    title: str
    number: int
    total: int
    filled: int
    field: Field | None
    lines: tuple[Line, ...] = ()


def view(world: World, state: State, today: date, *, is_whole: bool = False) -> View | None:
    """Return what stands now, with the whole form beside the field where that is asked for.

    None while no draft is open, or something read waits to be confirmed.
    """
    scene = Scene(world, state, today)
    draft = scene.draft()
    if draft is None or state.proposal is not None:
        return None
    form, rules = scene.form(draft), scene.rules(draft)
    question = current_question(scene, draft)
    on_page = is_page_in_front(scene, draft)
    asked = None if on_page or question is None else question
    on_way = scene.path(draft)
    place = journey.place(on_way, asked) if asked else None
    return View(
        draft=draft.id,
        edition=draft.edition,
        form=draft.form,
        title=form.file_label,
        number=place.number if place else len(on_way),
        total=len(on_way),
        filled=sum(journey.is_answered(draft.answers, each) for each in on_way),
        field=_field(scene, draft, asked) if asked else None,
        lines=_lines(form, draft, rules, state.revision) if is_whole or not asked else (),
    )


def _field(scene: Scene, draft: Draft, question: Question) -> Field:
    value = journey.value(draft.answers, question)
    is_listing = scene.state.listing == question.id
    stands = scene.state.change == question.id or (is_listing and question.kind == "long_text")
    return Field(
        id=question.id,
        kind=question.kind,
        label=review.label(question),
        ask=question.ask,
        hint=question.hint,
        example="" if question.options else question.example,
        is_required=question.required,
        is_long=question.kind == "long_text",
        is_listing=is_listing,
        shown=kinds.show(question, value) if stands else "",
        limit=limit_of(scene, draft, question, with_own=is_listing),
        columns=tuple(column.label for column in question.columns),
        rows=rows_of(question, value),
    )


def limit_of(scene: Scene, draft: Draft, question: Question, *, with_own: bool) -> Limit | None:
    """Return the limit of a long text; Source: 附件2 二 “2000 字以内” over its three parts together."""
    limit = scene.rules(draft).limits.get(question.limit)
    if question.kind != "long_text" or limit is None:
        return None
    others = [
        str(journey.value(draft.answers, each) or "")
        for each in scene.path(draft)
        if each.limit == question.limit and (with_own or each.id != question.id)
    ]
    return Limit(limit.maximum, sum(map(length, others)), limit.unit)


def _lines(form: Form, draft: Draft, rules: Rules, revision: int) -> tuple[Line, ...]:
    return tuple(
        Line(
            label=line.label,
            shown=line.shown,
            state=line.state,
            change=f"change:{draft.id}:{line.question.id}@{revision}",
            columns=tuple(column.label for column in line.question.columns),
            rows=rows_of(line.question, journey.value(draft.answers, line.question)),
        )
        for line in review.lines(form, draft.answers, rules)
    )


def rows_of(question: Question, value: Json) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a list as cells in the order of its columns; none where there is no list."""
    return tuple(
        tuple(str(row.get(column.id) or "") for column in question.columns)
        for row in (value if isinstance(value, list) else [])
        if isinstance(row, dict)
    )
