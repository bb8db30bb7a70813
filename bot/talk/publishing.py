"""What the centre answers besides the notices: proposed, reviewed, published, changed, and told to who asked."""

from dataclasses import replace

from bot.access import Thing, may
from bot.known import ENTRY, TOPIC, Known, about_topic
from bot.message import Choice, Post, Say
from bot.people import CENTRES_OWN
from bot.talk.desk_page import not_yours
from bot.talk.prompting import prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from knowledge.answer import Answer
from knowledge.notice import Deadline, Fact

LONGEST = 800
MOST_SHOWN = 9


def keep_answer(scene: Scene, move: Move) -> Turn:
    """Propose the answer of a note for everybody; the centre's own is published at once."""
    found = scene.world.known.propose(int(move.arg(0))) if move.arg(0).isdecimal() else None
    if found is None:
        return Turn(scene.state, (prompt(scene, sentence("known.proposed_before")),))
    if may(scene.world.me, "publish_entry", Thing()):
        return _published(scene, found.about, found.question, found.text)
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
    for fact in _open_facts(scene):
        about = about_topic(fact.edition, fact.topic)
        ways.append(
            Choice(f"announce:{about}", sentence("button.announce", name=_name(scene, fact)))
        )
    ways += [
        Choice(f"announce:{each.about}", sentence("button.correct", text=each.question[:20]))
        for each in published[:MOST_SHOWN]
        if each.about.startswith(ENTRY)
    ]
    lines += [sentence("known.line", question=each.question, text=each.text) for each in published]
    ways.append(Choice("regions", sentence("button.regions")))
    numbered = tuple(replace(way, number=number) for number, way in enumerate(ways, 1))
    return Turn(scene.state, (Say("\n".join(lines), choices=numbered),))


def review_entry(scene: Scene, move: Move) -> Turn:
    """Show one that waits, or do what was chosen: publish it as it is, or drop it."""
    found = scene.world.known.get(move.arg(0))
    if found is None or found.is_published:
        return Turn(scene.state, (prompt(scene, sentence("known.reviewed_before")),))
    if move.arg(1) == "yes":
        return _published(scene, found.about, found.question, found.text)
    if move.arg(1) == "no":
        scene.world.known.drop(found.about)
        return Turn(scene.state, (prompt(scene, sentence("known.dropped")),))
    return Turn(scene.state, (Say(_shown(found), choices=_review_ways(found)),))


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
    if move.arg(1) == "yes":
        return _published(scene, about, question, text)
    count = scene.world.known.wishing(about)
    yes = Choice(f"announce:{about}:yes", sentence("button.announce_yes"), 1, says=text)
    told = sentence("known.preview", question=question, text=text, count=count)
    return Turn(scene.state, (Say(told, choices=(yes, back)),))


def wish(scene: Scene, move: Move) -> Turn:
    """Note that the person wants to hear when this is made known or changes."""
    if not move.arg(0).startswith((ENTRY, TOPIC)):
        return stale(scene, move)
    scene.world.known.wish(move.arg(0))
    return Turn(scene.state, (prompt(scene, sentence("known.wished")),))


def made_known(scene: Scene, answer: Answer) -> str:
    """Return what the centre made known on the topics of an answer, one a line; empty where nothing."""
    names = _topics_open(answer)
    if not names:
        return ""
    found = {each.about: each for each in scene.world.known.published()}
    lines = [sentence("known.said", text=found[each].text) for each in names if each in found]
    return "\n".join(lines)


def wish_choices(answer: Answer) -> tuple[Choice, ...]:
    """Return the way to be told of what the notice leaves to be made known, or of a change."""
    named = [part.entry.id for part in answer.parts if part.entry]
    about = [each for each in named if each.startswith(f"{ENTRY}-")]
    if about:
        return (Choice(f"wish:{about[0]}", sentence("button.wish_change")),)
    return tuple(
        Choice(f"wish:{each}", sentence("button.wish_date")) for each in _topics_open(answer)[:1]
    )


def _topics_open(answer: Answer) -> list[str]:
    facts = [part.fact for part in answer.parts if part.fact is not None]
    return [about_topic(fact.edition, fact.topic) for fact in facts if _is_open(fact)]


def _is_open(fact: Fact) -> bool:
    return isinstance(fact.value, Deadline) and fact.value.pending


def _open_facts(scene: Scene) -> list[Fact]:
    """Return what the newest notice leaves to be made known (另行通知), each topic once."""
    newest = scene.world.asking.knowledge.editions[-1]
    return list({fact.topic: fact for fact in newest.facts if _is_open(fact)}.values())


def _name(scene: Scene, fact: Fact) -> str:
    topics = scene.world.asking.knowledge.topics
    return next((topic.name for topic in topics if topic.id == fact.topic), fact.topic)


def _question(scene: Scene, about: str) -> str:
    """Return what something is about in words; empty for a name of nothing."""
    topics = {about_topic(fact.edition, fact.topic): fact for fact in _open_facts(scene)}
    if about in topics:
        return _name(scene, topics[about])
    found = next((each for each in scene.world.known.published() if each.about == about), None)
    return found.question if found else ""


def _published(scene: Scene, about: str, question: str, text: str) -> Turn:
    """Publish, and write once to everybody who wants to hear of it."""
    known = scene.world.known.publish(about, question, text)
    code = "known.letter_new" if about.startswith(TOPIC) else "known.letter_change"
    letter = Say(
        sentence(code, question=question, text=text),
        choices=(Choice("help", sentence("button.home")),),
    )
    persons = scene.world.known.to_tell(known)
    told = sentence("known.published", question=question, count=len(persons))
    ways = (Choice("entries", sentence("button.entries")), Choice("help", sentence("button.home")))
    posts = tuple(Post(each, letter) for each in persons)
    return Turn(scene.state, (Say(told, choices=ways),), posts=posts)


def _shown(known: Known) -> str:
    return sentence("known.to_review", question=known.question, text=known.text)


def _review_ways(known: Known) -> tuple[Choice, ...]:
    here = f"review_entry:{known.about}"
    return (
        Choice(f"{here}:yes", sentence("button.keep_entry"), 1),
        Choice(f"{here}:no", sentence("button.drop_entry"), 2),
        Choice("entries", sentence("button.entries"), 3),
    )
