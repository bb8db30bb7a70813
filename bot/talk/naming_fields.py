"""Which fields of the form somebody means by a name: a printed label, a word people use, whose cell it is."""

import re
from collections.abc import Sequence

from bot.commands import fold
from bot.field_words import FieldWords, ids_named, read_owner
from bot.talk.scene import Scene
from bot.world import Draft
from forms import review
from forms.form import Question
from forms.kinds.people import is_name
from forms.review import Line

_BRACKETS = re.compile(r"（[^）]*）")
_PERSON = re.compile(r"leaders\.(\d+)\.")
#: The questions of a second person carry the number: leader_phone_2.
_NUMBER = re.compile(r"_\d+$")


def fields_named(scene: Scene, draft: Draft, name: str) -> tuple[Question, ...]:
    """Return the fields called so: those of the very label first, else those the words may stand for."""
    said = fold(name)
    lines = review.lines(scene.form(draft), draft.answers, scene.rules(draft))
    if not said:
        return ()
    exact = tuple(
        line.question
        for line in lines
        if said in (fold(line.label), fold(_BRACKETS.sub("", line.label)))
    )
    own = tuple(line.question for line in lines if said == fold(line.question.label))
    return exact or own or _of_a_leader(draft, lines, said) or _called(lines, said)


def is_label(question: Question, text: str) -> bool:
    """True for the printed label of a field, with or without the person and what stands in brackets."""
    labels = (review.label(question), question.label)
    return fold(text) in [fold(each) for one in labels for each in (one, _BRACKETS.sub("", one))]


def names_meant(said: FieldWords, found: Sequence[Question]) -> tuple[Question, ...]:
    """Return the names alone where a leader as such is to be somebody else (把负责人改成王芳)."""
    owner = read_owner(said.name)
    is_meant = owner is not None and not owner.rest and said.deed == "become" and is_name(said.text)
    return tuple(each for each in found if is_meant and each.kind == "name")


def fields_meant(scene: Scene, draft: Draft, name: str) -> tuple[Question, ...]:
    """Return the fields called so, or else those whose label begins with the words or holds them."""
    found = fields_named(scene, draft, name)
    if found:
        return found
    said = fold(name)
    lines = review.lines(scene.form(draft), draft.answers, scene.rules(draft))
    for is_meant in (str.startswith, str.__contains__):
        among = tuple(line.question for line in lines if said and is_meant(fold(line.label), said))
        if among:
            return among
    return ()


def _of_a_leader(draft: Draft, lines: Sequence[Line], said: str) -> tuple[Question, ...]:
    """Return the cells of the leader a name begins with (负责人, 第 2 位负责人, or a name that was given)."""
    owner = read_owner(said)
    if owner is not None:
        number, rest = owner.number, owner.rest
    else:
        number, rest = _by_name(draft, said)
        if not number:
            return ()
    own = [
        line
        for line in lines
        if (found := _PERSON.match(line.question.path))
        and (not number or int(found[1]) == number - 1)
    ]
    if not rest:
        return tuple(line.question for line in own)
    exact = tuple(line.question for line in own if fold(line.question.label) == rest)
    return exact or _called(own, rest)


def _by_name(draft: Draft, said: str) -> tuple[int, str]:
    """Return the number of the leader whose name a text begins with, and the rest; 0 for nobody."""
    people = draft.answers.get("leaders")
    for number, person in enumerate(people if isinstance(people, list) else [], 1):
        name = fold(str(person.get("name") or "")) if isinstance(person, dict) else ""
        if name and said.startswith(name) and said != name:
            return number, said.removeprefix(name).removeprefix("的")
    return 0, ""


def _called(lines: Sequence[Line], said: str) -> tuple[Question, ...]:
    ids = ids_named(said)
    return tuple(line.question for line in lines if _NUMBER.sub("", line.question.id) in ids)
