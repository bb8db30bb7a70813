"""A server of the page as people run it, and a real browser of a phone's size to look at it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = ViewportSize(width=360, height=780)
DESKTOP = ViewportSize(width=1280, height=800)
TEXTS = (
    "2024 年监测结果显示，我校六年级学生数学运算能力低于全市平均水平，错误集中在分数混合运算。",
    "从监测数据出发。",
    "用问卷了解学情。",
    "分三步推进。",
)


class Server:
    """One process of `shenbao serve` on a port of its own."""

    def __init__(
        self, data: Path, *more: str, today: str = "2025-03-01", **environment: str
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [sys.executable, "-m", "bot", "serve", "--data", str(data), *more]
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SHENBAO_")}
        self._environment = {
            **kept, "SHENBAO_PORT": str(self.port), **({"SHENBAO_TODAY": today} if today else {}), **environment
        }  # fmt: skip
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        said = self._process.stdout.readline()
        assert self.url in said, said
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                with urlopen(f"{self.url}/static/mark.svg", timeout=2):
                    return
            except OSError:
                time.sleep(0.05)
        pytest.fail("the page did not open")

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.send_signal(signal.SIGKILL)
        self._wait()

    def stop(self) -> int:
        """End it as an operator does, and return the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._wait()

    def _wait(self) -> int:
        status = self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()
        return status


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(data: Path, *more: str, **environment: str) -> Iterator[Server]:
    server = Server(data, *more, **environment)
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, headless=True, chromium_sandbox=False
        )
        yield browser
        browser.close()


def phone(browser: Browser, **more: object) -> BrowserContext:
    """A browser of its own on a phone: nothing remembered, touch, Chinese."""
    options: dict[str, object] = {
        "viewport": PHONE, "device_scale_factor": 2, "has_touch": True, "is_mobile": True,
        "locale": "zh-CN", "reduced_motion": "reduce", **more,
    }  # fmt: skip
    return browser.new_context(**options)  # type: ignore[arg-type]


def slips_of(page: Page) -> list[str]:
    """What axe finds serious, and whether something sticks out of a phone's screen."""
    found = Axe().run(page).response["violations"]
    serious = [each["id"] for each in found if each["impact"] in ("serious", "critical")]
    return serious + (["too wide"] if is_wider_than_the_screen(page) else [])


def is_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


class Talk:
    """The page as a person uses it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.slips: list[str] = []
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.slips.append(str(error)))
        page.goto(url)

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.slips.append(text)

    def say(self, text: str) -> str:
        """Write something, send it, and return what comes back."""
        self.page.fill("#text", text)
        return self._sent(lambda: self.page.tap("#say .send"))

    def tap(self, label: str) -> str:
        """Tap a button by its words."""
        button = self.page.get_by_role("button", name=label, exact=True).last
        return self._sent(button.tap)

    def writes_the_texts(self) -> None:
        """Fill in the last third of the application: four texts, an outcome, whose case it is."""
        for text in TEXTS:
            self.say(text)
            self.tap("完成这一项")
        self.say("2025.3-2025.6，六年级运算错因分析，调研报告")
        self.tap("这一项填好了")
        self.say("姑苏区")
        self.tap("数学")
        self.tap("小学")

    def _sent(self, act: Callable[[], object]) -> str:
        before = self.last
        act()
        self.page.wait_for_selector(f"#now:not([data-last='{before}'])")
        self.page.wait_for_selector(".unsent", state="detached")
        return self.newest

    @property
    def last(self) -> str:
        return str(self.page.get_attribute("#now", "data-last"))

    @property
    def newest(self) -> str:
        """What was said since the person's last message."""
        return str(
            self.page.evaluate(
                "() => { const all = [...document.querySelectorAll('#log > li')];"
                " const at = all.map(one => one.className).lastIndexOf('mine');"
                " return all.slice(at + 1).map(one => one.innerText).join('\\n'); }"
            )
        )
