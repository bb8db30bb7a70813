"""A document somebody sent -> a file in a folder, its size looked at before anything is loaded."""

import asyncio
import logging
import shutil
from dataclasses import replace
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.telegram.calls import pause_of
from bot.channels.telegram.hearing import Heard
from bot.message import File, Incoming, Other
from forms.characters import clean
from forms.intake.safe import LIMIT_BYTES

_LOG = logging.getLogger("shenbao.telegram")

LONGEST_NAME = 80
TRIES = 3
PAUSE_SECONDS = 2.0


class Fetching:
    """Puts documents under `folder`, one folder an update, and clears up behind itself."""

    def __init__(self, bot: Bot, folder: Path) -> None:
        self._bot = bot
        self._folder = folder

    async def fetch(self, heard: Heard) -> Incoming:
        """Return the file that was sent, without a place where it cannot be had; or that it is too big."""
        document = heard.document
        given = heard.incoming
        name = _safe(given.name) if isinstance(given, File) else ""
        words = given.words if isinstance(given, File) else ""
        if document is None:
            return File(name, "")
        if document.size > LIMIT_BYTES:
            return _too_big()
        for attempt in range(TRIES):
            try:
                file = await self._bot.get_file(document.id)
                content = bytes(await file.download_as_bytearray())
            except BadRequest as error:
                return _too_big() if "too big" in error.message.lower() else File(name, "")
            except RetryAfter as error:
                await asyncio.sleep(min(pause_of(error), 30))
            except TelegramError as error:
                _LOG.warning("a file was not fetched", extra={"error": type(error).__name__})
                await asyncio.sleep(PAUSE_SECONDS * attempt)
            else:
                kept = self._kept(heard, name, content)
                return replace(kept, words=words) if isinstance(kept, File) else kept
        return File(name, "")

    def forget(self, heard: Heard) -> None:
        """Remove what was fetched for an update."""
        if heard.document is not None:
            shutil.rmtree(self._place(heard), ignore_errors=True)

    def forget_all(self) -> None:
        """Remove what a run that was killed left."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _kept(self, heard: Heard, name: str, content: bytes) -> Incoming:
        if len(content) > LIMIT_BYTES:
            return _too_big()
        place = self._place(heard)
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
        return File(name, str(place / name))

    def _place(self, heard: Heard) -> Path:
        return self._folder / str(heard.update)


def _too_big() -> Other:
    return Other("too_big", (("megabytes", str(LIMIT_BYTES // 1024 // 1024)),))


def _safe(given: str) -> str:
    """Return a name without folders and odd signs, its ending kept."""
    name = clean(Path(given.replace("\\", "/")).name).replace("\n", " ").strip(". ")
    stem, ending = Path(name).stem[:LONGEST_NAME], Path(name).suffix[:10]
    return f"{stem}{ending}" or "file"
