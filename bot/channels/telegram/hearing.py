"""An update of Telegram -> what was said, by whom, and where to answer. No network, no clock.

Updates are read as they came: objects of all they may hold would cost more than the rest of a turn's way.
What is not of the shape the Bot API promises raises KeyError, TypeError or AttributeError.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram import Chat

from bot.channels.links import opened
from bot.channels.telegram.menu import said_by
from bot.commands import looks_asked
from bot.message import File, Incoming, Other, Tap, Text

#: What is asked of Telegram; anything else (posts of channels, votes …) is never sent.
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

#: What a message may hold, and the sentence that answers it (`other.<kind>`).
_KINDS: Mapping[str, str] = {
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "sticker",
    "animation": "sticker",
    "dice": "sticker",
    "location": "place",
    "venue": "place",
    "contact": "contact",
    "video": "media",
    "poll": "media",
    "story": "media",
    "game": "media",
}


#: An object of the Bot API.
Part: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A file or a photograph that can be fetched: its id, and its size where it is told."""

    id: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """One update as the assistant takes it.

    `person` is the key of the desk. `message` is the one to answer, or the one whose button was
    tapped (then `query` waits for its answer). `album` is shared by what was sent at once.
    """

    update: int
    chat: int
    person: str
    incoming: Incoming | None = None
    message: int = 0
    query: str = ""
    document: Document | None = None
    album: str = ""
    is_group: bool = False
    is_first: bool = False
    has_left: bool = False


def hear(update: Part, name: str) -> Heard | None:
    """Return what an update says to the bot called `name`, or None where nobody speaks to it."""
    number = int(update["update_id"])
    if moved := update.get("my_chat_member"):
        return _moved(number, moved)
    if tapped := update.get("callback_query"):
        return _tapped(number, tapped)
    message = update.get("message") or update.get("edited_message")
    if message is None or message.get("from") is None or message["from"].get("is_bot"):
        return None
    is_edit = not update.get("message")
    if message["chat"]["type"] != Chat.PRIVATE:
        return None if is_edit else _in_group(number, message, name)
    return _said(number, message, is_edit=is_edit)


def _moved(number: int, change: Part) -> Heard | None:
    """Somebody blocked the assistant; nothing else that moves it about matters here."""
    if change["chat"]["type"] != Chat.PRIVATE:
        return None
    has_left = change["new_chat_member"]["status"] in ("kicked", "left")
    chat = int(change["chat"]["id"])
    return Heard(number, chat, str(chat), has_left=True) if has_left else None


def _tapped(number: int, query: Part) -> Heard | None:
    message, data = query.get("message"), query.get("data")
    if message is None or data is None:
        return None
    return Heard(
        number,
        int(message["chat"]["id"]),
        str(query["from"]["id"]),
        Tap(str(data)),
        message=int(message["message_id"]),
        query=str(query["id"]),
        is_group=message["chat"]["type"] != Chat.PRIVATE,
    )


def _said(number: int, message: Part, *, is_edit: bool) -> Heard | None:
    chat = int(message["chat"]["id"])
    text = str(message.get("text") or message.get("caption") or "")
    is_asked = looks_asked(text)  # a picture sent with a question is there to show what is asked
    photos = message.get("photo") if not is_asked else None
    document: Part | None = message.get("document") or (photos[-1] if photos else None)
    incoming: Incoming | None
    if is_edit:
        incoming = Other("edited") if text else None
    elif document is not None and not message.get("animation"):
        incoming = File(_name(message), "", words=text)
    elif text:
        incoming = _read(text)
    else:
        kind = next((kind for name, kind in _KINDS.items() if message.get(name)), "")
        incoming = Other(kind) if kind else None
    if incoming is None:
        return None
    return Heard(
        number,
        chat,
        str(chat),
        incoming,
        message=int(message["message_id"]),
        document=_document(document) if document and isinstance(incoming, File) else None,
        album=str(message.get("media_group_id") or ""),
        is_first=text.split(maxsplit=1)[:1] == ["/start"],
    )


def _name(message: Part) -> str:
    """Return the name of a file; a photograph has none."""
    document = message.get("document")
    return str(document.get("file_name") or "") if document else "photo.jpg"


def _document(given: Part) -> Document:
    return Document(str(given["file_id"]), int(given.get("file_size") or 0))


def _read(text: str) -> Incoming:
    """Return a text; a command of the menu as the words it stands for, a link as what it opens."""
    if not text.startswith("/"):
        return Text(text)
    command, _, rest = text[1:].partition(" ")
    command = command.partition("@")[0].lower()
    if command == "start" and rest:
        return opened(rest.strip())
    return Text(said_by(command, rest.strip()))


def _in_group(number: int, message: Part, name: str) -> Heard | None:
    """Return a question put to the assistant in a group; what others talk about is not heard."""
    text = str(message.get("text") or message.get("caption") or "")
    asked = _addressed(text, message, name)
    if asked is None:
        return None
    chat, person = int(message["chat"]["id"]), str(message["from"]["id"])
    said = Text(asked)
    return Heard(number, chat, person, said, message=int(message["message_id"]), is_group=True)


def _addressed(text: str, message: Part, name: str) -> str | None:
    """Return what is said to the assistant: by its name, by a command, or in reply to it."""
    mark = f"@{name}".lower()
    if text.startswith("/"):
        command, _, rest = text[1:].partition(" ")
        verb, _, whom = command.partition("@")
        return said_by(verb.lower(), rest.strip()) if whom.lower() in ("", name.lower()) else None
    at = text.lower().find(mark)
    if at >= 0:
        return (text[:at] + text[at + len(mark) :]).strip()
    answered = (message.get("reply_to_message") or {}).get("from") or {}
    is_mine = str(answered.get("username") or "").lower() == name.lower()
    return text if is_mine and text else None
