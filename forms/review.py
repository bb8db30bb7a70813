"""The check-your-answers page: one line a question on the way, and what is still missing."""

from dataclasses import dataclass
from typing import Literal

from forms import journey
from forms.form import Answers, Form, Question, Rules
from forms.kinds import show

State = Literal["filled", "missing", "skipped"]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as the review page shows it; `label` names the person where there are several."""

    question: Question
    label: str
    shown: str
    state: State


def lines(form: Form, answers: Answers, rules: Rules | None = None) -> tuple[Line, ...]:
    """Give every question on the way with its answer, in the order of the form."""
    return tuple(
        Line(question, label(question), shown(question, answers), state(question, answers))
        for question in _shown_questions(form, answers, rules)
    )


def missing(form: Form, answers: Answers, rules: Rules | None = None) -> tuple[Question, ...]:
    """Give the required questions on the way that have no answer yet, in asking order."""
    found = _shown_questions(form, answers, rules)
    return tuple(question for question in found if state(question, answers) == "missing")


def unasked(form: Form, answers: Answers, rules: Rules | None = None) -> tuple[Question, ...]:
    """Give the questions on the way that may stay empty and were never put, in asking order."""
    found = _shown_questions(form, answers, rules)
    return tuple(q for q in found if not q.required and not journey.is_answered(answers, q))


def _shown_questions(form: Form, answers: Answers, rules: Rules | None) -> list[Question]:
    """Give the questions on the way; one put off is shown where it is asked again, not twice."""
    found = journey.path(form, answers, rules)
    again = {question.settles for question in found}
    return [question for question in found if question.path not in again]


def state(question: Question, answers: Answers) -> State:
    """Tell whether there is an answer, and if not, whether there must be one."""
    if journey.is_given(answers, question):
        return "filled"
    return "missing" if question.required else "skipped"


def shown(question: Question, answers: Answers) -> str:
    """Give the answer as it is shown, empty where there is none."""
    value = journey.value(answers, question)
    return show(question, value) if journey.is_given(answers, question) else ""


def label(question: Question) -> str:
    """Give what the answer is called: of a person's cells with the person (“负责人·姓名”)."""
    return f"{question.section}·{question.label}" if _is_of_person(question) else question.label


def _is_of_person(question: Question) -> bool:
    return bool(question.section) and any(step.isdecimal() for step in question.path.split("."))
