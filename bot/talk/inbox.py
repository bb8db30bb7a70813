"""我的收件: the desk of those in charge, its lists, and its own last day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.phrases import day_text
from bot.state import State
from bot.submissions import Submission
from bot.talk.charge import Desk, at_desk, not_yours, regions_in_charge
from bot.talk.closing import read_day
from bot.talk.desk_page import MOST_NAMED, case_line, desk_text, schools_of, schools_without
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.talk.wishing import day_letters
from bot.wording import sentence

#: So many cases or schools stand on one page of a list.
PAGE = 10
#: Said of a region's day that has passed and is meant all the same.
OVER = "over"
#: What a list holds -> whether a case is on it.
KINDS: Mapping[str, Callable[[Submission], bool]] = {
    "new": lambda case: case.is_new,
    "sent": lambda case: case.standing == "sent" and not case.is_stub,
    "returned": lambda case: case.standing == "returned",
    "accepted": lambda case: case.standing == "accepted",
    "open": lambda case: case.standing == "accepted" and not case.rank,
    "stub": lambda case: case.is_stub,
    "nopaper": lambda case: case.paper_at is None and not case.is_stub,
    "all": lambda _: True,
}


def inbox(scene: Scene, move: Move) -> Turn:
    """Show the desk of a region; a 学校负责人 sees the cases of the school."""
    regions = regions_in_charge(scene)
    if not regions:
        return _of_school(scene)
    if not move.arg(0).isdecimal() and len(regions) > 1:
        choices = tuple(
            Choice(f"inbox:{each}", place_name(scene, each), number)
            for number, each in enumerate(regions, 1)
        )
        return Turn(scene.state, (Say(sentence("desk_page.which"), choices=choices),))
    newest = scene.world.editions[-1]  # asked for by itself, it is this round's
    given = move.arg(1) if move.arg(1) in scene.world.editions else newest
    return _shown(scene, replace(move, args=(move.arg(0), given)))


@at_desk
def _shown(scene: Scene, move: Move, desk: Desk) -> Turn:  # noqa: ARG001
    region, edition = desk
    cases = scene.world.reviews.listed(region, edition)
    schools = scene.world.people.schools(region)
    ways = _ways(
        scene, region, edition, cases, is_any_without=bool(schools_without(schools, cases))
    )
    say = Say(desk_text(scene, region, edition, cases, schools), choices=ways)
    return Turn(_clear(scene), (say,))


@at_desk
def cases(scene: Scene, move: Move, desk: Desk) -> Turn:
    """List the cases of a region that are of one kind, a page at a time."""
    region, edition = desk
    kind = move.arg(2)
    page = int(move.arg(3)) if move.arg(3).isdecimal() else 0
    is_on = KINDS.get(kind, KINDS["all"])
    found = [case for case in scene.world.reviews.listed(region, edition) if is_on(case)]
    heading = sentence(f"desk_page.list.{kind if kind in KINDS else 'all'}", count=len(found))
    here = desk.way("cases", kind)
    back = desk.back()
    return Turn(_clear(scene), (_page(heading, found, page, here, back),))


@at_desk
def missing(scene: Scene, move: Move, desk: Desk) -> Turn:  # noqa: ARG001
    """Name the schools nothing came from, with a text to pass on."""
    region, edition = desk
    cases = scene.world.reviews.listed(region, edition)
    found = schools_without(scene.world.people.schools(region), cases)
    back = desk.back()
    if not found:
        return Turn(scene.state, (Say(sentence("desk_page.all_came"), choices=(back,)),))
    names = "\n".join(f"· {each.name}" for each in found)
    told = sentence("desk_page.without", count=len(found), names=names)
    return Turn(scene.state, (Say(told, choices=(back,)),))


@at_desk
def own_day(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Set the day a region wants its papers by: its own rule, said as such everywhere."""
    region, edition = desk
    if region == CENTRES_OWN:
        return not_yours(scene)
    back = desk.back()
    reviews = scene.world.reviews
    last = scene.world.handing(edition, "application", "region").deadline
    if move.arg(2) == "none":
        return _without_own_day(scene, region, edition, last, back)
    day = read_day(move.text, last)
    if day is None or (last and day > last):
        code = "ask_day" if not move.text else "no_day" if day is None else "day_late"
        none = Choice(desk.way("own_day", "none"), sentence("button.no_own_day"))
        shown = day_text(last, None) if last else ""
        facts = {"place": place_name(scene, region), "last": shown, "example": day_example(last)}
        told = sentence(f"desk_page.{code}", facts)
        state = replace(scene.state, errand=("own_day", str(region), edition))
        return Turn(state, (Say(told, choices=(none, back)),))
    if day < scene.today and move.arg(2) != OVER:
        return _over(scene, desk, day)
    posts = day_letters(scene, region, edition, day)
    reviews.set_region_day(region, edition, day)
    scene.world.notes.plan(region, edition, day)
    facts = {"place": place_name(scene, region), "day": day_text(day, None)}
    noted = _with_count(sentence("desk_page.day_set", facts), len(posts))
    return Turn(scene.state, (Say(noted, choices=(back,)),), posts=posts)


