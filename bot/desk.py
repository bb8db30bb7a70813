"""One message, one transaction: noted, answered, kept, and only then handed out.

A desk serves one channel in one process; there may be any number of them. Everything here is
synchronous and thread-safe: channels call it through `asyncio.to_thread`. Any call may raise
StoreUnavailable, and then nothing was kept: say so (503, 稍后再试) and let the same come again.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.courier import Courier
from bot.delivery import Delivery, Letter
from bot.door import Update, at_the_door
from bot.duties import begin_duties, do_due
from bot.library import Library
from bot.message import Say, is_long
from bot.metrics import ERRORS, LETTERS
from bot.reception import received
from bot.starting import begin
from bot.state import State
from bot.store import Database, Parcel, StoreUnavailable, find_person, state_of
from bot.taking import Taken, Taking
from bot.tracing import trace
from bot.watching import Watch
from bot.wording import sentence

_LOG = logging.getLogger("shenbao.desk")
#: Whoever else wants to write waits no longer than this, and one message, for those taken in together.
TOGETHER_S = 0.1
_WALL = partial(datetime.now, UTC)

__all__ = ["Desk", "Kept", "Update"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a message brought that is kept: letters to be made. `is_quick` where no document is."""

    parcels: tuple[Parcel, ...]
    make: Callable[[Parcel], Letter]

    @property
    def is_quick(self) -> bool:
        """True where making the letters takes no time."""
        return all(isinstance(parcel.reply, Say) for parcel in self.parcels)

    def letters(self) -> tuple[Letter, ...]:
        """Make the letters, in order; call it once."""
        return tuple(map(self.make, self.parcels))

    def in_turn(self) -> "tuple[Kept, ...]":
        """Return it in pieces to be handed out one after the other: who waits for a package is told so first."""
        longs = (at for at, parcel in enumerate(self.parcels) if is_long(parcel.reply))
        starts = tuple(dict.fromkeys((0, *longs)))
        ends = (*starts[1:], len(self.parcels))
        return tuple(
            Kept(self.parcels[start:end], self.make)
            for start, end in zip(starts, ends, strict=True)
        )


