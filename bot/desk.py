"""One message, one transaction: noted, answered, kept, and only then handed out.

A desk serves one channel in one process; there may be any number of them. Everything here is
synchronous and thread-safe: channels call it through `asyncio.to_thread`. Any call may raise
StoreUnavailable, and then nothing was kept: say so (503, 稍后再试) and let the same come again.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot.courier import Courier
from bot.delivery import Delivery, Letter
from bot.door import Update, at_the_door, said_again
from bot.duties import begin_duties, do_due
from bot.library import Library
from bot.message import Reply, Say
from bot.metrics import ERRORS, LETTERS, QUESTIONS, TURN_SECONDS
from bot.reception import received
from bot.state import State
from bot.store import (
    Address,
    Database,
    Parcel,
    Person,
    StoreUnavailable,
    Transaction,
    Unit,
    block,
    find_person,
    keep_person,
    log_question,
    mark_disliked,
    meet,
    move,
    note_error,
    note_said,
    note_update,
    post_to,
    state_of,
)
from bot.talk.scene import Turn
from bot.tracing import trace
from bot.turn import take_turn
from bot.watching import Watch, watched
from bot.wording import sentence

_LOG = logging.getLogger("shenbao.desk")
_WALL = partial(datetime.now, UTC)

__all__ = ["Desk", "Update"]


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
        self._library = library
        self._database = database
        self._delivery = delivery
        self._keeps_said = keeps_said
        self._courier = Courier(channel, database, keeps_sent=keeps_said)
        begin_duties(database, self._clock())

    def receive(self, update: Update) -> tuple[Letter, ...]:
        """Take one message in and return the letters for this person, in order.

        All of it is kept before this returns. Hand the letters out, then `confirm` them. Among them
        is what waited for this person. There are none while earlier letters to them are still being
        handed out, here or by another worker, or were put back: those of this message then come
        with `take`. An update whose id was seen before has no effect; what it brought and was never
        handed out comes now.
        """
        now = self._clock()
        update, gone = at_the_door(update), set[int]()
        with watched(self._channel, update.id) as watch:
            try:  # a file is read before the transaction: it takes a while
                update = replace(update, incoming=received(update.incoming))
                parcels = self._courier.run(lambda here: self._keep(here, update, now, watch, gone))
            except StoreUnavailable:
                watch.outcome = "unavailable"
                raise
            except Exception as error:  # noqa: BLE001 - the outermost loop: the person is answered, the session stays as it was
                told = trace(error)
                _LOG.error("a turn broke", extra={"update": update.id, "error": told})
                parcels = self._courier.run(
                    lambda transaction: self._apologise(transaction, update, now, told)
                )
                gone.clear()
                watch.outcome = "broken"
        self._forget(gone)
        return tuple(map(self._letter, parcels))

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

    def _keep(
        self,
        transaction: Transaction,
        update: Update,
        now: datetime,
        watch: Watch,
        gone: set[int],
    ) -> tuple[Parcel, ...]:
        gone.clear()
        is_new = note_update(transaction, self._channel, update.id, now)
        person = meet(transaction, self._channel, update.person, now)
        watch.person, watch.outcome = person.id, "answered" if is_new else "repeated"
        if not is_new:
            return self._post(transaction, person, update, (), now)
        unit = Unit(transaction, person.id, now, update.today)
        before = State.from_json(person.state)
        with TURN_SECONDS.time():
            turn = take_turn(self._library.world(unit), before, update.incoming, update.today)
        asked = self._logged(transaction, turn, update.today)
        gone |= unit.gone
        if unit.person != person.id:
            person = replace(person, id=unit.person, channel="", key="")
        if not unit.is_erased:
            state = replace(turn.state, asked=asked).to_json()
            keep_person(transaction, person, state, self._channel, update.person)
        for letter in turn.posts:
            post_to(transaction, letter, now)
        keeps_said = self._keeps_said and not unit.is_erased
        said = said_again(update.incoming, before) if keeps_said else ""
        return self._post(transaction, person, update, turn.replies, now, said)

    def _logged(self, transaction: Transaction, turn: Turn, today: date) -> int:
        """Keep what was asked, without who asked, and give the number of the last question."""
        if turn.is_disliked:
            mark_disliked(transaction, turn.state.asked)
        if turn.asked is None:
            return turn.state.asked
        QUESTIONS.labels(turn.asked.status).inc()
        return log_question(transaction, turn.asked, today)

    def _apologise(
        self, transaction: Transaction, update: Update, now: datetime, told: str
    ) -> tuple[Parcel, ...]:
        is_new = note_update(transaction, self._channel, update.id, now)
        person = meet(transaction, self._channel, update.person, now)
        note_error(transaction, self._channel, update.id, told)
        calm = (Say(sentence("desk.calm")),) if is_new else ()
        return self._post(transaction, person, update, calm, now)

    def _post(
        self,
        transaction: Transaction,
        person: Person,
        update: Update,
        replies: Sequence[Reply],
        now: datetime,
        said: str = "",
    ) -> tuple[Parcel, ...]:
        here = Address(person.id, self._channel, update.person)
        if person.is_blocked:
            block(transaction, self._channel, update.person, None)
        if (person.channel, person.key) != (self._channel, update.person):
            move(transaction, here, now)
        made, ready = self._courier.post(transaction, here, replies, now)
        if said and made:
            note_said(transaction, person.id, self._channel, said, made[0].row, now)
        return ready
