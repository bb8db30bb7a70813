"""From a fresh clone to the first answer in a browser: `make run`, then a newcomer's taps, step by step.

The packages are fetched from wherever pip is set up to fetch them; its cache is used as it is found.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import ROOT, Talk, chromium, free_port, phone

LONGEST_SECONDS = 900
QUESTION = "选题申报什么时候截止"


def main() -> None:
    """Print when each step was done, in seconds since the clone began."""
    begun = time.perf_counter()

    def step(told: str) -> None:
        print(f"{time.perf_counter() - begun:6.1f} s  {told}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "shenbao"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        step("cloned")
        port = str(free_port())
        environment = {**os.environ, "SHENBAO_PORT": port, "BROWSER": "true"}
        server = subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            step(f"make run says: {_address_line(server, url)}")
            with chromium() as browser:
                _asks(phone(browser).new_page(), url, step)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def _address_line(server: "subprocess.Popen[str]", url: str) -> str:
    """Return the line in which the address is printed, and that only once it is."""
    assert server.stdout
    deadline = time.perf_counter() + LONGEST_SECONDS
    for line in server.stdout:
        if url in line or time.perf_counter() > deadline:
            break
    return line.strip()


def _asks(page: Page, url: str, step: Callable[[str], None]) -> None:
    talk = Talk(page, url)
    step("the page is open")
    page.get_by_role("button", name="老师", exact=True).tap()
    page.wait_for_load_state("networkidle")
    step("a newcomer is a teacher of the sample region")
    answer = talk.say(QUESTION)
    assert "3月21日" in answer, answer
    step(f"answered: {answer.splitlines()[1] if chr(10) in answer else answer}")


if __name__ == "__main__":
    main()
