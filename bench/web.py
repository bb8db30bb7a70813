"""The page over HTTP: teachers filling in a form at a human pace, the rate where it saturates, bytes, memory.

One process of `shenbao serve` on durable SQLite; the client runs beside it on the same cores. Every
teacher has a cookie and an address of their own.
"""

import asyncio
import gzip
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, CookieJar

from bench.conversation import resident_mb

TEACHERS, SECONDS, PAUSE_SECONDS = 50, 20.0, 2.0
IDLE_PAGES = 200
FIELDS = (
    "填申报表", "区域内学校", "苏州市示例小学", "运算能力提升实践", "徐玉兰", "同上", "教研组长",
    "13812345678", "xuyulan@example.com", "没有", "跳过", "2024 年监测结果显示运算能力偏弱。" * 12,
    "从监测数据出发。" * 30, "用问卷了解学情。", "分三步推进。", "2025.3-2025.6，错因分析，报告",
    "这一项填好了", "姑苏区", "数学", "小学", "检查", "另填一份",
)  # fmt: skip
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


class Teacher:
    """One teacher with a browser."""

    def __init__(self, url: str, number: int) -> None:
        self._url = url
        self._said = 0
        address = f"10.0.{number // 250}.{number % 250 + 1}"
        self.http = ClientSession(
            cookie_jar=CookieJar(unsafe=True),
            headers={"X-Forwarded-For": address},
            timeout=ClientTimeout(60),
        )

    async def open(self) -> str:
        """Fetch the page."""
        async with self.http.get(f"{self._url}/") as answer:
            page = await answer.text()
        self._token = _TOKEN.findall(page)[0]
        return page

    async def turn(self) -> float:
        """Answer the next field and return how long it took, in milliseconds."""
        fields = {
            "token": self._token, "id": secrets.token_hex(8), "piece": "true", "after": "1000000000",
            "text": FIELDS[self._said % len(FIELDS)],
        }  # fmt: skip
        self._said += 1
        begun = time.perf_counter()
        async with self.http.post(f"{self._url}/say", data=fields) as answer:
            await answer.read()
            assert answer.status == 200, answer.status
        return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        process, url = _serve(folder)
        try:
            asyncio.run(_measure(url, process.pid))
        finally:
            process.terminate()
            process.wait(30)


async def _measure(url: str, process: int) -> None:
    teachers = [Teacher(url, number) for number in range(TEACHERS)]
    page = await teachers[0].open()
    await _weigh(teachers[0], url, page)
    for teacher in teachers:
        await teacher.open()
    await asyncio.gather(*(teacher.turn() for teacher in teachers))  # everything is loaded
    took = await _at_a_human_pace(teachers)
    print(
        f"{TEACHERS} teachers, a message every {PAUSE_SECONDS:.0f} s: {len(took) / SECONDS:.0f} turns a "
        f"second, p50 {_at(took, 0.5):.0f} ms, p95 {_at(took, 0.95):.0f} ms, p99 {_at(took, 0.99):.0f} ms"
    )
    begun = time.perf_counter()
    done = await asyncio.gather(*(_hurried(teacher, begun + SECONDS / 2) for teacher in teachers))
    print(f"as fast as it goes: {sum(done) / (time.perf_counter() - begun):.0f} turns a second")
    idle = [Teacher(url, 1000 + number) for number in range(IDLE_PAGES)]
    await asyncio.gather(*(each.open() for each in idle))
    print(f"memory with {IDLE_PAGES} pages open beside them: {resident_mb(process)} MB")
    for each in (*teachers, *idle):
        await each.http.close()


async def _weigh(teacher: Teacher, url: str, page: str) -> None:
    parts = [page.encode()]
    for link in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        async with teacher.http.get(f"{url}{link}") as answer:
            parts.append(await answer.read())
    whole, packed = sum(map(len, parts)), sum(len(gzip.compress(part)) for part in parts)
    print(f"first page with all it needs: {whole / 1024:.0f} KB, packed {packed / 1024:.0f} KB")


async def _at_a_human_pace(teachers: list[Teacher]) -> list[float]:
    took: list[float] = []
    end = time.perf_counter() + SECONDS

    async def talk(teacher: Teacher, late: float) -> None:
        await asyncio.sleep(late)
        while time.perf_counter() < end:
            spent = await teacher.turn()
            took.append(spent)
            await asyncio.sleep(max(0.0, PAUSE_SECONDS - spent / 1000))

    spread = PAUSE_SECONDS / len(teachers)
    await asyncio.gather(*(talk(each, number * spread) for number, each in enumerate(teachers)))
    return sorted(took)


async def _hurried(teacher: Teacher, end: float) -> int:
    turns = 0
    while time.perf_counter() < end:
        await teacher.turn()
        turns += 1
    return turns


def _at(took: list[float], part: float) -> float:
    return took[min(len(took) - 1, int(len(took) * part))]


def _serve(folder: str) -> tuple[subprocess.Popen[str], str]:
    environment: dict[str, Any] = {**os.environ, "SHENBAO_PORT": "0", "SHENBAO_TODAY": "2025-03-01"}
    command = [sys.executable, "-m", "bot", "serve", "--data", folder]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout
    url = re.findall(r"http://[\d.]+:\d+", process.stdout.readline())[0]
    return process, url


if __name__ == "__main__":
    main()
