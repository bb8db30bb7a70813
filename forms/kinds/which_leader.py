"""Which of several leaders: kept as a number from 0, chosen by name."""

from forms.form import Json, Question, Rules
from forms.kinds import choice


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the index of the leader; slips as a choice does."""
    return question.options.index(choice.picked(question, text))


def show(question: Question, value: Json) -> str:
    """Give the leader's name; nothing for a number that no leader has."""
    if isinstance(value, int) and 0 <= value < len(question.options):
        return question.options[value].label
    return ""
