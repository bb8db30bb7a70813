"""A desk that is reached through Telegram: what is told to it goes over the wire and comes back."""

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bot.channels.telegram.office import CHANNEL
from bot.delivery import Letter
from bot.desk import Update
from bot.library import Library
from bot.message import Choice, File, Tap, Text
from tests.botapi.chats import Message
from tests.botapi.phone import Phone
from tests.story import Teller
from tests.telegraph import Telegraph

Result = TypeVar("Result")


class CutLabel(str):
    """The label of a small button; it is read as any longer one it begins."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other.startswith(self.removesuffix("…"))


class Wire:
    """A Telegram in a thread of its own, for tests that wait for each answer."""

    def __init__(self, library: Library, folder: Path, *, webhook: bool = False) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._webhook = webhook
        self.telegraph = Telegraph(library, folder)
        self.do(self.telegraph.api.start())
        self.do(self.telegraph.begin(webhook=webhook))

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def restart(self) -> None:
        self.do(self.telegraph.end())
        self.do(self.telegraph.begin(webhook=self._webhook))

    def close(self) -> None:
        self.do(self.telegraph.end())
        self.do(self.telegraph.api.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class WiredDesk:
    """What a `Teller` takes for its desk."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._phones: dict[str, Phone] = {}
        self._looked_at: dict[int, int] = {}  # message -> how often it had been edited

    def receive(self, update: Update) -> tuple[Letter, ...]:
        self._wire.telegraph.today = update.today
        self._wire.do(self._act(self.phone(update.person), update))
        return self.take(person=update.person)

    def take(self, *, person: str) -> tuple[Letter, ...]:
        """What came to this person's phone, or changed on it, and was not looked at yet."""
        phone = self.phone(person)
        new = [each for each in phone.said if self._looked_at.get(each.id, -1) < each.edits]
        self._looked_at |= {each.id: each.edits for each in new}
        return tuple(_letter(each, person, self._wire.telegraph.folder) for each in new)

    def confirm(self, letters: Sequence[Letter]) -> bool:  # noqa: ARG002 - the channel did
        return False

    def close(self) -> None:
        """Leave closing to the wire."""

    def phone(self, person: str) -> Phone:
        number = 1001 + len(self._phones)
        return self._phones.setdefault(person, self._wire.telegraph.phone(number))

    async def _act(self, phone: Phone, update: Update) -> None:
        match update.incoming:
            case Text(text):
                await phone.types(text)
            case Tap(choice):
                on = next((m for m in reversed(phone.said) if _carries(m, choice)), phone.said[-1])
                await phone.taps_data(choice, on)
            case File(name, path):
                is_there = Path(path).is_file()
                await phone.sends_file(name, Path(path).read_bytes() if is_there else b"x")
                if not is_there:
                    phone.api.files.clear()  # nothing that can be fetched
        await self._wire.telegraph.settled()


class WiredTeller(Teller):
    """Tells a story over Telegram."""

    def __init__(self, library: Library, folder: Path, *, webhook: bool = False) -> None:
        self._wire = Wire(library, folder, webhook=webhook)
        self._wired = WiredDesk(self._wire)
        self._is_begun = False
        super().__init__(library, folder)

    def _open(self) -> None:
        if self._is_begun:
            self._wire.restart()
        self._is_begun = True
        self._database = self._wire.telegraph.database
        self._desk = self._wired  # type: ignore[assignment]

    def _address_of(self, person: str) -> tuple[str, str]:
        return CHANNEL, str(self._wired.phone(person).number)

    def close(self) -> None:
        self._wire.close()


def _carries(message: Message, data: str) -> bool:
    return any(button.get("callback_data") == data for button in message.buttons)


def _letter(message: Message, person: str, folder: Path) -> Letter:
    choices = tuple(
        Choice(each["callback_data"], _label(each["text"]))
        for each in message.buttons
        if "callback_data" in each
    )
    files = (folder / message.file.name,) if message.file else ()
    for file in files:
        file.write_bytes(message.file.content if message.file else b"")
    return Letter(message.id, person, message.text, choices, files)


def _label(text: str) -> str:
    return CutLabel(text) if text.endswith("…") else text
