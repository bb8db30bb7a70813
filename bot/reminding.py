"""The duty that reminds a region before its last day: who has begun and not sent, which schools have nothing."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.message import Choice, Post, Say
from bot.notes import Reach
from bot.phrases import day_text
from bot.store import Task, Transaction, in_charge, post_to, to_remind
from bot.wording import sentence
from knowledge.calendar import CHINA

MOST_NAMED = 12
#: Nobody is written to at night.
DAY_TIME = range(8, 20)


def remind(transaction: Transaction, task: Task, now: datetime) -> None:
    """Write one letter to each who is to be reminded, and to those in charge what must be told by hand.

    One that is late (nothing ran that morning) is left out: what it says would be wrong, and the next one
    comes.
    """
    region, edition = int(str(task.payload["region"])), str(task.payload["edition"])
    last, here = date.fromisoformat(str(task.payload["day"])), now + CHINA
    is_late = (last - here.date()).days != int(str(task.payload["left"]))
    if is_late or here.hour not in DAY_TIME:
        return
    day = day_text(last, None)
    found = to_remind(transaction, region, edition)
    facts: dict[str, str | int] = {
        "day": day,
        "left": str(task.payload["left"]),
        "teachers": len(found.teachers),
        "heads": len(found.heads),
        "told": found.told,
        "quiet": len(found.quiet),
        "quiet_schools": "、".join(found.quiet_schools[:MOST_NAMED]),
        "schools": len(found.schools_without),
        "names": "、".join(found.schools_without[:MOST_NAMED]),
    }
    quiet = Choice("mute", sentence("button.mute"))
    go_on = Choice("drafts", sentence("button.drafts"))
    desk = Choice("inbox", sentence("button.inbox_school"))
    for person in found.teachers:
        letter = Say(sentence("reminding.teacher", facts), choices=(go_on, quiet))
        post_to(transaction, Post(person, letter), now)
    for person in found.heads:
        letter = Say(sentence("reminding.head", facts), choices=(desk, quiet))
        post_to(transaction, Post(person, letter), now)
    if found.persons or found.schools_without:
        report = _report(found, facts, f"{region}:{edition}")
        for person in in_charge(transaction, region):
            post_to(transaction, Post(person, report), now)


def _report(found: Reach, facts: Mapping[str, str | int], here: str) -> Say:
    """Return what those in charge read: who was reminded, and who has to be told by hand."""
    lines = [sentence("reminding.report", facts)]
    lines += [sentence("telling_all.quiet", facts)] if found.quiet else []
    lines += [sentence("reminding.by_hand", facts)] if found.schools_without else []
    ways = (("copy_reminder", "copy_text"), ("inbox", "inbox"))
    choices = (Choice(f"{way}:{here}", sentence(f"button.{label}")) for way, label in ways)
    return Say("\n".join(lines), choices=tuple(choices))
