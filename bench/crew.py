"""Workers that serve messages in processes of their own, and can be killed at any moment.

Forked from a process that has read the notices already, so that a new one is there at once. A worker
takes messages from a pipe as a webhook does: it confirms after the commit, then hands the replies out.
"""

import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from bench.persons import TODAY
from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Text
from bot.store import StoreUnavailable, open_database

CHANNEL = "crew"
_FORK = multiprocessing.get_context("fork")

#: What a worker says: taken in, not now, one reply handed out, and that this was noted.
ACK, LATER, LETTER, NOTED = "ack", "later", "letter", "noted"


@dataclass
class Hand:
    """One worker as the driver knows it."""

    library: Library
    url: str
    beside: Path
    threads: int = 4
    pipe: Connection = field(init=False)
    pid: int = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin to work."""
        self.pipe, theirs = _FORK.Pipe()
        process = _FORK.Process(
            target=serve,
            args=(self.library, self.url, self.beside, theirs, self.threads),
            daemon=True,
        )
        process.start()
        theirs.close()
        self.process = process
        self.pid = int(process.pid or 0)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        os.kill(self.pid, signal.SIGKILL)
        self.process.join()

    def stop(self) -> None:
        """Let it finish what it has."""
        self.pipe.send(None)
        self.process.join(30)


def serve(library: Library, url: str, beside: Path, pipe: Connection, threads: int) -> None:
    """Be a worker until `None` comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    database = open_database(url, beside)
    desk = Desk(CHANNEL, library, database, Delivery(Path("none"), lambda _: {}))
    saying = threading.Lock()
    over = threading.Event()

    def say(*what: object) -> None:
        with saying:
            pipe.send(what)

    def hand_out(letters: tuple[Letter, ...]) -> None:
        for letter in letters:
            say(LETTER, letter.to, _turn(letter), os.getpid(), time.monotonic_ns())
            desk.confirm((letter,))
            say(NOTED, letter.to, _turn(letter), os.getpid())

    def take_in(key: str, number: int, text: str) -> None:
        try:
            letters = desk.receive(Update(key, Text(text), TODAY, f"{key}-{number}"))
        except StoreUnavailable as trouble:
            say(LATER, key, number, trouble.reason)
            return
        say(ACK, key, number)
        hand_out(letters)

    def look_around() -> None:
        while not over.wait(0.2):
            try:
                hand_out(desk.take(50))
            except StoreUnavailable:
                continue

    (looking := threading.Thread(target=look_around, daemon=True)).start()
    _work(pipe, threads, take_in)
    over.set()
    looking.join()
    desk.close()
    database.close()


def _turn(letter: Letter) -> int:
    """Return which turn a letter answers, as its choices tell."""
    return int(letter.choices[0].id.rpartition("@")[2]) if letter.choices else 0


def _work(pipe: Connection, threads: int, take_in: Callable[[str, int, str], None]) -> None:
    """Take in what comes through the pipe until `None` does, several messages at a time."""
    with ThreadPoolExecutor(threads) as pool:
        while (given := pipe.recv()) is not None:
            if given[0] == "limit":
                _limit_files(given[1])
            else:
                pool.submit(take_in, *given)


def _limit_files(size: int) -> None:
    """Let no file of this process grow beyond a size; -1 is no limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
