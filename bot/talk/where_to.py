"""Which region a collected file belongs to, and whether it says that it is none of one's own."""

from collections.abc import Sequence

from bot.commands import fold
from bot.people import CENTRES_OWN
from bot.talk.placing import place_name
from bot.talk.scene import Scene
from bot.wording import sentence
from forms.form import Json
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt


def where(scene: Scene, regions: Sequence[int], receipt: Receipt) -> int | None:
    """Return the region a file belongs to: where its case is, the only one, the one it names, the one of its school.

    None where that is not plain, and where it is none of `regions`.
    """
    reading = receipt.reading
    holder = scene.world.reviews.holder(reading.draft) if reading else None
    if holder in regions:
        return holder
    if elsewhere(scene, regions, receipt):
        return None
    if len(regions) == 1:
        return regions[0]
    answers = reading.answers if reading else {}
    if answers.get("filed_as") == "direct_school" and CENTRES_OWN in regions:
        return CENTRES_OWN
    named = str(answers.get("region") or "")
    found = [each for each in regions if _is_called(named, place_name(scene, each))]
    found = found or _with_school(scene, regions, answers.get("unit"))
    return found[0] if len(found) == 1 else None


def elsewhere(scene: Scene, regions: Sequence[int], receipt: Receipt) -> str:
    """Return what in a file says that it belongs to none of `regions`, in a few words; empty where nothing does.

    Of a case that another region holds nothing is told but what the file itself says.
    """
    reading = receipt.reading
    if reading is None or reading.form != "application" or reading.is_practice:
        return ""
    holder = scene.world.reviews.holder(reading.draft)
    if holder in regions:
        return ""
    named = str(reading.answers.get("region") or "").strip()
    told = _said_elsewhere(scene, regions, reading, named)
    if told or holder is None:
        return told
    return _says(named) if named else sentence("gathering.held_elsewhere")


def _said_elsewhere(scene: Scene, regions: Sequence[int], reading: Reading, named: str) -> str:
    """Return what the words of a form say of another place: whom it is filed for, its region, its school."""
    filed_as = reading.answers.get("filed_as")
    if filed_as == "direct_school":
        return "" if CENTRES_OWN in regions else _says(sentence("place.direct"))
    if filed_as and tuple(regions) == (CENTRES_OWN,):
        return _says(named or sentence("gathering.a_region"))
    every = scene.world.people.regions()
    called = [each.id for each in every if _is_called(named, each.name)]
    if called:
        return "" if set(called) & set(regions) else _says(named)
    unit = reading.answers.get("unit")
    if _with_school(scene, regions, unit):
        return ""
    others = _with_school(scene, [each.id for each in every], unit)
    if not others:
        return ""
    return sentence("gathering.school_of", place=place_name(scene, others[0]))


def _says(place: str) -> str:
    return sentence("gathering.says", place=place)


def _is_called(named: str, place: str) -> bool:
    """True where a region as somebody wrote it is this one: 甲区, 甲区教育局, 某市甲区."""
    typed, name = fold(named), fold(place)
    return bool(typed and name) and (typed in name or name in typed)


def _with_school(scene: Scene, regions: Sequence[int], unit: Json) -> list[int]:
    """Return the regions among these that have a school of this name."""
    typed = fold(str(unit or ""))
    schools = scene.world.people.schools
    return [
        each
        for each in regions
        if typed and any(fold(school.name) == typed for school in schools(each))
    ]
