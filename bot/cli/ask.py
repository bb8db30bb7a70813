"""`shenbao ask`: one question, or a batch of JSON lines."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.answering import answer_text
from bot.cli import add_today, parser, today
from bot.cli.faq import match_lines
from bot.wording import sentence, with_sources
from forms.form import Json
from knowledge.answer import Answer, Thread
from knowledge.asking import Asking, load_asking
from knowledge.notice import AUDIENCES, Audience

#: Who may be said to ask -> whose answers these are; the centre asks what it tells the liaisons.
#: Who may be said to ask; the centre asks as those who collect do.
ROLES: dict[str, Audience] = {**{each: each for each in AUDIENCES}, "centre": "liaison"}


def run(words: Sequence[str]) -> int:
    """Answer, and return the exit status."""
    options = _options(words)
    if options.faq_only:
        return match_lines(options.faq_only)
    day = options.today or today()
    role = ROLES.get(options.role)
    if options.batch:
        return _batch(load_asking(), day, role)
    answer = load_asking().ask(" ".join(options.question), day, role)
    if options.json:
        print(_dump(_record(answer)))
    else:
        print(with_sources(answer_text(answer), answer.citations))
        for number, choice in enumerate(answer.choices, 1):
            print(f"  [{number}] {choice.label}")
    return 0


def _options(words: Sequence[str]) -> argparse.Namespace:
    options = parser("ask")
    options.add_argument("question", nargs="*", help=sentence("cli.ask.question"))
    options.add_argument("--json", action="store_true", help=sentence("cli.ask.json"))
    options.add_argument("--batch", action="store_true", help=sentence("cli.ask.batch"))
    options.add_argument("--faq-only", type=Path, metavar="FILE", help=sentence("cli.ask.faq-only"))
    options.add_argument("--role", choices=tuple(ROLES), help=sentence("cli.ask.role"))
    add_today(options)
    chosen = options.parse_args(words)
    if bool(chosen.faq_only) > chosen.batch or not (chosen.question or chosen.batch):
        options.error(sentence("cli.no-question"))
    return chosen


def _batch(asking: Asking, today: date, role: Audience | None) -> int:
    """Answer line after line; a line that cannot be read is answered too."""
    for line in sys.stdin.buffer:
        if line.strip():
            print(_dump(_line(asking, line, today, role)), flush=True)
    return 0


def _line(asking: Asking, line: bytes, today: date, role: Audience | None) -> dict[str, Json]:
    try:
        data: Json = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return {"id": None, **_plain(sentence("cli.ask.bad-line"))}
    who = ROLES.get(str(data.get("role")), role)
    try:
        day = date.fromisoformat(str(data["today"])) if data.get("today") else today
    except ValueError:
        return {"id": data.get("id"), **_plain(sentence("events.no-day"))}
    turns = data.get("turns")
    if not isinstance(turns, list):
        return {"id": data.get("id"), **_record(asking.ask(_said(data.get("question")), day, who))}
    records: list[Json] = []
    thread = Thread()
    for turn in turns:
        answer = asking.ask(_said(turn), day, who, thread)
        thread = answer.thread
        records.append(_record(answer))
    return {"id": data.get("id"), "turns": records}


def _said(question: Json) -> str:
    return question if isinstance(question, str) else ""


def _plain(text: str) -> dict[str, Json]:
    return {"answer": text, "status": "unknown", "citations": []}


def _record(answer: Answer) -> dict[str, Json]:
    text = answer_text(answer)
    if answer.status == "clarify":
        text += " / ".join(choice.label for choice in answer.choices)
    return {
        "answer": text,
        "status": answer.status,
        "citations": [
            {"notice": each.notice, "clause": each.clause, "quote": each.quote}
            for each in answer.citations
        ],
    }


def _dump(record: dict[str, Json]) -> str:
    return json.dumps(record, ensure_ascii=False)
