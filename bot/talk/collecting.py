"""附件3 of a region, at any moment: what is accepted, or all; and the mail to go with it."""

from collections.abc import Sequence

from bot.message import Choice, Say, Send
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.charge import Desk, at_desk
from bot.talk.placing import place_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json

WHICH = ("accepted", "all")


@at_desk
def summary(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Hand over 附件3; only what is accepted as 上报, or all, is asked first where it makes a difference."""
    region, edition = desk
    found = scene.world.reviews.listed(region, edition)
    back = desk.back()
    if not found:
        return Turn(scene.state, (Say(sentence("desk_page.nothing"), choices=(back,)),))
    which = move.arg(2)
    counts = {each: len(chosen(found, each)) for each in WHICH}
    if which not in WHICH:
        choices = tuple(
            Choice(desk.way("summary", each), sentence(f"button.summary_{each}"), number)
            for number, each in enumerate(WHICH, 1)
        )
        told = sentence("collecting.which", counts)
        return Turn(scene.state, (Say(told, choices=(*choices, back)),))
    send = Send(
        sentence("collecting.summary", count=counts[which], place=place_name(scene, region)),
        "region/summary",
        ("xlsx",),
        data_of(scene, region, edition, which),
    )
    mail = Say(
        mail_text(scene, region, edition, counts[which]),
        choices=(Choice(desk.way("package"), sentence("button.package")), back),
    )
    return Turn(scene.state, (send, mail))


def chosen(found: Sequence[Submission], which: str) -> list[Submission]:
    """Return the cases of 附件3: accepted as 上报, or all that may still become it."""
    if which == "accepted":
        return [each for each in found if each.standing == "accepted" and each.rank == "main"]
    return [each for each in found if each.rank != "reserve" and not each.is_stub]


def mail_text(scene: Scene, region: int, edition: str, count: int) -> str:
    """Return the text of the mail 附件3 goes with, and what goes by paper instead; the centre writes to nobody.

    Source: 2025 附件3 注1, 附件2 注1; the address as displayed, never the one behind a link.
    """
    mail = scene.world.handing(edition, "summary", "").facts
    filed_as = "direct_school" if region == CENTRES_OWN else "region"
    paper = scene.world.handing(edition, "application", filed_as).facts
    facts = {
        "email": mail.get("email", ""),
        "links": sentence("handing.part.links", mail) if mail.get("links") else "",
        "address": sentence("handing.part.address", paper) if paper.get("address") else "",
        "day": mail.get("day", ""),
        "title": scene.world.form(edition, "summary").title,
        "place": place_name(scene, region),
        "count": str(count),
    }
    return sentence("collecting.note" if region == CENTRES_OWN else "collecting.mail", facts)


def data_of(scene: Scene, region: int, edition: str, which: str) -> dict[str, Json]:
    """Return what a reply with the cases of a region names them by; they are put in when it is handed out."""
    return {
        "region": region,
        "edition": edition,
        "which": which,
        "place": place_name(scene, region),
        "by": scene.world.me.person,
    }
