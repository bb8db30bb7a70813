"""An error of the driver -> what it means for those who wait."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.store.errors import Reason, StoreUnavailable

#: PostgreSQL tells by a code; a class is its first two characters. True: soon over, try again.
_POSTGRES: dict[str, tuple[Reason, bool]] = {
    "40001": ("locked", True),  # serialization
    "40P01": ("locked", True),  # deadlock
    "55P03": ("locked", True),  # lock_timeout
    "57014": ("slow", False),  # statement_timeout
    "25006": ("lost", True),  # read only: a standby took the place of the server
    "25P03": ("lost", True),  # idle in transaction
    "08": ("lost", True),  # connection
    "53": ("full", False),  # disk, memory, connections
    "57": ("lost", True),  # shut down, starting up
    "58": ("full", False),  # the system below
}
#: The low byte of SQLite's code. Busy has waited its time already.
_SQLITE: dict[int, tuple[Reason, bool]] = {
    sqlite3.SQLITE_BUSY: ("locked", False),
    sqlite3.SQLITE_LOCKED: ("locked", True),
    sqlite3.SQLITE_READONLY: ("full", False),
    sqlite3.SQLITE_IOERR: ("full", False),
    sqlite3.SQLITE_FULL: ("full", False),
    sqlite3.SQLITE_CANTOPEN: ("lost", False),
}


def trouble(error: Exception) -> StoreUnavailable | None:
    """Return what an error means, or None where the program itself is at fault."""
    if isinstance(error, PoolTimeoutError):
        return StoreUnavailable("slow")
    if isinstance(error, SQLAlchemyError) and not isinstance(error, DBAPIError):
        return None
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        found = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    else:
        code = str(getattr(cause, "sqlstate", None) or "")
        found = _POSTGRES.get(code) or _POSTGRES.get(code[:2])
        is_broken = isinstance(error, DBAPIError) and error.connection_invalidated
        if found is None and (is_broken or not code):
            found = ("lost", True)
    return None if found is None else StoreUnavailable(found[0], is_brief=found[1])
