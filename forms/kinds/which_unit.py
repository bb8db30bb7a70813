"""Which of several units (单位): kept as the path of its answer, chosen by its name."""

from forms.form import Json, Question, Rules
from forms.kinds import choice


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the path of the unit (`unit`, `leaders.0.unit`); slips as a choice does."""
    same = (option for option in question.options if option.label == text.strip())
    return (next(same, None) or choice.picked(question, text)).id


def show(question: Question, value: Json) -> str:
    """Give the unit's name; nothing for a path that leads to none any more."""
    return next((option.label for option in question.options if option.id == value), "")
