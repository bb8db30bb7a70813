"""What was read of a file, held against a draft: item by item, what is new, what differs, what is unsure.

Nothing enters the draft here but what `taken` is asked to take.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from forms import checks, journey, kinds, review
from forms.answers import placed, take
from forms.errors import BadAnswer, Fact
from forms.form import Answers, Form, Json, Question, Rules
from forms.kinds.another import NO
from forms.kinds.slip import slip

State = Literal["new", "differs", "same", "refused"]

#: Kinds whose value is kept as it was read, whatever a typed answer would have to look like.
_LISTS = frozenset({"people", "outcomes"})

#: What is unusual in what was read and worth a look before it is taken.
_WORTH_A_LOOK = frozenset(
    {
        *("other-year", "period-outside", "period-backwards", "period-month"),
        *("title-short", "title-long", "over-limit", "not-mobile", "same-person"),
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Why an item should be looked at: a code of a `group`, and what its sentence needs."""

    group: Literal["slip", "finding", "guess"]
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One answer that was read: its question, what the draft shows now, what was read, and how sure it is.

    `refused` is what the question would not take from a message either; it is never taken.
    """

    question: Question
    label: str
    now: str
    read: str
    value: Json
    state: State
    marks: tuple[Mark, ...] = ()


def items(
    form: Form,
    rules: Rules,
    draft: Answers,
    found: Answers,
    *,
    is_guessed: bool,
    doubts: Mapping[str, str] | None = None,
) -> tuple[Item, ...]:
    """Give what was found as items, in the order of the form.

    `is_guessed` says that the cells were found by their labels: unit and post were taken apart. `doubts`
    says of an answer why it may have been read wrongly (a code of the group `guess`).
    """
    whole = overlaid(draft, found)
    on_way = _questions(form, whole, rules)
    marks = _findings(form, whole, rules)
    weighed = []
    for question in on_way:
        value = take(found, question.path)
        if value not in (None, "", []):
            item = _weighed(question, rules, take(draft, question.path), value)
            own = (*item.marks, *_guesses(question, doubts or {}, is_guessed=is_guessed))
            weighed.append(_marked(item, (*own, *marks.get(question.id, ()))))
    return tuple(weighed)


def left_over(form: Form, rules: Rules, found: Answers) -> tuple[Mapping[str, Json], ...]:
    """Give the leaders that the notice allows no place for; Source: 2025 附件2 注4 “填报人数不得超过两人”."""
    people = found.get("leaders")
    limit = rules.limits.get("leaders")
    if not isinstance(people, list) or limit is None or form.name != "application":
        return ()
    return tuple(one for one in people[limit.maximum :] if isinstance(one, dict))


def taken(form: Form, draft: Answers, chosen: Iterable[Item], *, is_whole: bool) -> dict[str, Json]:
    """Give the draft's answers with these items in them; `is_whole` says that nobody else is a leader."""
    answers = dict(draft)
    for item in chosen:
        if item.state != "refused":
            answers = journey.put(form, answers, item.question, item.value)
    people = answers.get("leaders")
    if is_whole and isinstance(people, list) and people:
        last = f"more_leaders.{len(people) - 1}"
        if take(answers, last) is None:
            answers = placed(answers, last, NO)
    return answers


def overlaid(draft: Answers, found: Answers) -> dict[str, Json]:
    """Give the draft with everything found in it, as if all of it had been taken."""
    answers = dict(draft)
    for key, value in found.items():
        if key == "leaders" and isinstance(value, list):
            for place, person in enumerate(value):
                for cell, text in person.items() if isinstance(person, dict) else ():
                    answers = placed(answers, f"leaders.{place}.{cell}", text)
        else:
            answers[key] = value
    return answers


def _questions(form: Form, whole: Answers, rules: Rules) -> list[Question]:
    """Give the questions that hold an answer; those that only steer the asking are left out."""
    path = journey.path(form, whole, rules)
    limit = rules.limits.get("leaders")
    return [
        question
        for question in path
        if not question.repeats
        and not question.settles
        and not (limit and _person(question.path) >= limit.maximum)
    ]


def _person(path: str) -> int:
    _, _, rest = path.partition("leaders.")
    return int(rest.split(".")[0]) if rest else -1


def _weighed(question: Question, rules: Rules, now: Json, value: Json) -> Item:
    label = review.label(question)
    before = kinds.show(question, now)
    try:
        kept = _kept(question, rules, value)
    except BadAnswer as bad:
        mark = Mark("slip", bad.code, bad.facts)
        return Item(question, label, before, _said(value), None, "refused", (mark,))
    read = kinds.show(question, kept)
    if before.split() == read.split():
        return Item(question, label, before, read, kept, "same")
    return Item(question, label, before, read, kept, "differs" if before else "new")


def _kept(question: Question, rules: Rules, value: Json) -> Json:
    """Give the value as the draft keeps it. Raises BadAnswer for what a message could not answer."""
    if question.kind in _LISTS:
        return _rows(question, value)
    if question.kind == "which_leader":
        is_place = isinstance(value, int) and 0 <= value < len(question.options)
        return value if is_place else kinds.read(question, _said(value), rules)
    if value in [option.id for option in question.options]:
        return value
    return kinds.read(question, _said(value), rules)


def _rows(question: Question, value: Json) -> Json:
    """Give the rows of a list with the form's own cells, those without anything left out."""
    names = [column.id for column in question.columns]
    rows = [
        {name: str(row.get(name) or "").strip() for name in names}
        for row in (value if isinstance(value, list) else [])
        if isinstance(row, dict)
    ]
    kept: list[Json] = [dict(row) for row in rows if any(row.values())]
    if not kept:
        raise slip(question, "empty")
    return kept


def _said(value: Json) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value)


def _guesses(question: Question, doubts: Mapping[str, str], *, is_guessed: bool) -> Iterable[Mark]:
    if question.path in doubts:
        yield Mark("guess", doubts[question.path])
    if is_guessed and question.kind == "post":
        yield Mark("guess", "split-post")
    if is_guessed and question.kind == "name" and _person(question.path) > 0:
        yield Mark("guess", doubts.get("leaders", "split-name"))


def _findings(form: Form, whole: Answers, rules: Rules) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, tuple[Mark, ...]] = {}
    for finding in checks.findings(form, whole, rules):
        if finding.code in _WORTH_A_LOOK:
            mark = Mark("finding", finding.code, finding.facts)
            found[finding.question_id] = (*found.get(finding.question_id, ()), mark)
    return found


def _marked(item: Item, marks: tuple[Mark, ...]) -> Item:
    if item.state == "same":
        return item
    return Item(
        item.question, item.label, item.now, item.read, item.value, item.state,
        marks[:1] if item.state == "refused" else marks,
    )  # fmt: skip
