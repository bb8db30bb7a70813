"""The ways of asking, read into concepts once and kept in the user's cache.

Reading two thousand sentences takes most of a second; a single `shenbao ask` has no time for it. The
cache is keyed by all it is made from, so a changed word, topic or line of code makes a new one. Where
nothing can be kept, the ways are read anew.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from knowledge.matching import Way
from knowledge.segment import Segment
from knowledge.topic import Topic

_CODE = Path(__file__).parent
_SOURCES = (
    "lexicon",
    "matching",
    "prepared",
    "question",
    "reading",
    "segment",
    "shapes",
    "speaker",
)
_LEAST = 1.2  # a way that weighs less would match almost anything
_RAW = 1.6  # what text the lexicon does not know weighs in a way of asking


def prepared_ways(
    root: Path, topics: Iterable[Topic], read_way: Callable[[str], Segment]
) -> list[Way]:
    """Give the ways of all topics, from the cache where it is as new as its sources."""
    known = list(topics)
    place = _folder() / f"ways-{_fingerprint(root, known)}.json"
    kept = _load(place)
    if kept is None:
        kept = read_ways(known, read_way)
        _keep(place, kept)
    return kept


def read_ways(topics: Iterable[Topic], read_way: Callable[[str], Segment]) -> list[Way]:
    """Read the ways of all topics; those that come to the same concepts are kept once a topic."""
    found: dict[tuple[str, frozenset[str]], Way] = {}
    for topic in topics:
        for text in topic.ways:
            segment = read_way(text)
            raw = {f"raw:{run}": _RAW for run in segment.unknown}
            concepts = {**segment.concepts, **raw}
            if sum(concepts.values()) >= _LEAST:
                key = (topic.id, frozenset(concepts))
                found.setdefault(key, Way(topic.id, text, concepts, sum(concepts.values())))
    return list(found.values())


def _fingerprint(root: Path, topics: Iterable[Topic]) -> str:
    """A name for all that the ways are made from."""
    digest = hashlib.sha256((root / "lexicon.yaml").read_bytes())
    for path in sorted((_CODE / "tables").glob("*.txt")):
        digest.update(path.read_bytes())
    for name in _SOURCES:
        digest.update((_CODE / f"{name}.py").read_bytes())
    for topic in topics:
        digest.update("\n".join((topic.id, *topic.ways)).encode("utf-8", "replace"))
    return digest.hexdigest()[:24]


def _folder() -> Path:
    """The user's own cache folder."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".cache") / "shenbao"


def _load(place: Path) -> list[Way] | None:
    try:
        rows = json.loads(place.read_text(encoding="utf-8"))
        return [Way(topic, text, found, sum(found.values())) for topic, text, found in rows]
    except (OSError, ValueError, TypeError, AttributeError):
        return None  # not there, or not whole: it is made anew


def _keep(place: Path, ways: list[Way]) -> None:
    """Write the cache whole or not at all; older ones are cleared away."""
    rows = [[way.topic, way.text, way.concepts] for way in ways]
    own = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        own.replace(place)
        for old in place.parent.glob("ways-*.json"):
            if old != place:
                old.unlink(missing_ok=True)
    except OSError:
        return  # a full disk or a read-only home: the next start reads the ways again
