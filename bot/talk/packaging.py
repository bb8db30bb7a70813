"""The package of a region: what is accepted as 上报, a part at a time where there is much; can be stopped."""

import hashlib
from collections.abc import Mapping, Sequence

from bot.message import Choice, Say, Send
from bot.people import CENTRES_OWN
from bot.submissions import Submission, packages, packing_seconds
from bot.talk.charge import Desk, at_desk
from bot.talk.collecting import chosen, data_of, mail_text
from bot.talk.desk_page import quota_lines, schools_without
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

#: What takes less is made before anybody wonders.
TOLD_FROM_S = 2


@at_desk
def package(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Hand over the package, or the part that was asked for; the list is that of the first part, or it is said.

    A tap carries the part (1 where it names none), the mark of the list, and `stop`.
    """
    region, edition = desk
    found = scene.world.reviews.listed(region, edition)
    back = desk.back()
    kept = chosen(found, "accepted")
    if not kept:
        return Turn(scene.state, (Say(sentence("collecting.none_accepted"), choices=(back,)),))
    pictures = scene.world.reviews.picture_bytes(region, edition)
    parts = packages([pictures.get(each.id, 0) for each in kept])
    number = max(int(move.arg(2)) if move.arg(2).isdecimal() else 1, 1)
    mark, way = _mark(kept), desk.way("package")
    facts: dict[str, str | int] = {"count": len(kept), "number": number, "all": len(parts)}
    if move.arg(3) not in ("", mark) or number > len(parts):
        again = Choice(way, sentence("button.pack_again"), 1)
        return Turn(scene.state, (Say(sentence("collecting.list_changed"), choices=(again, back)),))
    following = Choice(
        f"{way}:{number + 1}:{mark}", sentence("button.next_package", number=number + 1), 1
    )
    if move.arg(4) == "stop":
        told = sentence("collecting.stopped", facts)
        return Turn(scene.state, (Say(told, choices=(following, back)),))
    inside = [kept[place] for place in parts[number - 1]]
    seconds = packing_seconds([pictures.get(each.id, 0) for each in inside])
    stop = Choice(f"{way}:{number}:{mark}:stop", sentence("button.stop_packing"), 2)
    ways = (following, stop, back) if number < len(parts) else (back,)
    check = Say(_to_check(scene, region, edition, found), choices=ways)
    handed = _part(scene, region, edition, found, inside, facts)
    return Turn(scene.state, (*_soon(facts, len(inside), seconds), handed, check))


def _soon(facts: Mapping[str, str | int], here: int, seconds: int) -> tuple[Say, ...]:
    """Return what is said at once where making the part takes a while."""
    if seconds < TOLD_FROM_S:
        return ()
    told = {**facts, "here": here, "seconds": -(-seconds // 5) * 5}
    return (Say(sentence("collecting.packing", told)),)


def _part(
    scene: Scene,
    region: int,
    edition: str,
    found: Sequence[Submission],
    inside: Sequence[Submission],
    facts: Mapping[str, str | int],
) -> Send:
    """Return the reply one part is handed over with; it names its cases, whatever is accepted meanwhile."""
    number, all_ = facts["number"], facts["all"]
    data = data_of(scene, region, edition, "accepted") | {
        "part": number,
        "inside": [str(each.id) for each in inside],
        "missing": _without(scene, region, found),
        "mail": mail_text(scene, region, edition, int(facts["count"])),
        "is_own": region == CENTRES_OWN,
    }
    whole = "package_own" if region == CENTRES_OWN else "package"
    code = whole if all_ == 1 else "package_last" if number == all_ else "package_part"
    papers = sum(each.has_papers for each in inside)
    told = sentence(f"collecting.{code}", {**facts, "here": papers})
    return Send(told, "region/package", ("zip",), data)


def _mark(kept: Sequence[Submission]) -> str:
    """Return what tells a list from one with another case, or another version of one."""
    listed = " ".join(f"{each.id}.{each.version}" for each in kept)
    return hashlib.sha256(listed.encode()).hexdigest()[:8]


def _to_check(scene: Scene, region: int, edition: str, found: Sequence[Submission]) -> str:
    """Return what is to be looked at before anything goes out."""
    lines = quota_lines(scene, region, edition, found)
    kept = chosen(found, "accepted")
    paper = sum(each.paper_at is not None for each in kept)
    lines.append(sentence("collecting.paper", paper=paper, count=len(kept)))
    bare = sum(not each.has_papers for each in kept)
    if bare:
        lines.append(sentence("collecting.paper_only", count=bare))
    waiting = sum(each.standing == "sent" and not each.is_stub for each in found)
    if waiting:
        lines.append(sentence("collecting.waiting", count=waiting))
    return "\n".join((sentence("collecting.before_sending"), *(f"· {each}" for each in lines)))


def _without(scene: Scene, region: int, found: Sequence[Submission]) -> str:
    """Return the schools that sent nothing, one a line, or that there is none."""
    schools = scene.world.people.schools(region)
    names = [each.name for each in schools_without(schools, found)]
    return "\n".join(names) or sentence("desk_page.all_came")
