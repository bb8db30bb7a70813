"""Takes updates to the desk: one by one in threads, or, where they share a commit, all that wait at once.

There, handing each to a thread of its own would cost more than the desk takes for it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from bot.channels.telegram.mail import Mail
from bot.channels.telegram.threads import away
from bot.delivery import Letter
from bot.desk import Kept, Update
from bot.message import File

#: No more go to the desk at once: others want to write too, and these are answered while the next are taken.
MOST_AT_ONCE = 16

_Answer = asyncio.Future[Kept]


class Clerk:
    """One worker's way to the desk, from one event loop."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._waiting: deque[tuple[Update, _Answer]] = deque()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="telegram-clerk")
        self._is_busy = False

    async def receive(self, update: Update) -> AsyncIterator[tuple[Letter, ...]]:
        """Take an update in and give its letters, piece by piece; raises what the desk raises."""
        kept = await self._kept(update)
        for piece in kept.in_turn():
            yield piece.letters() if piece.is_quick else await away(piece.letters)

    async def _kept(self, update: Update) -> Kept:
        if isinstance(update.incoming, File) or not self._mail.shares_commits:
            return await away(self._mail.keep, update)
        loop = asyncio.get_running_loop()
        answer: _Answer = loop.create_future()
        self._waiting.append((update, answer))
        if not self._is_busy:
            self._is_busy = True
            loop.call_soon(self._begin, loop)  # with whatever comes in the same round
        return await answer

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        count = min(len(self._waiting), MOST_AT_ONCE)
        batch = [self._waiting.popleft() for _ in range(count)]
        self._thread.submit(self._take, loop, batch)

    def _take(self, loop: asyncio.AbstractEventLoop, batch: list[tuple[Update, _Answer]]) -> None:
        """Take updates to the desk, in the thread."""
        found: list[Kept | BaseException]
        try:
            found = list(self._mail.receive_all([update for update, _ in batch]))
        except BaseException as error:  # noqa: BLE001 - raised again where each waits
            found = [error] * len(batch)
        answers = [answer for _, answer in batch]
        loop.call_soon_threadsafe(self._answer, loop, answers, found)

    def _answer(
        self,
        loop: asyncio.AbstractEventLoop,
        answers: list[_Answer],
        found: list[Kept | BaseException],
    ) -> None:
        self._is_busy = bool(self._waiting)
        if self._is_busy:
            self._begin(loop)
        for answer, kept in zip(answers, found, strict=True):
            if answer.done():  # who waited was told to stop
                continue
            if isinstance(kept, BaseException):
                answer.set_exception(kept)
            else:
                answer.set_result(kept)
