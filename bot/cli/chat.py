"""`shenbao chat`: a conversation in the terminal, or as JSON lines."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date

from bot.channels import events, terminal
from bot.cli import add_today, parser, refuse, today
from bot.delivery import Delivery
from bot.desk import Desk
from bot.library import load_library
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings
from bot.store import StoreRefused, open_database
from bot.wording import sentence


def run(words: Sequence[str]) -> int:
    """Talk until the input ends, and return the exit status."""
    options = parser("chat")
    options.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    options.add_argument("--events", action="store_true", help=sentence("cli.chat.events"))
    add_today(options)
    chosen = options.parse_args(words)
    settings = read_settings(os.environ, data=chosen.data, today=chosen.today)
    set_up_logs("warning")
    try:
        return _talk(settings, as_events=chosen.events)
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))
    except KeyboardInterrupt:
        print(f"\n{sentence('terminal.bye')}")
        return 0


def _talk(settings: Settings, *, as_events: bool) -> int:
    def day() -> date:
        return settings.today or today()

    database = open_database(settings.database_url)
    library = load_library(settings.service)
    delivery = Delivery(settings.files, library.papers(database))
    channel = events.CHANNEL if as_events else terminal.CHANNEL
    desk = Desk(channel, library, database, delivery)
    try:
        if as_events:
            events.serve_events(sys.stdin.buffer, _write, desk, day)
        else:
            terminal.converse(_typed(), _write, desk, day)
    finally:
        desk.close()
        database.close()
    return 0


def _typed() -> Iterator[str]:
    """Give what is typed, message after message, until the input ends or Ctrl-C."""
    if not sys.stdin.isatty():
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", "replace")
        return
    from bot.channels.keyboard import read_message  # noqa: PLC0415 - only where somebody types

    while True:
        try:
            yield read_message(f"\n{sentence('terminal.prompt')}")
        except (EOFError, KeyboardInterrupt):
            print()
            return


def _write(text: str) -> None:
    print(text, flush=True)
