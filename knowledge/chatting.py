"""Small talk: told from questions by the whole of a short message."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from knowledge.reading import plain
from knowledge.topic import Topic

_NOISE = re.compile(r"[\W_]+|[啊呀呢吧啦哦嗯了的哈]")
_LONGEST = 14
_ALIKE = 78.0


class Chatting:
    """Knows the ways of saying hello, thank you and goodbye."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {
            _core(way): topic.id
            for topic in topics
            if topic.id.startswith("chat-")
            for way in topic.ways
        }
        self._ways = list(self._topics)

    def topic_of(self, text: str, *, loosely: bool = True) -> str | None:
        """Give the chat topic a message belongs to, or nothing where it is no small talk.

        `loosely` lets a message be a few characters off.
        """
        said = _core(text)
        if not said or len(said) > _LONGEST:
            return None
        if said in self._topics:
            return self._topics[said]
        if not loosely:
            return None
        best = process.extractOne(said, self._ways, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._topics[best[0]] if best and len(said) > 1 else None


def _core(text: str) -> str:
    """A message without punctuation and particles, unless nothing else is left."""
    squeezed = _NOISE.sub("", plain(text))
    return squeezed or re.sub(r"[\W_]+", "", plain(text))[:2]
