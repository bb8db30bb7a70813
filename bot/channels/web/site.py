"""What the routes of the page reach: the desk, the window, who comes, and what is signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.channels.web.signing import CHANNEL, Signer
from bot.channels.web.visitors import Visitors
from bot.delivery import Delivery
from bot.desk import Desk
from bot.library import Library
from bot.settings import Settings
from bot.store import Database, secret_of
from bot.window import Window


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the page works with; made once, shared by all requests."""

    desk: Desk
    window: Window
    library: Library
    database: Database
    visitors: Visitors
    signer: Signer
    uploads: Path
    url: str
    is_https: bool
    is_sample: bool
    now: Callable[[], datetime]
    today: Callable[[], date]


def open_site(
    settings: Settings,
    library: Library,
    database: Database,
    *,
    now: Callable[[], datetime],
    today: Callable[[], date],
) -> Site:
    """Return the site on an open database."""
    with database.transaction() as transaction:
        signer = Signer(secret_of(transaction, CHANNEL))
    # Documents are made when somebody fetches them: the page keeps none on disk.
    delivery = Delivery(settings.files, lambda _: {})
    return Site(
        desk=Desk(CHANNEL, library, database, delivery, keeps_said=True, clock=now),
        window=Window(CHANNEL, library, database, now),
        library=library,
        database=database,
        visitors=Visitors(database, signer, now, is_https=settings.is_https),
        signer=signer,
        uploads=settings.uploads,
        url=settings.url,
        is_https=settings.is_https,
        is_sample=settings.is_sample,
        now=now,
        today=today,
    )
