"""The one of any number of workers that does what only one may do: listening to Telegram, say.

On PostgreSQL it is who has an advisory lock on a connection of its own; on SQLite who has a small
lock file beside the database. Either way the place is free the moment its holder ends, however it ends.
"""

import sqlite3
import zlib
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.store.database import Database

_OURS = 0x73686E62  # "shnb": keeps our locks apart from those of other programs

#: A server that hears nothing from a holder gives its place away after half a minute.
_KEEPALIVE = (
    "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
)


class Holder(Protocol):
    """A place only one can have. Ask from any thread, one at a time."""

    def holds(self) -> bool:
        """True while the place is ours; takes it when it is free. Ask again before each piece of work."""

    def close(self) -> None:
        """Give the place up."""


def holder(database: Database, name: str) -> Holder:
    """Return the way to the place called `name`."""
    with database.reading() as reading:
        engine = reading.engine
    if engine.dialect.name == "postgresql":
        return AdvisoryLock(engine, name)
    if not engine.url.database:
        return Alone()
    base = Path(engine.url.database)
    return LockFile(base.with_name(f"{base.name}.{name}.lock"))


class Alone:
    """A place nobody else can ask for: of a database in memory."""

    def holds(self) -> bool:
        """True."""
        return True

    def close(self) -> None:
        """Nothing to give up."""


class LockFile:
    """A place held by a transaction on a file of its own, which the system ends with its process."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._held: sqlite3.Connection | None = None

    def holds(self) -> bool:
        """True while the place is ours; takes it when it is free."""
        if self._held is None:
            base = sqlite3.connect(
                self._place, timeout=0, isolation_level=None, check_same_thread=False
            )
            try:
                base.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                base.close()
                return False
            self._held = base
        return True

    def close(self) -> None:
        """Give the place up."""
        if self._held is not None:
            self._held.close()
            self._held = None


class AdvisoryLock:
    """A place held by an advisory lock of PostgreSQL, gone with the connection it was taken on."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._key = {"ours": _OURS, "name": zlib.crc32(name.encode()) - (1 << 31)}
        self._held: Connection | None = None

    def holds(self) -> bool:
        """True while the place is ours; takes it when it is free. False while nobody can be asked."""
        try:
            if self._held is not None:
                self._held.execute(text("SELECT 1"))
                return True
            self._held = self._taken()
        except DBAPIError:
            self.close()
        return self._held is not None

    def close(self) -> None:
        """Give the place up, and the connection with it."""
        if self._held is not None:
            self._held.invalidate()
            self._held.close()
            self._held = None

    def _taken(self) -> Connection | None:
        connection = self._engine.connect()
        taken = False
        try:
            connection.execute(text(_KEEPALIVE))
            asked = text("SELECT pg_try_advisory_lock(:ours, :name)")
            taken = bool(connection.execute(asked, self._key).scalar())
        finally:
            if not taken:
                connection.invalidate()
                connection.close()
        return connection if taken else None
