"""What a page shows of the centre's own answers: what waits for review, what is told, what is left open."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.access import Thing, may
from bot.known import ENTRY, Known, about_topic
from bot.notes import Note
from bot.people import CENTRES_OWN
from bot.talk.scene import Scene
from bot.talk.wishing import open_facts, topic_name


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """What the notice leaves to be made known (另行通知), and what was made known of it so far."""

    about: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownPage:
    """Questions left for the centre, entries that wait and that are published, and open topics."""

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
        notes=scene.world.notes.waiting(CENTRES_OWN),
        waiting=scene.world.known.waiting(),
        published=[each for each in published if each.about.startswith(ENTRY)],
        open=[
            OpenTopic(about, topic_name(scene, fact), said.get(about, ""))
            for fact in open_facts(scene)
            for about in [about_topic(fact.edition, fact.topic)]
        ],
    )
