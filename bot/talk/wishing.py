"""What a notice leaves to be made known (另行通知): what the centre said of it since, and who wants to hear."""

from datetime import date

from bot.known import ENTRY, TOPIC, about_question, about_topic
from bot.masking import masked
from bot.message import Choice, Post, Say
from bot.phrases import day_text
from bot.talk.placing import place_name
from bot.talk.prompting import prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from knowledge.answer import Answer
from knowledge.notice import Deadline, Fact

#: Where the day papers go to the region is spoken of; a region may set its own.
OF_REGIONS_DAY = ("school-deadline", "topic-deadline")


def wish(scene: Scene, move: Move) -> Turn:
    """Note that the person wants to hear when this is made known or changes."""
    if not move.arg(0).startswith((ENTRY, TOPIC)):
        return stale(scene, move)
    scene.world.known.wish(move.arg(0))
    return Turn(scene.state, (prompt(scene, sentence("known.wished")),))


def wish_choices(scene: Scene, answer: Answer) -> tuple[Choice, ...]:
    """Return the way to be told of what the notice leaves to be made known, or of a change."""
    named = [part.entry.id for part in answer.parts if part.entry]
    about = [each for each in named if each.startswith(f"{ENTRY}-")]
    if about:
        return (Choice(f"wish:{about[0]}", sentence("button.wish_change")),)
    if open_ := [fact for part in answer.parts for fact in part.facts if _is_open(fact)]:
        label = "wish_change" if _is_told(open_[0]) else "wish_date"
        topic = about_topic(open_[0].edition, open_[0].topic)
        return (Choice(f"wish:{topic}", sentence(f"button.{label}")),)
    return _of_a_day(scene, answer)


def wish_answer(scene: Scene, text: str) -> tuple[Choice, ...]:
    """Return the way to be told when somebody answers what nobody could; not twice."""
    about = about_question(masked(text))
    if scene.world.known.is_wished(about):
        return ()
    return (Choice(f"wish:{about}", sentence("button.wish_answer")),)


def _of_a_day(scene: Scene, answer: Answer) -> tuple[Choice, ...]:
    """Return the way to be told that a day changed: where one day still to come is the whole answer.

    It stands in nobody's way: not beside other choices, not while a form is filled in, not twice.
    """
    facts = [part.fact for part in answer.parts if part.fact is not None]
    if len({each.topic for each in facts}) != 1 or answer.choices or scene.draft() is not None:
        return ()
    fact = facts[0]
    day = fact.value.day if isinstance(fact.value, Deadline) else None
    if day is None or day < scene.today or fact.edition != scene.world.editions[-1]:
        return ()
    about = about_topic(fact.edition, fact.topic)
    if scene.world.known.is_wished(about):
        return ()
    return (Choice(f"wish:{about}", sentence("button.wish_change")),)


def day_letters(scene: Scene, region: int, edition: str, day: date | None) -> tuple[Post, ...]:
    """Return the letters to those of a region who want to hear of its last day, where that becomes another.

    Without a day it is taken back: what holds then is said with it.
    """
    was = scene.world.submissions.region_day(region, edition)
    if was == day:
        return ()
    about = [about_topic(edition, topic) for topic in OF_REGIONS_DAY]
    last = scene.world.handing(edition, "application", "region").deadline
    facts = {"place": place_name(scene, region)}
    facts |= {
        name: day_text(each, None) if each else ""
        for name, each in (("day", day), ("was", was), ("last", last))
    }
    home = Choice("help", sentence("button.home"))
    letter = Say(sentence(f"known.letter_{'day' if day else 'day_gone'}", facts), choices=(home,))
    return tuple(Post(each, letter) for each in scene.world.known.wishing_in(region, about))


def _is_open(fact: Fact) -> bool:
    """Whether the notice leaves something of a fact to be made known, whatever followed."""
    return isinstance(fact.value, Deadline) and (fact.value.pending or _is_told(fact))


def _is_told(fact: Fact) -> bool:
    return isinstance(fact.value, Deadline) and fact.value.made_known is not None


def open_facts(scene: Scene) -> list[Fact]:
    """Return what the newest notice leaves to be made known (另行通知), each topic once."""
    newest = scene.world.asking.knowledge.editions[-1]
    return list({fact.topic: fact for fact in newest.facts if _is_open(fact)}.values())


def topic_name(scene: Scene, fact: Fact) -> str:
    """Return what the topic of a fact is called."""
    topics = scene.world.asking.knowledge.topics
    return next((topic.name for topic in topics if topic.id == fact.topic), fact.topic)
