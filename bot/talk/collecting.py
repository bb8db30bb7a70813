"""附件3 and the package of a region, at any moment: what is accepted, or all; and the mail to go with it."""

from collections.abc import Sequence

from bot.message import Choice, Say, Send
from bot.people import CENTRES_OWN
from bot.submissions import Submission, packages
from bot.talk.desk_page import desk_named, not_yours, quota_lines, schools_without
from bot.talk.placing import place_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json

WHICH = ("accepted", "all")


def summary(scene: Scene, move: Move) -> Turn:
    """Hand over 附件3; only what is accepted as 上报, or all, is asked first where it makes a difference."""
    here = desk_named(scene, move)
    if here is None:
        return not_yours(scene)
    region, edition = here
    found = scene.world.reviews.listed(region, edition)
    back = Choice(f"inbox:{region}:{edition}", sentence("button.inbox"))
    if not found:
        return Turn(scene.state, (Say(sentence("desk_page.nothing"), choices=(back,)),))
    which = move.arg(2)
    counts = {each: len(chosen(found, each)) for each in WHICH}
    if which not in WHICH:
        choices = tuple(
            Choice(f"summary:{region}:{edition}:{each}", sentence(f"button.summary_{each}"), number)
            for number, each in enumerate(WHICH, 1)
        )
        told = sentence("collecting.which", counts)
        return Turn(scene.state, (Say(told, choices=(*choices, back)),))
    send = Send(
        sentence("collecting.summary", count=counts[which], place=place_name(scene, region)),
        "region/summary",
        ("xlsx",),
        _data(scene, region, edition, which),
    )
    mail = Say(
        _mail(scene, region, edition, counts[which]), choices=(_package(region, edition), back)
    )
    return Turn(scene.state, (send, mail))


def package(scene: Scene, move: Move) -> Turn:
    """Hand over the package of what is accepted as 上报, a part at a time where there is much."""
    here = desk_named(scene, move)
    if here is None:
        return not_yours(scene)
    region, edition = here
    found = scene.world.reviews.listed(region, edition)
    back = Choice(f"inbox:{region}:{edition}", sentence("button.inbox"))
    kept = chosen(found, "accepted")
    if not kept:
        return Turn(scene.state, (Say(sentence("collecting.none_accepted"), choices=(back,)),))
    pictures = scene.world.reviews.picture_bytes(region, edition)
    parts = packages([pictures.get(each.id, 0) for each in kept])
    all_ = len(parts)
    number = min(max(int(move.arg(2)) if move.arg(2).isdecimal() else 1, 1), all_)
    facts: dict[str, str | int] = {"count": len(kept), "number": number, "all": all_}
    way = f"package:{region}:{edition}"
    label = sentence("button.next_package", number=number + 1)
    following = Choice(f"{way}:{number + 1}", label, 1)
    if move.arg(3) == "stop":
        told = sentence("collecting.stopped", facts)
        return Turn(scene.state, (Say(told, choices=(following, back)),))
    inside = parts[number - 1]
    data = _data(scene, region, edition, "accepted") | {
        "part": number,
        "first": inside.start,
        "last": inside.stop,
        "missing": _without(scene, region, found),
        "mail": _mail(scene, region, edition, len(kept)),
    }
    code = "package" if all_ == 1 else "package_part" if number < all_ else "package_last"
    told = sentence(f"collecting.{code}", {**facts, "here": len(inside)})
    send = Send(told, "region/package", ("zip",), data)
    ways = [back]
    if number < all_:
        stop = Choice(f"{way}:{number}:stop", sentence("button.stop_packing"), 2)
        ways = [following, stop, back]
    check = Say(_to_check(scene, region, edition, found), choices=tuple(ways))
    return Turn(scene.state, (send, check))


def chosen(found: Sequence[Submission], which: str) -> list[Submission]:
    """Return the cases of 附件3: accepted as 上报, or all that may still become it."""
    if which == "accepted":
        return [each for each in found if each.standing == "accepted" and each.rank == "main"]
    return [each for each in found if each.rank != "reserve" and not each.is_stub]


def _to_check(scene: Scene, region: int, edition: str, found: Sequence[Submission]) -> str:
    """Return what is to be looked at before anything goes out."""
    lines = quota_lines(scene, region, edition, found)
    kept = chosen(found, "accepted")
    paper = sum(each.paper_at is not None for each in kept)
    lines.append(sentence("collecting.paper", paper=paper, count=len(kept)))
    waiting = sum(each.standing == "sent" for each in found)
    if waiting:
        lines.append(sentence("collecting.waiting", count=waiting))
    return "\n".join((sentence("collecting.before_sending"), *(f"· {each}" for each in lines)))


def _without(scene: Scene, region: int, found: Sequence[Submission]) -> str:
    """Return the schools that sent nothing, one a line, or that there is none."""
    schools = scene.world.people.schools(region)
    names = [each.name for each in schools_without(schools, found)]
    return "\n".join(names) or sentence("desk_page.all_came")


def _mail(scene: Scene, region: int, edition: str, count: int) -> str:
    """Return the text of the mail 附件3 goes with, and what goes by paper instead.

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
    return sentence("collecting.mail", facts)


def _data(scene: Scene, region: int, edition: str, which: str) -> dict[str, Json]:
    return {
        "region": region,
        "edition": edition,
        "which": which,
        "place": place_name(scene, region),
        "by": scene.world.me.person,
    }


def _package(region: int, edition: str) -> Choice:
    return Choice(f"package:{region}:{edition}", sentence("button.package"))
