"""`shenbao serve` with a token, as a process of its own: a whole form over Telegram, killed halfway."""

import asyncio
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.botapi.phone import Phone, until
from tests.botapi.server import TOKEN, BotApi

ROOT = Path(__file__).parent.parent
FIRST = ("示例区教育局", "徐玉兰")
REST = ("教研员", "13812345678", "123456789")
STEP = re.compile(r"第 (\d) 步")


class Server:
    """`shenbao serve`, in one process or in several behind one port."""

    def __init__(
        self, api: BotApi, data: Path, *, webhook: bool, workers: int = 1, url: str = ""
    ) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        kept = {key: value for key, value in os.environ.items() if not key.startswith("SHENBAO_")}
        place = f"http://127.0.0.1:{port}/telegram/webhook" if webhook else ""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "bot", "serve"),
                *("--data", str(data), "--workers", str(workers)),
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={
                **kept,
                "SHENBAO_PORT": str(port),
                "SHENBAO_TODAY": "2025-03-01",
                "SHENBAO_TELEGRAM_TOKEN": TOKEN,
                "SHENBAO_TELEGRAM_API": api.root,
                "SHENBAO_TELEGRAM_WEBHOOK": place,
                **({"SHENBAO_DATABASE_URL": url} if url else {}),
            },
        )

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers, oldest first."""
        own = self._process.pid
        return [int(each) for each in Path(f"/proc/{own}/task/{own}/children").read_text().split()]

    def end(self, how: signal.Signals) -> str:
        self._process.send_signal(how)
        _, said = self._process.communicate(timeout=60)
        return said.decode()


@asynccontextmanager
async def serving(data: Path, **how: Any) -> AsyncIterator[Any]:
    api = BotApi()
    await api.start()
    servers: list[Server] = []

    def begin() -> Server:
        servers.append(Server(api, data, **how))
        return servers[-1]

    try:
        yield api, begin
    finally:
        for server in servers:
            server._process.kill()
            server._process.wait()
            if server._process.stderr:
                server._process.stderr.close()
        await api.stop()


async def sees(phone: Phone, words: str) -> None:
    await until(lambda: bool(phone.said) and words in phone.said[-1].text, within=120)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_form_is_filled_by_taps_and_texts_through_a_kill(tmp_path: Path, webhook: bool) -> None:
    async def story() -> None:
        async with serving(tmp_path, webhook=webhook) as (api, begin):
            phone = Phone(api, 1001)
            server = begin()
            await phone.opens()
            await sees(phone, "请勿发送监测数据")
            await phone.types("填附件1")
            for step, text in enumerate(FIRST, 2):
                await phone.types(text)
                await sees(phone, f"第 {step} 步")
            await phone.types(REST[0])
            server.end(signal.SIGKILL)
            server = begin()
            await sees(phone, "第 4 步")
            for text in REST[1:]:
                await phone.types(text)
            await sees(phone, "请核对")
            assert "教研员" in phone.said[-1].text
            count = len(phone.said)
            await phone.taps("完成")
            await until(
                lambda: sum(m.file is not None for m in phone.said[count:]) >= 4, within=120
            )
            await api.updates.all_taken()
            papers = {m.file.name: m.file.content for m in phone.said[count:] if m.file}
            made = {place.name: place for place in (tmp_path / "files").rglob("*.*")}
            for name, content in papers.items():
                assert (
                    hashlib.sha256(content).digest()
                    == hashlib.sha256(made[name].read_bytes()).digest()
                )
            told = (await asyncio.to_thread(server.end, signal.SIGTERM)).splitlines()
            assert [line for line in told if json.loads(line)["level"] != "info"] == []

    asyncio.run(story())


def test_two_webhook_workers_share_a_crowd_and_one_is_killed(tmp_path: Path, postgres: str) -> None:
    texts = ("填附件1", *FIRST, *REST)

    async def story() -> None:
        how = {"webhook": True, "workers": 2, "url": postgres}
        async with serving(tmp_path, **how) as (api, begin):
            server = begin()
            phones = [Phone(api, 1001 + number) for number in range(8)]
            await asyncio.gather(*(phone.types(text) for phone in phones for text in texts[:3]))
            await until(lambda: any(len(phone.said) == 2 for phone in phones), within=120)
            assert len(server.workers) == 2
            os.kill(server.workers[0], signal.SIGKILL)
            await asyncio.gather(*(phone.types(text) for phone in phones for text in texts[3:]))
            await until(
                lambda: all("请核对" in phone.said[-1].text for phone in phones), within=120
            )
            for phone in phones:
                steps = [int(each) for m in phone.said for each in STEP.findall(m.text)]
                assert steps == sorted(steps), "nobody's replies change places"
                assert set(steps) == {1, 2, 3, 4, 5}, "none is missing"
                assert "教研员" in phone.said[-1].text

    asyncio.run(story())