class Desk:
    """Takes messages in and gives letters out for one channel.

    What `receive` and `take` return is in hand: nobody else sends it, and nothing later overtakes
    it, until each letter is confirmed, put back or dropped, or this process ends.
    """

    def __init__(
        self,
        channel: str,
        library: Library,
        database: Database,
        delivery: Delivery,
        *,
        keeps_said: bool = False,
        clock: Callable[[], datetime] = _WALL,
    ) -> None:
        """Open the desk; `keeps_said` where the channel shows what was said again."""
        self._clock = clock
        self._channel = channel
        self._database = database
        self._delivery = delivery
        self._courier = Courier(channel, database, keeps_sent=keeps_said)
        self._taking = Taking(channel, library, self._courier, keeps_said=keeps_said)
        begin_duties(database, self._clock())
        begin(database, library, self._clock())

    def receive(self, update: Update) -> tuple[Letter, ...]:
        """Take one message in and return the letters for this person, in order.

        All of it is kept before this returns. Hand the letters out, then `confirm` them. Among them
        is what waited for this person. There are none while earlier letters to them are still being
        handed out, here or by another worker, or were put back: those of this message then come
        with `take`. An update whose id was seen before has no effect; what it brought and was never
        handed out comes now.
        """
        return self.keep(update).letters()

    def keep(self, update: Update) -> Kept:
        """Take one message in as `receive` does; its letters are yet to be made, all at once or `in_turn`."""
        return self._alone(update, self._clock())

    def receive_all(self, updates: Sequence[Update]) -> tuple["Kept | StoreUnavailable", ...]:
        """Take messages in, on SQLite in one commit; give for each what is kept, or why it is not.

        For what waits together: each has its own effect or none, as with `receive`.
        """
        now = self._clock()
        found: list[Kept | StoreUnavailable] = []
        while len(found) < len(updates):
            found += self._some(updates[len(found) :], now)
        return tuple(found)

    def _some(
        self, updates: Sequence[Update], now: datetime
    ) -> "Sequence[Kept | StoreUnavailable]":
        """Take the first messages in together, or where that fails, each alone."""
        try:
            return self._together(updates, now)
        except StoreUnavailable:  # of one that the others must not suffer for, maybe
            return [self._tried(update, now) for update in updates]

    def take(self, limit: int = 20, person: str = "") -> tuple[Letter, ...]:
        """Return letters that wait for persons of this channel, at most `limit`, in order for each.

        From others' acts, from what was due, from earlier runs, from what was put back. Ask every
        second or so; with `person`, only for them (a page that is open, or after `confirm` said
        that more waits). Does first what is due by now.
        """
        now = self._clock()
        if not person:
            do_due(self._database, now)
        return tuple(map(self._letter, self._courier.take(limit, now, person)))

    def confirm(self, letters: Sequence[Letter]) -> bool:
        """Note that letters arrived; True when more may wait behind them: see `take(person=…)`.

        Cheap: it is written down with the next message, or by a thread of its own at once.
        """
        LETTERS.labels(self._channel, "sent").inc(len(letters))
        return self._courier.confirm([letter.row for letter in letters])

    def hand_over(self, letters: Sequence[Letter], give: Callable[[], None]) -> None:
        """Call `give`, which hands letters out, and confirm them with next to no time in between.

        For a channel that may be ended as soon as they were read. Whatever `give` raises comes
        through, and the letters stay in hand. Others wait to write meanwhile: `give` is to be quick.
        """
        self._courier.hand_over([letter.row for letter in letters], give)
        LETTERS.labels(self._channel, "sent").inc(len(letters))

    def put_back(self, letters: Sequence[Letter], after: timedelta) -> None:
        """Hand letters back, to be given out again `after` a time (too many at once, a timeout).

        Nothing else goes to the same persons before. What was put back for a month is given up.
        """
        now = self._clock()
        LETTERS.labels(self._channel, "put_back").inc(len(letters))
        self._courier.put_back([letter.row for letter in letters], now, now + after)

    def drop(self, letters: Sequence[Letter]) -> None:
        """Give letters up that the channel can never hand over; what follows them goes on."""
        LETTERS.labels(self._channel, "dropped").inc(len(letters))
        self._courier.drop([letter.row for letter in letters])

    def give_up(self, person: str) -> None:
        """Mark a person who blocked the channel; letters wait until they write again."""
        self._courier.block(person, self._clock())

    @property
    def shares_commits(self) -> bool:
        """True where several messages cost little more than one: see `receive_all`."""
        return self._database.shares_commits

    def _together(self, updates: Sequence[Update], now: datetime) -> "list[Kept]":
        end = time.perf_counter() + TOGETHER_S
        taken: list[Taken] = []
        with self._courier.together():
            for update in updates:
                taken.append(self._taken(update, now))
                if time.perf_counter() > end:
                    break
        return list(map(self._kept, taken))

    def _tried(self, update: Update, now: datetime) -> "Kept | StoreUnavailable":
        try:
            return self._alone(update, now)
        except StoreUnavailable as away:
            return away

    def _alone(self, update: Update, now: datetime) -> "Kept":
        try:
            return self._kept(self._taken(update, now))
        except StoreUnavailable:
            Watch(self._channel, update.id).tell()
            raise

    def _taken(self, given: Update, now: datetime) -> Taken:
        """Take a message in, or note what broke; raises StoreUnavailable where nothing was kept."""
        update = at_the_door(given)
        taken = Taken(update, now, Watch(self._channel, update.id))
        run, taking = self._courier.run, self._taking
        try:  # a file is read before the transaction: it takes a while
            taken.update = replace(update, incoming=received(update.incoming))
            taken.parcels = run(lambda here: taking.keep(here, taken))
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the outermost loop: the person is answered, the session stays as it was
            told = trace(error)
            _LOG.error("a turn broke", extra={"update": update.id, "error": told})
            taken.parcels = run(lambda here: taking.apologise(here, taken, told))
            taken.watch.outcome = "broken"
        return taken

    def _kept(self, taken: Taken) -> "Kept":
        """Give what a message brought, once it is in the database."""
        taken.watch.tell()
        self._forget(taken.gone)
        return Kept(taken.parcels, self._letter)

    def _forget(self, gone: set[int]) -> None:
        """Let nothing of those who are gone stay outside the tables."""
        for person in gone:
            self._delivery.forget(person)
        if gone:
            self._database.scrub()

    def is_filling(self, person: str) -> bool:
        """True when a draft of this person lies open."""
        with self._database.reading() as reading:
            known = find_person(reading, self._channel, person)
            return known is not None and bool(State.from_json(state_of(reading, known)).draft)

    def close(self) -> None:
        """Note what arrived; what is still in hand another worker may send at once."""
        self._courier.close()

    def _letter(self, parcel: Parcel) -> Letter:
        try:
            return self._delivery.letter(parcel)
        except Exception as error:  # noqa: BLE001 - one document must not hold up the replies behind it
            _LOG.error("a document broke", extra={"row": parcel.row, "error": trace(error)})
            ERRORS.labels("document").inc()
            return Letter(parcel.row, parcel.to, sentence("desk.no-file"))
