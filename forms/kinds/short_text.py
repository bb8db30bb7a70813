"""A short text on one line, kept as typed (案例名称, 区域)."""

import re

from forms.characters import one_line
from forms.form import Json, Question, Rules
from forms.kinds.slip import slip


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001 - one shape for all kinds
    """Give the text on one line, without blanks around it or the label typed before it."""
    return line(question, text)


def show(question: Question, value: Json) -> str:  # noqa: ARG001
    """Give the text as it was typed."""
    return value if isinstance(value, str) else ""


def line(question: Question, text: str) -> str:
    """Give the typed line; people copy the label too (“单位：……”), which is left out."""
    kept = one_line(text)
    label = re.escape(re.split("[（(]", question.label)[0])
    kept = re.sub(rf"^{label}\s*(?:[（(][^（()）]*[)）])?\s*[:：]\s*", "", kept)
    if not kept:
        raise slip(question, "empty")
    return kept
