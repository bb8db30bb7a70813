"""An e-mail address; full-width signs become the ones that work."""

import re

from forms.characters import half_width
from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")
_BEFORE = re.compile(r"^(?:电子)?(?:邮箱|邮件|e-?mail)(?:地址)?\s*[:：]\s*", re.IGNORECASE)
_AFTER = " 。，；;,.、"
_LONGEST = 254


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the address; raise `email-without-at` or `email-shape`."""
    typed = _BEFORE.sub("", short_text.line(question, text)).strip(_AFTER)
    address = re.sub(r"\s*([@.])\s*", r"\1", half_width(typed).replace("。", "."))
    if "@" not in address:
        raise slip(question, "email-without-at")
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise slip(question, "email-shape")
    return address


show = short_text.show
