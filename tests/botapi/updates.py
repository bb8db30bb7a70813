"""Updates on their way to the bot: waiting, sent again on demand, confirmed by offset or by 200."""

import asyncio
import contextlib
from dataclasses import dataclass, field

import aiohttp

from tests.botapi.refusals import Refusal

CONFLICT_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass
class Webhook:
    """Where updates are posted to, and what proves that it is Telegram."""

    url: str = ""
    secret: str = ""
    pause: float = 0.02
    tried: list[tuple[int, int]] = field(default_factory=list)  # update, status of the answer


class Updates:
    """What waits for the bot; by polling or by webhook, never both."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, object]] = []
        self.hook = Webhook()
        self.next_id = 700_000_001
        self.polls = 0
        self.ever: dict[int, dict[str, object]] = {}
        self._news = asyncio.Condition()
        self._poller: asyncio.Task[object] | None = None
        self._terminated: set[asyncio.Task[object]] = set()
        self._flying: dict[int, asyncio.Task[None]] = {}

    async def put(self, chat: int, update: dict[str, object], update_id: int = 0) -> int:
        """Let an update wait for the bot, and give its id."""
        number = update_id or self.next_id
        self.next_id = number + 1
        self.ever[number] = {"update_id": number, **update, "_chat": chat}
        async with self._news:
            self.waiting.append(self.ever[number])
            self._news.notify_all()
        self._fly()
        return number

    async def again(self, update_id: int, *, as_new: bool = False) -> int:
        """Send an update once more, under its id or under a new one."""
        update = dict(self.ever[update_id])
        chat = int(str(update.pop("_chat")))
        number = int(str(update.pop("update_id")))
        return await self.put(chat, update, 0 if as_new else number)

    async def get(self, offset: int, limit: int, timeout: float) -> list[dict[str, object]]:
        """Long-poll as `getUpdates` does; a second poller ends the first."""
        if self.hook.url:
            raise Refusal(409, CONFLICT_WEBHOOK)
        me = asyncio.current_task()
        assert me is not None
        async with self._news:
            if self._poller is not None and self._poller is not me and not self._poller.done():
                self._terminated.add(self._poller)
                self._news.notify_all()
            self._poller = me
            self.polls += 1
            if offset <= self.next_id + 10:  # as the real one: an offset far ahead confirms nothing
                self.waiting = [
                    each for each in self.waiting if int(str(each["update_id"])) >= offset
                ]
            self._news.notify_all()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(
                    self._news.wait_for(lambda: self.waiting or me in self._terminated), timeout
                )
            if me in self._terminated:
                self._terminated.discard(me)
                raise Refusal(409, CONFLICT_POLLER)
            if self._poller is me:
                self._poller = None
            return [_shown(each) for each in self.waiting[:limit]]

    async def all_taken(self, within: float = 20) -> None:
        """Wait until the bot has confirmed every update."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: not self.waiting), within)

    def point(self, url: str, secret: str) -> None:
        """Post updates to a webhook from now on; an empty url ends it."""
        self.hook = Webhook(url, secret, self.hook.pause, self.hook.tried)
        self._fly()

    def close(self) -> None:
        for task in self._flying.values():
            task.cancel()

    def _fly(self) -> None:
        """Per chat, one task that posts the front update until it is taken."""
        if not self.hook.url:
            return
        for update in self.waiting:
            chat = int(str(update["_chat"]))
            if chat not in self._flying or self._flying[chat].done():
                self._flying[chat] = asyncio.get_running_loop().create_task(self._post_front(chat))

    async def _post_front(self, chat: int) -> None:
        pause = self.hook.pause
        async with aiohttp.ClientSession() as session:
            while self.hook.url and (update := self._front(chat)):
                status = await self._post(session, update)
                self.hook.tried.append((int(str(update["update_id"])), status))
                if 200 <= status < 300:
                    await self._taken(update)
                    pause = self.hook.pause
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 1)

    def _front(self, chat: int) -> dict[str, object] | None:
        return next((each for each in self.waiting if each["_chat"] == chat), None)

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, object]) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.hook.secret} if self.hook.secret else {}
        try:
            async with session.post(self.hook.url, json=_shown(update), headers=headers) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0

    async def _taken(self, update: dict[str, object]) -> None:
        async with self._news:
            if update in self.waiting:
                self.waiting.remove(update)
            self._news.notify_all()


def _shown(update: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in update.items() if key != "_chat"}
