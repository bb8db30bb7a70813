"""The first page on a slow phone: a quarter of this processor, 1.6 Mbit/s, 150 ms away; nothing cached.

Medians of several visits, as Chromium's own tracing tells them.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import Server, chromium, phone, serving

VISITS = 7
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
_TOLD = """() => {
  const went = performance.getEntriesByType('navigation')[0];
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  return [painted ? painted.startTime : 0, went.domContentLoadedEventEnd, went.loadEventEnd];
}"""


def main() -> None:
    """Print the figures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        chromium() as browser,
    ):
        visits = [_visit(browser, server) for _ in range(VISITS)]
    painted, interactive, loaded = (statistics.median(each) for each in zip(*visits, strict=True))
    print(
        f"first page on a slow phone, medians of {VISITS}: words on the screen {painted:.0f} ms, "
        f"interactive {interactive:.0f} ms, all there {loaded:.0f} ms"
    )


def _visit(browser: Browser, server: Server) -> tuple[float, float, float]:
    context = phone(browser)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(server.url, wait_until="load")
    painted, interactive, loaded = page.evaluate(_TOLD)
    context.close()
    return painted, interactive, loaded


if __name__ == "__main__":
    main()
