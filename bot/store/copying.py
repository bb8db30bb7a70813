"""Whole copies of an SQLite database, taken while others write, and whether one can be trusted."""

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database to a new file as it stands at one moment, while others read and write it."""
    original = sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True)
    copy = sqlite3.connect(target)
    with closing(original), closing(copy):
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # all of it in one file


def is_sound(place: Path) -> bool:
    """True for an SQLite file whose every page, index and reference is in order."""
    try:
        with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as base:
            pages = base.execute("PRAGMA integrity_check").fetchall()
            return pages == [("ok",)] and not base.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False


def revision_of(place: Path) -> str:
    """Return the version of the tables in a file; nothing where it is no database of ours."""
    try:
        with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as base:
            found = base.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return ""
    return str(found[0]) if found else ""


def let_go(place: Path) -> bool:
    """Bring everything written into the one file; False while another program has it open.

    Only the last one to hold a database may take it out of WAL, which is what tells.
    """
    try:
        with closing(sqlite3.connect(f"{place.as_uri()}?mode=rw", uri=True, timeout=0.2)) as base:
            found = base.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True  # no database: nobody can be using it
    return bool(found == ("delete",))
