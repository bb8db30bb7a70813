"""A slip in an answer: its code and what its sentence needs."""

from forms.errors import BadAnswer, Fact
from forms.form import Question


def slip(question: Question, code: str, **facts: Fact) -> BadAnswer:
    """Give the error to raise: the code, the given facts, and always `label` and `example`."""
    return BadAnswer(code, {"label": question.label, "example": question.example, **facts})
