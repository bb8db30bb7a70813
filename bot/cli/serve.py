"""`shenbao serve`: the web page, and whatever runs beside it, in one process or several."""

import argparse
import errno
import gc
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot import sample
from bot.channels.background import Door
from bot.channels.web.app import create_app
from bot.channels.web.health import health_router
from bot.channels.web.server import PageServer
from bot.channels.web.site import open_site
from bot.cli import Refused, now, parser, refuse, today
from bot.cli.crew import serve_together
from bot.cli.starting import look_around
from bot.library import Library, load_library
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings
from bot.store import Database, StoreRefused, open_database
from bot.store.address import is_shared
from bot.wording import sentence

WAITING_AT_THE_DOOR = 2048


def run(words: Sequence[str]) -> int:
    """Serve until Ctrl-C or SIGTERM, and return the exit status."""
    options = parser("serve")
    options.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    options.add_argument("--open", action="store_true", help=sentence("cli.serve.browser"))
    options.add_argument(
        "--workers", type=int, default=1, metavar="N", help=sentence("cli.serve.workers")
    )
    options.add_argument(
        "--listener", type=int, help=argparse.SUPPRESS
    )  # a worker's: the open port
    options.add_argument("--sample", action="store_true", help=sentence("cli.serve.sample"))
    chosen = options.parse_args(words)
    settings = read_settings(os.environ, data=chosen.data)
    set_up_logs()
    try:
        if chosen.sample and sample.is_wanted(settings):
            settings = sample.settings_of_sample(settings)
            sample.set_up(settings)
        if chosen.listener is not None:
            return _serve(settings, socket.socket(fileno=chosen.listener), is_one_of_many=True)
        return _begin(settings, chosen.workers, with_browser=chosen.open)
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))
    except Refused as refused:
        return refuse(refused.reason)


def doors(settings: Settings, library: Library, database: Database) -> tuple[Door, ...]:
    """Return the doors beside the page: Telegram, where there is a token."""
    if not settings.telegram_token:
        return ()
    from bot.channels.telegram.opening import open_telegram  # noqa: PLC0415 - only where it is used

    return (open_telegram(settings, library, database, _day(settings)),)


def _begin(settings: Settings, workers: int, *, with_browser: bool) -> int:
    """Take the port, look around, say where the page is, and serve alone or with others."""
    if workers > 1 and sys.platform == "win32":
        raise Refused(code="one-worker-here")
    if workers > 1 and not is_shared(settings.database_url):
        raise Refused(code="one-worker", workers=str(workers))
    with _listen(settings) as listener:
        for warning in look_around(settings.data, now()):
            print(warning, file=sys.stderr)
        host, port = listener.getsockname()[:2]
        url = f"http://{host}:{port}"
        if workers == 1:
            return _serve(settings, listener, lambda: _announce(url, with_browser=with_browser))
        open_database(settings.database_url).close()  # brought up to date by one, before the others
        _announce(url, with_browser=with_browser)
        return serve_together(listener, settings.data, workers)


def _serve(
    settings: Settings,
    listener: socket.socket,
    announce: Callable[[], None] = lambda: None,
    *,
    is_one_of_many: bool = False,
) -> int:
    database = open_database(settings.database_url, settings.data / "arrived")
    try:
        library = load_library(settings.service)
        site = open_site(settings, library, database, now=_clock(settings), today=_day(settings))
        beside = doors(settings, library, database)
        server = PageServer(create_app(site, beside))
        server.add(health_router(database, settings.data, lambda: server.should_exit))
        server.add(*(route for door in beside for route in door.routes))
        if is_one_of_many:
            threading.Thread(target=_stop_at_the_end, args=(server,), daemon=True).start()
        gc.collect()
        gc.freeze()  # what was loaded stays: looking through it again and again took a tenth of the time
        announce()
        server.open(listener)
        site.desk.close()
    finally:
        database.close()
        listener.close()
    return 0


def _stop_at_the_end(server: PageServer) -> None:
    """Stop when standard input ends: the crew asks for it, or is no more."""
    sys.stdin.buffer.read()
    server.stop()


def _clock(settings: Settings) -> Callable[[], datetime]:
    """Return the clock: the wall's, or the sample's."""
    if not settings.is_sample:
        return now
    return lambda: sample.moment(now(), settings.today or sample.DAY)


def _day(settings: Settings) -> Callable[[], date]:
    return lambda: settings.today or today()


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything else is opened; raises Refused where somebody has it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(WAITING_AT_THE_DOOR)  # whoever comes before all is ready waits
    except OSError as taken:
        listener.close()
        if taken.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        raise Refused(code="port-taken", host=settings.host, port=str(settings.port)) from None
    return listener


def _announce(url: str, *, with_browser: bool) -> None:
    print(sentence("cli.serve.ready", url=url), flush=True)
    has_display = (
        sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if with_browser and has_display:
        webbrowser.open(url)
