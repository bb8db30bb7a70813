"""One message, one transaction: noted, answered, kept, and only then handed out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.delivery import Delivery, Letter
from bot.library import Library
from bot.message import Incoming, Reply, Say, Text
from bot.state import State
from bot.store import (
    Database,
    Parcel,
    PersonDrafts,
    Transaction,
    find_person,
    forget_questions,
    forget_updates,
    keep_state,
    lock_state,
    log_question,
    mark_disliked,
    mark_sent,
    note_update,
    post,
    take_left,
)
from bot.talk.scene import Turn
from bot.turn import take_turn
from bot.wording import sentence
from forms.characters import clean

_LOG = logging.getLogger("shenbao.desk")

#: Longer messages are cut at the door; the longest honest answer has some 20,000 characters.
LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Update:
    """One message from outside: who (as the channel knows them), what, which day, and its id."""

    person: str
    incoming: Incoming
    today: date
    id: str = ""


class Desk:
    """Takes messages in and gives letters out for one channel."""

    def __init__(
        self, channel: str, library: Library, database: Database, delivery: Delivery
    ) -> None:
        self._channel = channel
        self._library = library
        self._database = database
        self._delivery = delivery

    def left(self) -> tuple[Letter, ...]:
        """Return what an earlier run left undelivered; ask once, before the first message.

        Hand the letters out, then `confirm` them.
        """
        with self._database.transaction() as transaction:
            forget_updates(transaction, datetime.now(UTC))
            forget_questions(transaction, datetime.now(UTC))
            parcels = take_left(transaction, self._channel)
        return self._letters(parcels)

    def receive(self, update: Update) -> tuple[Letter, ...]:
        """Take one message in and return the letters it brings, for this person and others.

        All of it is kept before this returns. Hand the letters out in order, then `confirm` them.
        An update whose id was seen before has no effect and brings none.
        """
        now = datetime.now(UTC)
        try:
            with self._database.transaction() as transaction:
                parcels = self._keep(transaction, update, now)
        except Exception:  # noqa: BLE001 - the outermost loop: the person is answered, the session stays as it was
            _LOG.exception("a turn failed: channel=%s update=%s", self._channel, update.id or "-")
            with self._database.transaction() as transaction:
                parcels = self._apologise(transaction, update, now)
        return self._letters(parcels)

    def is_filling(self, person: str) -> bool:
        """True when a draft of this person lies open."""
        with self._database.transaction() as transaction:
            person_id = find_person(transaction, self._channel, person, datetime.now(UTC))
            return bool(State.from_json(lock_state(transaction, person_id)).draft)

    def confirm(self, letters: Sequence[Letter]) -> None:
        """Note that letters arrived."""
        if letters:
            with self._database.transaction() as transaction:
                mark_sent(transaction, [letter.row for letter in letters])

    def _letters(self, parcels: Sequence[Parcel]) -> tuple[Letter, ...]:
        return tuple(self._letter(parcel) for parcel in parcels)

    def _letter(self, parcel: Parcel) -> Letter:
        try:
            return self._delivery.letter(parcel)
        except Exception:  # noqa: BLE001 - one document must not hold up the replies behind it
            _LOG.exception("a document failed: row=%s", parcel.row)
            return Letter(parcel.row, parcel.to, sentence("desk.no-file"))

    def _keep(self, transaction: Transaction, update: Update, now: datetime) -> tuple[Parcel, ...]:
        if not self._is_new(transaction, update, now):
            return ()
        person_id = find_person(transaction, self._channel, update.person, now)
        state = State.from_json(lock_state(transaction, person_id))
        world = self._library.world(PersonDrafts(transaction, person_id, now))
        turn = take_turn(world, state, _at_the_door(update.incoming), update.today)
        asked = self._logged(transaction, turn, update.today)
        keep_state(transaction, person_id, replace(turn.state, asked=asked).to_json())
        return self._post(transaction, person_id, update, turn.replies, now)

    def _logged(self, transaction: Transaction, turn: Turn, today: date) -> int:
        """Keep what was asked, without who asked, and give the number of the last question."""
        if turn.is_disliked:
            mark_disliked(transaction, turn.state.asked)
        return log_question(transaction, turn.asked, today) if turn.asked else turn.state.asked

    def _apologise(
        self, transaction: Transaction, update: Update, now: datetime
    ) -> tuple[Parcel, ...]:
        if not self._is_new(transaction, update, now):
            return ()
        person_id = find_person(transaction, self._channel, update.person, now)
        calm = (Say(sentence("desk.calm")),)
        return self._post(transaction, person_id, update, calm, now)

    def _is_new(self, transaction: Transaction, update: Update, now: datetime) -> bool:
        return not update.id or note_update(transaction, self._channel, update.id, now)

    def _post(
        self,
        transaction: Transaction,
        person_id: int,
        update: Update,
        replies: Sequence[Reply],
        now: datetime,
    ) -> tuple[Parcel, ...]:
        return post(transaction, person_id, self._channel, update.person, replies, now)


def _at_the_door(incoming: Incoming) -> Incoming:
    if isinstance(incoming, Text):
        return Text(clean(incoming.text[:LONGEST_TEXT]))
    return incoming
