"""A QQ number."""

import re

from forms.characters import half_width
from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

_BEFORE = re.compile(r"^qq\s*(?:号码?)?\s*[:：]?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]{4,11}")


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the digits (an address at qq.com gives its number); raise `qq-shape` (digits)."""
    typed = _BEFORE.sub("", half_width(short_text.line(question, text)))
    number = re.sub(r"[\s-]", "", typed.lower().removesuffix("@qq.com"))
    if not _NUMBER.fullmatch(number):
        digits = sum(character.isdecimal() for character in number)
        raise slip(question, "qq-shape", digits=digits)
    return number


show = short_text.show
