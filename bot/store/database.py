"""The database: opened, migrated, and handed out one transaction at a time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from bot.store.engines import LOCK_TIMEOUT_MS, engine_of
from bot.store.errors import DraftMoved, StoreRefused, StoreUnavailable
from bot.store.migrate import bring_up_to_date
from bot.store.prepared import Prepared
from bot.store.trouble import trouble
from bot.store.writing import Writers

#: Work that met a brief hindrance is begun anew this often, after these pauses.
PAUSES_S = (0.05, 0.2, 0.5)

#: One transaction, as those outside the store hold it.
Transaction: TypeAlias = Connection

T = TypeVar("T")


class Database:
    """An open database of the newest version."""

    def __init__(self, engine: Engine, beside: Path | None = None) -> None:
        """Hold an engine; workers may write small files into the folder `beside` it."""
        self._engine = engine
        self.beside = beside
        is_sqlite = engine.dialect.name == "sqlite"
        self._writers = Writers(engine, LOCK_TIMEOUT_MS / 1000) if is_sqlite else None

    @contextmanager
    def transaction(self, *, is_durable: bool = True) -> Iterator[Connection]:
        """Give a connection in a transaction: committed at the end, undone when anything is raised.

        Not durable: the commit does not wait for the disk, and may be lost where power is. Raises
        StoreUnavailable where the database cannot do it just now.
        """
        with self._translated(), self._writing(is_durable=is_durable) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that reads one state of the database and keeps nobody waiting."""
        with self._translated(), self._engine.connect() as connection:
            yield connection.execution_options(is_reading=True)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` gives in a transaction; a brief hindrance begins it anew, bounded.

        `work` may run more than once, each time after all of it was undone. Only where the
        connection broke in the commit itself may it have been kept: such work notes an id first.
        """
        for pause in PAUSES_S:
            try:
                with self.transaction() as connection:
                    return work(connection)
            except StoreUnavailable as trouble:
                if not trouble.is_brief:
                    raise
            except DraftMoved:
                pass
            time.sleep(pause)
        with self.transaction() as connection:
            return work(connection)

    @property
    def shares_commits(self) -> bool:
        """True where there is one writer at a time: what is written together costs one commit."""
        return self._writers is not None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that this thread writes meanwhile share one commit, where `shares_commits`.

        Each transaction in it can still be undone alone. What they wrote is kept when this is over;
        raises StoreUnavailable where nothing of it was.
        """
        with self._translated(), self._writers.together() if self._writers else nullcontext():
            yield

    def scrub(self) -> None:
        """Let nothing that was deleted stay readable in the files of SQLite.

        Freed places are overwritten as they are freed; what the log still holds goes with it. On
        PostgreSQL old rows go with its own clean-up (VACUUM).
        """
        if self._engine.dialect.name == "sqlite":
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error) as error:
            meant = trouble(error)
            if meant is None:
                raise
            raise meant from error

    @contextmanager
    def _writing(self, *, is_durable: bool) -> Iterator[Connection]:
        if self._writers is not None:
            with self._writers.turn(is_durable=is_durable) as connection:
                yield connection
            return
        with self._engine.connect() as connection:
            connection.execution_options(is_light=not is_durable)
            with connection.begin():
                yield connection


def open_database(url: str, beside: Path | None = None) -> Database:
    """Return the database at `url`, made or migrated where needed.

    `postgresql://` and `postgres://` are opened through psycopg. Workers keep what must outlive them
    and not the machine in the folder `beside`; SQLite has one of its own beside its file. Raises
    StoreRefused where it cannot be opened, or was written by a newer version.
    """
    place = url.rsplit("@", 1)[-1]  # never the password
    try:
        engine = engine_of(url)
    except ArgumentError:
        raise StoreRefused(code="store-address", place=place) from None
    except ModuleNotFoundError as error:
        raise StoreRefused(code="store-driver", place=place, driver=str(error.name)) from None
    if engine.dialect.name == "sqlite":
        _make_folder(Path(engine.url.database or "").parent)
        is_file = engine.url.database not in (None, "", ":memory:")
        beside = Path(f"{engine.url.database}.arrived") if is_file else None
    try:
        bring_up_to_date(engine)
    except DatabaseError as error:
        engine.dispose()
        raise StoreRefused(code="store-unreachable", place=str(engine.url.database)) from error
    return Database(engine, beside)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreRefused(code="store-unreachable", place=str(folder)) from None


def insert_once(connection: Connection, table: Table, values: dict[str, object]) -> bool:
    """Insert a row unless its key is there already; True when it was inserted.

    On PostgreSQL a second writer of the same key waits here until the first has committed.
    """
    return _once(connection.dialect.name, table, tuple(values)).run(connection, values) == 1


def made_id(result: CursorResult[Any]) -> int:
    """Return the id the database gave an inserted row."""
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


@cache
def _once(dialect: str, table: Table, columns: tuple[str, ...]) -> Prepared:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return Prepared(insert(table).on_conflict_do_nothing().inline(), *columns)
