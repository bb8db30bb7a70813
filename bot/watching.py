"""Each message counted, timed and told of in the log: who by number, how it ended, never what it said."""

import logging
from dataclasses import dataclass, field
from time import perf_counter

from bot.metrics import ERRORS, MESSAGE_SECONDS, MESSAGES

_LOG = logging.getLogger("shenbao.message")


@dataclass
class Watch:
    """What becomes known of a message on its way: whose it is, and how it ended."""

    channel: str
    update: str
    person: int = 0
    outcome: str = "unavailable"
    began: float = field(default_factory=perf_counter)

    def tell(self) -> None:
        """Count the message and tell of it, once it is known how it ended."""
        seconds = perf_counter() - self.began
        MESSAGES.labels(self.channel, self.outcome).inc()
        MESSAGE_SECONDS.observe(seconds)
        if self.outcome in ("broken", "unavailable"):
            ERRORS.labels(self.outcome).inc()
        _LOG.info(
            "message",
            extra={
                "channel": self.channel,
                "update": self.update,
                "person": self.person,
                "outcome": self.outcome,
                "ms": seconds * 1000,
            },
        )
