"""Calls of the Bot API, and what can go wrong with them, told apart by what is to be done."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

_LOG = logging.getLogger("shenbao.telegram")

#: Until something that went wrong on the way is tried again.
PAUSE_SECONDS = 5.0

_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was kicked")

Result = TypeVar("Result")
Sent: TypeAlias = Callable[[int], Awaitable[Result]]


class Later(Exception):  # noqa: N818 - says what to do
    """It could not be carried now; worth trying after `seconds` (`is_told`: Telegram said so)."""

    def __init__(self, seconds: float, *, is_told: bool = False) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.is_told = is_told


class Gone(Exception):  # noqa: N818 - says what happened
    """Nobody can be reached in this chat: blocked, deleted, or never begun."""


class Refused(Exception):  # noqa: N818 - says what happened
    """The Bot API will never take this."""


class Calls:
    """Does calls for a chat, wherever it has moved to."""

    def __init__(self) -> None:
        self._moved: dict[int, int] = {}

    async def take(self, chat: int, send: Sent[Result]) -> Result:
        """Do a call; raises Later, Gone or Refused."""
        try:
            return await self.call(chat, send)
        except BadRequest as error:
            raise Refused(error.message) from None

    async def call(self, chat: int, send: Sent[Result]) -> Result:
        """Do a call; raises Later, Gone, or the BadRequest of the API."""
        try:
            return await send(self._moved.get(chat, chat))
        except RetryAfter as error:
            raise Later(pause_of(error), is_told=True) from None
        except ChatMigrated as error:
            self._moved[chat] = error.new_chat_id
            return await self.call(error.new_chat_id, send)
        except Forbidden as error:
            raise Gone(error.message) from None
        except BadRequest as error:
            if any(words in error.message.lower() for words in _GONE):
                raise Gone(error.message) from None
            raise
        except TelegramError as error:
            _LOG.warning("not carried", extra={"error": type(error).__name__})
            raise Later(PAUSE_SECONDS) from None


def pause_of(error: RetryAfter) -> float:
    """Return how many seconds Telegram wants to be left alone."""
    pause = error.retry_after
    return float(pause) if isinstance(pause, int) else pause.total_seconds()
