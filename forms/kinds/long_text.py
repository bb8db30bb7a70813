"""A text of many lines (问题描述, 基本思路 …), kept to the character.

Too long is no slip: the form allows 可附页, so `checks` warns and the person decides.
"""

from forms.form import Json, Question, Rules


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the text without blank lines around it and blanks after it."""
    return text.rstrip().lstrip("\n")


def show(question: Question, value: Json) -> str:  # noqa: ARG001
    """Give the text as it was typed."""
    return value if isinstance(value, str) else ""
