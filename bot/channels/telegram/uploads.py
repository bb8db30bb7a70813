"""Pictures and papers -> a chat, by what Telegram calls them where it has them already."""

from collections import OrderedDict
from hashlib import sha256
from pathlib import Path

from telegram import Bot, InputFile, InputMediaDocument, InputMediaPhoto, Message

from bot.channels.telegram.calls import Calls, Refused
from bot.channels.telegram.rendering import Papers, Pictures

#: So many files are sent again by what Telegram calls them, not by their bytes.
MOST_KNOWN_FILES = 500


class Uploads:
    """Sends files, and remembers what Telegram calls those it was given."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls
        self._known: OrderedDict[str, str] = OrderedDict()

    async def send(self, chat: int, files: Pictures | Papers) -> list[Message]:
        """Send files together; raises Later, Gone or Refused."""
        try:
            return await self._send(chat, files, anew=False)
        except Refused as error:
            if "file identifier" not in str(error).lower():
                raise
        return await self._send(chat, files, anew=True)

    async def _send(self, chat: int, files: Pictures | Papers, *, anew: bool) -> list[Message]:
        marks = [_mark(place) for place in files.places]
        is_album = len(marks) > 1
        given = [
            InputFile(place.read_bytes(), filename=place.name, attach=is_album)
            if anew or mark not in self._known
            else self._known[mark]
            for place, mark in zip(files.places, marks, strict=True)
        ]
        sent = await (
            self._album(chat, files, given) if is_album else self._one(chat, files, given)
        )
        for mark, message in zip(marks, sent, strict=False):
            self._learn(mark, message)
        return sent

    async def _album(
        self, chat: int, files: Pictures | Papers, given: list[InputFile | str]
    ) -> list[Message]:
        kind = InputMediaPhoto if isinstance(files, Pictures) else InputMediaDocument
        media = [kind(each) for each in given]
        return list(await self._calls.take(chat, lambda to: self._bot.send_media_group(to, media)))

    async def _one(
        self, chat: int, files: Pictures | Papers, given: list[InputFile | str]
    ) -> list[Message]:
        send = self._bot.send_photo if isinstance(files, Pictures) else self._bot.send_document
        return [await self._calls.take(chat, lambda to: send(to, given[0]))]

    def _learn(self, mark: str, message: Message) -> None:
        if message.document is not None:
            self._known[mark] = message.document.file_id
        elif message.photo:
            self._known[mark] = message.photo[-1].file_id
        while len(self._known) > MOST_KNOWN_FILES:
            self._known.popitem(last=False)


def _mark(place: Path) -> str:
    """Return what tells a file: its name and its bytes."""
    return sha256(place.name.encode() + b"/" + place.read_bytes()).hexdigest()
