"""One of a closed list: by number, by id, by its words, or by the beginning of them."""

import re

from forms.characters import folded, half_width
from forms.form import Json, Option, Question, Rules
from forms.kinds.slip import slip

_NUMBER = re.compile(r"第?\s*(\d{1,2}|[一二三四五六七八九十])\s*[个项种类]?\s*[.、)）。]?")
_NUMERALS = "一二三四五六七八九十"
_LONGEST = 40  # a longer text is no choice, though it may hold the words of one


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the id of the option meant; raise `choice-unknown` or `choice-several` (options)."""
    return picked(question, text).id


def show(question: Question, value: Json) -> str:
    """Give the option's words; a value that is not on the list is shown as it is."""
    for option in question.options:
        if option.id == value:
            return option.label
    return value if isinstance(value, str) else ""


def picked(question: Question, text: str) -> Option:
    """Give the option that the text names; `also` of an option counts like its label."""
    said = folded(text[: _LONGEST * 2])
    if said and len(said) <= _LONGEST:
        for found in (_named(question, said), _numbered(question, text), _begun(question, said)):
            if len(found) == 1:
                return found[0]
            if found:
                raise slip(question, "choice-several", options=_listed(found))
        found = _held(question, said)
        if len(found) == 1:
            return found[0]
        if found:
            raise slip(question, "choice-several", options=_listed(found))
    raise slip(question, "choice-unknown", options=_listed(list(question.options)))


def _words(option: Option) -> set[str]:
    return {folded(word) for word in (option.id, option.label, *option.also)}


def _named(question: Question, said: str) -> list[Option]:
    return [option for option in question.options if said in _words(option)]


def _numbered(question: Question, text: str) -> list[Option]:
    match = _NUMBER.fullmatch(half_width(text).strip())
    if not match:
        return []
    digits = match[1]
    number = int(digits) if digits.isdecimal() else _NUMERALS.index(digits) + 1
    return list(question.options[number - 1 : number]) if number else []


def _begun(question: Question, said: str) -> list[Option]:
    return [o for o in question.options if any(word.startswith(said) for word in _words(o))]


def _held(question: Question, said: str) -> list[Option]:
    """Give the options whose words stand in the text, leaving out words inside longer ones."""
    held = {word: o for o in question.options for word in _words(o) if word and word in said}
    longest = {word for word in held if not any(word != other and word in other for other in held)}
    return [option for option in question.options if any(held[word] == option for word in longest)]


def _listed(options: list[Option]) -> str:
    return "、".join(option.label for option in options)
