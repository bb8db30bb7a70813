"""Telegram as the settings want it: the account, the desk behind it, where files wait."""

from collections.abc import Callable
from datetime import date
from functools import partial

from bot.channels.telegram.office import CHANNEL
from bot.channels.telegram.service import Account, Telegram
from bot.delivery import Delivery
from bot.desk import Desk
from bot.library import Library
from bot.settings import Settings
from bot.store import Database
from bot.store.holder import holder


def open_telegram(
    settings: Settings, library: Library, database: Database, today: Callable[[], date]
) -> Telegram:
    """Return the channel, not yet started."""
    desk = Desk(CHANNEL, library, database, Delivery(settings.files, library.papers(database)))
    account = Account(settings.telegram_token, settings.telegram_api, settings.telegram_webhook)
    place = holder(database, CHANNEL)
    answering = partial(library.answering_in, database)
    return Telegram(account, desk, answering, today, settings.uploads / CHANNEL, place)
