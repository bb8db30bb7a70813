"""How the database is doing, for those who watch over it."""

from functools import cache

from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from bot.store.database import Database
from bot.store.migrate import newest_version
from bot.store.tables import OUTBOX

_newest = cache(newest_version)


def is_current(database: Database) -> bool:
    """True when the tables are of this program's version. Raises StoreUnavailable."""
    try:
        with database.reading() as reading:
            found = reading.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError:  # no such table
        return False
    return bool(found == _newest())


def waiting_letters(database: Database) -> int:
    """Return how many letters are not yet handed over. Raises StoreUnavailable."""
    query = select(func.count()).where(OUTBOX.c.status.in_(("waiting", "sending")))
    with database.reading() as reading:
        return int(reading.execute(query).scalar_one())
