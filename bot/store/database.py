"""The database: opened, migrated, and handed out one transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeAlias

from sqlalchemy import Connection, CursorResult, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from bot.store.errors import StoreRefused
from bot.store.migrate import bring_up_to_date

BUSY_TIMEOUT_MS = 10_000

#: One transaction, as those outside the store hold it.
Transaction: TypeAlias = Connection


class Database:
    """An open database of the newest version."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection in a transaction: committed at the end, undone when anything is raised."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def open_database(url: str) -> Database:
    """Return the database at `url`, made or migrated where needed.

    Raises StoreRefused where it cannot be opened, or was written by a newer version.
    """
    place = url.rsplit("@", 1)[-1]  # never the password
    try:
        parsed = make_url(url)
        engine = create_engine(parsed)
    except ArgumentError:
        raise StoreRefused(code="store-address", place=place) from None
    except ModuleNotFoundError as error:
        raise StoreRefused(code="store-driver", place=place, driver=str(error.name)) from None
    if engine.dialect.name == "sqlite":
        _make_folder(Path(parsed.database or "").parent)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    try:
        bring_up_to_date(engine)
    except DatabaseError as error:
        raise StoreRefused(code="store-unreachable", place=str(parsed.database)) from error
    return Database(engine)


def insert_once(connection: Connection, table: Table, values: dict[str, object]) -> bool:
    """Insert a row unless its key is there already; True when it was inserted.

    On PostgreSQL a second writer of the same key waits here until the first has committed.
    """
    if connection.dialect.name == "postgresql":
        result = connection.execute(
            postgresql.insert(table).values(values).on_conflict_do_nothing()
        )
    else:
        result = connection.execute(sqlite.insert(table).values(values).on_conflict_do_nothing())
    return result.rowcount == 1


def made_id(result: CursorResult[Any]) -> int:
    """Return the id the database gave an inserted row."""
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreRefused(code="store-unreachable", place=str(folder)) from None


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:  # noqa: ANN401, RUF100
    connection.isolation_level = None  # BEGIN is ours: see _begin_immediate
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
