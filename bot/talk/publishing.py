"""What the centre answers besides the notices: proposed, reviewed, and shown as a list."""

import hashlib
from dataclasses import replace

from bot.access import Thing, may
from bot.commands import fold
from bot.known import ENTRY, Known, about_topic
from bot.message import Choice, Post, Say
from bot.people import CENTRES_OWN
from bot.talk.announcing import LONGEST, published_turn
from bot.talk.charge import not_yours
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.talk.wishing import open_facts, topic_name
from bot.wording import sentence

MOST_SHOWN = 9
LONGEST_QUESTION = 200


def keep_answer(scene: Scene, move: Move) -> Turn:
    """Propose the answer of a note for everybody; the centre's own is published at once."""
    found = scene.world.known.propose(int(move.arg(0))) if move.arg(0).isdecimal() else None
    if found is None:
        return Turn(scene.state, (prompt(scene, sentence("known.proposed_before")),))
    if may(scene.world.me, "publish_entry", Thing()):
        return published_turn(scene, found.about, found.question, found.text)
    letter = Say(_shown(found), choices=_review_ways(found))
    centre = scene.world.submissions.in_charge(CENTRES_OWN)
    posts = tuple(Post(each, letter) for each in centre)
    return Turn(scene.state, (prompt(scene, sentence("known.proposed")),), posts=posts)


def entries(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Show what waits for review, what is published, and what the notice leaves open."""
    if not may(scene.world.me, "publish_entry", Thing()):
        return not_yours(scene)
    waiting, published = scene.world.known.waiting(), scene.world.known.published()
    counts: dict[str, str | int] = {"waiting": len(waiting), "published": len(published)}
    lines = [sentence("known.heading", counts)]
    ways = [
        Choice(
            f"review_entry:{each.about}", sentence("button.review_entry", text=each.question[:20])
        )
        for each in waiting[:MOST_SHOWN]
    ]
    for fact in open_facts(scene):
        about = about_topic(fact.edition, fact.topic)
        ways.append(
            Choice(f"announce:{about}", sentence("button.announce", name=topic_name(scene, fact)))
        )
    ways += [
        Choice(f"announce:{each.about}", sentence("button.correct", text=each.question[:20]))
        for each in published[:MOST_SHOWN]
        if each.about.startswith(ENTRY)
    ]
    lines += [sentence("known.line", question=each.question, text=each.text) for each in published]
    ways.append(Choice("add_entry", sentence("button.add_entry")))
    ways.append(Choice("regions", sentence("button.regions")))
    numbered = tuple(replace(way, number=number) for number, way in enumerate(ways, 1))
    return Turn(scene.state, (Say("\n".join(lines), choices=numbered),))


def add_entry(scene: Scene, move: Move) -> Turn:
    """Take a question and its answer (the first line, and those after it) as one of the centre's own."""
    if not may(scene.world.me, "publish_entry", Thing()):
        return not_yours(scene)
    question, _, text = (part.strip() for part in move.text.strip().partition("\n"))
    if not question or not text:
        state = replace(scene.state, errand=("add_entry",))
        back = Choice("entries", sentence("button.entries"))
        return Turn(state, (Say(sentence("known.ask_entry"), choices=(back,)),))
    name = hashlib.sha256(fold(question).encode()).hexdigest()[:10]
    return published_turn(scene, f"{ENTRY}-{name}", question[:LONGEST_QUESTION], text[:LONGEST])


def review_entry(scene: Scene, move: Move) -> Turn:
    """Show one that waits, or do what was chosen: publish it as it is, or drop it."""
    found = scene.world.known.get(move.arg(0))
    if found is None or found.is_published:
        return Turn(scene.state, (prompt(scene, sentence("known.reviewed_before")),))
    if move.arg(1) == "yes":
        return published_turn(scene, found.about, found.question, found.text)
    if move.arg(1) == "no":
        scene.world.known.drop(found.about)
        return Turn(scene.state, (prompt(scene, sentence("known.dropped")),))
    return Turn(scene.state, (Say(_shown(found), choices=_review_ways(found)),))


def _shown(known: Known) -> str:
    return sentence("known.to_review", question=known.question, text=known.text)


def _review_ways(known: Known) -> tuple[Choice, ...]:
    here = f"review_entry:{known.about}"
    return (
        Choice(f"{here}:yes", sentence("button.keep_entry"), 1),
        Choice(f"{here}:no", sentence("button.drop_entry"), 2),
        Choice("entries", sentence("button.entries"), 3),
    )
