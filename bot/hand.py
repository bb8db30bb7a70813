"""What one worker has in hand: letters being handed out, and those that arrived. Thread-safe.

Memory only. The outbox says the same a moment later: what arrived leaves it with the next commit.
"""

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.store import Parcel

Standing: TypeAlias = Literal["held", "arrived", "over", "free"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was in hand, and what had arrived, at one moment."""

    in_hand: frozenset[int]
    settled: frozenset[int]


class Hand:
    """The rows of one worker that its outbox does not tell about yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._in_hand: dict[int, str] = {}  # row -> key
        self._arrived: list[int] = []  # not yet noted
        self._settled: set[int] = set()  # arrived, but maybe still in the outbox
        self._parked: set[str] = set()  # keys whose next letters wait for those in hand

    def take(self, parcels: Iterable[Parcel]) -> None:
        """Take parcels in hand."""
        with self._lock:
            self._in_hand.update((parcel.row, parcel.to) for parcel in parcels)

    def let_go(self, rows: Iterable[int]) -> None:
        """Have parcels in hand no more."""
        with self._lock:
            for row in rows:
                self._in_hand.pop(row, None)

    def confirm(self, rows: Collection[int]) -> tuple[bool, bool]:
        """Remember that parcels arrived.

        True, first, when more may wait behind one of them; second, when more to the same person is
        in hand.
        """
        with self._lock:
            keys = {self._in_hand.pop(row) for row in rows if row in self._in_hand}
            self._arrived += rows
            self._settled.update(rows)
            is_more = bool(keys & self._parked)
            self._parked -= keys
            is_next_in_hand = any(key in keys for key in self._in_hand.values())
        return is_more, is_next_in_hand

    def park(self, key: str) -> None:
        """Remember that letters to a person wait."""
        with self._lock:
            self._parked.add(key)

    def to_note(self) -> list[int]:
        """Return what arrived and is to be noted now; say then whether it was."""
        with self._lock:
            rows, self._arrived = self._arrived, []
        return rows

    def noted(self, rows: Collection[int], *, is_kept: bool = True) -> None:
        """Say that rows were noted in a commit; or that they were not, and still are to be."""
        with self._lock:
            if is_kept:
                self._settled.difference_update(rows)
            else:
                self._arrived += rows

    def rows_of(self, key: str) -> list[int]:
        """Return what is in hand for one person."""
        with self._lock:
            return [row for row, to in self._in_hand.items() if to == key]

    def seen(self) -> Seen:
        """Return what is known now; to be asked before the outbox is looked at."""
        with self._lock:
            return Seen(frozenset(self._in_hand), frozenset(self._settled))

    def standing(self, row: int, before: Seen) -> Standing:
        """Return how a row of this worker stands that was found in the outbox after `before`.

        The outbox may be older than what is known by now: what was in hand before and no more is
        taken for held, and looked at again.
        """
        with self._lock:
            if row in self._in_hand:
                return "held"
            if row in before.settled or row in self._settled:
                return "arrived"
        return "held" if row in before.in_hand else "free"
