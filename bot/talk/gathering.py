"""Files collected elsewhere (WeChat, e-mail, a stick), dropped into the chat: they join the region's list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.commands import fold
from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.desk_page import regions_in_charge
from bot.talk.placing import place_name
from bot.talk.receiving import most_places
from bot.talk.scene import Scene, Turn
from bot.wording import sentence
from forms.form import Json
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt

#: More names than these are counted, not told.
MOST_TOLD = 12
#: What became of a file, in the order it is told.
KINDS = ("new", "same", "differs", "practice", "unread")


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
    return (is_case or bool(receipt.inside)) and bool(regions_in_charge(scene))


def gather(scene: Scene, receipt: Receipt) -> Turn:
    """Take one file, or all of a zip, into the list of the region; what is there already is found."""
    region = regions_in_charge(scene)[0]
    came = [_taken(scene, region, each) for each in (receipt.inside or (receipt,))]
    edition = scene.world.editions[-1]
    lines = [sentence("gathering.heading", place=place_name(scene, region), count=len(came))]
    for kind in KINDS:
        names = [each.name for each in came if each.kind == kind]
        if names:
            shown = "\n".join(f"  {name}" for name in names[:MOST_TOLD])
            more = sentence("gathering.more") if len(names) > MOST_TOLD else ""
            facts: dict[str, str | int] = {"count": len(names), "names": shown, "more": more}
            lines.append(sentence(f"gathering.{kind}", facts))
    ways = [Choice(f"inbox:{region}:{edition}", sentence("button.inbox"), 1)]
    if any(each.is_gappy for each in came):
        ways.append(Choice(f"gaps:{region}:{edition}", sentence("button.gaps"), 2))
    if any(each.kind == "unread" for each in came):
        ways.append(Choice(f"paper_case:{region}:{edition}", sentence("button.paper_case")))
    return Turn(scene.state, (Say("\n".join(lines), choices=tuple(ways)),))


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
        code = receipt.code or "no-form"
        reason = sentence(f"received.{code}", {"name": receipt.name, **receipt.facts})
        return Came("unread", reason)
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
