"""File names that every system takes, short enough and still telling."""

import re
import unicodedata

from forms.document.cells import text
from forms.document.words import word
from forms.form import Answers, Form

UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
BLANKS = re.compile(r"[\s_\u200b\xa0\u3000]+")
LONGEST_UNIT = 20
LONGEST_TITLE = 30


def stem(form: Form, answers: Answers, stamp: str = "") -> str:
    """`2025申报表_UNIT_TITLE`, without an ending; a form with no answers says so."""
    title = answers.get("case_title") or answers.get("name")
    parts = [
        part(text(answers.get("unit")), LONGEST_UNIT),
        part(text(title), LONGEST_TITLE),
    ]
    if not any(answers.values()):
        parts.append(word("blank"))
    return "_".join(filter(None, [f"{form.edition}{form.file_label}", *parts, part(stamp, 10)]))


def part(words: str, longest: int) -> str:
    """`words` as a piece of a name: no separators, no blanks, at most `longest` characters."""
    clean = BLANKS.sub("", UNSAFE.sub("", unicodedata.normalize("NFC", words)))
    return clean[:longest].strip(". ")
