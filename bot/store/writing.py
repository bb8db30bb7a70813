"""The one place to write to SQLite: one thread at a time, and one wait for the disk for all in a row.

Whoever writes while others queue up leaves the commit to the last of them. Each has its own
savepoint: what one of them raises undoes its part alone. None goes on before all of it is on disk.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store.errors import StoreUnavailable

#: No more share one commit, so that the first of them does not wait for long.
MOST_TOGETHER = 16

#: Who waits for a commit longer than this makes it: the one who was to make it gave up.
OVERDUE_S = 0.2


class Group:
    """Pieces of work that are kept together or not at all."""

    def __init__(self, engine: Engine, *, is_durable: bool) -> None:
        """Begin a transaction."""
        self.is_durable = is_durable
        self.size = 0
        self._connection = engine.connect().execution_options(is_light=not is_durable)
        self._is_over = threading.Event()
        self.trouble: BaseException | None = None
        try:
            self._transaction = self._connection.begin()
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def part(self) -> Iterator[Connection]:
        """Give the connection for one piece of work; undo that piece when anything is raised."""
        if self.trouble is not None:
            raise StoreUnavailable
        base: SqliteConnection = self._connection.connection.driver_connection  # type: ignore[assignment]
        base.execute("SAVEPOINT part")
        try:
            yield self._connection
            base.execute("RELEASE part")
        except BaseException as error:
            if base.in_transaction:
                base.execute("ROLLBACK TO part")
                base.execute("RELEASE part")
            else:  # SQLite undid all of it, the others' parts too
                self.trouble = error
            raise
        self.size += 1

    def end(self) -> None:
        """Commit, and let those go on who wait for it; they hear of any trouble."""
        try:
            if self.trouble is None:
                self._transaction.commit()
        except BaseException as error:  # noqa: BLE001 - raised by each who shares it
            self.trouble = error
        finally:
            with suppress(SQLAlchemyError):
                self._transaction.close()
            self._connection.close()
            self._is_over.set()

    def wait(self) -> bool:
        """True once it is over; raises what the commit raised. False where nobody ended it in time."""
        if not self._is_over.wait(OVERDUE_S):
            return False
        if self.trouble is not None:
            raise self.trouble
        return True


class _Own(threading.local):
    """The group that a thread keeps open."""

    group: Group | None = None


class Writers:
    """The queue of those who write, in this process."""

    def __init__(self, engine: Engine, patience_s: float) -> None:
        """Open the queue; nobody waits in it for longer than `patience_s`."""
        self._engine = engine
        self._patience_s = patience_s
        self._place = threading.Lock()
        self._counting = threading.Lock()
        self.queued = 0
        self._group: Group | None = None
        self._own = _Own()

    @contextmanager
    def turn(self, *, is_durable: bool) -> Iterator[Connection]:
        """Give a connection to write on; what was written is kept when this is over.

        Inside `together` it is kept when that is over.
        """
        if self._own.group is not None:
            with self._own.group.part() as connection:
                yield connection
            return
        with self._shared(is_durable=is_durable) as group, group.part() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all turns of this thread share one commit; raises what undid them all."""
        with self._shared(is_durable=True) as group:
            self._own.group = group
            try:
                yield
            finally:
                self._own.group = None

    @contextmanager
    def _shared(self, *, is_durable: bool) -> Iterator[Group]:
        """Give the group that is open, or a new one; wait for its commit when this is over."""
        with self._at_the_head():
            group = self._group = self._group or Group(self._engine, is_durable=is_durable)
            try:
                yield group
            finally:
                if not self._goes_on(group):
                    self._end(group)
        while not group.wait():
            with self._place:
                self._end(group)

    def _goes_on(self, group: Group) -> bool:
        """True while the next in the queue may share the commit."""
        is_sound = group.is_durable and group.trouble is None
        return is_sound and group.size < MOST_TOGETHER and self.queued > 0

    def _end(self, group: Group) -> None:
        if self._group is group:
            self._group = None
            group.end()

    @contextmanager
    def _at_the_head(self) -> Iterator[None]:
        """Wait for the place to write. Here, and not inside SQLite, where waiting is polling."""
        with self._counting:
            self.queued += 1
        is_ours = self._place.acquire(timeout=self._patience_s)
        with self._counting:
            self.queued -= 1
        if not is_ours:
            raise StoreUnavailable
        try:
            yield
        finally:
            self._place.release()
