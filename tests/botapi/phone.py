"""A person with a phone: types, taps, sends files, and reads what came."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.botapi.chats import Chat, Message, StoredFile, message_json
from tests.botapi.methods import BOT
from tests.botapi.server import BotApi

FIRST_DAY = 1740800000


class Phone:
    """One person's Telegram, in a private chat with the bot or in a group."""

    def __init__(self, api: BotApi, number: int, name: str = "老师", group: int = 0) -> None:
        self.api = api
        self.number = number
        self.name = name
        self.chat_id = group or number
        if self.chat_id not in api.chats:
            kind = "supergroup" if str(group).startswith("-100") else "group"
            api.chats[self.chat_id] = Chat(self.chat_id, kind if group else "private", name)
        self._read = len(self.chat.messages)

    @property
    def chat(self) -> Chat:
        return self.api.chats[self.chat_id]

    @property
    def me(self) -> dict[str, object]:
        return {
            "id": self.number,
            "is_bot": False,
            "first_name": self.name,
            "language_code": "zh-hans",
        }

    async def types(self, text: str, **more: Any) -> int:
        """Send a text; a `/command` carries its entity, as from a real phone."""
        entities: list[dict[str, object]] = []
        if text.startswith("/"):
            entities = [
                {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            ]
        at = text.find(f"@{BOT['username']}")
        if at >= 0 and not text.startswith("/"):
            length = len(str(BOT["username"])) + 1
            entities.append({"type": "mention", "offset": at, "length": length})
        content = {"text": text, **({"entities": entities} if entities else {})}
        return await self.sends({**content, **more}, text=text)

    async def opens(self, payload: str = "") -> int:
        """Press START, perhaps behind a link with a payload."""
        return await self.types(f"/start {payload}".strip())

    async def taps(self, label: str, message: Message | None = None, update_id: int = 0) -> int:
        """Tap a button by its label, on the newest message that has it."""
        on = message or next((m for m in reversed(self.said) if label in m.labels), None)
        assert on is not None, f"{label!r} is not among {[m.labels for m in self.said]}"
        data = next(b["callback_data"] for b in on.buttons if b["text"] == label)
        return await self.taps_data(data, on, update_id)

    async def taps_data(self, data: str, on: Message, update_id: int = 0) -> int:
        """Tap a button by what it carries."""
        query = f"q{self.api.next_message_id()}"
        self.api.queries[query] = True
        told = message_json(on, self.chat, BOT)
        body = {"id": query, "from": self.me, "message": told, "chat_instance": "1", "data": data}
        self._looks_away()
        return await self.api.updates.put(self.chat_id, {"callback_query": body}, update_id)

    async def sends_file(
        self, name: str, content: bytes, *, size: int = 0, caption: str = "", group: str = ""
    ) -> int:
        """Send a document; `size` may claim more than there is."""
        file = StoredFile.of(name, content, "document", size)
        self.api.files[file.id] = file
        told = {
            "file_id": file.id,
            "file_unique_id": file.id[-12:],
            "file_name": name,
            "file_size": file.size,
            "mime_type": "application/octet-stream",
        }
        more = {"caption": caption} if caption else {}
        more |= {"media_group_id": group} if group else {}
        return await self.sends({"document": told, **more})

    async def sends_photo(self, content: bytes, **more: Any) -> int:
        """Send a photograph, in the two sizes Telegram makes of it."""
        file = StoredFile.of("photo.jpg", content, "document", 0)
        self.api.files[file.id] = file
        size = {"file_unique_id": file.id[-12:], "width": 90, "height": 60}
        small = {**size, "file_id": "small", "file_unique_id": "small"}
        return await self.sends({"photo": [small, {**size, "file_id": file.id}], **more})

    async def sends(self, content: dict[str, Any], *, text: str = "", update_id: int = 0) -> int:
        """Send a message with any content, and give the update's id."""
        message = Message(self.api.next_message_id(), self.chat_id, from_bot=False, text=text)
        self._looks_away()
        self.chat.messages.append(message)
        body = {
            "message_id": message.id,
            "date": FIRST_DAY,
            "chat": self.chat.as_json(),
            "from": self.me,
            **content,
        }
        self._read = len(self.chat.messages)
        return await self.api.updates.put(self.chat_id, {"message": body}, update_id)

    async def edits(self, text: str) -> int:
        """Change the text of the last own message."""
        last = next(m for m in reversed(self.chat.messages) if not m.from_bot)
        body = {
            "message_id": last.id,
            "date": FIRST_DAY,
            "edit_date": FIRST_DAY + 60,
            "chat": self.chat.as_json(),
            "from": self.me,
            "text": text,
        }
        self._looks_away()
        return await self.api.updates.put(self.chat_id, {"edited_message": body})

    def blocks(self, words: str = "bot was blocked by the user") -> None:
        self.chat.refuses = words

    def unblocks(self) -> None:
        self.chat.refuses = ""

    @property
    def said(self) -> list[Message]:
        """Every message of the bot in this chat, as it reads now."""
        return [each for each in self.chat.messages if each.from_bot]

    @property
    def fresh(self) -> list[Message]:
        """What the bot said or changed since this person last acted."""
        return [
            each
            for place, each in enumerate(self.chat.messages)
            if each.from_bot and (place >= self._read or each.edits > self._edits.get(each.id, 0))
        ]

    @property
    def text(self) -> str:
        return "\n".join(each.text for each in self.fresh)

    @property
    def labels(self) -> list[str]:
        return [label for each in self.fresh for label in each.labels]

    @property
    def files(self) -> list[StoredFile]:
        return [each.file for each in self.fresh if each.file is not None]

    def _looks_away(self) -> None:
        self._read = len(self.chat.messages)
        self._edits = {each.id: each.edits for each in self.chat.messages}

    _edits: dict[int, int] = {}  # noqa: RUF012 - replaced, never changed


async def until(what: Callable[[], bool], within: float = 20) -> None:
    """Wait until something is so; for what happens in another process."""
    async with asyncio.timeout(within):
        while not what():
            await asyncio.sleep(0.01)
