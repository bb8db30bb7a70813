"""The way to the Bot API: python-telegram-bot's requests carried by aiohttp.

Several times as many requests a second as the client's own transport, on connections kept open.
"""

import json
import os
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# The library's pauses as spans of time, which its next major version will know only.
os.environ.setdefault("PTB_TIMEDELTA", "true")

#: Connecting to a server across the sea, through a proxy, takes its time.
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
WRITE_SECONDS = 10.0
#: Sending a file of 50 MB over a slow line.
UPLOAD_SECONDS = 120.0

#: The Bot API gives files of up to 20 MB; a larger answer is none of its own.
LARGEST_ANSWER_BYTES = 21 * 1024 * 1024


class AiohttpRequest(BaseRequest):
    """Carries requests over a pool of open connections.

    `proxy` is an address such as `http://127.0.0.1:7890`; without one the usual variables of the
    environment count (HTTPS_PROXY, NO_PROXY). An error never names the address, since it holds the token.
    """

    __slots__ = ("_connections", "_proxy", "_session")

    def __init__(self, connections: int = 100, proxy: str = "") -> None:
        self._connections = connections
        self._proxy = proxy or None
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The seconds an answer may take when a call does not say."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool; nothing is connected yet."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, keepalive_timeout=60),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - waiting for one is connecting
    ) -> tuple[int, bytes]:
        """Return the status and the body of an answer; raises NetworkError or TimedOut."""
        if self._session is None:
            await self.initialize()
        assert self._session is not None  # noqa: S101 - opened above
        has_files = request_data is not None and request_data.contains_files
        read = _seconds(read_timeout, READ_SECONDS)
        connect = _seconds(connect_timeout, CONNECT_SECONDS)
        write = _seconds(write_timeout, UPLOAD_SECONDS if has_files else WRITE_SECONDS)
        timeout = _timeout(connect, write, read)
        data, headers = _body(request_data)
        try:
            async with self._session.request(
                method,
                url,
                data=data,
                headers=headers,
                timeout=timeout,
                proxy=self._proxy or _proxy_of(url),
            ) as answer:
                return answer.status, await _content(answer)
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None


def _proxy_of(url: str) -> str | None:
    """Return the proxy the environment names for an address."""
    scheme, _, rest = url.partition("://")
    return _proxy_to(scheme, rest.partition("/")[0].rpartition("@")[2])


@lru_cache(maxsize=8)
def _proxy_to(scheme: str, host: str) -> str | None:
    """Look a proxy up once: the client itself would do so at each call, in threads."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


@lru_cache(maxsize=64)
def _timeout(connect: float, write: float, read: float) -> ClientTimeout:
    return ClientTimeout(total=connect + write + read, connect=connect, sock_read=read)


def _seconds(given: Any, otherwise: float) -> float:
    return float(given) if isinstance(given, (int, float)) else otherwise


def _body(request: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """Return a request as JSON, or as a form when files go with it; names of files stay readable."""
    if request is None:
        return None, {}
    if not request.contains_files:
        body = json.dumps(request.parameters, ensure_ascii=False, separators=(",", ":"))
        return body.encode(), {"Content-Type": "application/json"}
    form = FormData(quote_fields=False)
    for name, value in request.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request.multipart_data.items():
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, content_type=kind, filename=filename)
    return form, {}


async def _content(answer: ClientResponse) -> bytes:
    """Return the whole body, unless it is larger than any the Bot API sends."""
    body = bytearray()
    async for part in answer.content.iter_any():
        body += part
        if len(body) > LARGEST_ANSWER_BYTES:
            answer.close()
            raise NetworkError("answer-too-large")  # noqa: EM101
    return bytes(body)
