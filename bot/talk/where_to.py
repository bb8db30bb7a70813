"""Which region a collected file belongs to, for somebody in charge of several."""

from collections.abc import Sequence

from bot.commands import fold
from bot.people import CENTRES_OWN
from bot.talk.placing import place_name
from bot.talk.scene import Scene
from forms.intake.receipt import Receipt


def where(scene: Scene, regions: Sequence[int], receipt: Receipt) -> int | None:
    """Return the region a file belongs to: the only one, the one it names, the one of its school; else None."""
    if len(regions) == 1:
        return regions[0]
    answers = receipt.reading.answers if receipt.reading else {}
    if answers.get("filed_as") == "direct_school" and CENTRES_OWN in regions:
        return CENTRES_OWN
    named, unit = fold(str(answers.get("region") or "")), fold(str(answers.get("unit") or ""))
    found = [each for each in regions if named and fold(place_name(scene, each)) == named]
    found = found or [
        each
        for each in regions
        if unit and unit in [fold(one.name) for one in scene.world.people.schools(each)]
    ]
    return found[0] if len(found) == 1 else None
