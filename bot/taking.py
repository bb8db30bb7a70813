"""One message inside its transaction: noted, answered, kept, its letters posted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.courier import Courier
from bot.door import Update, said_again
from bot.library import Library
from bot.message import Reply, Say
from bot.metrics import QUESTIONS, TURN_SECONDS
from bot.state import State
from bot.store import (
    Address,
    Parcel,
    Person,
    Transaction,
    Unit,
    block,
    keep_person,
    log_question,
    mark_disliked,
    meet,
    move,
    note_error,
    note_said,
    note_update,
    post_to,
)
from bot.talk.scene import Turn
from bot.turn import take_turn
from bot.watching import Watch
from bot.wording import sentence


@dataclass
class Taken:
    """One message on its way through a transaction, which may be begun anew.

    `gone`: the persons of whom nothing is left after it.
    """

    update: Update
    now: datetime
    watch: Watch
    gone: set[int] = field(default_factory=set)
    parcels: tuple[Parcel, ...] = ()


class Taking:
    """Takes messages of one channel in."""

    def __init__(
        self, channel: str, library: Library, courier: Courier, *, keeps_said: bool
    ) -> None:
        self._channel = channel
        self._library = library
        self._courier = courier
        self._keeps_said = keeps_said

    def keep(self, transaction: Transaction, taken: Taken) -> tuple[Parcel, ...]:
        """Take a message in; give what may go out to its person now."""
        taken.gone.clear()
        update, now, watch = taken.update, taken.now, taken.watch
        is_new = note_update(transaction, self._channel, update.id, now)
        person = meet(transaction, self._channel, update.person, now)
        watch.person, watch.outcome = person.id, "answered" if is_new else "repeated"
        if not is_new:
            return self._post(transaction, person, update, (), now)
        unit = Unit(transaction, person.id, now, update.today)
        before = State.from_json(person.state)
        world = self._library.world(unit, update.address)
        with TURN_SECONDS.time():
            turn = take_turn(world, before, update.incoming, update.today)
        asked = self._logged(transaction, turn, now.date())
        taken.gone |= unit.gone
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

    def apologise(self, transaction: Transaction, taken: Taken, told: str) -> tuple[Parcel, ...]:
        """Note what broke, and say so calmly; the session stays as it was."""
        taken.gone.clear()
        update, now = taken.update, taken.now
        is_new = note_update(transaction, self._channel, update.id, now)
        person = meet(transaction, self._channel, update.person, now)
        note_error(transaction, self._channel, update.id, told)
        calm = (Say(sentence("desk.calm")),) if is_new else ()
        return self._post(transaction, person, update, calm, now)

    def _logged(self, transaction: Transaction, turn: Turn, today: date) -> int:
        """Keep what was asked, without who asked, and give the number of the last question."""
        if turn.is_disliked:
            mark_disliked(transaction, turn.state.asked)
        if turn.asked is None:
            return turn.state.asked
        QUESTIONS.labels(turn.asked.status).inc()
        return log_question(transaction, turn.asked, today)

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