def _over(scene: Scene, desk: Desk, day: date) -> Turn:
    """Ask once whether a day that has passed is meant; another one may be typed in its place."""
    way = desk.way("own_day", OVER)
    yes = Choice(way, sentence("button.own_day_over"), 1, says=day.isoformat())
    facts = {"day": day_text(day, None), "today": day_text(scene.today, None)}
    state = replace(scene.state, errand=("own_day", *map(str, desk)))
    return Turn(state, (Say(sentence("desk_page.day_over", facts), choices=(yes, desk.back(2))),))


def _without_own_day(
    scene: Scene, region: int, edition: str, last: date | None, back: Choice
) -> Turn:
    """Take the region's own day back; who was told of it is told that it no longer holds, and what does."""
    was = scene.world.submissions.region_day(region, edition)
    if was is None:
        return Turn(scene.state, (Say(sentence("desk_page.no_day_set"), choices=(back,)),))
    posts = day_letters(scene, region, edition, None)
    scene.world.reviews.set_region_day(region, edition, None)
    if last:
        scene.world.notes.plan(region, edition, last)
    told = sentence("desk_page.day_gone", was=day_text(was, None))
    return Turn(scene.state, (Say(_with_count(told, len(posts)), choices=(back,)),), posts=posts)


def _with_count(told: str, count: int) -> str:
    """Add how many were told of a day."""
    heard = sentence("known.told_of_day", count=count) if count else ""
    return "\n".join(filter(None, (told, heard)))


def day_example(last: date | None) -> str:
    """Return a day a week before the last one, as it may be typed."""
    day = (last or date(2000, 3, 21)) - timedelta(days=7)
    return sentence("desk_page.day", month=day.month, day=day.day)


def _of_school(scene: Scene) -> Turn:
    schools = [role.school for role in scene.world.me.roles if role.name == "school"]
    if not schools:
        return Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))
    edition = scene.world.editions[-1]
    found = scene.world.submissions.of_school(schools[0], edition)
    name = place_name(scene, None, schools[0])
    heading = sentence("desk_page.of_school", place=name, edition=edition, count=len(found))
    back = Choice("help", sentence("button.home"))
    return Turn(_clear(scene), (_page(heading, found, 0, "inbox", back),))


def _page(heading: str, found: Sequence[Submission], page: int, here: str, back: Choice) -> Say:
    """Return one page of a list, its cases numbered, with the ways to the pages beside it."""
    first = page * PAGE
    shown = found[first : first + PAGE]
    lines = [heading, *(case_line(number, case) for number, case in enumerate(shown, first + 1))]
    choices = [
        Choice(f"case:{case.id}", sentence("button.nth_case", number=number), number)
        for number, case in enumerate(shown, first + 1)
    ]
    if page:
        choices.append(Choice(f"{here}:{page - 1}", sentence("button.page_before")))
    if first + PAGE < len(found):
        choices.append(Choice(f"{here}:{page + 1}", sentence("button.page_after")))
    return Say("\n".join(lines), choices=(*choices, back))


def _ways(
    scene: Scene,
    region: int,
    edition: str,
    found: Sequence[Submission],
    *,
    is_any_without: bool,
) -> tuple[Choice, ...]:
    """Return the ways on from the desk, numbered."""
    here = f"{region}:{edition}"
    kinds = [kind for kind in KINDS if any(KINDS[kind](case) for case in found)]
    ways = [(f"cases:{here}:{kind}", f"button.list_{kind}") for kind in kinds]
    if region != CENTRES_OWN:
        ways.append((f"own_day:{here}", "button.own_day"))
    if is_any_without:
        ways.append((f"missing:{here}", "button.missing"))
    if len(schools_of(found)) > MOST_NAMED:
        ways.append((f"by_school:{here}", "button.by_school"))
    ways += _work(here, found)
    if scene.world.notes.waiting(region):
        ways.append((f"notes:{here}", "button.notes"))
    others = [each for each in scene.world.editions if each != edition]
    choices = [Choice(way, sentence(label), number) for number, (way, label) in enumerate(ways, 1)]
    choices += [
        Choice(f"inbox:{region}:{each}", sentence("button.other_edition", edition=each))
        for each in others
    ]
    if regions_in_charge(scene)[-1:] == (CENTRES_OWN,):
        choices.append(Choice(f"regions:{edition}", sentence("button.regions")))
    return (*choices, Choice("roster", sentence("button.roster")))


def _work(here: str, found: Sequence[Submission]) -> list[tuple[str, str]]:
    """Return what may be done with the whole list: at once, on paper, as 附件3 and package."""
    ways = [("paper_case", "button.paper_case"), ("tell_all", "button.tell_region")]
    if any(case.standing == "sent" and not case.is_stub for case in found):
        ways.append(("accept_all", "button.accept_all"))
    if any(case.paper_at is None and not case.is_stub for case in found):
        ways.append(("papers", "button.papers"))
    if found:
        ways += [
            ("gaps", "button.gaps"),
            ("summary", "button.summary"),
            ("package", "button.package"),
            ("chart", "button.chart"),
        ]
    return [(f"{name}:{here}", label) for name, label in ways]


def _clear(scene: Scene) -> State:
    return replace(scene.state, case=0, remarks={})
