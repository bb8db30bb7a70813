"""The notices' own words: what no concept explains may stand in the clauses of a topic all the same.

扎实, 契机 and 导向 are words of the notice, so who uses them asks for the clause that has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.notice import Edition
from knowledge.question import Question
from knowledge.reading import plain
from knowledge.segment import Segment

#: What marks a concept that is a word of a notice: said:<edition>:<word>.
SAID = "said:"
_SHORTEST = 2  # one character stands in clauses by chance
#: A word that stands in the clauses of more topics tells none of them.
_COMMON = 12


@dataclass(eq=False)
class Wordings:
    """The clauses of each topic in each edition, without their blanks; read when first needed."""

    editions: Iterable[Edition]

    @cached_property
    def _texts(self) -> Mapping[str, Mapping[str, str]]:
        texts: dict[str, dict[str, str]] = {}
        for edition in self.editions:
            of_topics = texts.setdefault(edition.id, {})
            for fact in edition.facts:
                said = "".join(plain(fact.quotes[0].quote).split())
                of_topics[fact.topic] = f"{of_topics.get(fact.topic, '')}\n{said}"
        return texts

    def topics(self, concept: str) -> frozenset[str]:
        """Give the topics in whose clauses the word of a concept stands."""
        if not concept.startswith(SAID):
            return frozenset()
        _, edition, word = concept.split(":", 2)
        texts = self._texts.get(edition, {})
        return frozenset(topic for topic, text in texts.items() if word in text)

    def found(self, read: Question, newest: str) -> Question:
        """Take for known what stands in a notice that is asked about, or in the newest."""
        if not any(segment.unknown for segment in read.segments):
            return read
        segments = tuple(self._found(one, read.editions or (newest,)) for one in read.segments)
        return replace(read, segments=segments)

    def _found(self, segment: Segment, editions: Iterable[str]) -> Segment:
        unknown, concepts = dict(segment.unknown), dict(segment.concepts)
        for run, weight in segment.unknown.items():
            named = [f"{SAID}{edition}:{run}" for edition in editions]
            held = next((name for name in named if 0 < len(self.topics(name)) <= _COMMON), "")
            if held and len(run) >= _SHORTEST:
                concepts[held] = weight
                del unknown[run]
        return replace(segment, unknown=unknown, concepts=concepts)
