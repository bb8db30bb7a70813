"""`shenbao invite centre`: the code that makes the first account of the centre."""

import argparse
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.cli import add_today, parser, refuse, today
from bot.codes import show_code
from bot.phrases import day_text
from bot.settings import Settings, read_settings
from bot.store import StoreRefused, invite_centre, open_database
from bot.wording import sentence

LONGEST_DAYS = 60


def run(words: Sequence[str]) -> int:
    """Print a one-time code and what to do with it, and return the exit status."""
    options = parser("invite")
    options.add_argument("who", choices=("centre",), help=sentence("cli.invite.who"))
    options.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    options.add_argument("--days", type=_days, default=7, help=sentence("cli.invite.days"))
    add_today(options)
    chosen = options.parse_args(words)
    settings = read_settings(os.environ, data=chosen.data, today=chosen.today)
    try:
        _invite(settings, chosen.days)
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))
    return 0


def _invite(settings: Settings, days: int) -> None:
    day = settings.today or today()
    until = day + timedelta(days=days)
    database = open_database(settings.database_url)
    try:
        with database.transaction() as transaction:
            invited = invite_centre(transaction, until, datetime.now(UTC), day)
    finally:
        database.close()
    print(sentence("cli.invite.code", code=show_code(invited.code)))
    for link in settings.service.links(invited.code):
        print(sentence("cli.invite.link", link=link))
    print(sentence("cli.invite.how", until=day_text(until, None)))


def _days(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) <= LONGEST_DAYS:
        raise argparse.ArgumentTypeError(given)
    return int(given)
