"""Connections as this store wants them, of either kind of database: how they are opened and begin."""

import json
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

#: How long anybody waits for a lock, and PostgreSQL works on one statement.
LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 15_000
IDLE_TIMEOUT_MS = 60_000
CONNECT_TIMEOUT_S = 5


def engine_of(address: str) -> Engine:
    """Return the engine of an address; nothing is connected yet.

    What people wrote is never in its errors, and JSON keeps its Chinese.
    """
    url = _with_driver(make_url(address))
    connect = {"connect_timeout": CONNECT_TIMEOUT_S} if url.drivername.startswith("postg") else {}
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=_to_json,
        pool_size=8,
        max_overflow=8,
        pool_timeout=LOCK_TIMEOUT_MS / 1000,
        connect_args=connect,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgres)
        event.listen(engine, "begin", _begin_postgres)
    return engine


def _with_driver(url: URL) -> URL:
    is_postgres = url.drivername in ("postgres", "postgresql")
    return url.set(drivername="postgresql+psycopg") if is_postgres else url


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
