"""Files collected elsewhere (WeChat, e-mail, a stick), dropped into the chat: they join the region's list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.message import Choice, Say
from bot.talk.charge import Desk, edition_seen, regions_in_charge
from bot.talk.collected_files import may_hold_a_case, taken
from bot.talk.placing import place_name
from bot.talk.prompting import stale
from bot.talk.scene import Move, Scene, Turn
from bot.talk.where_to import elsewhere, where
from bot.wording import sentence
from forms.intake.receipt import Receipt, receipt_from_json

#: More names than these are counted, not told.
MOST_TOLD = 12
#: What became of a file, in the order it is told.
KINDS = ("new", "same", "differs", "practice", "stub", "unread")


def gathers(scene: Scene, receipt: Receipt) -> bool:
    """True when a file is one for the list: somebody in charge sends it, and fills in nothing now."""
    if scene.draft() is not None or scene.state.proposal is not None:
        return False
    is_case = receipt.reading is not None and receipt.reading.form == "application"
    is_meant = is_case or bool(receipt.inside) or may_hold_a_case(receipt)
    return is_meant and bool(regions_in_charge(scene))


def gather(scene: Scene, receipt: Receipt) -> Turn:
    """Take one file, or all of a zip, into the list they belong to; where it is not plain, it is asked."""
    regions = regions_in_charge(scene)
    by_region: dict[int | None, list[Receipt]] = {}
    for each in receipt.inside or (receipt,):
        by_region.setdefault(where(scene, regions, each), []).append(each)
    before = _held(scene)
    waiting = [*before, *(each for each in by_region.pop(None, []) if each not in before)]
    state = replace(scene.state, held=tuple(each.as_json() for each in waiting))
    told = [
        _gathered(scene, region, found) for region, found in by_region.items() if region is not None
    ]
    text = [text for text, _ in told]
    ways = [way for _, choices in told for way in choices]
    asked, more = _asked(scene, regions, waiting)
    return Turn(state, (Say("\n".join((*text, *asked)), choices=_numbered([*more, *ways])),))


def gather_into(scene: Scene, move: Move) -> Turn:
    """Take the files that waited for it into the region that was chosen; `none` leaves them out.

    Those that say they are of another region are chosen apart from those that do not say.
    """
    regions = regions_in_charge(scene)
    region = next((each for each in regions if str(each) == move.arg(0)), None)
    is_elsewhere = move.arg(1) == "elsewhere"
    held = _held(scene)
    found = [each for each in held if bool(elsewhere(scene, regions, each)) == is_elsewhere]
    if not found or (region is None and move.arg(0) != "none"):
        return stale(scene, move)
    rest = [each for each in held if each not in found]
    state = replace(scene.state, held=tuple(each.as_json() for each in rest))
    if region is None:
        text, ways = sentence("gathering.left_out", count=len(found)), [_back(scene, regions[0])]
    else:
        text, ways = _gathered(scene, region, found)
    asked, more = _asked(scene, regions, rest)
    return Turn(state, (Say("\n".join((text, *asked)), choices=_numbered([*more, *ways])),))


def _asked(
    scene: Scene, regions: Sequence[int], waiting: Iterable[Receipt]
) -> tuple[list[str], list[Choice]]:
    """Return what is asked of the files that wait to be told where they go, and the ways to say so."""
    lines: list[str] = []
    ways: list[Choice] = []
    by_doubt: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    for each in waiting:
        told = elsewhere(scene, regions, each)
        by_doubt[bool(told)].append((each.name, told))
    for is_elsewhere, found in by_doubt.items():
        if not found:
            continue
        shown = found[:MOST_TOLD]
        names = "\n".join(f"  {name}{f'（{told}）' if told else ''}" for name, told in shown)
        name, told = shown[0]
        facts: dict[str, str | int] = {
            "count": len(found),
            "names": names + (sentence("gathering.more") if len(found) > MOST_TOLD else ""),
            "name": name,
            "told": told,
        }
        one = "elsewhere_one" if len(found) == 1 else "elsewhere"
        lines.append(sentence(f"gathering.{one if is_elsewhere else 'where'}", facts))
        kind, label = (":elsewhere", "still_into") if is_elsewhere else ("", "into")
        for region in regions:
            place = place_name(scene, region)
            into = sentence(f"button.{label}", place=place)
            ways.append(Choice(f"gather_into:{region}{kind}", into))
        ways.append(Choice(f"gather_into:none{kind}", sentence("button.into_none")))
    return lines, ways


def _held(scene: Scene) -> list[Receipt]:
    """Return the files that wait to be told where they go."""
    return [receipt_from_json(each) for each in scene.state.held if isinstance(each, dict)]


def _back(scene: Scene, region: int) -> Choice:
    return Desk(region, edition_seen(scene)).back()


def _gathered(scene: Scene, region: int, found: Sequence[Receipt]) -> tuple[str, list[Choice]]:
    """Take files into a region; return what became of them, and the ways on."""
    came = [taken(scene, region, each) for each in found]
    desk = Desk(region, edition_seen(scene))
    lines = [sentence("gathering.heading", place=place_name(scene, region), count=len(came))]
    for kind in KINDS:
        names = [each.name for each in came if each.kind == kind]
        if names:
            shown = "\n".join(f"  {name}" for name in names[:MOST_TOLD])
            more = sentence("gathering.more") if len(names) > MOST_TOLD else ""
            facts: dict[str, str | int] = {"count": len(names), "names": shown, "more": more}
            lines.append(sentence(f"gathering.{kind}", facts))
    ways = [desk.back()]
    if any(each.is_gappy for each in came):
        ways.append(Choice(desk.way("gaps"), sentence("button.gaps")))
    if any(each.kind == "stub" for each in came):
        ways.append(Choice(desk.way("cases", "stub"), sentence("button.list_stub")))
    return "\n".join(lines), ways


def _numbered(ways: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(replace(way, number=number) for number, way in enumerate(ways, 1))
