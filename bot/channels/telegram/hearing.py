"""An update of Telegram -> what was said, by whom, and where to answer. No network, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, Chat, Document, Message, PhotoSize, Update

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
    document: Document | PhotoSize | None = None
    album: str = ""
    is_group: bool = False
    is_first: bool = False
    has_left: bool = False


def hear(update: Update, me: Bot) -> Heard | None:
    """Return what an update says, or None where nobody speaks to the assistant."""
    if update.my_chat_member is not None:
        return _moved(update)
    if update.callback_query is not None:
        return _tapped(update)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    is_edit = update.message is None
    if message.chat.type != Chat.PRIVATE:
        return None if is_edit else _in_group(update.update_id, message, me)
    return _said(update.update_id, message, is_edit=is_edit)


def _moved(update: Update) -> Heard | None:
    """Somebody blocked the assistant; nothing else that moves it about matters here."""
    change = update.my_chat_member
    if change is None or change.chat.type != Chat.PRIVATE:
        return None
    has_left = change.new_chat_member.status in ("kicked", "left")
    chat = change.chat.id
    return Heard(update.update_id, chat, str(chat), has_left=True) if has_left else None


def _tapped(update: Update) -> Heard | None:
    query = update.callback_query
    if query is None or query.message is None or query.data is None:
        return None
    chat = query.message.chat
    return Heard(
        update.update_id,
        chat.id,
        str(query.from_user.id),
        Tap(query.data),
        message=query.message.message_id,
        query=query.id,
        is_group=chat.type != Chat.PRIVATE,
    )


def _said(number: int, message: Message, *, is_edit: bool) -> Heard | None:
    chat = message.chat.id
    text = message.text or message.caption or ""
    is_asked = looks_asked(text)  # a picture sent with a question is there to show what is asked
    photo = message.photo[-1] if message.photo and not is_asked else None
    document = message.document or photo
    incoming: Incoming | None
    if is_edit:
        incoming = Other("edited") if text else None
    elif document is not None and message.animation is None:
        incoming = File(_name(document), "", words=text)
    elif text:
        incoming = _read(text)
    else:
        kind = next((kind for name, kind in _KINDS.items() if getattr(message, name, None)), "")
        incoming = Other(kind) if kind else None
    if incoming is None:
        return None
    return Heard(
        number,
        chat,
        str(chat),
        incoming,
        message=message.message_id,
        document=document if isinstance(incoming, File) else None,
        album=message.media_group_id or "",
        is_first=text.split(maxsplit=1)[:1] == ["/start"],
    )


def _name(document: Document | PhotoSize) -> str:
    """Return the name of a file; a photograph has none."""
    return (document.file_name or "") if isinstance(document, Document) else "photo.jpg"


def _read(text: str) -> Incoming:
    """Return a text; a command of the menu as the words it stands for, a link as what it opens."""
    if not text.startswith("/"):
        return Text(text)
    command, _, rest = text[1:].partition(" ")
    command = command.partition("@")[0].lower()
    if command == "start" and rest:
        return opened(rest.strip())
    return Text(said_by(command, rest.strip()))


def _in_group(number: int, message: Message, me: Bot) -> Heard | None:
    """Return a question put to the assistant in a group; what others talk about is not heard."""
    text = message.text or message.caption or ""
    asked = _addressed(text, message, me.username)
    if asked is None or message.from_user is None:
        return None
    chat, person = message.chat.id, str(message.from_user.id)
    return Heard(number, chat, person, Text(asked), message=message.message_id, is_group=True)


def _addressed(text: str, message: Message, name: str) -> str | None:
    """Return what is said to the assistant: by its name, by a command, or in reply to it."""
    mark = f"@{name}".lower()
    if text.startswith("/"):
        command, _, rest = text[1:].partition(" ")
        verb, _, whom = command.partition("@")
        return said_by(verb.lower(), rest.strip()) if whom.lower() in ("", name.lower()) else None
    at = text.lower().find(mark)
    if at >= 0:
        return (text[:at] + text[at + len(mark) :]).strip()
    answered = message.reply_to_message
    is_reply = answered is not None and answered.from_user is not None
    is_mine = is_reply and (answered.from_user.username or "").lower() == name.lower()  # type: ignore[union-attr]
    return text if is_mine and text else None
