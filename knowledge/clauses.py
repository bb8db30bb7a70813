"""A question asked in the notice's own words -> the sentence it comes from.

Used where no topic is sure: 监测重点考察学生的什么 is answered by the sentence that says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.notice import Edition, Fact
from knowledge.question import Segment
from knowledge.reading import plain

#: How much of a question's matter a sentence must hold to be its answer.
_ENOUGH = 0.8
_LEAST_WEIGHT = 3.4
_LEAST_PIECES = 2
#: Asks a mere quotation cannot satisfy.
_ELSEWHERE = frozenset(
    {"when", "where", "how-many", "copies", "words-count", "people-count", "why", "format", "who"}
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A fact whose words hold what was asked, and how much of it."""

    fact: Fact
    share: float


def quoted(segment: Segment, edition: Edition) -> Quoted | None:
    """Find the sentence of an edition that holds the words of the question, or nothing."""
    if _ELSEWHERE & segment.concepts.keys():
        return None
    pieces = [(text, weight) for text, weight in segment.pieces if weight > 0]
    total = sum(weight for _, weight in pieces)
    long = [text for text, _ in pieces if len(text) > 1]
    if total < _LEAST_WEIGHT or len(long) < _LEAST_PIECES:
        return None
    best: Quoted | None = None
    for fact in edition.facts:
        words = dense(fact)
        held = sum(weight for text, weight in pieces if text in words)
        share = held / total
        if share >= _ENOUGH and (best is None or _rank(share, fact) > _rank(best.share, best.fact)):
            best = Quoted(fact, share)
    return best


def _rank(share: float, fact: Fact) -> tuple[float, int]:
    return share, -len(fact.quotes[0].quote)


def dense(fact: Fact) -> str:
    """Give the leading quote of a fact as questions are read, without blanks."""
    return "".join(plain(fact.quotes[0].quote).split())


def dense_all(facts: Iterable[Fact]) -> dict[str, str]:
    """Give the dense quotes of facts by id."""
    return {fact.id: dense(fact) for fact in facts}
