"""One worker's letters of one channel: what it has in hand, what arrived, what waits.

Thread-safe. What arrived is written down at once in a file of the worker's own, which outlives it, and
in the outbox with whatever is written next there, or a little later by itself.
"""

import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from functools import partial
from itertools import takewhile

from bot.hand import Hand, Seen, Standing
from bot.message import Reply
from bot.noting import Noting
from bot.running import Runs
from bot.store import (
    Address,
    Database,
    StoreUnavailable,
    Transaction,
    block,
    find_person,
    outbox,
    preferred,
)
from bot.store.arrivals import Arrivals
from bot.store.outbox import MOST_ATTEMPTS, SENDING, Held, Parcel, Queued
from bot.store.worker import Worker, is_gone

#: One person gets no more at once, so that the others get their turn; with a reply of their own, all.
MOST_AT_ONCE, MOST_WITH_A_REPLY = 10, 1000


class Courier:
    """Takes parcels up, each for one worker at a time and in order, and notes which arrived."""

    def __init__(self, channel: str, database: Database, *, keeps_sent: bool = False) -> None:
        """Begin to work; `keeps_sent` where what arrived is shown again."""
        self._channel = channel
        self._arrive = partial(outbox.arrived, is_kept=keeps_sent)
        self._database = database
        self._worker = Worker()
        self._hand = Hand()
        self._arrivals = Arrivals(database.beside, self._worker)
        self._runs = Runs(database, self._hand, self._arrivals, self._arrive)
        with database.reading() as reading:
            self._arrivals.sweep(outbox.holders(reading))
        self._flushing = threading.Lock()
        self._noting = Noting(self.flush)

    def run(self, work: Callable[[Transaction], tuple[Parcel, ...]]) -> tuple[Parcel, ...]:
        """Return the parcels that `work` gives in a transaction; they are then in hand.

        They are so before the commit: no other thread takes them for left behind.
        """
        return self._runs.run(work)

    def together(self) -> AbstractContextManager[None]:
        """Let the runs of this thread share a commit; raises StoreUnavailable where none was kept."""
        return self._runs.together()

    def post(
        self, transaction: Transaction, address: Address, replies: Sequence[Reply], now: datetime
    ) -> tuple[tuple[Parcel, ...], tuple[Parcel, ...]]:
        """Write replies to an address; return them, and what may go to it now, earlier ones first.

        Where somebody still hands out earlier letters, or these are to wait, the new ones wait
        behind them. Call it inside `run`, with the person locked.
        """
        free, last = self._free(transaction, address, now, MOST_WITH_A_REPLY)
        if last is None:
            made = outbox.post(transaction, address, replies, now, worker=self._worker)
            return made, (*free, *made)
        self._hand.park(address.key)
        due_at = max(last.due_at, now)
        return outbox.post(transaction, address, replies, now, due_at=due_at), free

    def take(self, limit: int, now: datetime, key: str = "") -> tuple[Parcel, ...]:
        """Return at most `limit` parcels that wait, the longest waiting first, all now in hand."""
        self.flush()
        with self._database.reading() as reading:
            found = outbox.waiting(reading, self._channel, now, limit, key)
        busy = {each.address for each in found if self._is_busy(each, now)}
        free = dict.fromkeys(each.address for each in found if each.address not in busy)
        addresses = list(free)[:limit]
        work = partial(self._taken, addresses=addresses, limit=limit, now=now)
        return self.run(work) if addresses else ()

    def confirm(self, rows: Collection[int]) -> bool:
        """Note that parcels arrived; True when more may wait behind one of them.

        Without a file of our own the outbox is told before the next one to the same person goes out:
        else a crash would bring this one back after that.
        """
        is_written = self._arrivals.note(rows)
        is_more, is_next_in_hand = self._hand.confirm(rows)
        if is_next_in_hand and not is_written:
            with suppress(StoreUnavailable):  # noted later
                self.flush()
        self._noting.soon(is_urgent=not is_written)
        return is_more

    def hand_over(self, rows: Collection[int], give: Callable[[], None]) -> None:
        """Call `give` and note that parcels arrived, with next to no time in between."""
        given: list[int] = []
        try:
            with self._database.transaction(is_durable=False) as transaction:
                self._arrive(transaction, rows)
                give()
                given += rows
        except StoreUnavailable:
            if not given:
                give()
            self.confirm(rows)
        self._hand.let_go(given)

    def flush(self) -> None:
        """Write down what arrived, without waiting for the disk; one thread at a time."""
        with self._flushing:
            rows = self._hand.to_note()
            try:
                if rows:
                    with self._database.transaction(is_durable=False) as transaction:
                        self._arrive(transaction, rows)
            except BaseException:
                self._hand.noted(rows, is_kept=False)
                raise
            self._runs.noted(rows)

    def put_back(self, rows: Collection[int], now: datetime, due_at: datetime) -> None:
        """Let parcels wait until `due_at`, and whatever else goes to the same address."""
        self.flush()
        self._database.run(
            lambda transaction: outbox.put_back(transaction, list(rows), self._worker, now, due_at)
        )
        self._hand.let_go(rows)

    def drop(self, rows: Collection[int]) -> None:
        """Give parcels up."""
        self._database.run(lambda transaction: outbox.bury(transaction, list(rows)))
        self._hand.let_go(rows)

    def block(self, key: str, now: datetime) -> None:
        """Mark a person as one who wants no letters here; those in hand wait until they do."""
        self.flush()
        rows = self._hand.rows_of(key)

        def work(transaction: Transaction) -> None:
            block(transaction, self._channel, key, now)
            outbox.put_back(transaction, rows, self._worker, now, now)
            person_id = find_person(transaction, self._channel, key)
            if elsewhere := person_id and preferred(transaction, person_id):
                outbox.move(transaction, elsewhere, now)

        self._database.run(work)
        self._hand.let_go(rows)

    def close(self) -> None:
        """Note what arrived; what is still in hand is for others."""
        self._noting.close()
        is_told = False
        try:
            self.flush()
            is_told = True
        finally:
            self._worker.close()
            self._arrivals.close(is_told=is_told)

    def _taken(
        self, transaction: Transaction, addresses: Sequence[Address], limit: int, now: datetime
    ) -> tuple[Parcel, ...]:
        taken: list[Parcel] = []
        for address in outbox.claim(transaction, addresses):
            most = min(limit - len(taken), MOST_AT_ONCE)
            if most > 0:
                taken += self._free(transaction, address, now, most)[0]
        return tuple(taken)

    def _free(
        self, transaction: Transaction, address: Address, now: datetime, most: int
    ) -> tuple[tuple[Parcel, ...], Queued | None]:
        """Take up the first of what is under way to an address, whose person is locked.

        Give it, and the last row when some must stay: because it is not due, or because somebody
        hands out some of it just now.
        """
        before = self._hand.seen()
        found = [
            (each, self._standing(each, before, now)) for each in outbox.queue(transaction, address)
        ]
        arrived = [each.parcel.row for each, standing in found if standing == "arrived"]
        if arrived:  # gone before anything later goes out, so that a crash brings none of them back
            self._arrive(transaction, arrived)
        queued = [each for each, standing in found if standing not in ("arrived", "over")]
        is_held = any(standing == "held" for _, standing in found)
        if is_held:
            return (), queued[-1]
        free = list(takewhile(lambda each: each.due_at <= now, queued))[:most]
        last = queued[-1] if len(free) < len(queued) else None
        alive = tuple(each.parcel for each in free if each.attempts < MOST_ATTEMPTS)
        if free:
            dead = [each.parcel.row for each in free if each.attempts >= MOST_ATTEMPTS]
            outbox.bury(transaction, dead)
            outbox.hold(transaction, [parcel.row for parcel in alive], self._worker, now)
        return alive, last

    def _standing(self, queued: Queued, before: Seen, now: datetime) -> Standing:
        """Return how a row stands; what this worker holds but not in hand, nobody does.

        What another noted in its file is over: the outbox hears of it from that worker while it
        lives, and from us when it is gone.
        """
        row = queued.parcel.row
        if queued.holder == self._worker.name:
            return self._hand.standing(row, before)
        if queued.status == SENDING and self._arrivals.holds(queued.holder, row):
            return "arrived" if is_gone(queued.holder) else "over"
        return "held" if queued.is_held(now) else "free"

    def _is_busy(self, held: Held, now: datetime) -> bool:
        """True while letters to an address are being handed out."""
        if held.holder == self._worker.name:
            return bool(self._hand.rows_of(held.address.key))
        return bool(held.holder) and held.held_until > now and not is_gone(held.holder)
