"""换联络人: the centre hands a region over; whoever comes finds all cases, remarks and questions as they are."""

from bot.access import Thing, may
from bot.message import Choice, Post, Say
from bot.people import Role
from bot.talk.charge import not_yours
from bot.talk.placing import place_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence


def liaisons(scene: Scene, move: Move) -> Turn:
    """Show a region's liaisons, the way to invite a new one and to end the role of each."""
    if not may(scene.world.me, "end_liaison", Thing()):
        return _asked_of_the_centre(scene) if scene.world.me.has("liaison") else not_yours(scene)
    people = scene.world.people
    known = {str(each.id): each.id for each in people.regions()}
    region = known.get(move.arg(0))
    if region is None:
        choices = [
            Choice(f"liaisons:{each}", place_name(scene, each), number)
            for number, each in enumerate(known.values(), 1)
        ]
        back = Choice("regions", sentence("button.regions"))
        told = sentence("handing_over.which" if known else "handing_over.no_region")
        return Turn(scene.state, (Say(told, choices=(*choices, back)),))
    return Turn(scene.state, (_shown(scene, region),))


def _asked_of_the_centre(scene: Scene) -> Turn:
    """Say to a liaison who wants to hand over how that goes."""
    ways = (
        Choice("roster", sentence("button.roster"), 1),
        Choice("inbox", sentence("button.inbox"), 2),
    )
    return Turn(scene.state, (Say(sentence("handing_over.ask_centre"), choices=ways),))


def end_liaison(scene: Scene, move: Move) -> Turn:
    """End the role of a liaison, asked once before; they are told."""
    region, person = (int(each) if each.isdecimal() else 0 for each in (move.arg(0), move.arg(1)))
    if not may(scene.world.me, "end_liaison", Thing(region=region)):
        return not_yours(scene)
    place = place_name(scene, region)
    if move.arg(2) != "yes":
        choices = (
            Choice(f"end_liaison:{region}:{person}:yes", sentence("button.end_liaison_yes"), 1),
            Choice(f"liaisons:{region}", sentence("button.end_liaison_no"), 2),
        )
        return Turn(
            scene.state, (Say(sentence("handing_over.sure", place=place), choices=choices),)
        )
    if not scene.world.people.end(person, Role("liaison", region)):
        return Turn(scene.state, (_shown(scene, region, sentence("handing_over.ended_before")),))
    home = Choice("help", sentence("button.home"))
    letter = Say(sentence("handing_over.letter", place=place), choices=(home,), role="teacher")
    lead = sentence("handing_over.ended", place=place)
    return Turn(scene.state, (_shown(scene, region, lead),), posts=(Post(person, letter),))


def left_alone(scene: Scene, role: Role) -> tuple[Post, ...]:
    """Return the letters to the centre when the last liaison of a region has left."""
    submissions = scene.world.submissions
    if role.name != "liaison" or not role.region or submissions.in_charge(role.region):
        return ()
    told = sentence("handing_over.alone", place=place_name(scene, role.region))
    way = Choice(f"invite:liaison:{role.region}", sentence("button.invite_liaison"))
    return tuple(Post(each, Say(told, choices=(way,))) for each in submissions.in_charge(0))


def taken_over(scene: Scene, role: Role) -> str:
    """Return what somebody finds who comes to a region after another; empty where nothing is there."""
    if role.name != "liaison" or role.region is None:
        return ""
    found = scene.world.reviews.listed(role.region, scene.world.editions[-1])
    waiting = sum(each.standing == "sent" for each in found)
    notes = len(scene.world.notes.waiting(role.region))
    if not found and not notes:
        return ""
    return sentence("handing_over.taken_over", count=len(found), waiting=waiting, notes=notes)


def _shown(scene: Scene, region: int, lead: str = "") -> Say:
    place = place_name(scene, region)
    held = [each for each in scene.world.people.members(region) if each.has("liaison")]
    code = "handing_over.some" if held else "handing_over.none"
    told = "\n".join(filter(None, (lead, sentence(code, place=place, count=len(held)))))
    ways = [Choice(f"invite:liaison:{region}", sentence("button.invite_liaison"))]
    ways += [
        Choice(f"end_liaison:{region}:{each.person}", sentence("button.end_liaison", number=number))
        for number, each in enumerate(held, 1)
    ]
    ways.append(Choice("regions", sentence("button.regions")))
    numbered = (Choice(way.id, way.label, number) for number, way in enumerate(ways, 1))
    return Say(told, choices=tuple(numbered))
