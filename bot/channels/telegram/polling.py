"""The loop that asks for updates, and confirms them only when they are kept."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.channels.telegram.client import Client
from bot.channels.telegram.hearing import UPDATES
from bot.channels.telegram.office import Office
from forms.form import Json

#: Seconds Telegram holds an answer back while there is nothing to tell.
LONG_POLL_SECONDS = 50

#: Something of a batch is waited for so long; the rest is finished beside the next ones.
PATIENCE_SECONDS = 0.25
IDLE_SECONDS = 1.0


class Poller:
    """Asks, hands over, confirms.

    Asking with an offset confirms every update before it, so the offset stays at the oldest update
    that is not kept yet; later ones are sent again meanwhile, and known. The offset is taken from
    what came last: ids may jump, backwards too.
    """

    def __init__(self, client: Client, office: Office) -> None:
        self._client = client
        self._office = office
        self._offset = 0
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._kept: set[int] = set()

    async def poll(self) -> None:
        """Ask once, and take in what came; raises TelegramError where asking fails."""
        seconds = 0 if self._under_way else LONG_POLL_SECONDS
        updates = await self._client.updates(self._offset, seconds, UPDATES)
        fresh = {_id(each): each for each in updates if self._is_fresh(_id(each))}
        for number, update in fresh.items():
            taking = self._office.take(update, is_patient=True)
            self._under_way[number] = asyncio.create_task(taking)
        if self._under_way:
            patience = PATIENCE_SECONDS if fresh else IDLE_SECONDS
            work = self._under_way.values()
            await asyncio.wait(work, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        self._move_on([_id(each) for each in updates])

    async def finish(self) -> None:
        """Wait for what is under way, and confirm it."""
        if self._under_way:
            seen = list(self._under_way)
            await asyncio.wait(self._under_way.values())
            self._move_on(seen)
        if self._offset:
            await self._client.updates(self._offset, 0, UPDATES)

    def _is_fresh(self, number: int) -> bool:
        return number not in self._under_way and number not in self._kept

    def _move_on(self, seen: Sequence[int]) -> None:
        """Let go of what is kept, and set the offset."""
        done = [number for number, task in self._under_way.items() if task.done()]
        for number in done:
            self._under_way.pop(number).result()
        self._kept.update(done)
        if self._under_way:
            self._offset = min(self._under_way)
        elif seen:
            self._offset = max(seen) + 1
            self._kept.clear()


def _id(update: Mapping[str, Json]) -> int:
    return int(str(update.get("update_id") or 0))
