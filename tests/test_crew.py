"""Several workers kept at work: one that dies is replaced, all stop together, none is left behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import crew
from bot.cli.crew import Crew, Worker
from tests.source import ROOT

#: A worker that writes who it is, works until it is asked to stop, and writes that it was.
GOOD = "open(sys.argv[1], 'a').write(f'{os.getpid()} began\\n'); sys.stdin.read(); open(sys.argv[1], 'a').write(f'{os.getpid()} ended\\n')"
#: One that will not hear.
DEAF = "open(sys.argv[1], 'a').write(f'{os.getpid()} began\\n'); threading.Event().wait(60)"
BAD = "sys.exit(3)"


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The signals of the test process as they were."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def starter(code: str, log: Path) -> Callable[[int], Worker]:
    def start(_: int) -> Worker:
        command = [sys.executable, "-c", f"import os, sys, threading; {code}", str(log)]
        return subprocess.Popen(command, stdin=subprocess.PIPE)

    return start


def lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def when(is_so: Callable[[], bool], act: Callable[[], None]) -> threading.Thread:
    """Act once something is so, beside the crew, which needs the main thread."""

    def watch() -> None:
        while not is_so():
            threading.Event().wait(0.02)
        act()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def signalled() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_all_stop_together_in_order(tmp_path: Path) -> None:
    log = tmp_path / "log"
    when(lambda: len(lines(log)) == 3, signalled)
    assert Crew(starter(GOOD, log), 3).run() == 0
    assert len([line for line in lines(log) if line.endswith("ended")]) == 3


def test_one_that_dies_is_replaced(tmp_path: Path) -> None:
    log, ended = tmp_path / "log", []

    def kill_one() -> None:
        os.kill(int(lines(log)[0].split()[0]), signal.SIGKILL)
        when(lambda: len(lines(log)) == 3, signalled)

    when(lambda: len(lines(log)) == 2, kill_one)
    assert Crew(starter(GOOD, log), 2, ended.append).run() == 0
    assert ended == [int(lines(log)[0].split()[0])]
    assert len([line for line in lines(log) if line.endswith("ended")]) == 2


def test_workers_that_cannot_work_end_the_crew(tmp_path: Path) -> None:
    assert Crew(starter(BAD, tmp_path / "log"), 2).run() == 1


def test_one_that_will_not_hear_is_ended_within_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "GRACE_TICKS", 3)
    log = tmp_path / "log"
    when(lambda: len(lines(log)) == 1, signalled)
    assert Crew(starter(DEAF, log), 1).run() == 1


def test_a_second_signal_ends_all_on_the_spot(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def twice() -> None:
        signalled()
        threading.Event().wait(0.5)
        signalled()

    when(lambda: len(lines(log)) == 1, twice)
    assert Crew(starter(DEAF, log), 1).run() == 1


def test_no_worker_outlives_a_crew_that_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import subprocess, sys; from bot.cli.crew import Crew\n"
        "worker = 'import os, sys; ' + sys.argv[1]\n"
        "start = lambda _: subprocess.Popen([sys.executable, '-c', worker, sys.argv[2]], stdin=-1)\n"
        "Crew(start, 2).run()"
    )
    whole = subprocess.Popen([sys.executable, "-c", code, GOOD, str(log)], cwd=ROOT)
    when(lambda: len(lines(log)) == 2, whole.kill)
    whole.wait()
    ended = threading.Event()
    when(lambda: len(lines(log)) == 4, ended.set)
    assert ended.wait(30)
