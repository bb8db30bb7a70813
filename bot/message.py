"""What crosses the border between a channel and the core: messages in, replies out. All JSON-safe."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias, cast

from forms.form import Json
from knowledge.notice import Citation


@dataclass(frozen=True, slots=True)
class Text:
    """Something typed. A command is a text that starts with `/`."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice that was offered, by its id."""

    choice: str


@dataclass(frozen=True, slots=True)
class File:
    """A file sent: its name as given (never trusted) and where the channel put it."""

    name: str
    path: str


Incoming: TypeAlias = Text | Tap | File


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` is short, ASCII, and carries what it means; `label` is what is read.

    `number` is what may be typed in its place; 0 where a typed number would be an answer. `says` is
    the sentence a tap stands for, where the id alone cannot hold it (never shown, never sent).
    """

    id: str
    label: str
    number: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A message; `quotes` are the clauses it rests on, shown under it word for word."""

    text: str
    quotes: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Send:
    """Documents to make and hand over. Rendering happens at delivery, outside the transaction.

    `form` is `EDITION/FORM`; `formats` are of docx, pdf, png, xlsx (or txt for a notice's text,
    where `form` is `EDITION/notice`). `envelope` goes inside the files.
    """

    text: str
    form: str
    formats: tuple[str, ...]
    answers: dict[str, Json]
    draft: str = ""
    version: int = 0
    to: str = ""


Reply: TypeAlias = Say | Send


def reply_to_json(reply: Reply) -> dict[str, Json]:
    """Return a reply as JSON, for the outbox."""
    kind = "say" if isinstance(reply, Say) else "send"
    return {"kind": kind, **cast("dict[str, Json]", asdict(reply))}


def reply_from_json(data: Mapping[str, Json]) -> Reply:
    """Return the reply that `reply_to_json` wrote."""
    if data["kind"] == "send":
        return Send(
            text=str(data["text"]),
            form=str(data["form"]),
            formats=tuple(str(name) for name in _list(data["formats"])),
            answers=_record(data["answers"]),
            draft=str(data["draft"]),
            version=int(str(data["version"])),
            to=str(data["to"]),
        )
    return Say(
        text=str(data["text"]),
        quotes=tuple(_citation(_record(item)) for item in _list(data["quotes"])),
        choices=tuple(choice_from_json(item) for item in _list(data["choices"])),
    )


def choice_from_json(data: Json) -> Choice:
    """Return the choice that `asdict` wrote."""
    record = _record(data)
    return Choice(
        id=str(record["id"]),
        label=str(record["label"]),
        number=int(str(record["number"])),
        says=str(record["says"]),
    )


def _citation(data: Mapping[str, Json]) -> Citation:
    return Citation(
        notice=str(data["notice"]),
        clause=str(data["clause"]),
        quote=str(data["quote"]),
        document=str(data["document"]),
    )


def _record(data: Json) -> dict[str, Json]:
    return data if isinstance(data, dict) else {}


def _list(data: Json) -> list[Json]:
    return list(data) if isinstance(data, (list, tuple)) else []
