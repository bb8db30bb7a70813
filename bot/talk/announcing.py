"""Making something known: the words, a look at whom they reach, then published and told once to who wants to hear."""

from collections.abc import Sequence
from dataclasses import replace

from bot.access import Thing, may
from bot.known import TOPIC, Known, about_question, about_topic
from bot.masking import masked
from bot.message import Choice, Post, Say
from bot.talk.charge import not_yours
from bot.talk.prompting import stale
from bot.talk.scene import Move, Scene, Turn
from bot.talk.wishing import open_facts, topic_name
from bot.wording import sentence

LONGEST = 800


def announce(scene: Scene, move: Move) -> Turn:
    """Take the words for something, show whom they reach, and make them known once that is confirmed."""
    about = move.arg(0)
    question = _question(scene, about)
    if not may(scene.world.me, "publish_entry", Thing()):
        return not_yours(scene)
    if not question:
        return stale(scene, move)
    text = move.text.strip()[:LONGEST]
    back = Choice("entries", sentence("button.no_announcing"), 2)
    if not text:
        state = replace(scene.state, errand=("announce", about))
        now = scene.world.known.get(about)
        code = "known.ask_new" if now is None else "known.ask_change"
        told = sentence(code, question=question, text=now.text if now else "")
        return Turn(state, (Say(told, choices=(back,)),))
    if move.arg(1) == "yes" or is_said(scene, about, text):
        return published_turn(scene, about, question, text)
    count = scene.world.known.wishing(about)
    yes = Choice(f"announce:{about}:yes", sentence("button.announce_yes"), 1, says=text)
    told = sentence("known.preview", question=question, text=text, count=count)
    return Turn(scene.state, (Say(told, choices=(yes, back)),))


def _question(scene: Scene, about: str) -> str:
    """Return what something is about in words; empty for a name of nothing."""
    topics = {about_topic(fact.edition, fact.topic): fact for fact in open_facts(scene)}
    if about in topics:
        return topic_name(scene, topics[about])
    found = next((each for each in scene.world.known.published() if each.about == about), None)
    return found.question if found else ""


def is_said(scene: Scene, about: str, text: str) -> bool:
    """Say whether these very words are what is published."""
    now = scene.world.known.get(about)
    return now is not None and now.is_published and now.text == text


def published_turn(
    scene: Scene,
    about: str,
    question: str,
    text: str,
    names: Sequence[str] = (),
    by: Sequence[int] = (),
) -> Turn:
    """Publish, and write once to everybody who wants to hear of it; the same words again tell nobody.

    `names` are other names of the same question, `by` who left it for the centre.
    """
    ways = (Choice("entries", sentence("button.entries")), Choice("help", sentence("button.home")))
    if is_said(scene, about, text):
        told = sentence("known.published_before", question=question)
        return Turn(scene.state, (Say(told, choices=ways),))
    asked = names if about.startswith(TOPIC) else (*names, about_question(masked(question)))
    known = scene.world.known.publish(about, question, text, asked, by)
    letter = Say(
        sentence(f"known.letter.{_kind(known)}", question=question, text=text),
        choices=(Choice("help", sentence("button.home")),),
    )
    persons = scene.world.known.to_tell(known)
    told = sentence("known.published", question=question, count=len(persons))
    posts = tuple(Post(each, letter) for each in persons)
    return Turn(scene.state, (Say(told, choices=ways),), posts=posts)


def _kind(known: Known) -> str:
    """Say what somebody is told: that something is fixed, a question is answered, or either was changed."""
    if known.version > 1:
        return "changed"
    return "fixed" if known.is_of_topic else "answered"
