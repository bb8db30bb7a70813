"""Files collected elsewhere (WeChat, e-mail, a stick), dropped into the chat: they join the region's list."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Choice, Say
from bot.talk.charge import Desk, edition_seen, regions_in_charge
from bot.talk.collected_files import may_hold_a_case, taken
from bot.talk.placing import place_name
from bot.talk.prompting import stale
from bot.talk.scene import Move, Scene, Turn
from bot.talk.where_to import where
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
    asked = by_region.pop(None, [])
    held = tuple(each.as_json() for each in asked)
    state = replace(scene.state, held=held)
    told = [
        _gathered(scene, region, found) for region, found in by_region.items() if region is not None
    ]
    text = [text for text, _ in told]
    ways = [way for _, choices in told for way in choices]
    if asked:
        names = "\n".join(f"  {each.name}" for each in asked[:MOST_TOLD])
        text.append(sentence("gathering.where", count=len(asked), names=names))
        ways[:0] = [
            Choice(f"gather_into:{each}", sentence("button.into", place=place_name(scene, each)))
            for each in regions
        ]
    return Turn(state, (Say("\n".join(text), choices=_numbered(ways)),))


def gather_into(scene: Scene, move: Move) -> Turn:
    """Take the files that waited for it into the region that was chosen."""
    regions = [each for each in regions_in_charge(scene) if str(each) == move.arg(0)]
    found = [receipt_from_json(each) for each in scene.state.held if isinstance(each, dict)]
    if not regions or not found:
        return stale(scene, move)
    text, ways = _gathered(scene, regions[0], found)
    return Turn(replace(scene.state, held=()), (Say(text, choices=_numbered(ways)),))


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
