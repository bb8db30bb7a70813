"""The address Telegram posts updates to: the secret first, then the body, 200 once it is kept."""

import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.office import Office
from bot.store import StoreUnavailable

_LOG = logging.getLogger("shenbao.telegram")

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"

#: An update has at most some 30,000 characters; twenty times that is none.
LARGEST_BODY_BYTES = 1024 * 1024


def secret_of(token: str) -> str:
    """Return what proves that a request comes from Telegram; the same for every worker."""
    return hmac.new(token.encode(), b"shenbao webhook", hashlib.sha256).hexdigest()


def webhook(secret: str, office: Callable[[], Office | None]) -> Route:
    """Return the route; `office` gives None until the worker is ready."""

    async def take(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        ready = office()
        if ready is None:
            return Response(status_code=503)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        return await _kept(ready.take, body)

    return Route(PATH, take, methods=["POST"])


async def _kept(take: Callable[..., Awaitable[None]], body: bytes) -> Response:
    """Return 200 once an update is kept, 503 where the database is away: then it is sent again."""
    try:
        update = json.loads(body)
    except ValueError:
        update = None
    if not isinstance(update, dict):
        _LOG.error("a request of the webhook was no update")
        return Response(status_code=200)  # sent again it would be none either
    try:
        await take(update)
    except StoreUnavailable:
        return Response(status_code=503, headers={"Retry-After": "5"})
    return Response(status_code=200)


async def _body(request: Request) -> bytes | None:
    """Return the body, or None where it is too large; no more than allowed is read."""
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > LARGEST_BODY_BYTES:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY_BYTES:
            return None
    return bytes(body)
