"""How places are called: a region, a school, the centre's own schools."""

from bot.people import CENTRES_OWN
from bot.talk.scene import Scene
from bot.wording import sentence


def place_name(scene: Scene, region: int | None, school: int = 0) -> str:
    """Return the name of a school, else of its region; empty where no place goes with it."""
    people = scene.world.people
    found = people.school(school) if school else None
    if found:
        return found.name
    if region is None:
        return ""
    if region == CENTRES_OWN:
        return sentence("place.direct")
    known = people.region(region)
    return known.name if known else ""
