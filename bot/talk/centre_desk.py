"""The centre's view of all regions: how each stands, one workbook of all 附件3, and the picture of it."""

from bot.access import Thing, may
from bot.message import Choice, Say, Send
from bot.people import CENTRES_OWN
from bot.submissions import Tally
from bot.talk.charge import desk_named, not_yours, regions_in_charge
from bot.talk.placing import place_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json

ALL = "all"


def regions(scene: Scene, move: Move) -> Turn:
    """Show how every region stands."""
    if not may(scene.world.me, "see_counts", Thing()):
        return not_yours(scene)
    edition = move.arg(0) if move.arg(0) in scene.world.editions else scene.world.editions[-1]
    found = {each.region: each for each in scene.world.reviews.tallies(edition)}
    every = [each.id for each in scene.world.people.regions()]
    tallies = [found.get(region, Tally(region)) for region in (*every, CENTRES_OWN)]
    lines = [sentence("centre_desk.heading", edition=edition, count=len(every))]
    lines += [_line(scene, edition, each) for each in tallies]
    choices = (
        Choice(f"all_summaries:{edition}", sentence("button.all_summaries"), 1),
        Choice(f"chart:{ALL}:{edition}", sentence("button.chart"), 2),
        Choice(f"inbox:{CENTRES_OWN}:{edition}", sentence("button.direct_desk"), 3),
        Choice("tell_schools", sentence("button.tell_schools"), 4),
        Choice("liaisons", sentence("button.liaisons"), 5),
        Choice("entries", sentence("button.entries"), 6),
        Choice("roster", sentence("button.roster")),
    )
    return Turn(scene.state, (Say("\n".join(lines), choices=choices),))


def all_summaries(scene: Scene, move: Move) -> Turn:
    """Hand over 附件3 of all regions in one workbook."""
    if not may(scene.world.me, "export_region", Thing()):
        return not_yours(scene)
    edition = move.arg(0) if move.arg(0) in scene.world.editions else scene.world.editions[-1]
    count = sum(each.main for each in scene.world.reviews.tallies(edition))
    back = Choice(f"regions:{edition}", sentence("button.regions"))
    if not count:
        return Turn(scene.state, (Say(sentence("centre_desk.nothing"), choices=(back,)),))
    data = _data(scene, ALL, edition, "accepted")
    text = sentence("centre_desk.summary", count=count)
    send = Send(text, "region/summary", ("xlsx",), data)
    return Turn(scene.state, (send, Say(sentence("centre_desk.after"), choices=(back,))))


def chart(scene: Scene, move: Move) -> Turn:
    """Hand over the picture of how a region stands, or all of them."""
    given, edition = move.arg(0), move.arg(1)
    is_all = may(scene.world.me, "see_counts", Thing()) and not given.isdecimal()
    here = None if is_all else desk_named(scene, move)
    send = chart_send(scene, ALL if here is None else str(here[0]), edition)
    if send is None or (here is None and not is_all):
        return not_yours(scene)
    edition = str(send.answers["edition"])
    way = f"regions:{edition}" if here is None else f"inbox:{here[0]}:{edition}"
    back = Choice(way, sentence("button.regions" if here is None else "button.inbox"))
    return Turn(scene.state, (send, Say(sentence("centre_desk.after"), choices=(back,))))


def chart_send(
    scene: Scene, region: str, edition: str, *, is_by_school: bool = False
) -> Send | None:
    """Return the picture of a region (its number, or `ALL`); None for somebody it is not for."""
    edition = edition if edition in scene.world.editions else scene.world.editions[-1]
    is_theirs = (
        may(scene.world.me, "see_counts", Thing())
        if region == ALL
        else int(region) in regions_in_charge(scene)
    )
    if not is_theirs:
        return None
    data = _data(scene, region, edition, "desk")
    last = scene.world.handing(edition, "application", "region").deadline
    data["day"] = last.isoformat() if last else ""
    data["by_school"] = is_by_school
    return Send(sentence("centre_desk.chart"), "region/chart", ("png",), data)


def _line(scene: Scene, edition: str, tally: Tally) -> str:
    facts: dict[str, str | int] = {
        "place": place_name(scene, tally.region),
        "all": tally.all,
        "sent": tally.sent,
        "returned": tally.returned,
        "accepted": tally.accepted,
        "main": tally.main,
        "reserve": tally.reserve,
        "open": tally.open,
        "paper": tally.paper,
    }
    line = sentence("centre_desk.line" if tally.all else "centre_desk.line_empty", facts)
    quota = next((q for q in scene.world.rules(edition).quotas if q.scope == "region"), None)
    minimum = (quota.minimum or 0) if quota else 0
    if tally.all and tally.region != CENTRES_OWN and tally.of_region < minimum:
        line += sentence("centre_desk.too_few", count=tally.of_region, minimum=minimum)
    return line


def _data(scene: Scene, region: str, edition: str, which: str) -> dict[str, Json]:
    place = sentence("centre_desk.all") if region == ALL else place_name(scene, int(region))
    me = scene.world.me.person
    return {"region": region, "edition": edition, "which": which, "place": place, "by": me}
