"""Work in order for each person, at once for many."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager

_LOG = logging.getLogger("shenbao.telegram")


class Turns:
    """Lets one at a time through for each key, in the order they came."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """Wait for one's turn, and hold it."""
        lock, count = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, count + 1)
        try:
            async with lock:
                yield
        finally:
            lock, count = self._locks[key]
            if count == 1:
                del self._locks[key]
            else:
                self._locks[key] = (lock, count - 1)


class Errands:
    """Runs work in the background, in order for each key; `settled` waits for all of it."""

    def __init__(self) -> None:
        self._turns = Turns()
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, key: str, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a piece of work once everything before it under its key is done."""
        self._begin(self._in_turn(key, work))

    def soon(self, work: Coroutine[object, object, None]) -> None:
        """Begin a piece of work that waits for nothing."""
        self._begin(work)

    async def settled(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, key: str, work: Callable[[], Awaitable[None]]) -> None:
        async with self._turns.of(key):
            await work()

    async def _guarded(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - what was not handed over is still in the outbox
            _LOG.warning("an errand broke", extra={"error": type(error).__name__})
