"""What holds when things break: kills, a server that is away, a full disk, a lock, hostile messages.

`python -m bench.reliability [kills|cut|restart|full|locked|hostile …] [--small]`; figures for docs/reliability.md.
"""

import secrets
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.bases import postgres
from bench.cluster import Cluster, can_be_made, cluster
from bench.crew import Hand
from bench.desk import LIBRARY
from bench.driver import Drive, drive, findings
from bench.hostile import hostile
from bench.proxy import Proxy
from bot.store import open_database

SMALL = "--small" in sys.argv
PERSONS = 40

#: What goes wrong in the middle of a run.
Trouble = Callable[[Drive], None]


def main(names: list[str]) -> None:
    """Print what was found in the parts named."""
    for name in names or list(PARTS):
        for line in PARTS[name]():
            print(f"{name}: {line}", flush=True)


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        yield f"sqlite:///{folder}/a.db"


def kills() -> Iterator[str]:
    """Kill workers at random moments; 40 persons, a fifth of the messages sent twice."""
    messages, count = (800, 12) if SMALL else (20_000, 300)
    with sqlite() as url:
        yield f"SQLite, 1 worker: {killed(url, 1, messages, count)}"
    with postgres() as url:
        yield f"PostgreSQL, 3 workers: {killed(url, 3, messages, count)}"


def killed(url: str, workers: int, messages: int, count: int, persons: int = PERSONS) -> str:
    """Run messages while workers are killed `count` times; tell what came of it."""
    with tempfile.TemporaryDirectory() as beside:
        open_database(url).close()
        hands = [Hand(LIBRARY, url, Path(beside)) for _ in range(workers)]
        return _killed(url, drive(hands, persons, messages, duplicates=0.2), messages, count)


def _killed(url: str, run: Drive, messages: int, count: int) -> str:
    every = max(1, messages // (count + 1))
    done = [0]

    def interfere(run: Drive) -> None:
        if done[0] < count and run.acked >= every * (done[0] + 1):
            time.sleep(run.chance.random() * 0.02)
            run.replace(run.chance.randrange(len(run.hands)))
            done[0] += 1

    begun = time.monotonic()
    run.run(interfere)
    return told(run, url, time.monotonic() - begun, f"{done[0]} kills, ")


def told(run: Drive, url: str, seconds: float, what: str) -> str:
    """Settle, stop, and tell the findings of a run."""
    run.settle()
    for hand in run.hands:
        hand.stop()
    database = open_database(url)
    found = findings(run, database)
    database.close()
    counts = ", ".join(f"{name} {number}" for name, number in found.items())
    return (
        f"{what}{run.acked} messages in {seconds:.0f} s, put off {run.later} times, "
        f"longest wait {run.slowest:.1f} s: {counts}"
    )


def during(url: str, messages: int, trouble: Trouble, persons: int = PERSONS) -> str:
    """Run messages, and after a third of them let trouble come in a thread of its own."""
    with tempfile.TemporaryDirectory() as beside:
        open_database(url).close()
        count = 2 if url.startswith("postgres") else 1
        hands = [Hand(LIBRARY, url, Path(beside)) for _ in range(count)]
        return _troubled(url, drive(hands, persons, messages, 0.2), messages, trouble)


def _troubled(url: str, run: Drive, messages: int, trouble: Trouble) -> str:
    thread = threading.Thread(target=trouble, args=(run,))

    def interfere(run: Drive) -> None:
        if run.acked >= messages // 3 and not thread.ident:
            thread.start()

    begun = time.monotonic()
    run.run(interfere)
    thread.join()
    return told(run, url, time.monotonic() - begun, "")


def cut() -> Iterator[str]:
    """PostgreSQL is away under load: every connection broken, new ones refused."""
    seconds = 2 if SMALL else 10
    with postgres() as url, Proxy(url) as proxy:
        found = during(proxy.url, 800 if SMALL else 8000, cutting(proxy, seconds))
        yield f"PostgreSQL away for {seconds} s: {found}"


def cutting(proxy: Proxy, seconds: float) -> Trouble:
    """Return the trouble of a server that is away, until somebody noticed it."""

    def trouble(run: Drive) -> None:
        proxy.cut()
        _last(run, seconds)
        proxy.mend()

    return trouble


def restart() -> Iterator[str]:
    """A PostgreSQL server of our own is ended on the spot under load, and begun again."""
    if not can_be_made():
        yield "PostgreSQL's programs are not installed: not tried"
        return
    seconds = 1 if SMALL else 5
    with cluster() as server:
        found = during(server.url, 800 if SMALL else 8000, restarting(server, seconds))
        yield f"PostgreSQL ended on the spot and begun again after {seconds} s: {found}"


def restarting(server: Cluster, seconds: float) -> Trouble:
    """Return the trouble of a server that goes down, and comes back."""
    return lambda _: server.restart_after(seconds)


def full() -> Iterator[str]:
    """No file may grow any more: what a full disk is to SQLite."""
    seconds = 2 if SMALL else 10
    with sqlite() as url:
        found = during(url, 800 if SMALL else 8000, filling(url, seconds))
        yield f"no room for {seconds} s: {found}"


def filling(url: str, seconds: float) -> Trouble:
    """Return the trouble of a disk that is full, until somebody noticed it."""
    place = url.removeprefix("sqlite:///")

    def trouble(run: Drive) -> None:
        size = max(Path(place + end).stat().st_size for end in ("", "-wal"))
        run.hands[0].pipe.send(("limit", size + 8_000))
        _last(run, seconds)
        run.hands[0].pipe.send(("limit", -1))

    return trouble


def locked() -> Iterator[str]:
    """Another process holds the SQLite database for longer than anybody waits."""
    seconds = 7 if SMALL else 12
    with sqlite() as url:

        def trouble(_: Drive) -> None:
            place = url.removeprefix("sqlite:///")
            other = sqlite3.connect(place, timeout=30, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")
            other.close()

        yield f"locked for {seconds} s: {during(url, 800 if SMALL else 8000, trouble)}"


def _last(run: Drive, seconds: float) -> None:
    """Wait so long, and until a message was put off."""
    end, give_up = time.monotonic() + seconds, time.monotonic() + 120
    while time.monotonic() < end or (not run.later and time.monotonic() < give_up):
        time.sleep(0.05)


def hostile_messages() -> Iterator[str]:
    """Random and hostile messages through one desk."""
    with sqlite() as url:
        yield hostile(url, 2000 if SMALL else 100_000, seed=secrets.randbits(32))


PARTS = {
    "kills": kills,
    "cut": cut,
    "restart": restart,
    "full": full,
    "locked": locked,
    "hostile": hostile_messages,
}

if __name__ == "__main__":
    main([name for name in sys.argv[1:] if not name.startswith("-")])
