"""Chats as Telegram keeps them: messages in order, edits, files, what was tapped."""

import hashlib
from dataclasses import dataclass, field


@dataclass
class Message:
    """One message in a chat; `text` is what is read, after entities are parsed."""

    id: int
    chat: int
    from_bot: bool
    text: str = ""
    entities: list[object] = field(default_factory=list)
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    file: "StoredFile | None" = None
    kind: str = "text"
    group: str = ""
    reply_to: int = 0
    edits: int = 0

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for row in self.keyboard for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]


@dataclass(frozen=True)
class StoredFile:
    """A file on Telegram's side; `size` may claim more than there is content."""

    id: str
    name: str
    content: bytes
    size: int
    kind: str

    @classmethod
    def of(cls, name: str, content: bytes, kind: str, size: int = 0) -> "StoredFile":
        mark = hashlib.sha256(f"{kind}/{name}".encode() + content).hexdigest()[:24]
        return cls(f"{kind}-{mark}", name, content, size or len(content), kind)


@dataclass
class Chat:
    """A private chat or a group."""

    id: int
    kind: str = "private"
    title: str = ""
    refuses: str = ""  # the words of the 403, while there are any
    migrated_to: int = 0
    messages: list[Message] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    pinned_commands: list[dict[str, str]] = field(default_factory=list)

    def get(self, message_id: int) -> Message | None:
        return next((each for each in self.messages if each.id == message_id), None)

    def as_json(self) -> dict[str, object]:
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.kind, "title": self.title}


def message_json(message: Message, chat: Chat, bot: dict[str, object]) -> dict[str, object]:
    """Give a message of the bot as the Bot API returns it."""
    answer: dict[str, object] = {
        "message_id": message.id,
        "date": 1740800000,
        "chat": chat.as_json(),
        "from": bot,
    }
    if message.file is None:
        answer["text"] = message.text
    else:
        told = {
            "file_id": message.file.id,
            "file_unique_id": message.file.id[-12:],
            "file_size": message.file.size,
        }
        if message.kind == "photo":
            answer["photo"] = [{**told, "width": 90, "height": 90}]
        else:
            answer["document"] = {**told, "file_name": message.file.name}
    if message.kind != "text" and message.text:
        answer["caption"] = message.text
    if message.group:
        answer["media_group_id"] = message.group
    return answer
