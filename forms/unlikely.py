"""What hardly fits its cell: a name that is but 徐老师, a post that is an address, two phones in one."""

import re
from collections.abc import Callable, Iterator, Mapping

from forms.characters import one_line
from forms.errors import Fact
from forms.form import Json, Question
from forms.kinds.phone import is_several, stands_in
from forms.kinds.post import is_unlikely
from forms.kinds.unit import is_school

_HONORIFIC = re.compile(r"\w(?:老师|主任|校长|书记|园长|科长)")


def unlikely(question: Question, value: Json) -> Iterator[tuple[str, dict[str, Fact]]]:
    """Yield a code and what its sentence needs, for an answer or for each cell of a list of people."""
    if question.kind == "people":
        yield from _in_rows(question, value)
    code, is_so = _HARDLY.get(question.kind) or _HARDLY.get(question.id, ("", bool))
    if code and is_so(str(value)):
        yield code, {"found": one_line(str(value))}


def _in_rows(question: Question, value: Json) -> Iterator[tuple[str, dict[str, Fact]]]:
    for number, row in enumerate(value if isinstance(value, list) else [], 1):
        for column in question.columns:
            cell = str(row.get(column.id) or "") if isinstance(row, dict) else ""
            if (is_unlikely if column.id == "post" else is_elsewhere)(cell):
                facts: dict[str, Fact] = {
                    "row": number, "label": column.label, "found": one_line(cell)
                }  # fmt: skip
                yield "row-unlikely", facts


def is_elsewhere(cell: str) -> bool:
    """Tell whether an address or a phone stands where neither is asked for.

    >>> is_elsewhere("访谈，电话13812345678"), is_elsewhere("2024、2025 两年数据的整理")
    (True, False)
    """
    return "@" in cell or "://" in cell or stands_in(cell)


def _is_honorific(name: str) -> bool:
    return bool(_HONORIFIC.fullmatch(re.sub(r"\s", "", name)))


#: Kind or id of a question -> how an answer that hardly fits is told, and what is one.
_HARDLY: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "name": ("name-honorific", _is_honorific),
    "post": ("post-unlikely", is_unlikely),
    "phone": ("two-phones", is_several),
    "region": ("region-school", is_school),
}
