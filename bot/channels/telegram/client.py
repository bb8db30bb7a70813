"""The Bot API's client: one pool of connections for calls, one connection that waits for updates."""

from collections.abc import Mapping, Sequence
from typing import cast

from telegram import Bot
from telegram.request import RequestData

from bot.channels.telegram.transport import AiohttpRequest
from forms.form import Json

#: The Bot API itself; a server of one's own, or one for tests, may stand in its place.
API = "https://api.telegram.org"

_READ_SECONDS = 15.0


class Client(Bot):
    """python-telegram-bot's client, which also gives updates as they came."""

    async def updates(
        self, offset: int, seconds: int, kinds: Sequence[str]
    ) -> Sequence[Mapping[str, Json]]:
        """Return updates unread, so that one that cannot be read holds up none of the others.

        `offset` confirms every update before it; the answer may take `seconds` to come.
        """
        given = {"offset": offset, "timeout": seconds, "allowed_updates": list(kinds)}
        updates: Sequence[Mapping[str, Json]] = await self._post(
            "getUpdates", given, read_timeout=seconds + _READ_SECONDS
        )
        return updates

    async def plain(self, method: str, **given: object) -> Mapping[str, Json]:
        """Do a call of plain values and return its answer unread; what is None is left out.

        Half of a call's cost is looking into its values, and making objects of an answer nobody looks at.
        """
        data = {name: value for name, value in given.items() if value is not None}
        plain = cast("RequestData", _Plain(data))
        answer = await self.request.post(f"{self.base_url}/{method}", plain)
        return cast("Mapping[str, Json]", answer)


class _Plain:
    """What the client's requests ask of RequestData, for values that are JSON as they stand."""

    __slots__ = ("parameters",)

    contains_files = False

    def __init__(self, parameters: Mapping[str, object]) -> None:
        self.parameters = parameters


def open_client(token: str, api: str = "", proxy: str = "") -> Client:
    """Return a client for a token; nothing is connected yet."""
    root = (api or API).rstrip("/")
    return Client(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(proxy=proxy),
        get_updates_request=AiohttpRequest(1, proxy=proxy),
    )
