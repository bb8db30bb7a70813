"""What the centre has to answer, and answered: a page shows it, and so does the conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.access import Thing, may
from bot.known import ENTRY, Known, about_topic
from bot.notes import Note
from bot.people import CENTRES_OWN
from bot.talk.scene import Scene
from bot.talk.wishing import open_facts, topic_name
from bot.unanswered import Group

#: So many groups of questions are shown, those asked most.
MOST_GROUPS = 30


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """What the notice leaves to be made known (另行通知), and what was made known of it so far."""

    about: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownPage:
    """Questions nobody could answer, those left for the centre, entries that wait and that are published, open topics."""

    groups: Sequence[Group]
    notes: Sequence[Note]
    waiting: Sequence[Known]
    published: Sequence[Known]
    open: Sequence[OpenTopic]


def known_page(scene: Scene) -> KnownPage | None:
    """Return it; None for anybody but the centre."""
    if not may(scene.world.me, "publish_entry", Thing()):
        return None
    published = scene.world.known.published()
    said = {each.about: each.text for each in published}
    return KnownPage(
        groups=scene.world.known.unanswered()[:MOST_GROUPS],
        notes=scene.world.notes.waiting(CENTRES_OWN),
        waiting=scene.world.known.waiting(),
        published=[each for each in published if each.about.startswith(ENTRY)],
        open=[
            OpenTopic(about, topic_name(scene, fact), said.get(about, ""))
            for fact in open_facts(scene)
            for about in [about_topic(fact.edition, fact.topic)]
        ],
    )
