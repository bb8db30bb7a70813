"""Kinds of answer: how each is read from a message, shown, and kept.

`read` and `show` are the doors; each kind is one module with the same two functions.
"""

from collections.abc import Mapping
from typing import Protocol

from forms.characters import clean
from forms.form import Json, Question, Rules
from forms.kinds import (
    another,
    choice,
    email,
    long_text,
    name,
    outcomes,
    people,
    period,
    phone,
    post,
    qq,
    short_text,
    unit,
    which_leader,
    which_unit,
)
from forms.kinds.slip import slip


class Kind(Protocol):
    """How one kind of answer is read and shown."""

    def read(self, question: Question, text: str, rules: Rules) -> Json:
        """Give the value to keep of a cleaned text that is not empty, or raise BadAnswer."""

    def show(self, question: Question, value: Json) -> str:
        """Give the value as the review page and the form show it; empty for what it is not."""


KINDS: Mapping[str, Kind] = {
    "another": another,
    "choice": choice,
    "email": email,
    "long_text": long_text,
    "name": name,
    "outcomes": outcomes,
    "people": people,
    "period": period,
    "phone": phone,
    "post": post,
    "qq": qq,
    "short_text": short_text,
    "unit": unit,
    "which_leader": which_leader,
    "which_unit": which_unit,
}


def read(question: Question, text: str, form_rules: Rules) -> Json:
    """Give the value that a typed text means for the question.

    Raises BadAnswer; its facts always hold `label` and `example`. Whatever is typed, nothing else.
    """
    cleaned = clean(text)
    if not cleaned.strip():
        raise slip(question, "empty")
    return KINDS[question.kind].read(question, cleaned, form_rules)


def show(question: Question, value: Json) -> str:
    """Give a kept value as it is shown on the review page and printed; None gives nothing."""
    return "" if value is None else KINDS[question.kind].show(question, value)
