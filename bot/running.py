"""Work in transactions, with what it takes in hand and what it notes: both undone where nothing was kept."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from bot.hand import Hand
from bot.store import Database, Parcel, Transaction
from bot.store.arrivals import Arrivals

#: Writes rows that arrived into the outbox.
Arrive: TypeAlias = Callable[[Transaction, Collection[int]], None]


class _Batch(threading.local):
    """What the runs of a thread took up and noted that share a commit still to come."""

    done: list[tuple[Sequence[Parcel], Sequence[int]]] | None = None


class Runs:
    """The runs of one worker. Thread-safe."""

    def __init__(self, database: Database, hand: Hand, arrivals: Arrivals, arrive: Arrive) -> None:
        self._database = database
        self._hand = hand
        self._arrivals = arrivals
        self._arrive = arrive
        self._batch = _Batch()

    def run(self, work: Callable[[Transaction], tuple[Parcel, ...]]) -> tuple[Parcel, ...]:
        """Return the parcels that `work` gives in a transaction; they are then in hand.

        They are so before the commit: no other thread takes them for left behind.
        """
        taken: tuple[Parcel, ...] = ()
        noted: list[int] = []

        def attempt(transaction: Transaction) -> tuple[Parcel, ...]:
            nonlocal taken
            self._hand.let_go(parcel.row for parcel in taken)
            noted.extend(self._hand.to_note())
            if noted:
                self._arrive(transaction, noted)
            taken = work(transaction)
            self._hand.take(taken)
            return taken

        try:
            parcels = self._database.run(attempt)
        except BaseException:
            self._undo(taken, noted)
            raise
        if self._batch.done is None:
            self.noted(noted)
        else:
            self._batch.done.append((taken, noted))
        return parcels

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let the runs of this thread share a commit, where that costs less: see Database.together."""
        done = self._batch.done = []
        try:
            with self._database.together():
                yield
        except BaseException:
            for taken, noted in done:
                self._undo(taken, noted)
            raise
        finally:
            self._batch.done = None
        for _, noted in done:
            self.noted(noted)

    def noted(self, rows: Collection[int]) -> None:
        """Say that the outbox knows of rows that arrived."""
        self._hand.noted(rows)
        self._arrivals.forget(rows)

    def _undo(self, parcels: Sequence[Parcel], noted: Collection[int]) -> None:
        """Have parcels in hand no more, and what arrived still to note: nothing was kept."""
        self._hand.let_go(parcel.row for parcel in parcels)
        self._hand.noted(noted, is_kept=False)
