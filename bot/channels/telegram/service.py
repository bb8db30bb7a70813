"""Telegram beside the page: connects, shows its menu, takes updates, hands letters over.

It keeps trying: a wrong token, no network or a second poller are told in one sentence and tried again
after longer and longer pauses. The page goes on meanwhile.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.routing import Route
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.calls import pause_of
from bot.channels.telegram.client import API, Client, open_client
from bot.channels.telegram.fetching import Fetching
from bot.channels.telegram.hearing import UPDATES
from bot.channels.telegram.mail import Mail
from bot.channels.telegram.menu import set_menu
from bot.channels.telegram.office import Office, Surroundings
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.threads import away
from bot.channels.telegram.webhook import secret_of, webhook
from bot.store.holder import Alone, Holder
from bot.wording import sentence
from bot.world import Answering

_LOG = logging.getLogger("shenbao.telegram")

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0
#: What is under way when the worker is stopped gets so long to end.
GRACE_SECONDS = 8.0
#: A worker that may not ask for updates looks this often whether it may now.
PLACE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Account:
    """Which bot this is: its token, where its API is, and the address updates are posted to.

    Without `webhook` updates are asked for. `proxy` beats the environment's.
    """

    token: str
    api: str = ""
    webhook: str = ""
    proxy: str = ""


class Telegram:
    """One worker's Telegram, as `shenbao serve` starts and stops it."""

    def __init__(
        self,
        account: Account,
        mail: Mail,
        answering: Callable[[], Answering],
        today: Callable[[], date],
        uploads: Path,
        place: Holder | None = None,
    ) -> None:
        """Be ready to start; only who holds `place` asks Telegram for updates."""
        self._place = place or Alone()
        self._account = account
        self._mail = mail
        self._around = Surroundings(answering, today)
        self._uploads = uploads
        self._client: Client | None = None
        self._office: Office | None = None
        self._poller: Poller | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._told = ""

    @property
    def routes(self) -> tuple[Route, ...]:
        """The route Telegram posts to, where there is a webhook."""
        if not self._account.webhook:
            return ()
        return (webhook(secret_of(self._account.token), lambda: self._office),)

    @property
    def office(self) -> Office | None:
        """What takes updates in; None until Telegram was reached."""
        return self._office

    async def start(self) -> None:
        """Begin, without waiting for the network."""
        self._tasks = [asyncio.create_task(self._run())]

    async def stop(self) -> None:
        """Ask for nothing more, finish what is under way, and close the connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(TimeoutError, TelegramError):
            async with asyncio.timeout(GRACE_SECONDS):
                if self._poller is not None:
                    await self._poller.finish()
                if self._office is not None:
                    await self._office.settled()
        await away(self._place.close)
        if self._client is not None:
            await self._client.shutdown()

    async def _run(self) -> None:
        """Connect, then take updates for ever; every trouble is waited out."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._connected()
                if self._poller is None:
                    return
                if not await away(self._place.holds):
                    await asyncio.sleep(PLACE_SECONDS)
                    continue
                await self._poller.poll()
            except TelegramError as error:
                self._tell(_trouble(error), pause)
                await asyncio.sleep(pause_of(error) if isinstance(error, RetryAfter) else pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            else:
                pause = FIRST_PAUSE_SECONDS
                self._tell("", 0)

    async def _connected(self) -> None:
        """Reach Telegram once: who we are, the menu, and how updates come."""
        if self._office is not None:
            return
        if self._client is None:
            self._client = open_client(self._account.token, self._account.api, self._account.proxy)
        client = self._client
        await client.initialize()
        await set_menu(client)
        fetching = Fetching(client, self._uploads)
        office = Office(client, self._mail, fetching, self._around)
        if self._account.webhook:
            await client.set_webhook(
                self._account.webhook,
                secret_token=secret_of(self._account.token),
                allowed_updates=UPDATES,
            )
        else:
            await client.delete_webhook(drop_pending_updates=False)
            self._poller = Poller(client, office)
        self._office = office
        self._tasks.append(asyncio.create_task(office.deliver_for_ever()))

    def _tell(self, trouble: str, pause: float) -> None:
        """Tell a trouble once, and that it is over."""
        if trouble and trouble != self._told:
            place = self._account.api or API
            _LOG.warning(
                sentence(f"telegram.trouble.{trouble}", place=place, seconds=int(pause)),
                extra={"is_sentence": True},
            )
        elif self._told and not trouble:
            _LOG.warning(sentence("telegram.trouble.over"), extra={"is_sentence": True})
        self._told = trouble


def _trouble(error: TelegramError) -> str:
    if isinstance(error, InvalidToken):
        return "token"
    return "conflict" if isinstance(error, Conflict) else "network"
