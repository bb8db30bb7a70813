"""Deeds on many cases at once: accept all that nothing speaks against, tick paper school by school."""

from collections.abc import Sequence

from bot.message import Choice, Post, Reply, Say
from bot.submissions import Submission
from bot.talk.charge import Desk, at_desk
from bot.talk.deciding import letter_to_sender
from bot.talk.desk_page import unread_left
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms import checks

MOST_SCHOOLS = 20


@at_desk
def accept_all(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Accept every case that waits and has nothing unusual in it; asked once before."""
    region, edition = desk
    open_ = [c for c in scene.world.reviews.listed(region, edition) if c.standing == "sent"]
    waiting = [c for c in open_ if not c.is_stub]
    plain = _plain(scene, region, edition, waiting)
    back = desk.back(2)
    facts: dict[str, str | int] = {"count": len(plain), "rest": len(waiting) - len(plain)}
    if not plain:
        told = sentence("at_once.none" if waiting else "at_once.nothing", facts)
        unread, ways = unread_left(region, edition, len(open_) - len(waiting))
        return Turn(scene.state, (Say("\n".join((told, *unread)), choices=(*ways, back)),))
    if move.arg(2) != "yes":
        yes = Choice(desk.way("accept_all", "yes"), sentence("button.accept_all_yes"), 1)
        return Turn(scene.state, (Say(sentence("at_once.sure", facts), choices=(yes, back)),))
    posts: list[Post] = []
    outcomes = []
    for case in plain:
        outcomes.append(
            scene.world.reviews.accept(case, most_places(scene, edition, case.filed_as))
        )
        if outcomes[-1] != "moved":
            posts += letter_to_sender(case, "deciding.letter.accepted")
    facts |= {
        "count": sum(each != "moved" for each in outcomes),
        "open": sum(each == "full" for each in outcomes),
    }
    code = "at_once.accepted_open" if facts["open"] else "at_once.accepted"
    lines = [sentence(code, facts)]
    if quiet := sum(not scene.world.notes.hears(each.person) for each in posts):
        lines.append(sentence("at_once.quiet", quiet=quiet))
    reply: Reply = Say("\n".join(lines), choices=(back,))
    return Turn(scene.state, (reply,), posts=tuple(posts))


@at_desk
def papers(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Tick the paper of a school's cases, one tap a school."""
    region, edition = desk
    lead = ""
    posts: list[Post] = []
    chosen = move.arg(2)
    found = _on_paper(scene, region, edition)
    if chosen.isdecimal():
        named = next((each for each in found if str(each.id) == chosen), None)
        unit = named.unit if named else ""
        mine = [each for each in found if each.unit == unit and each.paper_at is None]
        for case in mine:
            if scene.world.reviews.receive_paper(case) == "done":
                posts += letter_to_sender(case, "deciding.letter.paper")
        lead = sentence("at_once.ticked", unit=unit, count=len(mine))
        found = _on_paper(scene, region, edition)
    first: dict[str, Submission] = {}
    for each in found:
        if each.paper_at is None:
            first.setdefault(each.unit, each)
    back = desk.back()
    if not first:
        told = "\n".join(filter(None, (lead, sentence("at_once.all_paper"))))
        return Turn(scene.state, (Say(told, choices=(back,)),), posts=tuple(posts))
    counts = {unit: sum(c.unit == unit and c.paper_at is None for c in found) for unit in first}
    choices = [
        Choice(
            desk.way("papers", case.id),
            sentence("button.tick", unit=unit, count=counts[unit]),
            number,
        )
        for number, (unit, case) in enumerate(list(first.items())[:MOST_SCHOOLS], 1)
    ]
    told = "\n".join(filter(None, (lead, sentence("at_once.which_paper", count=len(first)))))
    return Turn(scene.state, (Say(told, choices=(*choices, back)),), posts=tuple(posts))


def _on_paper(scene: Scene, region: int, edition: str) -> list[Submission]:
    return [each for each in scene.world.reviews.listed(region, edition) if not each.is_stub]


def _plain(
    scene: Scene, region: int, edition: str, waiting: Sequence[Submission]
) -> list[Submission]:
    """Return the cases in which nothing is to be looked at."""
    form, rules = scene.world.form(edition, "application"), scene.world.rules(edition)
    answers = scene.world.reviews.answers(region, edition)
    return [c for c in waiting if not checks.findings(form, answers[c.id], rules)]
