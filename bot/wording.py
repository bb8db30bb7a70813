"""Code and facts -> sentence: the one door to what the assistant says in a conversation."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from knowledge.notice import Citation

_FOLDER = Path(__file__).parent / "words" / "sentences"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def sentence(code: str, facts: Mapping[str, str | int] | None = None, /, **more: str | int) -> str:
    """Return the sentence under `code` (`filling.step`), facts filled in.

    Raises KeyError for a code or a fact that is missing: the tests find both.
    """
    return sentences()[code].format_map({**(facts or {}), **more})


@cache
def sentences() -> Mapping[str, str]:
    """Return every sentence by its code, nested keys joined by dots.

    They stand in `bot/words/sentences/`, one file a thing people do; a code stands in one of them.
    """
    found: dict[str, str] = {}
    for place in sorted(_FOLDER.glob("*.zh-CN.yaml")):
        for code, words in _flat("", yaml.load(place.read_text("utf-8"), Loader=_LOADER)):  # noqa: S506 - a safe loader
            if code in found:
                raise ValueError(f"{place.name}: {code}")  # noqa: EM102
            found[code] = words
    return found


def _flat(prefix: str, node: object) -> list[tuple[str, str]]:
    if isinstance(node, dict):
        return [pair for key, value in node.items() for pair in _flat(f"{prefix}.{key}", value)]
    return [(prefix.removeprefix("."), str(node).rstrip("\n"))]


def with_sources(text: str, quotes: Sequence[Citation]) -> str:
    """Return a text with the clauses it rests on under it, word for word, one a line."""
    lines = [
        sentence(
            "source.line",
            notice=quote.notice,
            clause=quote.clause,
            quote="".join(quote.quote.split()),
        )
        for quote in quotes
    ]
    return "\n".join([text, *lines])
