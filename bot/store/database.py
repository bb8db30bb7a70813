"""The database: opened, migrated, and handed out one transaction at a time."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from bot.store.errors import DraftMoved, StoreRefused, StoreUnavailable
from bot.store.migrate import bring_up_to_date
from bot.store.prepared import Prepared
from bot.store.trouble import trouble
from bot.store.writing import Writers

#: How long anybody waits for a lock, and PostgreSQL works on one statement.
LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 15_000
IDLE_TIMEOUT_MS = 60_000
CONNECT_TIMEOUT_S = 5

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
        parsed = _with_driver(make_url(url))
        engine = _engine(parsed)
    except ArgumentError:
        raise StoreRefused(code="store-address", place=place) from None
    except ModuleNotFoundError as error:
        raise StoreRefused(code="store-driver", place=place, driver=str(error.name)) from None
    if engine.dialect.name == "sqlite":
        _make_folder(Path(parsed.database or "").parent)
        is_file = parsed.database not in (None, "", ":memory:")
        beside = Path(f"{parsed.database}.arrived") if is_file else None
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgres)
        event.listen(engine, "begin", _begin_postgres)
    try:
        bring_up_to_date(engine)
    except DatabaseError as error:
        engine.dispose()
        raise StoreRefused(code="store-unreachable", place=str(parsed.database)) from error
    return Database(engine, beside)


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


def _with_driver(url: URL) -> URL:
    is_postgres = url.drivername in ("postgres", "postgresql")
    return url.set(drivername="postgresql+psycopg") if is_postgres else url


def _engine(url: URL) -> Engine:
    """Return an engine: what people wrote is never in its errors, and JSON keeps its Chinese."""
    connect = {"connect_timeout": CONNECT_TIMEOUT_S} if url.drivername.startswith("postg") else {}
    return create_engine(
        url,
        hide_parameters=True,
        json_serializer=_to_json,
        pool_size=8,
        max_overflow=8,
        pool_timeout=LOCK_TIMEOUT_MS / 1000,
        connect_args=connect,
    )


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreRefused(code="store-unreachable", place=str(folder)) from None


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:  # noqa: ANN401, RUF100
    connection.isolation_level = None  # BEGIN is ours: see _begin_sqlite
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {LOCK_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    base: SqliteConnection = connection.connection.driver_connection  # type: ignore[assignment]
    if options.get("is_reading"):
        base.execute("BEGIN")
        return
    level = "NORMAL" if options.get("is_light") else "FULL"
    base.execute(f"PRAGMA synchronous = {level}")
    base.execute("BEGIN IMMEDIATE")


def _prepare_postgres(connection: Any, _record: Any) -> None:  # noqa: ANN401, RUF100
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET lock_timeout = {LOCK_TIMEOUT_MS}; SET statement_timeout = {STATEMENT_TIMEOUT_MS};"
            f" SET idle_in_transaction_session_timeout = {IDLE_TIMEOUT_MS}"
        )
    connection.commit()


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("is_light"):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
