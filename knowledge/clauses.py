"""A question asked in the notice's own words -> the sentence it comes from.

Used where no topic is sure: 监测重点考察学生的什么, 500字以内限的是哪一栏, 单独上报不接收是哪年的通知
are answered by the sentence that says so.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from knowledge.lexicon import Lexicon
from knowledge.load import Knowledge
from knowledge.notice import Fact
from knowledge.reading import plain, read
from knowledge.segment import Segment

#: How much of a question's matter a sentence must hold to be its answer.
_ENOUGH = 0.72
_LEAST_WEIGHT = 2.3
_LEAST_PIECES = 2
_WEIGHTY = 2.9  # what a thing weighs that a sentence may not lack
#: What a question may ask besides and still be satisfied by a quotation.
_QUOTABLE = frozenset(
    {"which", "what", "list", "meaning", "fields", "which-place", "which-criterion", "which-year"}
)
_ASKED = re.compile("^(?:什么|啥|哪个|哪些|哪种|哪几[个项种]?)(?=..)")
_COUNTED = re.compile("[0-9二三四五六七八九十两]+大(?=[一-鿿])")  # 六大素养
_ASKS_YEAR = "which-year"
#: What merely says where something stands.
_PLACES = frozenset(
    {"application-form", "liaison-form", "summary-form", "attachment", "criteria", "paper-forms"}
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A fact whose words hold what was asked, and how much of it."""

    fact: Fact
    edition: str
    share: float


@dataclass(frozen=True, slots=True)
class _Sentence:
    fact: Fact
    edition: str
    text: str
    concepts: frozenset[str]

    def holds(self, text: str, concept: str) -> bool:
        """Whether it has a word, said of itself or asked for (什么活动), or what the word means."""
        return concept in self.concepts or _ASKED.sub("", text, count=1) in self.text


class Clauses:
    """The sentences of all editions, read when the first question needs them: a quarter of a start."""

    def __init__(self, known: Knowledge, lexicon: Lexicon) -> None:
        self._known = known
        self._lexicon = lexicon
        self._names = {topic.id: topic.name for topic in known.topics}

    @cached_property
    def _sentences(self) -> tuple[_Sentence, ...]:
        return tuple(
            self._read(fact, edition.id)
            for edition in self._known.editions
            for fact in edition.facts
        )

    def _read(self, fact: Fact, edition: str) -> _Sentence:
        text = fact.quotes[0].quote
        heard = read(f"{text}，{self._names.get(fact.topic, '')}")
        tokens = [t for clause in heard.clauses for t in self._lexicon.tokens(clause)]
        concepts = frozenset(token.concept for token in tokens if token.concept)
        return _Sentence(fact, edition, "".join(plain(text).split()), concepts)

    def find(self, segment: Segment, edition: str) -> Quoted | None:
        """Find the sentence that holds the words of a question, in one edition.

        Asked for the year, every edition is searched.
        """
        if not self._is_quotable(segment):
            return None
        pieces = self._pieces(segment)
        total = sum(weight for _, _, weight in pieces)
        if total < _LEAST_WEIGHT:
            return None
        best: Quoted | None = None
        for one in self._sentences:
            if one.edition != edition and _ASKS_YEAR not in segment.concepts:
                continue
            held = [w for text, concept, w in pieces if one.holds(text, concept)]
            share = sum(held) / total
            if share < _ENOUGH or len(held) < _LEAST_PIECES or self._passes_over(one, segment):
                continue
            if best is None or _rank(share, one.fact) > _rank(best.share, best.fact):
                best = Quoted(one.fact, one.edition, share)
        return best

    def _passes_over(self, one: _Sentence, segment: Segment) -> bool:
        """Whether a sentence lacks something weighty the question names: a road, a figure."""
        figures = [str(number.value) for number in segment.numbers]
        figures += _COUNTED.findall(segment.text)
        if any(figure not in one.text for figure in figures):
            return True
        missing = (
            c for text, c, w in self._pieces(segment) if w >= _WEIGHTY and not one.holds(text, c)
        )
        kinds = (self._lexicon.concepts[c].kind for c in missing if c in self._lexicon.concepts)
        return "thing" in kinds

    def _is_quotable(self, segment: Segment) -> bool:
        """Whether a quotation can satisfy all that is asked: a number may be given, not asked for."""
        for concept in segment.concepts:
            known = self._lexicon.concepts.get(concept)
            if known is not None and known.kind == "miss":
                return False
            asked = known is not None and known.kind == "ask" and concept not in _QUOTABLE
            if asked and "proposed" not in segment.concepts:
                return False
        return True

    def _pieces(self, segment: Segment) -> list[tuple[str, str, float]]:
        """The words that carry matter, each with the concept it was read as."""
        return [
            (text, concept, weight)
            for text, concept, weight in segment.pieces
            if weight > 0 and concept not in _QUOTABLE and not self._is_place(concept)
        ]

    def _is_place(self, concept: str) -> bool:
        known = self._lexicon.concepts.get(concept)
        return concept in _PLACES or (known is not None and known.spare < 1)


def _rank(share: float, fact: Fact) -> tuple[float, int]:
    return share, -len(fact.quotes[0].quote)
