"""`shenbao ask --batch --faq-only FILE`: questions matched against a list of one's own, nothing else."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.cli import refuse
from bot.wording import sentence
from forms.form import Json
from knowledge.faq import ALIKE, FaqIndex


def match_lines(path: Path) -> int:
    """Match each line of standard input against the list, and return the exit status."""
    try:
        with path.open("rb") as lines:
            index = FaqIndex(_wordings(path.name, lines))
    except OSError:
        return refuse(sentence("cli.no-list", place=str(path)))
    for line in sys.stdin.buffer:
        if line.strip():
            print(json.dumps(_matched(index, _record(line)), ensure_ascii=False), flush=True)
    return 0


def _wordings(name: str, lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    """The ids, as JSON, and questions of a list; a line that cannot be used is reported and left out."""
    for number, line in enumerate(lines, 1):
        record = _record(line)
        question = record.get("question")
        if isinstance(question, str) and isinstance(record.get("id"), str | int):
            yield json.dumps(record["id"]), question
        elif line.strip():
            print(sentence("cli.odd-line", place=f"{name}:{number}"), file=sys.stderr)


def _record(line: bytes) -> dict[str, Json]:
    try:
        data: Json = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _matched(index: FaqIndex, asked: dict[str, Json]) -> dict[str, Json]:
    question = asked.get("question")
    found = index.match(question if isinstance(question, str) else "")
    candidates: list[Json] = [
        {"id": json.loads(one.id), "score": round(one.score, 4)} for one in found
    ]
    is_match = bool(found) and found[0].score >= ALIKE
    return {
        "id": asked.get("id"),
        "match": json.loads(found[0].id) if is_match else None,
        "candidates": candidates,
    }
