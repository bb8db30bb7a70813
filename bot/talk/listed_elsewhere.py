"""A school that stands in the list of another region, or in that of the 直属（代管）学校: what is said of it."""

from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.submissions import place_of
from bot.talk.correcting import submit_choices
from bot.talk.placing import place_name
from bot.talk.receipts import draft_choices
from bot.talk.scene import Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms.characters import folded
from forms.form import Answers

#: The fact on a district school that goes to the centre by itself; one notice says what comes of it.
ALONE = "{edition}-alone"
#: Said of a draft that is sent as it is, after it was asked about.
MEANT = "meant"


def homes_of(scene: Scene, unit: str) -> tuple[int, ...]:
    """Return the regions whose list has a school of this name; `CENTRES_OWN` for the direct ones."""
    people, plain = scene.world.people, folded(unit)
    places = (*(each.id for each in people.regions()), CENTRES_OWN)
    return tuple(
        place
        for place in places
        if any(plain == folded(each.name) for each in people.schools(place))
    )


def listed_elsewhere(scene: Scene, edition: str, region: int, unit: str) -> str:
    """Say whose a school is that stands in no list of this region but in another's; empty for any other.

    Source: 2025 附件2 注2, 注3: district schools through their region, direct ones straight to the centre.
    """
    homes = homes_of(scene, unit)
    if not homes or region in homes:
        return ""
    code = "direct" if homes[0] == CENTRES_OWN else "district"
    code = code if region != CENTRES_OWN else "at_centre"
    facts = {"unit": unit, "home": place_name(scene, homes[0]), "place": place_name(scene, region)}
    refused = is_refused(scene, edition) and region == CENTRES_OWN
    lines = [sentence("listed_elsewhere.refused")] if refused else []
    return "".join([sentence(f"listed_elsewhere.{code}", facts), *lines])


def is_refused(scene: Scene, edition: str) -> bool:
    """True where the notice says that the centre takes nothing from a district school by itself."""
    found = scene.world.citation(ALONE.format(edition=edition))
    return found is not None and sentence("listed_elsewhere.refusal") in found.quote


def district_of(scene: Scene, answers: Answers) -> str:
    """Return the region whose list has the school of a case filed as 直属（代管）; empty for any other."""
    unit = str(answers.get("unit") or "")
    if not unit or answers.get("filed_as") != "direct_school":
        return ""
    homes = homes_of(scene, unit)
    return place_name(scene, homes[0]) if homes and CENTRES_OWN not in homes else ""


def district_told(scene: Scene, draft: Draft) -> str:
    """Say of a school filed as 直属（代管） which region's list it stands in, and the way through it."""
    home = district_of(scene, draft.answers)
    facts = {"unit": str(draft.answers.get("unit")), "home": home}
    if not home:
        return ""
    code = "" if is_refused(scene, draft.edition) else "-quietly"
    return sentence(f"finding.listed-district{code}", facts)


def district_doubt(scene: Scene, draft: Draft, told: str) -> Turn:
    """Ask once whether a school that the list has in a region is meant as a direct one."""
    way = Choice(f"change:{draft.id}:filed_as", sentence("button.change_filed_as"), 1)
    unit = Choice(f"change:{draft.id}:unit", sentence("button.change_unit"), 2)
    sure = Choice(f"submit:{draft.id}:{MEANT}", sentence("button.is_direct"), 3)
    return Turn(scene.state, (Say(told, choices=(way, unit, sure, *draft_choices())),))


def to_centre_in_vain(scene: Scene, draft: Draft, said: str) -> bool:
    """True where words name the centre, and the draft goes through a region; Source: 2025 附件2 注2."""
    role = place_of(scene.world.me)
    is_of_region = role is not None and role.region != CENTRES_OWN
    names_centre = sentence("submitting.centre_word") in said
    return names_centre and is_of_region and draft.answers.get("filed_as") != "direct_school"


def not_to_the_centre(scene: Scene, draft: Draft) -> Turn:
    """Say that nothing goes past the region to the centre, and offer to send it to the liaison."""
    code = "refused" if is_refused(scene, draft.edition) else "by_region"
    quote = scene.world.citation(ALONE.format(edition=draft.edition))
    told = sentence(f"submitting.not_to_the_centre.{code}")
    ways = (*submit_choices(scene, draft), *draft_choices())
    return Turn(scene.state, (Say(told, (quote,) if quote else (), ways),))
