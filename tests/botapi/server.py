"""The Bot API over HTTP: tokens, requests in any of its encodings, latency and faults on demand."""

import asyncio
import json
import ssl
from dataclasses import dataclass

from aiohttp import web

from tests.botapi.chats import StoredFile
from tests.botapi.limits import Given, number_of
from tests.botapi.methods import Methods
from tests.botapi.refusals import Fault, Faults, Refusal, too_many

TOKEN = "4242:test-token_ABC"


@dataclass(frozen=True)
class Call:
    """One call of the bot, as it came."""

    method: str
    given: Given
    peer: str


class BotApi(Methods):
    """A Bot API server on a free port of this machine."""

    def __init__(self) -> None:
        super().__init__()
        self.faults = Faults()
        self.calls: list[Call] = []
        self.latency = 0.0
        self.root = ""
        self._runner: web.AppRunner | None = None

    async def start(self, tls: ssl.SSLContext | None = None) -> str:
        """Begin to listen, with `tls` as the real one does, and give the root of the server."""
        app = web.Application(client_max_size=80 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/documents/{file}", self._file)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.root = f"http{'s' if tls else ''}://{host}:{port}"
        return self.root

    async def stop(self) -> None:
        self.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def called(self, method: str) -> list[Given]:
        """Give what a method was called with, in order."""
        return [call.given for call in self.calls if call.method == method.lower()]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"].lower()
        if request.match_info["token"] != TOKEN:
            return _answer(Refusal(401, "Unauthorized"))
        method = getattr(self, name, None)
        if (
            name.startswith("_")
            or not asyncio.iscoroutinefunction(method)
            or name in ("start", "stop")
        ):
            return _answer(Refusal(404, "Not Found"))
        given = await _given(request)
        peer = request.transport.get_extra_info("peername") if request.transport else ""
        self.calls.append(Call(name, given, str(peer)))
        if self.latency and name != "getupdates":
            await asyncio.sleep(self.latency)
        fault = self.faults.take(name, number_of(given.get("chat_id")))
        if fault is not None and fault.kind != "lost":
            return await _faulty(fault, request)
        try:
            result = await method(given)
        except Refusal as refusal:
            return _answer(refusal)
        if fault is not None:
            await asyncio.sleep(fault.seconds)
        return web.json_response({"ok": True, "result": result})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _answer(Refusal(401, "Unauthorized"))
        fault = self.faults.take("file", 0)
        if fault is not None:
            return await _faulty(fault, request)
        file = self.files.get(request.match_info["file"])
        if file is None:
            return _answer(Refusal(404, "Not Found"))
        return web.Response(body=file.content)


async def _given(request: web.Request) -> Given:
    """Give the parameters of a call: from JSON, a form, or a form with files."""
    if request.content_type == "application/json":
        body = await request.json()
        return {str(key): value for key, value in body.items()}
    given: Given = dict(request.query)
    if request.content_type != "multipart/form-data":
        return {**given, **(await request.post())}
    async for part in await request.multipart():
        name, file = str(part.name), part.filename  # type: ignore[union-attr]
        content = await part.read(decode=False)  # type: ignore[union-attr]
        given[name] = (
            content.decode() if file is None else StoredFile.of(file, bytes(content), "document")
        )
    return given


async def _faulty(fault: Fault, request: web.Request) -> web.StreamResponse:
    match fault.kind:
        case "429":
            return _answer(too_many(fault.seconds))
        case "garbled":
            return web.Response(body=b"<html>bad gateway", status=502)
        case "hung up":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        case "slow":
            await asyncio.sleep(fault.seconds)
            return _answer(Refusal(504, "Gateway Timeout"))
        case _:
            return _answer(Refusal(int(fault.kind), "Internal Server Error"))


def _answer(refusal: Refusal) -> web.Response:
    return web.Response(
        text=json.dumps(refusal.body), status=refusal.code, content_type="application/json"
    )
