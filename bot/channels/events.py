"""The conversation as JSON lines: one object in, one object out. For tests and other programs."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from bot.delivery import Letter
from bot.desk import Desk, Update
from bot.message import File, Incoming, Tap, Text
from bot.store import StoreUnavailable
from bot.wording import sentence
from forms.characters import clean
from forms.form import Json

CHANNEL = "events"
LONGEST_KEY = 200
MOST_WAITING = 1000


class BadLine(ValueError):  # noqa: N818 - named for what it is
    """A line that is no message: the code of its sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def serve_events(
    lines: Iterable[bytes], write: Callable[[str], None], desk: Desk, today: Callable[[], date]
) -> None:
    """Answer every line with one line; what a crash left undelivered comes with the first.

    The process may be ended as soon as a line was read: that it was written is noted with it.
    """
    for line in lines:
        letters, person = _answered(line, desk, today)
        answer = _line(letters, person)
        kept = [letter for letter in letters if letter.row]
        if kept:
            desk.hand_over(kept, partial(write, answer))
        else:
            write(answer)


def _answered(line: bytes, desk: Desk, today: Callable[[], date]) -> tuple[tuple[Letter, ...], str]:
    """Return the letters a line brings, those that waited for anybody, and whose line it is."""
    try:
        update = read_line(line, today)
        letters, person = desk.receive(update), update.person
    except BadLine as bad:
        letters, person = (Letter(0, "", sentence(f"events.{bad.code}")),), ""
    except StoreUnavailable:
        return (Letter(0, "", sentence("desk.later")),), ""
    with suppress(StoreUnavailable):  # with the next line, then
        letters = (*letters, *desk.take(MOST_WAITING))
    return letters, person


def read_line(line: bytes, today: Callable[[], date]) -> Update:
    """Return the message a line holds; raises BadLine."""
    try:
        data: Json = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise BadLine(code="not-json") from None
    if not isinstance(data, dict):
        raise BadLine(code="not-object")
    person = data.get("person")
    if not isinstance(person, str) or not 0 < len(person) <= LONGEST_KEY or clean(person) != person:
        raise BadLine(code="no-person")
    return Update(person, _incoming(data), _day(data.get("today"), today), _id(data.get("id")))


def _incoming(data: dict[str, Json]) -> Incoming:
    given = [name for name in ("text", "choice", "file") if name in data]
    value = data[given[0]] if len(given) == 1 else None
    if not isinstance(value, str):
        raise BadLine(code="no-message")
    if given == ["choice"]:
        return Tap(value)
    if given == ["text"]:
        return Text(value)
    return File(Path(value).name, value if _is_there(value) else "")


def _is_there(place: str) -> bool:
    """True for what stands there, be it a folder, with a name; all else is nothing."""
    try:
        return bool(Path(place).name) and Path(place).exists()
    except (OSError, ValueError):
        return False


def _day(given: Json, today: Callable[[], date]) -> date:
    if given is None:
        return today()
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise BadLine(code="no-day") from None


def _id(given: Json) -> str:
    if given is None:
        return ""
    if not isinstance(given, (str, int)) or len(str(given)) > LONGEST_KEY // 2:
        raise BadLine(code="no-id")
    return str(given)


def _line(letters: Sequence[Letter], person: str) -> str:
    replies = [_reply(letter, person) for letter in letters]
    return json.dumps({"replies": replies}, ensure_ascii=False)


def _reply(letter: Letter, person: str) -> dict[str, Json]:
    """Return a letter; it says to whom where it is no answer to the line of `person`."""
    to = letter.to if letter.waited or letter.to != person else ""
    reply: dict[str, Json] = {
        "text": letter.text,
        "choices": [{"id": choice.id, "label": choice.label} for choice in letter.choices],
        "files": [{"name": place.name, "path": str(place)} for place in letter.files],
    }
    return {**reply, "to": to} if to else reply
