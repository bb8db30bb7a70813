"""What a message costs through the desk, with a channel that does nothing.

`python -m bench.desk [closed|open|postgres|growth|memory …]`; without a name, the first three. Noisy
machines tell little: every part measures a bare transaction of the same database beside it.
"""

import asyncio
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.bases import postgres
from bench.persons import TODAY, whole_messages
from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.library import load_library
from bot.message import Text
from bot.store import open_database

PERSONS = 40
LIBRARY = load_library()


def main(names: tuple[str, ...] = ()) -> None:
    """Print the figures of the parts named."""
    for name in names or ("closed", "open", "postgres"):
        for line in PARTS[name]():
            print(f"{name}: {line}", flush=True)


def closed() -> Iterator[str]:
    """Forty persons, each waiting for the answer before the next message; SQLite, durable."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        yield bare_sqlite(folder)
        with desk_on(f"sqlite:///{folder}/a.db") as desk:
            yield told(*loop(desk, 4000))


def bare_sqlite(folder: str, count: int = 500) -> str:
    """Measure a durable commit of one row."""
    base = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT)")
    begun = time.perf_counter()
    for _ in range(count):
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO a (b) VALUES (?)", ("x" * 1000,))
        base.execute("COMMIT")
    took = time.perf_counter() - begun
    base.close()
    return f"a bare durable SQLite commit: {count / took:.0f}/s"


@contextmanager
def desk_on(url: str, channel: str = "bench") -> Iterator[Desk]:
    database = open_database(url)
    desk = Desk(channel, LIBRARY, database, Delivery(Path("none"), LIBRARY.documents))
    try:
        yield desk
    finally:
        desk.close()
        database.close()


def loop(desk: Desk, count: int, first: str = "p") -> tuple[list[float], float, float]:
    """Send `count` messages of forty persons in a closed loop; give times, wall and CPU seconds."""
    times: list[float] = []
    each = whole_messages(count // PERSONS)

    async def person(key: str) -> None:
        for number, text in enumerate(each):
            begun = time.perf_counter()
            update = Update(key, Text(text), TODAY, f"{key}-{number}")
            desk.confirm(await asyncio.to_thread(desk.receive, update))
            times.append(time.perf_counter() - begun)

    async def all_persons() -> None:
        await asyncio.gather(*(person(f"{first}{number}") for number in range(PERSONS)))

    wall, cpu = time.perf_counter(), time.process_time()
    asyncio.run(all_persons())
    return times, time.perf_counter() - wall, time.process_time() - cpu


def told(times: list[float], wall: float, cpu: float) -> str:
    times = sorted(times)
    half, most = statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000
    return (
        f"{len(times)} messages, {len(times) / wall:.0f}/s, CPU {cpu / len(times) * 1000:.2f} ms "
        f"a message, p50 {half:.1f} ms, p95 {most:.1f} ms"
    )


def open_load() -> Iterator[str]:
    """Messages come at their times, 200 a second, whether the last was answered or not."""
    rate, seconds = 200, 20
    with (
        tempfile.TemporaryDirectory(dir=".") as folder,
        desk_on(f"sqlite:///{folder}/a.db") as desk,
    ):
        said = whole_messages(rate * seconds // PERSONS)
        plan = [(f"o{who}", n, text) for n, text in enumerate(said) for who in range(PERSONS)]
        cpu, wall = time.process_time(), time.perf_counter()
        times = asyncio.run(_arrivals(desk, plan, rate))
        wall = time.perf_counter() - wall
        yield f"{rate}/s offered: {told(times, wall, time.process_time() - cpu)}"


async def _arrivals(desk: Desk, plan: list[tuple[str, int, str]], rate: int) -> list[float]:
    begun = time.perf_counter()
    times: list[float] = []

    async def one(due: float, key: str, number: int, text: str) -> None:
        update = Update(key, Text(text), TODAY, f"{key}-{number}")
        desk.confirm(await asyncio.to_thread(desk.receive, update))
        times.append(time.perf_counter() - due)

    running = []
    for place, message in enumerate(plan):
        due = begun + place / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        running.append(asyncio.create_task(one(due, *message)))
    await asyncio.gather(*running)
    return times


def two_workers() -> Iterator[str]:
    """Two processes on one PostgreSQL, twenty persons each."""
    with postgres() as url:
        open_database(url).close()
        yield bare_postgres(url)
        command = [sys.executable, "-m", "bench.desk", "worker", url]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        workers = [subprocess.Popen([*command, name], **pipes) for name in ("a", "b")]
        for worker in workers:
            assert worker.stdout.readline() == "ready\n"
        begun = time.perf_counter()
        for worker in workers:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        done = [json.loads(worker.stdout.readline()) for worker in workers]
        wall = time.perf_counter() - begun
        times = [each for one in done for each in one["times"]]
        yield f"2 workers: {told(times, wall, sum(one['cpu'] for one in done))}"
        for worker in workers:
            worker.communicate()


def bare_postgres(url: str, count: int = 400) -> str:
    """Measure what any such service must do: note an id, lock, keep a state, write a reply."""

    def one(place: int) -> None:
        with psycopg.connect(url) as base:
            for number in range(count):
                base.execute("INSERT INTO bare_seen VALUES (%s)", (f"{place}-{number}",))
                base.execute("SELECT b FROM bare WHERE id = %s FOR UPDATE", (place,))
                base.execute("UPDATE bare SET b = %s WHERE id = %s", ("x" * 1000, place))
                base.execute("INSERT INTO bare_out (b) VALUES (%s)", ("y" * 1000,))
                base.commit()

    with psycopg.connect(url, autocommit=True) as base:
        base.execute("CREATE TABLE bare (id int PRIMARY KEY, b text)")
        base.execute("CREATE TABLE bare_seen (id text PRIMARY KEY)")
        base.execute("CREATE TABLE bare_out (id bigserial PRIMARY KEY, b text)")
        base.execute("INSERT INTO bare VALUES (0, ''), (1, '')")
    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(2)))
    took = time.perf_counter() - begun
    return f"a bare PostgreSQL transaction, 2 connections: {2 * count / took:.0f}/s"


def worker(url: str, name: str) -> None:
    """Be one worker of `two_workers`."""
    with desk_on(url) as desk:
        loop(desk, PERSONS * 3, f"warm{name}")
        print("ready", flush=True)
        sys.stdin.readline()
        times, _, cpu = loop(desk, 3000, name)
        print(json.dumps({"times": times, "cpu": cpu}), flush=True)


def memory() -> Iterator[str]:
    """Two hundred thousand messages in one process."""
    with (
        tempfile.TemporaryDirectory(dir=".") as folder,
        desk_on(f"sqlite:///{folder}/a.db") as desk,
    ):
        for part in range(1, 11):
            loop(desk, 20_000, f"m{part}-")
            yield f"{part * 20_000} messages: {resident_mb()} MB"


def resident_mb() -> int:
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) // 1024


def growth() -> Iterator[str]:
    """The same messages in databases of 1,000, 100,000 and 1,000,000 persons, each with a draft."""
    from bench.growth import lines  # noqa: PLC0415 - it needs this file

    yield from lines()


PARTS = {
    "closed": closed,
    "open": open_load,
    "postgres": two_workers,
    "growth": growth,
    "memory": memory,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        worker(*sys.argv[2:])
    else:
        main(tuple(sys.argv[1:]))
