"""What the place in a notice is called where a fact stands: a criterion, or a step."""

from collections.abc import Iterable, Iterator

from knowledge.answer import Part
from knowledge.notice import Edition, Fact, Items
from knowledge.topic import Topic

_WHOLE = frozenset({"criteria", "stages"})  # all of them at once


def under_heading(part: Part, topics: Iterable[Topic], editions: Iterable[Edition]) -> Part:
    """Give a quoted part with the name of its place, and whether that is a criterion or a step."""
    if part.fact is None or part.fact.topic in _WHOLE:
        return part
    clause = part.fact.quotes[0].clause
    facts = [fact for edition in editions for fact in edition.facts]
    criteria = {t.id: t.name for t in topics if t.id.startswith("criterion-")}
    for fact in facts:
        if fact.topic in criteria and fact.quotes[0].clause == clause:
            return Part("quoted", part.topic, criteria[fact.topic], part.edition, part.fact)
    step = next((name for f in facts for at, name in _steps(f, part.edition) if at == clause), "")
    names = ("step",) if step else ()
    return Part("quoted", part.topic, step, part.edition, part.fact, names=names)


def _steps(fact: Fact, edition: str) -> Iterator[tuple[str, str]]:
    """The clause and the name of each step, where a fact lists them."""
    if fact.topic == "stages" and isinstance(fact.value, Items) and fact.id.startswith(edition):
        yield from zip((quote.clause for quote in fact.quotes), fact.value.items, strict=False)
