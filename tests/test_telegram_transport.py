"""The transport to the Bot API: connections, timeouts, proxies, files both ways, faults as errors."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import trustme
from aiohttp import ClientSession, web
from telegram import Bot, InputFile, InputMediaDocument
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.transport import AiohttpRequest
from tests.botapi.chats import Chat, StoredFile
from tests.botapi.server import TOKEN, BotApi

CHAT = 7
Play = Callable[[BotApi, Bot], Awaitable[None]]


@asynccontextmanager
async def meeting(
    token: str = TOKEN, proxy: str = "", root: str = "", tls: ssl.SSLContext | None = None
) -> Any:
    api = BotApi()
    await api.start(tls)
    api.chats[CHAT] = Chat(CHAT)
    requests = [AiohttpRequest(proxy=proxy), AiohttpRequest(1, proxy=proxy)]
    there = root or api.root
    bot = Bot(
        token,
        base_url=f"{there}/bot",
        base_file_url=f"{there}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
    try:
        yield api, bot
    finally:
        for request in requests:
            await request.shutdown()
        await api.stop()


def play(story: Play, **how: Any) -> None:
    async def whole() -> None:
        async with meeting(**how) as (api, bot):
            await story(api, bot)

    asyncio.run(whole())


def test_calls_share_connections_and_keep_chinese_readable() -> None:
    async def story(api: BotApi, bot: Bot) -> None:
        await bot.initialize()
        for number in range(5):
            await bot.send_message(CHAT, f"第 {number} 步，“单位”👩‍🏫")
        assert [m.text for m in api.chats[CHAT].messages][4] == "第 4 步，“单位”👩‍🏫"
        assert len({call.peer for call in api.calls}) == 1
        await asyncio.gather(*(bot.send_message(CHAT, "一起") for _ in range(20)))
        assert len({call.peer for call in api.calls}) > 1

    play(story)


def test_files_go_up_and_down_byte_for_byte() -> None:
    content = bytes(range(256)) * 40_000  # 10 MB
    name = "2025申报表_苏州市示例小学_“运算”能力 提升.docx"

    async def story(api: BotApi, bot: Bot) -> None:
        sent = await bot.send_document(CHAT, InputFile(content, filename=name))
        (message,) = api.chats[CHAT].messages
        assert message.file
        assert (message.file.name, message.file.content) == (name, content)
        assert sent.document
        file = await bot.get_file(sent.document.file_id)
        assert bytes(await file.download_as_bytearray()) == content
        again = await bot.send_document(CHAT, sent.document.file_id)
        assert again.document
        media = [InputMediaDocument(content[:n], filename=f"附件{n}.pdf") for n in (1, 2)]
        await bot.send_media_group(CHAT, media)
        assert [m.file.name for m in api.chats[CHAT].messages[-2:] if m.file] == [
            "附件1.pdf",
            "附件2.pdf",
        ]

    play(story)


def test_a_slow_answer_is_a_timeout_and_the_next_call_goes_through() -> None:
    async def story(api: BotApi, bot: Bot) -> None:
        api.faults.plan("sendmessage", "lost", seconds=5)
        with pytest.raises(TimedOut):
            await bot.send_message(CHAT, "慢", read_timeout=0.1)
        assert [m.text for m in api.chats[CHAT].messages] == ["慢"]  # it had arrived
        await bot.send_message(CHAT, "快")

    play(story)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("429", RetryAfter),
        ("500", NetworkError),
        ("hung up", NetworkError),
        ("garbled", NetworkError),
    ],
)
def test_every_fault_is_an_error_of_its_own_and_never_names_the_token(
    kind: str, error: type[TelegramError], caplog: pytest.LogCaptureFixture
) -> None:
    async def story(api: BotApi, bot: Bot) -> None:
        api.faults.plan("sendmessage", kind)
        with pytest.raises(error) as raised:
            await bot.send_message(CHAT, "x")
        assert TOKEN not in f"{raised.value!r} {raised.value.__cause__!r}"
        assert TOKEN not in caplog.text
        await bot.send_message(CHAT, "x")

    play(story)


def test_refusals_of_the_api_are_told_apart() -> None:
    async def story(api: BotApi, bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(99, "x")
        api.chats[CHAT].refuses = "bot was blocked by the user"
        with pytest.raises(Forbidden):
            await bot.send_message(CHAT, "x")

    play(story)


def test_a_wrong_token_is_an_invalid_token() -> None:
    async def story(api: BotApi, bot: Bot) -> None:  # noqa: ARG001
        with pytest.raises(InvalidToken):
            await bot.initialize()

    play(story, token="1:wrong")


def test_nobody_listening_is_a_network_error() -> None:
    async def story(api: BotApi, bot: Bot) -> None:  # noqa: ARG001
        with pytest.raises(NetworkError):
            await bot.get_me()

    play(story, root="http://127.0.0.1:9")


def test_an_answer_larger_than_any_of_the_api_is_refused() -> None:
    async def story(api: BotApi, bot: Bot) -> None:
        api.files["huge"] = StoredFile("huge", "x", b"x" * (22 << 20), 5, "document")
        file = await bot.get_file("huge")
        with pytest.raises(NetworkError, match="too-large"):
            await file.download_as_bytearray()

    play(story)


@pytest.mark.parametrize("way", ["given", "environment"])
def test_a_proxy_carries_every_call(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        carried: list[str] = []

        async def carry(request: web.Request) -> web.Response:
            carried.append(request.path)
            there = str(request.raw_path) if "://" in request.raw_path else str(request.url)
            async with (
                ClientSession() as session,
                session.request(
                    request.method, there, data=await request.read(), headers=request.headers
                ) as answer,
            ):
                return web.Response(
                    body=await answer.read(), status=answer.status, content_type="application/json"
                )

        app = web.Application(client_max_size=80 << 20)
        app.router.add_route("*", "/{any:.*}", carry)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        proxy = "http://{}:{}".format(*runner.addresses[0][:2])
        if way == "environment":
            monkeypatch.setenv("HTTP_PROXY", proxy)
            monkeypatch.setenv("http_proxy", proxy)
        async with meeting(proxy=proxy if way == "given" else "") as (api, bot):
            await bot.send_message(CHAT, "绕过去")
            await bot.send_document(CHAT, InputFile(b"abc", filename="a.pdf"))
            assert len(api.chats[CHAT].messages) == 2
        assert len(carried) == 2
        await runner.cleanup()

    asyncio.run(whole())


def test_a_proxy_tunnels_calls_to_the_encrypted_api(monkeypatch: pytest.MonkeyPatch) -> None:
    authority, tls = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    asked: list[bytes] = []
    ended = asyncio.Event()

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        host, port = asked[-1].split()[1].decode().split(":")
        there = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pumped(reader, there[1]), pumped(there[0], writer))
        ended.set()

    async def whole() -> None:
        server = await asyncio.start_server(tunnel, "127.0.0.1", 0)
        proxy = "http://{}:{}".format(*server.sockets[0].getsockname()[:2])
        async with meeting(proxy=proxy, tls=tls) as (api, bot):
            for _ in range(3):
                await bot.send_message(CHAT, "从隧道里过")
            assert len(api.chats[CHAT].messages) == 3
        await asyncio.wait_for(ended.wait(), 10)
        server.close()
        await server.wait_closed()

    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)  # made at import
    asyncio.run(whole())
    (line,) = asked  # one tunnel, kept open
    assert line.startswith(b"CONNECT 127.0.0.1:")


async def pumped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what comes until it ends."""
    while part := await reader.read(65536):
        writer.write(part)
        await writer.drain()
    writer.close()
    await writer.wait_closed()
