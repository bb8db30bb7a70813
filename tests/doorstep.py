"""The page's application in a thread, on a port and by a clock of the test's own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import httpx
import uvicorn

from bot.channels.web.app import create_app
from bot.channels.web.site import Site, open_site
from bot.library import Library
from bot.settings import Settings
from bot.store import open_database

DAY = date(2025, 3, 1)


class Clock:
    """The wall's clock, moved on by hand; or by a `tick` whenever it is looked at."""

    def __init__(self, tick: timedelta = timedelta()) -> None:
        self._ahead = timedelta()
        self._tick = tick

    def __call__(self) -> datetime:
        self._ahead += self._tick
        return datetime.now(UTC) + self._ahead

    def pass_(self, time: timedelta) -> None:
        self._ahead += time


@contextmanager
def opened(library: Library, clock: Clock, folder: Path, url: str = "") -> Iterator[Site]:
    """A site with a database of its own."""
    given = Settings(data=folder, database_url=f"sqlite:///{folder / 'a.db'}", url=url)
    database = open_database(given.database_url)
    yield open_site(given, library, database, now=clock, today=lambda: DAY)
    database.close()


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site and give its address."""
    server = uvicorn.Server(uvicorn.Config(create_app(site), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


class Person:
    """Somebody with a browser of their own; `cookie` is one they come with."""

    def __init__(self, url: str, cookie: str = "") -> None:
        cookies = {"shenbao": cookie} if cookie else {}
        self.http = httpx.Client(
            base_url=url, cookies=cookies, follow_redirects=True, trust_env=False, timeout=60
        )
        self.page()

    def page(self) -> str:
        return self.http.get("/").text

    @property
    def cookie(self) -> str:
        return self.http.cookies["shenbao"]

    @property
    def token(self) -> str:
        return self.page().split('name="token" value="')[1].split('"')[0]

    def say(self, text: str, id_: str = "", **more: str) -> str:
        fields = {"token": self.token, "id": id_ or f"id-{abs(hash(text))}-1234"[:40], "text": text}
        return self.http.post("/say", data={**fields, **more}).text

    def tap(self, label: str) -> str:
        choice = self.page().split(f">{label}</button>")[0].rsplit('value="', 1)[1].rstrip('">')
        return self.say("", f"tap-{choice}"[:40], choice=choice)

    def close(self) -> None:
        self.http.close()


Come: TypeAlias = Callable[..., Person]
