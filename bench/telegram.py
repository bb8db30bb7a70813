"""Filling in a form on Telegram: `shenbao serve` on durable SQLite beside bots that only remember.

The same five questions, the same users waiting for each answer, one bot after the other in each round.
python-telegram-bot's ConversationHandler runs in memory and pickled after each update; aiogram 3 with
its states in memory, in an environment of its own (SHENBAO_BENCH_AIOGRAM names its Python; without one
it is left out): `python3 -m venv ~/.cache/shenbao-bench/aiogram`, and there `pip install aiogram==3.31.0`.
All meet the same server; how many calls each makes for an update, and what those cost the server, is told.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.telegram_driver import TOKEN, Driver

ROOT = Path(__file__).parent.parent
USERS = 40
ROUNDS = int(os.environ.get("SHENBAO_BENCH_ROUNDS", "3"))
SECONDS = float(os.environ.get("SHENBAO_BENCH_SECONDS", "5"))
WARM_SECONDS = 1.5
TICKS = os.sysconf("SC_CLK_TCK")
AIOGRAM = os.environ.get(
    "SHENBAO_BENCH_AIOGRAM", str(Path.home() / ".cache/shenbao-bench/aiogram/bin/python")
)


@dataclass(frozen=True)
class Run:
    """What one bot did in one round."""

    updates_a_second: float
    cpu_ms: float
    p50_ms: float
    calls: float
    driver_ms: float


def main() -> None:
    """Print the figures."""
    for latency in (0.0, 0.03):
        runs: dict[str, list[Run]] = {}
        for _ in range(ROUNDS):
            for name, words in _bots().items():
                runs.setdefault(name, []).append(asyncio.run(_run(words, latency)))
        print(f"{USERS} users, API latency {latency * 1000:.0f} ms, medians of {ROUNDS} rounds")
        for name, found in runs.items():
            print(
                f"  {name:<38}"
                f"{statistics.median(r.updates_a_second for r in found):7.0f} updates/s"
                f"{statistics.median(r.cpu_ms for r in found):7.2f} CPU ms an update"
                f"{statistics.median(r.p50_ms for r in found):8.0f} ms p50"
                f"{statistics.median(r.calls for r in found):6.2f} calls"
                f"{statistics.median(r.driver_ms for r in found):6.2f} CPU ms of the server",
                flush=True,
            )


def _bots() -> dict[str, list[str]]:
    """Return the bots and how each is started; {base} and {folder} are filled in."""
    ptb = [sys.executable, "-m", "bench.telegram_ptb", "{base}", TOKEN]
    bots = {
        "shenbao serve, durable SQLite": [
            sys.executable,
            "-m",
            "bot",
            "serve",
            "--data",
            "{folder}",
        ],
        "ConversationHandler, memory": [*ptb, ""],
        "ConversationHandler, pickled each update": [*ptb, "{folder}"],
    }
    if Path(AIOGRAM).exists():
        bots["aiogram 3 FSM, memory"] = [
            AIOGRAM,
            "-m",
            "bench.telegram_aiogram",
            "{base}",
            TOKEN,
        ]
    return bots


async def _run(words: list[str], latency: float) -> Run:
    driver = Driver(USERS, latency)
    base = await driver.start()
    with tempfile.TemporaryDirectory() as folder, _started(words, base, folder) as process:
        while not driver.polls:
            await asyncio.sleep(0.05)
        driver.begin()
        await asyncio.sleep(WARM_SECONDS)
        driver.took.clear()
        done, calls = driver.done, driver.calls
        cpu, own, begun = _cpu_seconds(process), time.process_time(), time.perf_counter()
        await asyncio.sleep(SECONDS)
        elapsed = time.perf_counter() - begun
        count, calls = driver.done - done, driver.calls - calls
        used, own = _cpu_seconds(process) - cpu, time.process_time() - own
        took = statistics.median(driver.took) if driver.took else 0.0
    await driver.stop()
    each = max(count, 1)
    return Run(count / elapsed, used / each * 1000, took * 1000, calls / each, own / each * 1000)


@contextmanager
def _started(words: list[str], base: str, folder: str) -> Iterator[int]:
    """Start a bot, give its process, and end it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SHENBAO_")}
    environment |= {
        "SHENBAO_TELEGRAM_TOKEN": TOKEN,
        "SHENBAO_TELEGRAM_API": base,
        "SHENBAO_PORT": "0",
        "SHENBAO_TODAY": "2025-03-01",
    }
    filled = [word.format(base=base, folder=folder) for word in words]
    process = subprocess.Popen(
        filled, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _cpu_seconds(process: int) -> float:
    """Return the processor time a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
