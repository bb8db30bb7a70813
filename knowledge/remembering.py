"""What is remembered of an answer, for a message that leans on it."""

from dataclasses import dataclass, replace

from knowledge.answer import Part, Thread
from knowledge.finding import Finder
from knowledge.lexicon import WEIGHTS
from knowledge.setting import Setting
from knowledge.thought import Found

_CALENDAR = "stages"
_COMPUTED = frozenset({"next-step", "date-lookup"})
DUE = "due"  # what fell on a day was asked last
_MOST_REMEMBERED = 3


@dataclass(frozen=True, slots=True)
class Remembering:
    """Makes the thread of a conversation."""

    finder: Finder

    def remembered(
        self, sure: list[Found], parts: list[Part], setting: Setting, thread: Thread
    ) -> Thread:
        """What a follow-up may lean on. A refusal is not remembered, so it spoils nothing."""
        *earlier, concepts = self._contexts(sure, parts)
        return replace(
            thread,
            concepts=tuple(concepts.items()),
            earlier=tuple(tuple(one.items()) for one in earlier),
            topics=tuple(dict.fromkeys(part.topic for part in parts)),
            edition=setting.editions[0] if len(setting.editions) == 1 else "",
            asks=tuple(sorted(set().union(*map(_asks, parts)))),
            asked_back=False,
            refused=(),
            is_comparing=len(setting.editions) > 1,
        )

    def _contexts(self, sure: list[Found], parts: list[Part]) -> list[dict[str, float]]:
        """What each thing that was answered was about, in order."""
        found: list[dict[str, float]] = []
        for item in sure:
            if item.matches[0].topic in _COMPUTED:
                found.append(self._concepts_of(parts))
            elif len(item.matches) == 1:
                found.append(self._of_topic(item) | _time_of(item))
            else:
                found.extend(dict(match.concepts) for match in item.matches)
        return found[-_MOST_REMEMBERED:]

    def _of_topic(self, item: Found) -> dict[str, float]:
        """What one topic was asked by, without what no notice holds; where that names nothing, its own things."""
        words, match = self.finder.words, item.matches[0]
        said = dict(match.concepts) | dict(item.concepts)
        said = {c: w for c, w in said.items() if words.kind(c) != "miss"} or said
        return said if words.has(said, "thing") else self._things_of(match.topic) | said

    def _things_of(self, topic: str) -> dict[str, float]:
        """What a topic is about: the things of the first way to ask for it."""
        ways = self.finder.index.ways
        way = next((way.concepts for way in ways if way.topic == topic), {})
        return {c: w for c, w in way.items() if self.finder.words.kind(c) == "thing"}

    def _concepts_of(self, parts: list[Part]) -> dict[str, float]:
        """What a computed answer was about: the things of the topic it ended in."""
        return self._things_of(next((part.topic for part in parts if part.fact is not None), ""))


def _asks(part: Part) -> frozenset[str]:
    return part.asks | {DUE} if part.code == DUE else part.asks


def contexts_of(thread: Thread) -> list[dict[str, float]]:
    """Give what the last answer was about, its last part first."""
    every = [*thread.earlier, thread.concepts]
    return [dict(one) for one in reversed(every) if one]


def _time_of(item: Found) -> dict[str, float]:
    """Who was told all last days asks of the next thing when it is."""
    return {"when": WEIGHTS["ask"]} if item.matches[0].topic == _CALENDAR else {}
