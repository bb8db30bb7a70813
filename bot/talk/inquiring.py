"""留言: what nobody could answer goes to one's liaison or the centre, and the answer comes back in the chat."""

from dataclasses import replace

from bot.access import Thing, may
from bot.message import Choice, Post, Say
from bot.people import CENTRES_OWN
from bot.submissions import place_of
from bot.talk.charge import Desk, at_desk
from bot.talk.prompting import prompt
from bot.talk.receiving import reviewer_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

LONGEST = 500
MOST_SHOWN = 10


def note_choices(scene: Scene, text: str) -> tuple[Choice, ...]:
    """Return the way to leave a question that nobody could answer, where somebody is there."""
    role = place_of(scene.world.me)
    if role is None or role.region is None or role.name == "liaison":
        return ()
    if not scene.world.submissions.in_charge(role.region):
        return ()
    label = sentence("button.leave_note", who=reviewer_name(role.region))
    return (Choice("leave_note", label, says=text),)


def leave_note(scene: Scene, move: Move) -> Turn:
    """Leave a question: the one just asked, or the words typed next."""
    role = place_of(scene.world.me)
    if role is None or role.region is None or not scene.world.submissions.in_charge(role.region):
        return Turn(scene.state, (prompt(scene, sentence("inquiring.nobody")),))
    text = move.text.strip()[:LONGEST]
    who = reviewer_name(role.region)
    if not text:
        state = replace(scene.state, errand=("leave_note",))
        back = Choice("resume" if scene.draft() else "help", sentence("button.home"))
        return Turn(state, (Say(sentence("inquiring.ask", who=who), choices=(back,)),))
    note = scene.world.notes.leave(role.region, text)
    way = Choice(f"answer_note:{note.id}", sentence("button.answer_note"))
    letter = Say(sentence("inquiring.letter", text=text), choices=(way,))
    posts = tuple(Post(each, letter) for each in scene.world.submissions.in_charge(role.region))
    return Turn(scene.state, (prompt(scene, sentence("inquiring.left", who=who)),), posts=posts)


@at_desk
def notes(scene: Scene, move: Move, desk: Desk) -> Turn:  # noqa: ARG001
    """Show the questions of a region nobody has answered."""
    found = scene.world.notes.waiting(desk.region)[:MOST_SHOWN]
    back = desk.back()
    if not found:
        return Turn(scene.state, (Say(sentence("inquiring.none"), choices=(back,)),))
    lines = [sentence("inquiring.heading", count=len(found))]
    lines += [
        sentence("inquiring.line", number=n, text=each.text) for n, each in enumerate(found, 1)
    ]
    choices = [
        Choice(f"answer_note:{each.id}", sentence("button.answer_nth", number=number), number)
        for number, each in enumerate(found, 1)
    ]
    return Turn(scene.state, (Say("\n".join(lines), choices=(*choices, back)),))


def answer_note(scene: Scene, move: Move) -> Turn:
    """Answer a question: the words typed next go to whoever asked."""
    note = scene.world.notes.get(int(move.arg(0))) if move.arg(0).isdecimal() else None
    if note is None:
        return Turn(scene.state, (prompt(scene, sentence("inquiring.gone")),))
    if note.answer:
        return Turn(
            scene.state, (prompt(scene, sentence("inquiring.answered_before", text=note.answer)),)
        )
    if not move.text.strip():
        state = replace(scene.state, errand=("answer_note", str(note.id)))
        back = Choice("help", sentence("button.home"))
        return Turn(state, (Say(sentence("inquiring.write", text=note.text), choices=(back,)),))
    text = move.text.strip()
    if not scene.world.notes.answer(note.id, text):
        return answer_note(scene, Move("answer_note", (str(note.id),)))
    who = sentence(f"inquiring.by.{'centre' if note.region == CENTRES_OWN else 'liaison'}")
    told = sentence("inquiring.reply", who=who, question=note.text, answer=text)
    post = Post(note.asker, Say(told, choices=(Choice("help", sentence("button.home")),)))
    say = prompt(scene, sentence("inquiring.sent"))
    is_centre = may(scene.world.me, "publish_entry", Thing())
    label = sentence("button.keep_entry" if is_centre else "button.propose_entry")
    keep = Choice(f"keep_answer:{note.id}", label)
    return Turn(scene.state, (replace(say, choices=(keep, *say.choices)),), posts=(post,))
