"""Letters to chosen schools (现场调研 and the like): the schools by name, the words, a look, then sent."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.access import Thing, may
from bot.commands import fold
from bot.message import Choice, Post, Reply, Say
from bot.people import CENTRES_OWN, School
from bot.talk.charge import not_yours
from bot.talk.placing import place_name
from bot.talk.prompting import stale
from bot.talk.reminder_text import letter_copy
from bot.talk.scene import Move, Scene, Turn
from bot.talk.telling_all import LONGEST, MOST_NAMED, by_hand_text
from bot.wording import sentence

MOST_SCHOOLS = 300
_BETWEEN = re.compile(r"[、，,；;\n\t]+")


def tell_schools(scene: Scene, move: Move) -> Turn:
    """Take the names of schools or regions, then the words; `move` holds the schools once they are known."""
    if not may(scene.world.me, "broadcast_region", Thing()):
        return not_yours(scene)
    if move.arg(0):
        return _preview(scene, [int(each) for each in move.arg(0).split(",")], move.text)
    if not move.text.strip():
        state = replace(scene.state, errand=("tell_schools",))
        return Turn(state, (Say(sentence("telling_schools.which"), choices=(_back(),)),))
    found, unknown = _named(scene, move.text)
    facts: dict[str, str | int] = {
        "count": len(found),
        "names": "、".join(each.name for each in found[:MOST_NAMED]),
        "unknown": "、".join(unknown[:MOST_NAMED]),
    }
    lines = [sentence("telling_schools.unknown", facts)] if unknown else []
    if not found:
        state = replace(scene.state, errand=("tell_schools",))
        lines.append(sentence("telling_schools.which"))
        return Turn(state, (Say("\n".join(lines), choices=(_back(),)),))
    lines.append(sentence("telling_schools.write", facts))
    ids = ",".join(str(each.id) for each in found[:MOST_SCHOOLS])
    state = replace(scene.state, errand=("tell_schools", ids))
    return Turn(state, (Say("\n".join(lines), choices=(_back(),)),))


def send_schools(scene: Scene, move: Move) -> Turn:
    """Send the letter that was shown."""
    try:
        schools, text = json.loads(move.text)
    except ValueError:  # nothing of ours
        return stale(scene, move)
    reach = scene.world.notes.reach_schools(schools)
    letter = Say(
        sentence("telling_schools.letter", text=text),
        choices=(Choice("help", sentence("button.home")),),
    )
    posts = tuple(Post(person, letter) for person in reach.persons)
    scene.world.people.note("tell_schools", "school", ",".join(map(str, schools))[:40])
    facts = _facts(scene, schools, text)
    lines = [sentence("telling_schools.sent", facts), by_hand_text(reach, facts)]
    replies: tuple[Reply, ...] = (
        Say("\n".join(filter(None, lines))),
        Say(
            letter_copy(scene, sentence("telling_schools.letter", text=text)),
            choices=(_back("button.regions"),),
        ),
    )
    return Turn(scene.state, replies, posts=posts)


def _preview(scene: Scene, schools: Sequence[int], text: str) -> Turn:
    said = text.strip()[:LONGEST]
    ids = ",".join(map(str, schools))
    if not said:
        state = replace(scene.state, errand=("tell_schools", ids))
        return Turn(state, (Say(sentence("telling_schools.words"), choices=(_back(),)),))
    facts = _facts(scene, schools, said)
    by_hand = by_hand_text(scene.world.notes.reach_schools(schools), facts)
    yes = Choice(
        "send_schools", sentence("button.tell_all"), 1, says=json.dumps([list(schools), said])
    )
    lines = (sentence("telling_schools.preview", facts), by_hand)
    say = Say("\n".join(filter(None, lines)), choices=(yes, replace(_back(), number=2)))
    return Turn(scene.state, (say,))


def _facts(scene: Scene, schools: Sequence[int], text: str) -> dict[str, str | int]:
    reach = scene.world.notes.reach_schools(schools)
    return {
        "all": len(schools),
        "count": len(reach.persons),
        "told": reach.told,
        "heads": len(reach.heads),
        "teachers": len(reach.teachers),
        "quiet": len(reach.quiet),
        "quiet_schools": "、".join(reach.quiet_schools[:MOST_NAMED]),
        "schools": len(reach.schools_without),
        "names": "、".join(reach.schools_without[:MOST_NAMED]),
        "text": text,
    }


def _named(scene: Scene, text: str) -> tuple[list[School], list[str]]:
    """Return the schools that are named, by themselves or with their whole region, and what is none."""
    people = scene.world.people
    regions = [*(each.id for each in people.regions()), CENTRES_OWN]
    by_region = {region: people.schools(region) for region in regions}
    by_name: dict[str, tuple[School, ...]] = {
        fold(name): (school,)
        for schools in by_region.values()
        for school in schools
        for name in (school.name, *filter(None, school.alias.split("、")))
    }
    by_name |= {fold(place_name(scene, region)): found for region, found in by_region.items()}
    found: dict[int, School] = {}
    unknown = []
    for name in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        named = by_name.get(fold(name), ())
        found |= {each.id: each for each in named}
        unknown += [] if named else [name]
    return list(found.values()), unknown


def _back(label: str = "button.no_telling") -> Choice:
    return Choice("regions", sentence(label))
