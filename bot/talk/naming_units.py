"""Proposing the standard name of a unit or a region; what was typed is never replaced silently."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Choice, Say
from bot.people import CENTRES_OWN, School
from bot.talk.scene import Scene, Turn
from bot.units import proposed
from bot.wording import sentence
from bot.world import Draft
from forms.characters import folded
from forms.form import Json, Question
from forms.kinds.unit import is_school

#: The fact that tells why the standard name is wanted. Source: 附件3 注2.
_WHY = "{edition}-unit-why"


def proposal(scene: Scene, draft: Draft, question: Question, value: Json) -> Turn | None:
    """Return the question whether a known name is meant; None where the typed one may stand."""
    typed = str(value)
    is_odd = question.id == "region" and is_school(typed)
    is_known = folded(typed) in _given(draft) and not is_odd
    if scene.state.doubt == typed or is_known:
        return None
    names = standard_names(scene, draft, question, typed)
    if not (names or is_odd):
        return None
    here = f"{draft.id}:{question.id}"
    choices = [
        Choice(f"standard:{here}:{place}", sentence("button.standard", name=name), place + 1, name)
        for place, name in enumerate(names)
    ]
    choices.append(Choice(f"as_typed:{here}", sentence("button.as_typed"), len(names) + 1))
    told = "units.meant_region" if question.id == "region" else "units.meant"
    told = "units.school_as_region" if is_odd else told
    why = scene.world.citation(_WHY.format(edition=draft.edition))
    quotes = (why,) if why and question.id != "region" else ()
    say = Say(sentence(told, typed=typed, names="”“".join(names)), quotes, tuple(choices))
    return Turn(replace(scene.state, doubt=typed), (say,))


def standard_names(scene: Scene, draft: Draft, question: Question, typed: str) -> Sequence[str]:
    """Return the known names that may be meant by what was typed as a unit or a region."""
    if not typed or not _is_place(question):
        return ()
    if question.id == "region" and is_school(typed):
        return _regions_of(scene, typed)
    schools = () if question.id == "region" else _schools(scene)
    aliases = [(school.alias, school.name) for school in schools if school.alias]
    return proposed(typed, _known(scene, draft, question, schools), aliases)


def _is_place(question: Question) -> bool:
    return question.kind == "unit" or question.id == "region"


def _known(scene: Scene, draft: Draft, question: Question, schools: Sequence[School]) -> list[str]:
    """Return the names entered by the centre and the liaisons, and those this person wrote before."""
    if question.id == "region":
        return [region.name for region in scene.world.people.regions()]
    own = [
        str(each.answers.get("unit") or "")
        for each in scene.world.drafts.all()
        if each.id != draft.id
    ]
    return list(dict.fromkeys(filter(None, (*(school.name for school in schools), *own))))


def _schools(scene: Scene) -> tuple[School, ...]:
    people = scene.world.people
    places = (*(region.id for region in people.regions()), CENTRES_OWN)
    return tuple(school for place in places for school in people.schools(place))


def _given(draft: Draft) -> set[str]:
    """Return the units that stand in this draft: accepted once, they are not asked about again."""
    leaders = draft.answers.get("leaders")
    units = [
        one.get("unit")
        for one in (leaders if isinstance(leaders, list) else [])
        if isinstance(one, dict)
    ]
    return {folded(str(unit)) for unit in (draft.answers.get("unit"), *units) if unit}


def _regions_of(scene: Scene, school: str) -> list[str]:
    """Return the regions that have a school of this name."""
    people = scene.world.people
    return [
        region.name
        for region in people.regions()
        if any(folded(each.name) == folded(school) for each in people.schools(region.id))
    ]
