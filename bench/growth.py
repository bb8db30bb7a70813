"""What a message costs as the database grows: persons, drafts, seen updates, sent and unsent."""

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from statistics import median

from sqlalchemy import text

from bench.bases import postgres
from bench.desk import desk_on, loop
from bench.persons import LONG
from bot.store import Database, open_database

SIZES = (1_000, 100_000, 1_000_000)
TURNS, MESSAGES = 9, 440

_ANSWERS = {
    "unit": "苏州市示例小学",
    "case_title": "运算能力提升",
    "problem": LONG,
    "region": "姑苏区",
}
_STATE = {"draft": "x", "revision": 20, "thread": {}, "offered": []}
_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT :low UNION ALL SELECT i + 1 FROM n WHERE i < :high) ",
    "postgresql": "WITH n AS (SELECT generate_series(CAST(:low AS int), CAST(:high AS int)) AS i) ",
}
#: The numbers of these persons are below zero, out of the way of those who talk meanwhile.
_ROWS = (
    ("person (id, state, channel, key, created_at)", "-i, :state, 'bench', 'g' || i, :at"),
    ("identity (channel, key, person_id)", "'bench', 'g' || i, -i"),
    (
        "draft (id, person_id, edition, form, answers, version, is_practice, name, created_at, updated_at)",
        "'d' || i, -i, '2025', 'application', :answers, 20, false, '', :at, :at",
    ),
    ("seen_update (channel, update_id, seen_at)", "'bench', 'u' || i, :at"),
    (
        "draft_revision (draft_id, version, answers, kept_at)",
        "'d' || i, 19, :answers, :at",
    ),
)


def lines() -> Iterator[str]:
    """Give the figures of both databases, line by line."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir="."))
        yield from _grown("SQLite", {size: f"sqlite:///{folder}/{size}.db" for size in SIZES})
    with ExitStack() as stack:
        yield from _grown("PostgreSQL", {size: stack.enter_context(postgres()) for size in SIZES})


def _grown(name: str, urls: Mapping[int, str]) -> Iterator[str]:
    """Measure the sizes in turn, so that whatever else the machine does falls on all of them."""
    for size, url in urls.items():
        begun = time.monotonic()
        database = open_database(url)
        _fill(database, 1, size)
        database.close()
        yield f"{name}, {size:,} persons: filled in {time.monotonic() - begun:.0f} s"
    wall: dict[int, list[float]] = {size: [] for size in urls}
    cpu: dict[int, list[float]] = {size: [] for size in urls}
    with ExitStack() as stack:
        desks = {size: stack.enter_context(desk_on(url)) for size, url in urls.items()}
        for turn in range(TURNS + 1):
            for size, desk in desks.items():
                _, wall_s, cpu_s = loop(desk, MESSAGES, f"s{turn}-")
                if turn:  # the first warms up
                    wall[size].append(wall_s / MESSAGES * 1000)
                    cpu[size].append(cpu_s / MESSAGES * 1000)
    first = min(urls)
    for size in urls:
        yield (
            f"{name}, {size:,} persons: {median(wall[size]):.2f} ms a message "
            f"({median(wall[size]) / median(wall[first]):.2f} times), CPU {median(cpu[size]):.2f} ms "
            f"({median(cpu[size]) / median(cpu[first]):.2f} times)"
        )


def _fill(database: Database, low: int, high: int) -> None:
    with database.transaction() as transaction:
        dialect = transaction.dialect.name
        given = {
            "low": low,
            "high": high,
            "state": json.dumps(_STATE),
            "answers": json.dumps(_ANSWERS, ensure_ascii=False),
            "at": "2025-03-01 00:00:00.000000",
        }
        if dialect == "postgresql":
            transaction.execute(text("SET LOCAL statement_timeout = 0"))
        for table, values in _ROWS:
            rows = f"INSERT INTO {table} {_NUMBERS[dialect]} SELECT {_cast(values, dialect)} FROM n"
            wanted = {name: value for name, value in given.items() if f":{name}" in rows}
            transaction.execute(text(rows), wanted)
    if dialect == "postgresql":
        with database.transaction() as transaction:
            transaction.execute(text("ANALYZE"))


def _cast(values: str, dialect: str) -> str:
    if dialect != "postgresql":
        return values
    for name, kind in (("state", "json"), ("answers", "json"), ("at", "timestamptz")):
        values = values.replace(f":{name}", f"CAST(:{name} AS {kind})")
    return values
