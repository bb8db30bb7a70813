"""What the centre published, as the engine takes it: facts made known since, and answers found by likeness."""

from collections.abc import Sequence
from functools import lru_cache

from bot.known import Known
from bot.wording import sentence
from knowledge.asking import Asking
from knowledge.calendar import chinese_day
from knowledge.entries import Entries
from knowledge.notice import MadeKnown
from knowledge.topic import PlainEntry


def asking_since(asking: Asking, published: Sequence[Known]) -> Asking:
    """Return the engine that goes by what was made known of what a notice leaves open."""
    made = tuple(each for each in published if each.is_of_topic)
    return _since(asking, made) if made else asking


@lru_cache(maxsize=4)
def _since(asking: Asking, made: tuple[Known, ...]) -> Asking:
    return asking.since({each.topic: MadeKnown(each.text, chinese_day(each.at)) for each in made})


@lru_cache(maxsize=4)
def entries_of(published: tuple[Known, ...]) -> Entries:
    """Return what finds published answers by likeness; made anew when one of them changes."""
    return Entries(
        tuple(
            PlainEntry(
                id=each.about,
                question=each.question,
                ways=(),
                answer=sentence("known.said", text=each.text),
                source=None,
                origin="",
            )
            for each in published
            if not each.is_of_topic
        )
    )
