"""The answers of several editions, side by side."""

from dataclasses import replace

from knowledge.answer import Part
from knowledge.compare import is_same


def side_by_side(by_edition: dict[str, list[Part]]) -> list[Part]:
    """The leading part of each edition, marked as same or not; one silence does not silence both."""
    shown = [parts[0] for parts in by_edition.values() if parts]
    facts = [part.fact for part in shown if part.fact is not None]
    same = len(facts) == len(by_edition) and all(
        is_same(facts[0].value, fact.value) for fact in facts[1:]
    )
    return [replace(part, is_same=same, verdict="") for part in shown]
