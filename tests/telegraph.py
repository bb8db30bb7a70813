"""A whole Telegram in one process: the strict server, the assistant's channel, phones."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.channels.telegram.office import CHANNEL
from bot.channels.telegram.service import Account, Telegram
from bot.channels.telegram.webhook import PATH
from bot.delivery import Delivery
from bot.desk import Desk
from bot.library import Library
from bot.store import open_database
from tests.botapi.phone import Phone, until
from tests.botapi.server import TOKEN, BotApi

DAY = date(2025, 3, 1)


class Telegraph:
    """The server, and one worker of the assistant that can be stopped and begun again."""

    def __init__(self, library: Library, folder: Path, url: str = "") -> None:
        self.api = BotApi()
        self.today = DAY
        self.token = TOKEN
        self.folder = folder
        self._library = library
        self._url = url or f"sqlite:///{folder / 'telegram.db'}"
        self._hook: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None

    async def begin(self, *, webhook: bool = False) -> None:
        """Start a worker; with `webhook` updates are posted to it."""
        self.database = await asyncio.to_thread(open_database, self._url)
        delivery = Delivery(self.folder / "files", self._library.papers(self.database))
        self.desk = Desk(CHANNEL, self._library, self.database, delivery)
        port = _free_port() if webhook else 0
        place = f"http://127.0.0.1:{port}{PATH}" if webhook else ""
        account = Account(self.token, self.api.root, place)
        self.telegram = Telegram(
            account,
            self.desk,
            lambda: self._library.answering_in(self.database),
            lambda: self.today,
            self.folder / "incoming",
        )
        if webhook:
            await self._serve(port)
        await self.telegram.start()

    async def end(self) -> None:
        """Stop the worker."""
        await self.telegram.stop()
        if self._hook is not None and self._serving is not None:
            self._hook.should_exit = True
            await self._serving
            self._hook = None
        self.desk.close()
        self.database.close()

    def phone(self, number: int = 1001, **how: int) -> Phone:
        return Phone(self.api, number, **how)

    async def fills(self, *texts: str, number: int = 1001) -> Phone:
        """Type these one after another without waiting, then wait until all was answered."""
        phone = self.phone(number)
        for text in texts:
            await phone.types(text)
        await self.settled()
        return phone

    async def ready(self) -> None:
        """Wait until the assistant has reached Telegram."""
        await until(lambda: self.telegram.office is not None)

    async def settled(self) -> None:
        """Wait until every update was taken and everything it brought was handed over."""
        await self.ready()
        await self.api.updates.all_taken()
        assert self.telegram.office
        await self.telegram.office.settled()
        while await self.telegram.office.deliver_waiting():  # for others, or behind what went out
            await self.telegram.office.settled()
        await self.telegram.office.settled()  # what the worker itself took up meanwhile

    async def _serve(self, port: int) -> None:
        app = Starlette(routes=self.telegram.routes)
        config = uvicorn.Config(app, port=port, log_level="error", access_log=False, lifespan="off")
        self._hook = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._hook.serve())
        hook = self._hook
        await until(lambda: hook.started)


@asynccontextmanager
async def telegraph(
    library: Library, folder: Path, *, webhook: bool = False, url: str = ""
) -> AsyncIterator[Telegraph]:
    """Give a Telegram that is up, and end it."""
    wire = Telegraph(library, folder, url)
    await wire.api.start()
    try:
        await wire.begin(webhook=webhook)
        try:
            yield wire
        finally:
            await wire.end()
    finally:
        await wire.api.stop()


Play = Callable[[Telegraph], Awaitable[None]]


def play(library: Library, folder: Path, story: Play, *, webhook: bool = False) -> None:
    """Run a story of its own."""

    async def whole() -> None:
        async with telegraph(library, folder, webhook=webhook) as wire:
            await story(wire)

    asyncio.run(whole())


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
