"""Telling a whole region: written, shown with how many it reaches, then sent; and no more reminders."""

from collections.abc import Mapping
from dataclasses import replace

from bot.message import Choice, Post, Say
from bot.notes import Reach
from bot.talk.charge import Desk, at_desk
from bot.talk.passing_on import copy_choice
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

LONGEST = 1000
MOST_NAMED = 12


@at_desk
def tell_all(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Take the words for a region, show them with the counts, and send them once that is confirmed."""
    region = desk.region
    place = place_name(scene, region)
    reach = scene.world.notes.reach(region)
    back = Choice(desk.way("inbox"), sentence("button.no_telling"), 2)
    text = move.text.strip()[:LONGEST]
    facts: dict[str, str | int] = {
        "place": place,
        "count": len(reach.persons),
        "told": reach.told,
        "quiet": len(reach.quiet),
        "quiet_schools": "、".join(reach.quiet_schools[:MOST_NAMED]),
        "teachers": len(reach.teachers),
        "heads": len(reach.heads),
        "text": text,
        "schools": len(reach.schools_without),
        "names": "、".join(reach.schools_without[:MOST_NAMED]),
    }
    if not text:
        state = replace(scene.state, errand=("tell_all", *map(str, desk)))
        return Turn(state, (Say(sentence("telling_all.ask", facts), choices=(back,)),))
    by_hand = by_hand_text(reach, facts)
    if move.arg(2) != "yes":
        yes = Choice(desk.way("tell_all", "yes"), sentence("button.tell_all"), 1, says=text)
        told = "\n".join(filter(None, (sentence("telling_all.preview", facts), by_hand)))
        return Turn(scene.state, (Say(told, choices=(yes, back)),))
    letter = Say(
        sentence("telling_all.letter", facts),
        choices=(Choice("help", sentence("button.home")),),
    )
    posts = tuple(Post(person, letter) for person in reach.persons)
    scene.world.people.note("tell_all", "region", str(region), region)
    told = "\n".join(filter(None, (sentence("telling_all.sent", facts), by_hand)))
    done = desk.back(2)
    passed_on = replace(copy_choice(desk.way("copy_letter"), text), number=1)
    return Turn(scene.state, (Say(told, choices=(passed_on, done)),), posts=posts)


def by_hand_text(reach: Reach, facts: Mapping[str, str | int]) -> str:
    """Say who has to be told by hand: those no channel tells, and the schools where nobody is."""
    lines = [sentence("telling_all.quiet", facts)] if reach.quiet else []
    lines += [sentence("telling_all.by_hand", facts)] if reach.schools_without else []
    return "\n".join(lines)


def mute(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Send no more reminders to the person who talks."""
    scene.world.notes.mute()
    return Turn(scene.state, (prompt(scene, sentence("telling_all.muted")),))
