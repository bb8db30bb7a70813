"""What stands before every route: headers, how long a body may be, how often somebody may write."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import Headers as GivenHeaders
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.wording import sentence

#: Nothing comes from elsewhere, nothing stands in the page itself, nobody may frame it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex",
}
YEAR = "max-age=31536000"
STATIC_PREFIX = "/static/"

LONGEST_BODY = 2 * 1024 * 1024
#: A file may be as big as the intake reads (10 MB), and a little for the form around it.
LONGEST_UPLOAD = 11 * 1024 * 1024
UPLOAD_PATH = "/file"

#: Whoever writes may do so this often at once, and then this often a second: a school shares an address.
BURST, A_SECOND = 300.0, 50.0
#: Codes are guessed at: few at once, then one in six seconds.
CODE_BURST, CODE_A_SECOND = 10.0, 1 / 6
CODE_PATHS = ("/r", "/c", "/sign-in", "/account")
MOST_ADDRESSES = 20_000
#: One address writes here for everybody, and proves itself by a secret.
UNLIMITED_PATHS = frozenset({"/telegram/webhook"})


class Headers:
    """Adds the headers of safety to every answer."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app = app
        self._headers = dict(HEADERS)
        if is_https:
            self._headers["Strict-Transport-Security"] = YEAR

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_static = scope["path"].startswith(STATIC_PREFIX)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                kept = f"public, {YEAR}, immutable" if is_static else "no-store"
                headers.setdefault("Cache-Control", kept)
            await send(message)

        await self._app(scope, receive, guarded)


class BodyLimit:
    """Refuses a body that is longer than anything honest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = LONGEST_UPLOAD if scope["path"] == UPLOAD_PATH else LONGEST_BODY
        announced = GivenHeaders(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > limit:
            await _refuse(send, 413, "web.sorry.too-big")
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                return {"type": "http.disconnect"}
            return message

        await self._app(scope, counted, send)


class RateLimit:
    """Lets one address write only so often; looking is free."""

    def __init__(self, app: ASGIApp, *, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._left: OrderedDict[tuple[str, bool], tuple[float, datetime]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_code = scope["type"] == "http" and scope["path"] in CODE_PATHS
        is_looking = scope["type"] != "http" or scope["method"] != "POST"
        if is_looking or scope["path"] in UNLIMITED_PATHS:
            await self._app(scope, receive, send)
            return
        address = (scope.get("client") or ("",))[0]
        if self._may(address, is_code=is_code):
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(0.2)
        await _refuse(send, 429, "web.sorry.slower", {"retry-after": "10"})

    def _may(self, address: str, *, is_code: bool) -> bool:
        burst, a_second = (CODE_BURST, CODE_A_SECOND) if is_code else (BURST, A_SECOND)
        now = self._now()
        left, seen = self._left.pop((address, is_code), (burst, now))
        left = min(burst, left + (now - seen).total_seconds() * a_second)
        self._left[address, is_code] = (max(0.0, left - 1), now)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return left >= 1


async def _refuse(send: Send, status: int, code: str, more: dict[str, str] | None = None) -> None:
    body = sentence(code).encode()
    headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    pairs = [(k.encode(), v.encode()) for k, v in {**headers, **(more or {})}.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
