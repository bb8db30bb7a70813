"""Where every channel's answers come from: the notices, what the centre made known since, and its own answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.known import Known
from bot.wording import sentence
from knowledge.answer import Answer, RegionRules, Thread
from knowledge.asking import EMPTY, Asking
from knowledge.calendar import chinese_day
from knowledge.entries import Entries
from knowledge.notice import Audience, MadeKnown
from knowledge.topic import PlainEntry


@dataclass(frozen=True, slots=True)
class Sources:
    """What answers questions now: the engine that goes by what was made known, and published answers."""

    asking: Asking
    published: Entries

    def ask(
        self,
        question: str,
        today: date,
        role: Audience | None = None,
        thread: Thread | None = None,
        rules: RegionRules | None = None,
    ) -> Answer:
        """Answer one message: by the centre's own answer to the very question, by the notices, by one to a like question."""
        hit = self.published.best(question)
        if hit is not None and hit.is_same:
            return self._named(hit.answer(thread or EMPTY))
        answer = self.asking.ask(question, today, role, thread, rules)
        if answer.status == "unknown" and hit is not None and hit.is_similar:
            return self._named(hit.answer(thread or EMPTY))
        return answer

    def _named(self, answer: Answer) -> Answer:
        editions = {each.id: each.name for each in self.asking.knowledge.editions}
        return replace(answer, editions=editions)


def sources_now(asking: Asking, published: Sequence[Known]) -> Sources:
    """Return what answers from the notices and from what was published."""
    made = tuple(each for each in published if each.is_of_topic)
    entries = _entries_of(tuple(each for each in published if not each.is_of_topic))
    return Sources(_since(asking, made) if made else asking, entries)


@lru_cache(maxsize=4)
def _since(asking: Asking, made: tuple[Known, ...]) -> Asking:
    return asking.since({each.topic: MadeKnown(each.text, chinese_day(each.at)) for each in made})


@lru_cache(maxsize=4)
def _entries_of(published: tuple[Known, ...]) -> Entries:
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
        )
    )
