"""The six cells of a case on paper, each looked at by its kind: what does not fit is told before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.commands import fold
from bot.paper_line import CELLS
from bot.people import CENTRES_OWN
from bot.talk.charge import Desk
from bot.talk.listed_elsewhere import listed_elsewhere
from bot.talk.scene import Scene
from bot.wording import sentence
from forms.form import Json, Question
from forms.kinds.name import names_in
from forms.kinds.phone import is_phone
from knowledge.notice import Citation

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Unfit:
    """A cell that is not of its kind: its place, what is said of it, whether it may stand all the same."""

    place: int
    told: str
    may_stand: bool = True
    quotes: tuple[Citation, ...] = ()


def first_unfit(scene: Scene, desk: Desk, cells: Sequence[str], first: int) -> Unfit | None:
    """Return the first cell from `first` on that does not fit; an empty one is still to be asked for."""
    for place in range(first, len(cells)):
        found = _unfit(scene, desk, place, cells[place])
        if found is not None:
            return found
    return None


def labels_of(scene: Scene, desk: Desk, question_id: str) -> list[str]:
    """Return what the choices of a question are called."""
    questions: tuple[Question, ...] = scene.world.form(desk.edition, "application").questions
    return [o.label for each in questions if each.id == question_id for o in each.options]


def kind_of(scene: Scene, desk: Desk, said: str) -> tuple[str, str]:
    """Return the 类别 and the 学段 a text names, each empty where it names none, or several."""
    named = [
        [label for label in labels_of(scene, desk, each) if label in said]
        for each in ("category", "stage")
    ]
    category, stage = (labels[0] if len(labels) == 1 else "" for labels in named)
    return category, stage


def leaders_of(unit: str, names: str, posts: str, phone: str) -> list[Json]:
    """Return the leaders a cell names; the phone is the first one's, and so is a post that is not parted."""
    people, each_post = names_in(names), names_in(posts)
    given = each_post if len(each_post) == len(people) else [posts]
    return [
        {
            "name": name,
            "unit": unit,
            "post": given[place] if place < len(given) else "",
            "phone": "" if place else phone,
        }
        for place, name in enumerate(people)
    ]


def _unfit(scene: Scene, desk: Desk, place: int, cell: str) -> Unfit | None:
    if not cell:
        return Unfit(place, "", may_stand=False)
    if len(cell) > LONGEST:
        told = sentence("registering.too_long", count=len(cell), most=LONGEST)
        return Unfit(place, told, may_stand=False)
    look = _LOOKS.get(CELLS[place])
    return look(scene, desk, place, cell) if look else None


def _unfit_unit(scene: Scene, desk: Desk, place: int, cell: str) -> Unfit | None:
    told = listed_elsewhere(scene, desk.edition, desk.region, cell)
    return Unfit(place, told) if told else None


def _unfit_phone(scene: Scene, desk: Desk, place: int, cell: str) -> Unfit | None:  # noqa: ARG001
    is_plain = is_phone(cell) or _is_none(cell)
    return None if is_plain else Unfit(place, sentence("registering.no_phone_like", said=cell))


def _unfit_kind(scene: Scene, desk: Desk, place: int, cell: str) -> Unfit | None:
    """Want one 类别 and one 学段; the centre's own schools may leave them out.

    Source: 附件3 注3, 注4; that a direct school has to say them stands nowhere.
    """
    is_left_out = desk.region == CENTRES_OWN and _is_none(cell)
    if is_left_out or all(kind_of(scene, desk, cell)):
        return None
    return Unfit(place, sentence("registering.no_kind", said=cell), may_stand=False)


def _unfit_leader(scene: Scene, desk: Desk, place: int, cell: str) -> Unfit | None:
    """Look at the names; Source: 2025 附件2 注4 “填报人数不得超过两人”, 2022 sets no limit."""
    limit = scene.world.rules(desk.edition).limits.get("leaders")
    count = len(names_in(cell))
    if limit and count > limit.maximum:
        told = sentence("registering.too_many_leaders", count=count, most=limit.maximum)
        quote = scene.world.citation(limit.fact)
        return Unfit(place, told, may_stand=False, quotes=(quote,) if quote else ())
    if any(sign.isdecimal() for sign in cell):
        return Unfit(place, sentence("registering.no_name_like", said=cell))
    return None


def _is_none(cell: str) -> bool:
    return not fold(cell) or fold(cell) in sentence("registering.none_words").split()


_Look: TypeAlias = Callable[[Scene, Desk, int, str], Unfit | None]
#: The cells that have a shape -> what looks at them.
_LOOKS: Mapping[str, _Look] = {
    "unit": _unfit_unit,
    "leader": _unfit_leader,
    "phone": _unfit_phone,
    "kind": _unfit_kind,
}
