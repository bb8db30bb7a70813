"""A fast stand-in for the Bot API, and users who fill in a form over it as quickly as they are answered.

Each user waits for the answer to one message before the next, so the figure is what a bot can do.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from itertools import count

from aiohttp import web

TOKEN = "4242:bench"
ME = {"id": 4242, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
ANSWERS = ("示例区教育局", "徐玉兰", "教研员", "13812345678", "123456789")
BEGIN, STOP = "重新填附件1", "先停一下"


@dataclass
class User:
    """One person: where they are in the form, and since when they wait."""

    number: int
    step: int = 0
    since: float = 0.0
    buttons: list[dict[str, str]] = field(default_factory=list)
    message: int = 0


class Driver:
    """The server and its users."""

    def __init__(self, users: int, latency: float) -> None:
        self.users = {n: User(n) for n in range(1, users + 1)}
        self.latency = latency
        self.waiting: dict[int, dict[str, object]] = {}
        self.done = 0
        self.took: list[float] = []
        self.polls = 0
        self.calls = 0
        self._ids = count(1)
        self._news = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Begin to listen, and give the root of the server."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        app.router.add_get("/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()

    def begin(self) -> None:
        """Let every user send their first message."""
        for user in self.users.values():
            self._speak(user)

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        given = await _given(request)
        if method == "getupdates":
            return _ok(await self._updates(given))
        self.calls += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        if method == "getme":
            return _ok(ME)
        if method in ("sendmessage", "editmessagetext"):
            return _ok(self._heard(given))
        if method == "editmessagereplymarkup":
            return _ok(_message(int(str(given["chat_id"])), int(str(given["message_id"]))))
        return _ok(result=True)

    async def _updates(self, given: dict[str, object]) -> list[dict[str, object]]:
        self.polls += 1
        offset = int(str(given.get("offset") or 0))
        for number in [n for n in self.waiting if n < offset]:
            del self.waiting[number]
        if not self.waiting:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), float(str(given.get("timeout") or 0)))
            except TimeoutError:
                return []
        return list(self.waiting.values())[:100]

    def _heard(self, given: dict[str, object]) -> dict[str, object]:
        user = self.users[int(str(given["chat_id"]))]
        markup = given.get("reply_markup")
        keyboard = json.loads(markup) if isinstance(markup, str) else markup or {}
        user.buttons = [b for row in keyboard.get("inline_keyboard", []) for b in row]
        user.message = next(self._ids)
        now = time.perf_counter()
        self.took.append(now - user.since)
        self.done += 1
        user.step = (user.step + 1) % (len(ANSWERS) + 2)
        self._speak(user)
        return _message(user.number, user.message)

    def _speak(self, user: User) -> None:
        user.since = time.perf_counter()
        number = next(self._ids)
        me = {"id": user.number, "is_bot": False, "first_name": "u"}
        if user.step == len(ANSWERS) + 1:
            data = next(b["callback_data"] for b in user.buttons if b["text"] == STOP)
            told = _message(user.number, user.message)
            update = {
                "callback_query": {
                    "id": str(number),
                    "from": me,
                    "chat_instance": "1",
                    "message": told,
                    "data": data,
                }
            }
        else:
            text = ANSWERS[user.step - 1] if user.step else BEGIN
            update = {"message": {**_message(user.number, number), "from": me, "text": text}}
        self.waiting[number] = {"update_id": number, **update}
        self._news.set()


def _message(chat: int, number: int) -> dict[str, object]:
    chat_json = {"id": chat, "type": "private", "first_name": "u"}
    return {"message_id": number, "date": 1740800000, "chat": chat_json, "from": ME, "text": "…"}


async def _given(request: web.Request) -> dict[str, object]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **(await request.post())}


def _ok(result: object) -> web.Response:
    return web.Response(
        body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json"
    )
