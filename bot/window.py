"""What one person sees when they look: the conversation so far, what stands now, the documents."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bot.library import Library
from bot.message import Choice, Say, Send, Text
from bot.state import State
from bot.store import (
    Bounds,
    Database,
    Entry,
    Transaction,
    Unit,
    entries,
    find_person,
    reply_of,
    resume_code,
    state_of,
)
from bot.talk.scene import Scene
from bot.talk.schooling import ERRAND
from bot.turn import take_turn
from bot.view import View, view


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen at one moment.

    `offered` are the choices of the last turn; `before` is the row older entries end at, 0 when
    there are none. `is_more`: the person is more than a teacher; `asks`: the next words are for
    something that was asked just now, outside any form; `asks_file`: a file is.
    """

    entries: tuple[Entry, ...]
    view: View | None
    offered: tuple[Choice, ...] = ()
    before: int = 0
    is_more: bool = False
    asks: bool = False
    asks_file: bool = False


class Window:
    """Looks at the conversations of one channel; nothing of them is changed."""

    def __init__(
        self, channel: str, library: Library, database: Database, clock: Callable[[], datetime]
    ) -> None:
        self._channel = channel
        self._library = library
        self._database = database
        self._clock = clock

    def look(
        self,
        person: str,
        today: date,
        *,
        after: int = 0,
        before: int = 0,
        most: int = 60,
        is_whole: bool = False,
    ) -> Sight:
        """Return what a person sees; somebody new sees the greeting."""
        with self._database.reading() as transaction:
            person_id = find_person(transaction, self._channel, person)
            if person_id is None:
                return self._greeting(transaction, 0, date.min)
            bounds = Bounds(self._clock(), after, before, most)
            seen = entries(transaction, person_id, self._channel, bounds)
            if not (seen or after or before):
                return self._greeting(transaction, person_id, today)
            state = State.from_json(state_of(transaction, person_id))
            world = self._library.world(Unit(transaction, person_id, self._clock(), today))
            stands = view(world, state, today, is_whole=is_whole)
            is_more = world.me.is_more
        replies = sum(entry.reply is not None for entry in seen)
        older = seen[0].row if replies == most and not after else 0
        asks, asks_file = bool(state.errand), state.errand[:1] == (ERRAND,)
        return Sight(seen, stands, state.offered, older, is_more, asks, asks_file)

    @contextmanager
    def scene(self, person: str, today: date, address: str = "") -> Iterator[Scene | None]:
        """Give a person's surroundings in one transaction; None for somebody unknown.

        `address` is the one they came to the page by: links in what they may pass on begin with it.
        """
        with self._database.transaction() as transaction:
            known = find_person(transaction, self._channel, person) if person else None
            if known is None:
                yield None
                return
            world = self._library.world(Unit(transaction, known, self._clock(), today), address)
            yield Scene(world, State.from_json(state_of(transaction, known)), today)

    def told(self, person: str, row: int) -> Say | None:
        """Return what a reply to this person said; None where it is none of theirs."""
        with self._database.reading() as reading:
            known = find_person(reading, self._channel, person) if person and row else None
            if known is None:
                return None
            seen = entries(reading, known, self._channel, Bounds(self._clock(), row - 1, 0, 1))
        reply = seen[-1].reply if seen and seen[-1].row == row else None
        return reply if isinstance(reply, Say) else None

    def papers(self, send: Send) -> Mapping[str, bytes | Path]:
        """Return the documents of a case: file name -> bytes."""
        return self._library.papers(self._database)(send)

    def resume_code(self, person: str) -> str:
        """Return the 续填码 of the draft a person touched last.

        Empty where there is no draft, or the person is more than a teacher.
        """
        with self._database.transaction() as transaction:
            person_id = find_person(transaction, self._channel, person)
            if person_id is None:
                return ""
            now = self._clock()
            drafts = Unit(transaction, person_id, now, now.date()).drafts.all()
            return resume_code(transaction, person_id, drafts[0].id, now) if drafts else ""

    def documents(self, row: int, format_: str) -> Mapping[str, bytes | Path]:
        """Return the documents of one format that a reply handed over: file name -> bytes."""
        with self._database.reading() as transaction:
            reply = reply_of(transaction, row)
        if not isinstance(reply, Send) or format_ not in reply.formats:
            return {}
        return self._library.papers(self._database)(replace(reply, formats=(format_,)))

    def caption(self, row: int) -> str:
        """Return what a picture that a reply handed over shows; empty where it is a printed form."""
        with self._database.reading() as transaction:
            reply = reply_of(transaction, row)
        if not isinstance(reply, Send):
            return ""
        edition, _, name = reply.form.partition("/")
        return "" if (edition, name) in self._library.forms else reply.text.rstrip("：:")

    def _greeting(self, transaction: Transaction, person: int, today: date) -> Sight:
        """Return what somebody sees who said nothing here yet; nothing is kept of it."""
        world = self._library.world(Unit(transaction, person, self._clock(), today))
        turn = take_turn(world, State(), Text("/start"), today)
        seen = tuple(Entry(0, reply=reply) for reply in turn.replies if isinstance(reply, Say))
        is_more = bool(person) and world.me.is_more
        return Sight(seen, None, turn.state.offered, is_more=is_more)
