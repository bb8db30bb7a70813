"""Brings a database to the newest version, after a copy of what was there."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from bot.store.errors import StoreRefused

_FOLDER = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine) -> None:
    """Migrate the database to the newest version; a new one is made from nothing.

    An older SQLite file is first copied beside itself. Raises StoreRefused when the database was
    written by a newer version of the program, and leaves it as it was.
    """
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found == script.get_current_head():
        return
    if found is not None:
        if found not in {revision.revision for revision in script.walk_revisions()}:
            raise StoreRefused(code="store-newer", found=found, place=_place(engine))
        _copy_before(engine, found)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _place(engine: Engine) -> str:
    return str(engine.url.database)


def _copy_before(engine: Engine, found: str) -> None:
    """Copy an SQLite file to `<name>.before-<what follows found>`, consistent while others write."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    place = Path(engine.url.database)
    copy = place.with_name(f"{place.name}.{found}.bak")
    with sqlite3.connect(place) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
