"""The facts in force of an edition: what a later notice of it adds or replaces."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from knowledge.errors import BadNotice
from knowledge.notice import Edition, Fact, Notice


@dataclass(frozen=True, slots=True)
class Document:
    """One notice with the facts of its own file; `name` is what the edition is called."""

    notice: Notice
    name: str
    facts: tuple[Fact, ...]


def editions_of(
    documents: Iterable[Document], on_bad: Callable[[BadNotice], None]
) -> tuple[Edition, ...]:
    """The editions these notices make up, the oldest first."""
    by_edition: dict[str, list[Document]] = {}
    for document in documents:
        by_edition.setdefault(document.notice.edition, []).append(document)
    editions = [_edition(own, on_bad) for own in by_edition.values()]
    return tuple(sorted(editions, key=lambda edition: edition.notices[0].issued))


def _edition(documents: list[Document], on_bad: Callable[[BadNotice], None]) -> Edition:
    """One edition; a later notice's fact leads and cites both.

    A fact with `replaces` takes the place of that one fact; any other takes the place of all
    earlier facts on its topic for its audiences. Where the earlier one spoke to more audiences,
    it stays in force for the rest.
    """
    ordered = sorted(documents, key=lambda document: (document.notice.issued, document.notice.id))
    in_force: tuple[Fact, ...] = ()
    for document in ordered:
        for fact in document.facts:
            if fact.replaces and fact.replaces not in {earlier.id for earlier in in_force}:
                what = f"要替换的事实“{fact.replaces}”不在更早的通知里"
                on_bad(BadNotice(fact.origin, what, "改正 replaces，或删去这一行"))
            in_force = _with(in_force, fact)
    first = ordered[0]
    notices = tuple(document.notice for document in ordered)
    return Edition(first.notice.edition, first.name, notices, in_force)


def _with(in_force: tuple[Fact, ...], new: Fact) -> tuple[Fact, ...]:
    """The facts in force once `new` has joined them, in the place of what it replaces."""
    old = next((fact for fact in in_force if _yields(fact, new)), None)
    if old is None:
        return (*in_force, new)
    leading = replace(new, quotes=(*new.quotes, old.quotes[0]), replaces=old.id)
    facts: list[Fact] = []
    for fact in in_force:
        if fact is old:
            facts.append(leading)
        if not _yields(fact, new):
            facts.append(fact)
        elif rest := fact.audience - new.audience:
            facts.append(replace(fact, audience=rest))
    return tuple(facts)


def _yields(fact: Fact, new: Fact) -> bool:
    """Whether a fact gives way to a new one (of another notice: one notice never replaces itself)."""
    if fact.quotes[0].document == new.quotes[0].document:
        return False
    if new.replaces:
        return fact.id == new.replaces
    return fact.topic == new.topic and bool(fact.audience & new.audience)
