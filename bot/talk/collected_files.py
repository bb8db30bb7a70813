"""What becomes of one file collected elsewhere: a new case, one there is already, a correction, a row to complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.commands import fold
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.charge import edition_seen
from bot.talk.placing import place_name
from bot.talk.receiving import most_places
from bot.talk.scene import Scene
from bot.wording import sentence
from forms.form import Json
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt

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


def may_hold_a_case(receipt: Receipt) -> bool:
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


def taken(scene: Scene, region: int, receipt: Receipt) -> Came:
    """Take one file into the list of a region."""
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
    if not may_hold_a_case(receipt):
        return Came("unread", reason)
    made = scene.world.reviews.keep_stub(region, edition_seen(scene), receipt.name, receipt.mark)
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
