"""What crosses the border between a channel and the core: messages in, replies out. All JSON-safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from forms.form import Json
from forms.intake.receipt import Receipt
from knowledge.notice import Citation


@dataclass(frozen=True, slots=True)
class Text:
    """Something typed. A command is a text that starts with `/`."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice that was offered, by its id; `text` is what was written beside it, where a page has room."""

    choice: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file sent: its name as given (never trusted) and where the channel put it.

    `receipt` is what was read of it; the desk adds it before the turn, a channel never does.
    `words` are what was written beside a picture.
    """

    name: str
    path: str
    receipt: Receipt | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Something that came in and holds nothing to read: `kind` says what (voice, place …).

    The sentence about it is `other.<kind>`; `facts` are what it needs.
    """

    kind: str
    facts: tuple[tuple[str, str], ...] = ()


Incoming: TypeAlias = Text | Tap | File | Other


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
    """A message; `quotes` are the clauses it rests on, shown under it word for word.

    `brief` is what is left to say where the channel shows what stands now (`bot.view`) itself; None
    where the message does not put what stands now. `role` is what the person is from now on, where
    this message tells them so: a channel may offer another menu.
    """

    text: str
    quotes: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    brief: str | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Send:
    """Documents to make and hand over. Rendering happens at delivery, outside the transaction.

    `form` is `EDITION/FORM`; `formats` are of docx, pdf, png, xlsx (or txt for a notice's text,
    where `form` is `EDITION/notice`). `exhibits` are the numbers of the pictures and tables on the 附页; `mark` is what stands small
    at the foot, `link` what its QR holds.
    """

    text: str
    form: str
    formats: tuple[str, ...]
    answers: dict[str, Json]
    draft: str = ""
    version: int = 0
    to: str = ""
    is_practice: bool = False
    exhibits: tuple[int, ...] = ()
    mark: str = ""
    link: str = ""


Reply: TypeAlias = Say | Send


def is_long(reply: Reply) -> bool:
    """True for what takes seconds to make: what is said before it should not wait for it."""
    return isinstance(reply, Send) and reply.form == "region/package"


@dataclass(frozen=True, slots=True)
class Post:
    """A letter to another person, known by the number the store gave them.

    It goes to the channel that person used last, when that channel next asks for letters.
    """

    person: int
    reply: Reply


def reply_to_json(reply: Reply) -> dict[str, Json]:
    """Return a reply as JSON, for the outbox."""
    if isinstance(reply, Send):
        return {
            "kind": "send",
            "text": reply.text,
            "form": reply.form,
            "formats": list(reply.formats),
            "answers": reply.answers,
            "draft": reply.draft,
            "version": reply.version,
            "to": reply.to,
            "is_practice": reply.is_practice,
            "exhibits": list(reply.exhibits),
            "mark": reply.mark,
            "link": reply.link,
        }
    return {
        "kind": "say",
        "text": reply.text,
        "quotes": [_citation_to_json(quote) for quote in reply.quotes],
        "choices": [choice_to_json(choice) for choice in reply.choices],
        "brief": reply.brief,
        "role": reply.role,
    }


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
            is_practice=data.get("is_practice") is True,
            exhibits=tuple(int(str(number)) for number in _list(data.get("exhibits"))),
            mark=str(data.get("mark") or ""),
            link=str(data.get("link") or ""),
        )
    return Say(
        text=str(data["text"]),
        quotes=tuple(_citation(_record(item)) for item in _list(data["quotes"])),
        choices=tuple(choice_from_json(item) for item in _list(data["choices"])),
        brief=None if data.get("brief") is None else str(data["brief"]),
        role=str(data.get("role") or ""),
    )


def choice_to_json(choice: Choice) -> dict[str, Json]:
    """Return a choice as JSON."""
    return {
        "id": choice.id,
        "label": choice.label,
        "number": choice.number,
        "says": choice.says,
    }


def choice_from_json(data: Json) -> Choice:
    """Return the choice that `choice_to_json` wrote."""
    record = _record(data)
    return Choice(
        id=str(record["id"]),
        label=str(record["label"]),
        number=int(str(record["number"])),
        says=str(record["says"]),
    )


def _citation_to_json(quote: Citation) -> dict[str, Json]:
    return {
        "notice": quote.notice,
        "clause": quote.clause,
        "quote": quote.quote,
        "document": quote.document,
    }


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
