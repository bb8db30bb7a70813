"""What the store refuses, for the operator, and what it cannot do just now, for the channel."""

from typing import Literal, TypeAlias

#: Why nothing can be kept: another process holds it, no room, the server is gone, too slow.
Reason: TypeAlias = Literal["locked", "full", "lost", "slow"]


class StoreRefused(RuntimeError):  # noqa: N818 - says what happened
    """The database cannot be used: a code, and the facts its sentence needs."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class StoreUnavailable(RuntimeError):  # noqa: N818 - says what happened
    """Nothing could be kept just now, and nothing was: the same may be tried again later.

    Where `reason` is `lost`, the work may have been kept; what is noted by id has one effect.
    """

    def __init__(self, reason: Reason = "locked", *, is_brief: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_brief = is_brief


class DraftMoved(RuntimeError):  # noqa: N818 - says what happened
    """Somebody else kept answers in a draft since it was read: the turn is to be taken anew."""
