"""What this channel needs of the desk: messages in, letters out, and what becomes of each letter."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot.delivery import Letter
from bot.desk import Kept, Update
from bot.store import StoreUnavailable


class Mail(Protocol):
    """What the channel asks of `bot.desk.Desk`; every call may wait for the database."""

    def keep(self, update: Update) -> Kept:
        """Take one message in; what it brought for this person is yet to be made, in order."""

    @property
    def shares_commits(self) -> bool:
        """True where several messages cost little more than one."""

    def receive_all(self, updates: Sequence[Update]) -> Sequence[Kept | StoreUnavailable]:
        """Take messages in at once; give for each what is kept, or why it is not."""

    def take(self, limit: int = 20, person: str = "") -> tuple[Letter, ...]:
        """Return letters that wait for persons of this channel."""

    def confirm(self, letters: Sequence[Letter]) -> bool:
        """Note that letters arrived; True when more waits behind them."""

    def put_back(self, letters: Sequence[Letter], after: timedelta) -> None:
        """Hand letters back, to be given out again after a time."""

    def drop(self, letters: Sequence[Letter]) -> None:
        """Give letters up that can never be handed over."""

    def give_up(self, person: str) -> None:
        """Mark a person who blocked the channel."""
