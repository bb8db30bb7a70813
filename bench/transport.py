"""The way to the Bot API: requests over aiohttp beside python-telegram-bot's own, which uses httpx.

Forty calls are always under way; a server in a process of its own answers at once or after 30 ms.
"""

import asyncio
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench.telegram_driver import TOKEN, Driver
from bot.channels.telegram.transport import AiohttpRequest

CALLS, AT_ONCE, ROUNDS = 2000, 40, 3
WAYS: Mapping[str, Callable[[], BaseRequest]] = {
    "ours, aiohttp": AiohttpRequest,
    "python-telegram-bot's own, httpx": lambda: HTTPXRequest(connection_pool_size=100),
}


def main() -> None:
    """Print the figures."""
    for latency in (0.0, 0.03):
        with _server(latency) as base:
            runs: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
            for _ in range(ROUNDS):
                for name, way in WAYS.items():
                    runs[name].append(asyncio.run(_run(base, way())))
        print(f"{AT_ONCE} calls at once, API latency {latency * 1000:.0f} ms, medians of {ROUNDS}")
        for name, found in runs.items():
            rate, cpu = (statistics.median(each) for each in zip(*found, strict=True))
            print(f"  {name:<38}{rate:7.0f} calls/s{cpu:7.2f} CPU ms a call", flush=True)


async def _run(base: str, request: BaseRequest) -> tuple[float, float]:
    """Return calls a second and CPU milliseconds a call."""
    bot = Bot(TOKEN, base_url=f"{base}/bot", request=request)
    await bot.initialize()
    left = iter(range(CALLS))

    async def caller() -> None:
        for _ in left:
            await bot.send_chat_action(1, "typing")

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    await bot.shutdown()
    return CALLS / wall, cpu / CALLS * 1000


@contextmanager
def _server(latency: float) -> Iterator[str]:
    """Serve in a process of its own and give its address."""
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_serve, args=(latency, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def _serve(latency: float, told: Connection) -> None:
    async def whole() -> None:
        told.send(await Driver(0, latency).start())
        await asyncio.Event().wait()

    asyncio.run(whole())


if __name__ == "__main__":
    main()
