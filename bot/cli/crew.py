"""Several workers behind one port: started, started again when one dies, stopped together.

A worker is asked to stop by the end of its standard input, which comes too when this process is
killed: no worker is left behind. A signal meant for all of them cannot be mistaken for a second one.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bot.metrics import SHARED, forget_worker

_LOG = logging.getLogger("shenbao.crew")

Worker = subprocess.Popen[bytes]

TICK_SECONDS = 0.1
#: A little longer than a worker gives itself.
GRACE_TICKS = 250
#: A worker that ends so soon did not get to work; after so many in a row the crew gives up.
SOON_TICKS, MOST_SOON = 100, 5


def serve_together(listener: socket.socket, data: Path, count: int) -> int:
    """Serve what comes in at a port by several processes, and return the exit status."""
    command = [sys.executable, "-m", "bot", "serve", "--data", str(data)]
    with tempfile.TemporaryDirectory(prefix="shenbao-figures-") as folder:

        def start(_: int) -> Worker:
            return subprocess.Popen(  # noqa: S603 - our own program
                [*command, "--listener", str(listener.fileno())],
                stdin=subprocess.PIPE,
                pass_fds=[listener.fileno()],
                env={**os.environ, SHARED: folder},
            )

        return Crew(start, count, lambda process: forget_worker(process, folder)).run()


@dataclass
class _Place:
    """One worker's place: the process in it, and how many ticks it has lived."""

    number: int
    process: Worker
    ticks: int = 0


class Crew:
    """Keeps `count` workers at work until it is told to stop."""

    def __init__(
        self,
        start: Callable[[int], Worker],
        count: int,
        ended: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._start = start
        self._count = count
        self._ended = ended
        self._signals = 0
        self._wake = threading.Event()
        self._soon = 0

    def run(self) -> int:
        """Work until SIGTERM or Ctrl-C; 0 for a stop in order, 1 where workers could not work."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._signalled)
        places = [_Place(number, self._start(number)) for number in range(self._count)]
        while not self._signals and self._soon < MOST_SOON:
            self._tick()
            for place in places:
                self._look_after(place)
        _LOG.info("stopping", extra={"workers": self._count})
        return max(self._stop([place.process for place in places]), int(not self._signals))

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1
        self._wake.set()

    def _tick(self) -> None:
        self._wake.wait(TICK_SECONDS)
        self._wake.clear()

    def _look_after(self, place: _Place) -> None:
        """Start a worker anew whose process ended."""
        place.ticks += 1
        if place.process.poll() is None:
            self._soon = 0 if place.ticks == SOON_TICKS else self._soon
            return
        status = place.process.returncode
        _LOG.error("a worker ended", extra={"worker": place.number, "status": status})
        self._ended(place.process.pid)
        _dismiss(place.process)
        self._soon += place.ticks < SOON_TICKS
        if self._signals == 0 and self._soon < MOST_SOON:
            place.process, place.ticks = self._start(place.number), 0

    def _stop(self, processes: list[Worker]) -> int:
        """End all workers in order, within a bound; a second signal ends them on the spot."""
        for process in processes:
            _dismiss(process)
        for _ in range(GRACE_TICKS):
            if self._signals > 1 or all(process.poll() is not None for process in processes):
                break
            self._tick()
        late = [process for process in processes if process.poll() is None]
        for process in late:
            process.kill()
        for process in processes:
            process.wait()
        return int(bool(late))


def _dismiss(process: Worker) -> None:
    """End a worker's standard input, which asks it to stop."""
    if process.stdin is not None:
        process.stdin.close()
