"""Small talk: told from questions by the whole of a short message."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from knowledge.reading import plain
from knowledge.topic import Topic

_NOISE = re.compile(r"[\W_]+|[啊呀呢吧啦哦嗯了的哈]")
_NOD, _ASKS = "chat-ok", re.compile(r"[吗么][\W_]*$")  # 可以 is a nod, 可以吗 is none
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
        found = self._topics.get(said)
        if found is None and loosely and len(said) > 1:
            best = process.extractOne(said, self._ways, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            found = self._topics[best[0]] if best else None
        return None if found == _NOD and _ASKS.search(plain(text)) else found


def _core(text: str) -> str:
    """A message without punctuation and particles, unless nothing else is left."""
    squeezed = _NOISE.sub("", plain(text))
    return squeezed or re.sub(r"[\W_]+", "", plain(text))[:2]
