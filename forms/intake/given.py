"""Answers given as JSON, held against the form: what would not be printed as given is refused.

Missing answers are fine, and null is a missing one. Whether an answer is a good one is not asked here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from forms.characters import clean, one_line
from forms.document.cells import CASE, JOINER
from forms.errors import BadAnswer, Fact
from forms.form import Answers, Form, Json, Question, Rules

LONGEST_NAME = 60
MOST_LEADERS = 20  # whose unit can be named; no form has more


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: any text, one of `ids` where there are some, or the place of a leader."""

    example: Json
    ids: tuple[str, ...] = ()
    is_place: bool = False


Table: TypeAlias = dict[str, Cell]  # the cells that each object of a list may have
Shapes: TypeAlias = Mapping[str, Cell | Table]


def check_given(form: Form, answers: Answers, rules: Rules) -> None:
    """Raise BadAnswer for the first answer that the form would drop or print as something else.

    Its facts always hold `key` and, where the key is known, `example`.
    """
    shapes = shapes_of(form)
    for key, value in answers.items():
        shape = shapes.get(key)
        if shape is None:
            raise BadAnswer(
                code="unknown-key", facts={"key": said(key), "names": JOINER.join(shapes)}
            )
        if isinstance(shape, dict):
            check_list(key, value, shape)
        else:
            check_cell(key, key, value, shape)
    check_leaders(answers, rules)


def shapes_of(form: Form) -> Shapes:
    """Give what each top-level key of the answers may hold, out of the paths of the questions."""
    if form.name == "summary":  # made from the applications: no question asks for its rows
        return {"rows": {key: Cell(form.labels[key]) for key in CASE}}
    shapes: dict[str, Cell | Table] = {}
    for question in form.questions:
        if question.settles or question.repeats:  # only steers the asking
            continue
        key, *rest = question.path.split(".")
        if not rest and not question.columns:
            shapes[key] = cell_of(question)
            continue
        table = shapes.setdefault(key, {})
        if isinstance(table, dict):
            table.update({column.id: Cell(column.label) for column in question.columns})
            table.update({name: cell_of(question) for name in rest[1:]})
    return shapes


def cell_of(question: Question) -> Cell:
    """Give what one question's answer may be."""
    if question.kind == "which_leader":
        return Cell(0, is_place=True)
    if question.kind == "which_unit":
        return Cell("unit", ("unit", *(f"leaders.{place}.unit" for place in range(MOST_LEADERS))))
    ids = tuple(option.id for option in question.options)
    return Cell(ids[0] if ids else question.example.split("\n")[0], ids)


def check_list(key: str, value: Json, table: Table) -> None:
    """Raise BadAnswer where a list is none, or an item is not what the list holds."""
    if value is None:
        return
    if not isinstance(value, list):
        raise BadAnswer(code="not-list", facts=facts(key, key, table))
    for place, item in enumerate(value):
        here = f"{key}.{place}"
        if not isinstance(item, dict):
            raise BadAnswer(code="not-object", facts=facts(here, key, table))
        for name, one in item.items():
            if name not in table:
                names = JOINER.join(table)
                raise BadAnswer(
                    code="unknown-key", facts={"key": said(f"{here}.{name}"), "names": names}
                )
            check_cell(f"{here}.{name}", name, one, table[name])


def check_cell(path: str, key: str, value: Json, cell: Cell) -> None:
    """Raise BadAnswer where one answer is no text, not on the list, or no place of a leader."""
    found = facts(path, key, cell)
    if value is None:
        return
    if cell.is_place:
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadAnswer(code="not-place", facts=found)
    elif not isinstance(value, str):
        raise BadAnswer(code="not-text", facts=found)
    elif cell.ids and value and value not in cell.ids:
        raise BadAnswer(code="not-on-list", facts={**found, "names": JOINER.join(cell.ids)})


def check_leaders(answers: Answers, rules: Rules) -> None:
    """Raise BadAnswer for more leaders than allowed, or a contact who is none of them.

    Source: 2025 附件2 注4 “填报人数不得超过两人”, 2022 sets no limit.
    """
    given = answers.get("leaders")
    count = len(given) if isinstance(given, list) else 0
    limit = rules.limits.get("leaders")
    if limit and count > limit.maximum:
        much: dict[str, Fact] = {"key": "leaders", "count": count, "limit": limit.maximum}
        raise BadAnswer(code="too-many-leaders", facts=much)
    contact = answers.get("contact_leader")
    if isinstance(contact, int) and not 0 <= contact < count:
        raise BadAnswer(code="no-such-leader", facts={"key": "contact_leader", "count": count})


def facts(path: str, key: str, shape: Cell | Table) -> dict[str, Fact]:
    """Give the key, and an example of what is due written as JSON."""
    due: Json = shape.example if isinstance(shape, Cell) else None
    if isinstance(shape, dict):
        due = [{name: cell.example for name, cell in shape.items()}]
    return {"key": said(path), "example": f'"{key}": {json.dumps(due, ensure_ascii=False)}'}


def said(key: str) -> str:
    """Give a key as a sentence names it: on one line, not too long."""
    return one_line(clean(key))[:LONGEST_NAME]
