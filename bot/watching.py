"""Each message counted, timed and told of in the log: who by number, how it ended, never what it said."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from bot.metrics import ERRORS, MESSAGE_SECONDS, MESSAGES

_LOG = logging.getLogger("shenbao.message")


@dataclass
class Watch:
    """What becomes known of a message on its way: whose it is, and how it ended."""

    person: int = 0
    outcome: str = "unavailable"


@contextmanager
def watched(channel: str, update: str) -> Iterator[Watch]:
    """Give the watch to fill in while a message is taken in; then count it and tell of it."""
    watch, began = Watch(), perf_counter()
    try:
        yield watch
    finally:
        seconds = perf_counter() - began
        MESSAGES.labels(channel, watch.outcome).inc()
        MESSAGE_SECONDS.observe(seconds)
        if watch.outcome in ("broken", "unavailable"):
            ERRORS.labels(watch.outcome).inc()
        _LOG.info(
            "message",
            extra={
                "channel": channel,
                "update": update,
                "person": watch.person,
                "outcome": watch.outcome,
                "ms": seconds * 1000,
            },
        )
