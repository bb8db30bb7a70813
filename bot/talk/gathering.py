"""Files collected elsewhere (WeChat, e-mail, a stick), dropped into the chat: they join the region's list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.commands import fold
from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.desk_page import regions_in_charge
from bot.talk.placing import place_name
from bot.talk.prompting import stale
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt, receipt_from_json

#: More names than these are counted, not told.
MOST_TOLD = 12
#: What became of a file, in the order it is told.
KINDS = ("new", "same", "differs", "practice", "stub", "unread")


#: Why a file that may be an application was not read.
UNREADABLE = frozenset(
    {
        *("archive", "scan", "picture", "old-excel", "rtf", "foreign-pdf", "damaged", "encrypted"),
        *("macros", "unsafe-markup", "wrong-ending", "too-big", "unpacks-too-big", "too-slow"),
    }
)
#: Endings of what other office programs write.
OLD_ENDINGS = (".wps", ".et", ".pages", ".ofd")


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one file: a kind of `KINDS`, and how it is called."""

    kind: str
    name: str
    is_gappy: bool = False


def gathers(scene: Scene, receipt: Receipt) -> bool:
    """True when a file is one for the list: somebody in charge sends it, and fills in nothing now."""
    if scene.draft() is not None or scene.state.proposal is not None:
        return False
    is_case = receipt.reading is not None and receipt.reading.form == "application"
    is_meant = is_case or bool(receipt.inside) or _may_hold_a_case(receipt)
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


def where(scene: Scene, regions: Sequence[int], receipt: Receipt) -> int | None:
    """Return the region a file belongs to: the only one, the one it names, the one of its school; else None."""
    if len(regions) == 1:
        return regions[0]
    answers = receipt.reading.answers if receipt.reading else {}
    if answers.get("filed_as") == "direct_school" and CENTRES_OWN in regions:
        return CENTRES_OWN
    named, unit = fold(str(answers.get("region") or "")), fold(str(answers.get("unit") or ""))
    found = [each for each in regions if named and fold(place_name(scene, each)) == named]
    found = found or [
        each
        for each in regions
        if unit and unit in [fold(one.name) for one in scene.world.people.schools(each)]
    ]
    return found[0] if len(found) == 1 else None


def _gathered(scene: Scene, region: int, found: Sequence[Receipt]) -> tuple[str, list[Choice]]:
    """Take files into a region; return what became of them, and the ways on."""
    came = [_taken(scene, region, each) for each in found]
    edition = scene.world.editions[-1]
    lines = [sentence("gathering.heading", place=place_name(scene, region), count=len(came))]
    for kind in KINDS:
        names = [each.name for each in came if each.kind == kind]
        if names:
            shown = "\n".join(f"  {name}" for name in names[:MOST_TOLD])
            more = sentence("gathering.more") if len(names) > MOST_TOLD else ""
            facts: dict[str, str | int] = {"count": len(names), "names": shown, "more": more}
            lines.append(sentence(f"gathering.{kind}", facts))
    ways = [Choice(f"inbox:{region}:{edition}", sentence("button.inbox"))]
    if any(each.is_gappy for each in came):
        ways.append(Choice(f"gaps:{region}:{edition}", sentence("button.gaps")))
    if any(each.kind == "stub" for each in came):
        ways.append(Choice(f"cases:{region}:{edition}:stub", sentence("button.list_stub")))
    return "\n".join(lines), ways


def _numbered(ways: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(replace(way, number=number) for number, way in enumerate(ways, 1))


def _may_hold_a_case(receipt: Receipt) -> bool:
    """True for a file that cannot be read here and may well be an application: rar, wps, a scan, a picture."""
    is_old = receipt.code == "unknown-kind" and receipt.name.lower().endswith(OLD_ENDINGS)
    return receipt.code in UNREADABLE or is_old or bool(receipt.exhibits and not receipt.reading)


def placed(scene: Scene, region: int, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return the answers of a case that came to a region, with whose case it is where that is plain."""
    if region == CENTRES_OWN:
        return {**answers, "filed_as": "direct_school"}
    kept = {**answers, "region": place_name(scene, region)}
    unit = fold(str(answers.get("unit") or ""))
    schools = scene.world.people.schools(region)
    if not answers.get("filed_as") and unit in [fold(each.name) for each in schools]:
        kept["filed_as"] = "district_school"
    return kept


def same_case(
    scene: Scene, region: int, edition: str, draft: str, answers: Mapping[str, Json]
) -> Submission | None:
    """Return the case of the list that this is: of the same draft, or of the same unit and title."""
    found = scene.world.reviews.listed(region, edition)
    by_draft = next((each for each in found if draft and each.draft == draft), None)
    return by_draft or _named(found, answers)


def is_gappy(answers: Mapping[str, Json]) -> bool:
    """True when 附件3 needs what a case does not say; Source: 附件3 注3, 注4."""
    is_direct = answers.get("filed_as") == "direct_school"
    needed = () if is_direct else ("filed_as", "category", "stage")
    return any(not answers.get(key) for key in needed)


def _taken(scene: Scene, region: int, receipt: Receipt) -> Came:
    reading = receipt.reading
    if reading is None or reading.form != "application" or not _is_named(reading):
        return _unread(scene, region, receipt)
    if reading.is_practice:
        return Came("practice", receipt.name)
    answers = placed(scene, region, reading.answers)
    facts = {key: str(answers.get(path) or "") for key, path in _SHOWN.items()}
    name = sentence("gathering.name", facts)
    before = same_case(scene, region, reading.edition, reading.draft, answers)
    if before is None:
        most = most_places(scene, reading.edition, str(answers.get("filed_as") or ""))
        reviews = scene.world.reviews
        reviews.register(region, reading.edition, answers, "file", reading.draft, most)
        return Came("new", name, is_gappy(answers))
    now = scene.world.submissions.versions(before.id)[-1].answers
    if _plain(now) == _plain(answers):
        return Came("same", name)
    scene.world.reviews.propose(before, {**now, **answers})
    return Came("differs", name)


def _unread(scene: Scene, region: int, receipt: Receipt) -> Came:
    """Say why a file cannot be read; one that may be an application gets a row of its own."""
    code = receipt.code or ("picture" if receipt.exhibits else "no-form")
    code = "picture_scan" if code == "picture" else code
    reason = sentence(f"received.{code}", {"name": receipt.name, **receipt.facts})
    if not _may_hold_a_case(receipt):
        return Came("unread", reason)
    made = scene.world.reviews.keep_stub(region, scene.world.editions[-1], receipt.name)
    return Came("same", receipt.name) if made is None else Came("stub", reason)


_SHOWN = {"unit": "unit", "title": "case_title"}


def _named(found: Sequence[Submission], answers: Mapping[str, Json]) -> Submission | None:
    key = (fold(str(answers.get("unit") or "")), fold(str(answers.get("case_title") or "")))
    return next(
        (each for each in found if all(key) and (fold(each.unit), fold(each.title)) == key), None
    )


def _is_named(reading: Reading) -> bool:
    return bool(reading.answers.get("unit") or reading.answers.get("case_title"))


def _plain(answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return what is compared: the region is the list's own, blanks are nothing."""
    return {key: value for key, value in answers.items() if key != "region" and value}
