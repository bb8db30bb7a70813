"""New PostgreSQL databases for a run, dropped at its end, or by the next one where it was killed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SERVER = os.environ.get("SHENBAO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
#: Databases of a run are called so, and by its process.
MADE_BY = "shenbao_bench_by_"


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a new PostgreSQL database; drop it at the end."""
    name = f"{MADE_BY}{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        for left in _left_behind(server):
            server.execute(f"DROP DATABASE IF EXISTS {left}")
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _left_behind(server: psycopg.Connection) -> list[str]:
    """Return the databases of runs that were killed: nobody is connected, and their process is gone."""
    query = (
        "SELECT datname FROM pg_database WHERE datname LIKE %s"
        " AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)"
    )
    names = [name for (name,) in server.execute(query, (f"{MADE_BY}%",))]
    makers = {name: name.removeprefix(MADE_BY).partition("_")[0] for name in names}
    return [
        name
        for name, maker in makers.items()
        if maker.isdecimal() and not Path(f"/proc/{maker}").exists()
    ]
