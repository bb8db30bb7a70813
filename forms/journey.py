"""Which questions are on the way, given the answers; the next one and the place of each.

Nothing of this is stored: the way is walked anew from the answers, so that a changed answer opens or
closes a branch by itself. A condition sees only answers that are on the way before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from forms.answers import UNANSWERED, Found, Unanswered, look, placed, take
from forms.form import Answers, Condition, Form, Json, Option, Question, Rules
from forms.kinds.another import NO, YES, index
from forms.kinds.unit import is_same

__all__ = ["Place", "is_answered", "is_given", "next_question", "on_path", "path", "place", "put"]
__all__ += ["take", "value"]

_EACH = "*"


@dataclass(frozen=True, slots=True)
class Place:
    """第 `number` 步，共 `total` 步."""

    number: int
    total: int


def path(form: Form, answers: Answers, rules: Rules | None = None) -> tuple[Question, ...]:
    """Give the questions on the way, in asking order, each with its own path, options and default.

    `rules` keep the question for one more person away once there are as many as the notice allows.
    """
    return tuple(question for question, _ in _walk(form, answers, rules))


def next_question(way: Sequence[Question], answers: Answers) -> Question | None:
    """Give the first question on the way (`path`) that was never put, or None when all were."""
    return next((question for question in way if not is_answered(answers, question)), None)


def place(way: Sequence[Question], question: Question) -> Place:
    """Give the place of a question on the way (`path`); one that has left it stands at the end."""
    ids = [on_way.id for on_way in way]
    return Place(ids.index(question.id) + 1 if question.id in ids else len(ids), len(ids))


def put(form: Form, answers: Answers, question: Question, value: Json) -> dict[str, Json]:
    """Give new answers with this one put; None says skipped, so that it is not asked again.

    Everything else stays, even answers of a branch that this one closes (`on_path` leaves them out). Only
    which of several units is meant is asked anew when one of them is another: Source: X52.
    """
    given = placed(answers, question.path, value)
    if question.kind == "unit" and take(answers, question.path) not in (None, value):
        for other in form.questions:
            if other.kind == "which_unit":
                given.pop(other.path, None)
    return given


def is_answered(answers: Answers, question: Question) -> bool:
    """Tell whether the question was put and needs not be asked: answered, or skipped."""
    return not isinstance(_value(answers, question), Unanswered)


def on_path(form: Form, answers: Answers, rules: Rules | None = None) -> dict[str, Json]:
    """Give the answers of the form, as the contract names them: of questions on the way, and given.

    Left out: skipped questions, 不清楚, branches left behind, and what only steers the asking.
    """
    kept: dict[str, Json] = {}
    for question, value in _walk(form, answers, rules):
        if isinstance(value, Unanswered) or value is None or question.repeats:
            continue
        if _is_deferred(question, value):
            continue
        kept = placed(kept, question.settles or question.path, value)
    return kept


def value(answers: Answers, question: Question) -> Json:
    """Give the answer to a question on the way, None where there is none."""
    found = _value(answers, question)
    return None if isinstance(found, Unanswered) else found


def is_given(answers: Answers, question: Question) -> bool:
    """Tell whether there is an answer that can be printed: not skipped, not empty, not 不清楚."""
    found = _value(answers, question)
    return found not in (None, "", [], UNANSWERED) and not _is_deferred(question, found)


def _walk(form: Form, answers: Answers, rules: Rules | None) -> Iterator[tuple[Question, Found]]:
    """Yield each question on the way with its value."""
    seen: dict[str, Json] = {}
    for asked in _unrolled(form, answers, rules):
        if not all(_holds(condition, seen) for condition in asked.only_if):
            continue
        question = _suited(asked, seen)
        if question.kind == "which_unit" and len(question.options) < 2:
            continue
        value = _value(answers, question)
        yield question, value
        if not isinstance(value, Unanswered):
            seen = placed(seen, question.settles or question.path, value)


def _unrolled(form: Form, answers: Answers, rules: Rules | None) -> Iterator[Question]:
    """Yield the questions with those of each person as often as there are persons."""
    for is_repeated, group in groupby(form.questions, key=lambda q: _EACH in q.path):
        questions = list(group)
        if not is_repeated:
            yield from questions
            continue
        number, goes_on = 0, True
        while goes_on:
            goes_on = False
            for template in questions:
                question = _numbered(form, template, number)
                if question.repeats:
                    goes_on = _value(answers, question) == YES
                    if not goes_on and _is_full(question, number, rules):
                        continue
                yield question
            number += 1


def _is_full(question: Question, number: int, rules: Rules | None) -> bool:
    """Tell whether the notice allows no more persons than there are; Source: 2025 附件2 注4."""
    limit = rules.limits.get(question.limit) if rules else None
    return limit is not None and number + 1 >= limit.maximum


def _numbered(form: Form, template: Question, number: int) -> Question:
    """Give the question for the person of this number, from 0; the first keeps the id of the spec."""
    nth = form.labels.get("nth", "{n} ").replace("{n}", str(number + 1)) if number else ""
    return _worded(template, number, nth)


@lru_cache(maxsize=4096)
def _worded(template: Question, number: int, nth: str) -> Question:
    """Give a question with a person's number put in; every walk along the way asks for the same few."""

    def worded(text: str) -> str:
        return text.replace("{nth}", nth).replace("{next}", str(number + 2))

    return replace(
        template,
        id=f"{template.id}_{number + 1}" if number else template.id,
        path=template.path.replace(_EACH, str(number)),
        ask=worded(template.ask),
        hint=worded(template.hint),
        section=worded(template.section),
    )


def _value(answers: Answers, question: Question) -> Found:
    """Give what was put; that there is one more person is also known from the list having one."""
    value = look(answers, question.path)
    if question.repeats and value not in (YES, NO):
        people = take(answers, question.repeats)
        if isinstance(people, list) and len(people) > index(question) + 1:
            return YES
    return value


def _suited(question: Question, seen: Answers) -> Question:
    """Give the question with what the answers before it decide: default, options, may be skipped."""
    if question.default_from:
        return replace(question, default=str(take(seen, question.default_from) or ""))
    if question.kind == "which_leader":
        return replace(question, options=_leaders(seen))
    if question.kind == "which_unit":
        return replace(question, options=_units(seen))
    if question.optional_if and all(_holds(condition, seen) for condition in question.optional_if):
        return replace(question, required=False)
    return question


def _leaders(seen: Answers) -> tuple[Option, ...]:
    leaders = take(seen, "leaders")
    names = [
        str(leader.get("name") or "") if isinstance(leader, dict) else ""
        for leader in (leaders if isinstance(leaders, list) else [])
    ]
    return tuple(
        Option(f"leaders.{at}", f"{name}（第 {at + 1} 位）" if names.count(name) > 1 else name)
        if name
        else Option(f"leaders.{at}", str(at + 1))
        for at, name in enumerate(names)
    )


def _units(seen: Answers) -> tuple[Option, ...]:
    """Give the units that differ, the one that stamps the form first; Source: X52, no notice says which."""
    leaders = take(seen, "leaders")
    count = len(leaders) if isinstance(leaders, list) else 0
    found: list[Option] = []
    for path in ("unit", *(f"leaders.{at}.unit" for at in range(count))):
        name = str(take(seen, path) or "")
        if name and not any(is_same(other.label, name) for other in found):
            found.append(Option(path, name))
    return tuple(found)


def _holds(condition: Condition, seen: Answers) -> bool:
    return (take(seen, condition.path) in condition.values) != condition.negate


def _is_deferred(question: Question, value: Found) -> bool:
    return any(option.defers and option.id == value for option in question.options)
