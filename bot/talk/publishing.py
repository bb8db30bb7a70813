"""What the centre answers besides the notices: proposed, reviewed, and shown as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.access import Thing, may
from bot.known import Known, about_question
from bot.masking import masked
from bot.message import Choice, Post, Say
from bot.notes import Note
from bot.people import CENTRES_OWN
from bot.talk.announcing import LONGEST, is_said, published_turn
from bot.talk.charge import not_yours
from bot.talk.known_page import KnownPage, known_page
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.unanswered import Group, is_alike
from bot.wording import sentence

MOST_SHOWN = 9
#: So many questions without an answer stand on one page of the list; so many other wordings are named.
PAGE, MOST_OTHERS = 6, 3
#: Answers given by one tap, by the name of their words.
READY = ("open", "region", "later")
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


def entries(scene: Scene, move: Move) -> Turn:
    """Show what nobody could answer, what waits for review, what is published and what the notice leaves open."""
    found = known_page(scene)
    if found is None:
        return not_yours(scene)
    first = int(move.arg(0)) * PAGE if move.arg(0).isdecimal() else 0
    groups = found.groups[first : first + PAGE]
    counts: dict[str, str | int] = {
        "groups": len(found.groups),
        "notes": len(found.notes),
        "waiting": len(found.waiting),
        "published": len(found.published),
    }
    lines = [sentence("known.heading", counts)]
    lines += [sentence("known.groups")] if groups else []
    lines += [
        sentence("known.group", number=number, question=each.question, count=each.size)
        for number, each in enumerate(groups, 1)
    ]
    said = [(each.question, each.text) for each in found.published]
    said += [(each.question, each.text) for each in found.open if each.text]
    told = [sentence("known.line", question=question, text=text) for question, text in said]
    lines += [sentence("known.told_by_now"), *told] if told else []
    ways = (*_group_ways(groups, first, len(found.groups)), *_page_ways(scene, found))
    numbered = tuple(replace(way, number=number) for number, way in enumerate(ways, 1))
    return Turn(scene.state, (Say("\n".join(lines), choices=numbered),))


def _group_ways(groups: Sequence[Group], first: int, count: int) -> Iterator[Choice]:
    """Give the way to answer each group shown, and to those beside them."""
    for each in groups:
        label = sentence("button.answer_group", text=each.question[:20])
        yield Choice(f"answer_group:{each.key}", label)
    if first:
        yield Choice(f"entries:{first // PAGE - 1}", sentence("button.page_before"))
    if first + PAGE < count:
        yield Choice(f"entries:{first // PAGE + 1}", sentence("button.page_after"))


def _page_ways(scene: Scene, found: KnownPage) -> Iterator[Choice]:
    """Give the ways to what else stands on the page."""
    if found.notes:
        way = f"notes:{CENTRES_OWN}:{scene.world.editions[-1]}"
        yield Choice(way, sentence("button.notes"))
    for waits in found.waiting[:MOST_SHOWN]:
        label = sentence("button.review_entry", text=waits.question[:20])
        yield Choice(f"review_entry:{waits.about}", label)
    for topic in found.open:
        yield Choice(f"announce:{topic.about}", sentence("button.announce", name=topic.question))
    for each in found.published[:MOST_SHOWN]:
        label = sentence("button.correct", text=each.question[:20])
        yield Choice(f"announce:{each.about}", label)
    yield Choice("add_entry", sentence("button.add_entry"))
    yield Choice("regions", sentence("button.regions"))


def answer_group(scene: Scene, move: Move) -> Turn:
    """Take the answer to what nobody could answer, a ready one or in words, and show whom it reaches."""
    if not may(scene.world.me, "publish_entry", Thing()):
        return not_yours(scene)
    group = _group(scene, move.arg(0))
    back = Choice("entries", sentence("button.entries"))
    if group is None:
        return Turn(scene.state, (Say(sentence("known.group_gone"), choices=(back,)),))
    is_ready = move.arg(1) in READY
    text = sentence(f"known.ready.{move.arg(1)}") if is_ready else move.text.strip()[:LONGEST]
    here = f"answer_group:{group.key}"
    if not text:
        ready = (
            Choice(f"{here}:{each}", sentence(f"known.ready.{each}"), number)
            for number, each in enumerate(READY, 1)
        )
        state = replace(scene.state, errand=("answer_group", group.key))
        lines = [sentence("known.asked_group", question=group.question, count=group.size)]
        others = "；".join(group.others[:MOST_OTHERS])
        lines += [sentence("known.others", texts=others)] if others else []
        lines.append(sentence("known.ask_group"))
        return Turn(state, (Say("\n".join(lines), choices=(*ready, back)),))
    says = f"{group.question}\n{text}"
    yes = Choice(f"add_entry:{group.key}", sentence("button.keep_entry"), 1, says=says)
    anew = Choice(here, sentence("button.other_answer"), 2)
    return Turn(scene.state, (Say(_preview(scene, group, text), choices=(yes, anew, back)),))


def _preview(scene: Scene, group: Group, text: str) -> str:
    """Return an answer as it will be kept, and whom it reaches."""
    reached: dict[str, str | int] = {
        "notes": len(_notes(scene, group.question, group)),
        "wishing": sum(map(scene.world.known.wishing, _names(group))),
    }
    shown = sentence("known.preview_group", question=group.question, text=text)
    return f"{shown}\n{sentence('known.reaches', reached)}" if any(reached.values()) else shown


def add_entry(scene: Scene, move: Move) -> Turn:
    """Take a question and its answer (the first line, and those after it) as one of the centre's own.

    Who left the same question for the centre has the answer with it.
    """
    if not may(scene.world.me, "publish_entry", Thing()):
        return not_yours(scene)
    question, _, text = (part.strip() for part in move.text.strip().partition("\n"))
    if not question or not text:
        state = replace(scene.state, errand=("add_entry",))
        back = Choice("entries", sentence("button.entries"))
        return Turn(state, (Say(sentence("known.ask_entry"), choices=(back,)),))
    question, text = question[:LONGEST_QUESTION], text[:LONGEST]
    group = _group(scene, move.arg(0), question)
    about = _about(scene, question)
    notes = () if is_said(scene, about, text) else _notes(scene, question, group)
    for note in notes:
        scene.world.notes.answer(note.id, text)
    names = _names(group) if group else ()
    return published_turn(scene, about, question, text, names, [note.asker for note in notes])


def _about(scene: Scene, question: str) -> str:
    """Return the name of the answer to a question: of the one that is published to the very question, where one is."""
    own = about_question(masked(question))
    found = (each for each in scene.world.known.published() if not each.is_of_topic)
    same = (each.about for each in found if about_question(masked(each.question)) == own)
    return next(same, own)


def _group(scene: Scene, key: str, question: str = "") -> Group | None:
    """Return the group of a key, else the one that asks the same as a question."""
    groups = scene.world.known.unanswered()
    named = (each for each in groups if each.key == key)
    same = (each for each in groups if question and each.holds(question))
    return next(named, None) or next(same, None)


def _names(group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(about_question, group.wordings)))


def _notes(scene: Scene, question: str, group: Group | None) -> Sequence[Note]:
    """Return the questions left for the centre that ask the same."""
    waiting = scene.world.notes.waiting(CENTRES_OWN)
    return [
        note
        for note in waiting
        if is_alike(note.text, question) or (group is not None and group.holds(masked(note.text)))
    ]


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
