"""Whose case one is that nobody sent in the chat, 区域层面 or of a school: as it was said, shown, changed."""

from bot.commands import fold
from bot.message import Choice
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.charge import Desk
from bot.talk.placing import place_name
from bot.talk.scene import Scene
from bot.wording import sentence

#: Whose a case of a region may be. Source: 2025 （五）2, 区域层面的和辖区内学校层面的
KINDS = ("region", "district_school")


def filed_as_labels() -> tuple[str, ...]:
    """Return what the kinds are called."""
    return tuple(sentence(f"filing.{kind}") for kind in KINDS)


def said_filed_as(scene: Scene, desk: Desk, text: str) -> str:
    """Return whose case a text says it is, in the words of the form; empty where it says nothing."""
    questions = scene.world.form(desk.edition, "application").questions
    options = [o for each in questions if each.id == "filed_as" for o in each.options]
    called = {name: o.id for o in options if o.id in KINDS for name in (o.label, *o.also)}
    return next((called[name] for name in called if fold(name) in fold(text)), "")


def plain_filed_as(scene: Scene, region: int, unit: str) -> str:
    """Return whose case it is where the unit leaves no doubt: of a school; empty where it has to be asked."""
    if region == CENTRES_OWN:
        return "direct_school"
    typed = fold(unit)
    is_listed = any(fold(each.name) == typed for each in scene.world.people.schools(region))
    is_place = typed == fold(place_name(scene, region))
    is_school = any(word in unit for word in sentence("filing.school_words").split())
    return "district_school" if is_listed or (is_school and not is_place) else ""


def counts_as(case: Submission) -> str:
    """Return whose case it counts as, in a sentence."""
    return sentence(f"filing.counts_{case.filed_as}") if case.filed_as in KINDS else ""


def filing_ways(case: Submission) -> tuple[Choice, ...]:
    """Return the way to the other kind, for a case that nobody sent in the chat."""
    if case.region == CENTRES_OWN or case.source not in ("file", "paper"):
        return ()
    return tuple(
        Choice(f"file_as:{case.id}:{case.version}:{kind}", sentence(f"button.file_as_{kind}"))
        for kind in KINDS
        if kind != case.filed_as
    )
