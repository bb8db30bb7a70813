"""Brings a database to the newest version, after a copy of what was there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from bot.store.copying import copy_sqlite
from bot.store.errors import StoreRefused

_FOLDER = Path(__file__).parent / "migrations"

#: The lock under which one worker of several migrates, while the others wait.
_MIGRATING = 5_420_250_224


def bring_up_to_date(engine: Engine) -> None:
    """Migrate the database to the newest version; a new one is made from nothing.

    An older SQLite file is first copied beside itself. Raises StoreRefused when the database was
    written by a newer version of the program, and leaves it as it was. Of several workers that
    start at once one migrates.
    """
    config = Config()
    script = _script(config)
    head = script.get_current_head()
    with engine.connect() as connection:
        found = _version(connection)
    if found == head:
        return
    if found is not None:
        if found not in {revision.revision for revision in script.walk_revisions()}:
            raise StoreRefused(code="store-newer", found=found, place=_place(engine))
        _copy_before(engine, found)
    with engine.connect() as connection:
        _ease(connection, is_eased=True)
        with connection.begin():
            _lock(connection)
            if _version(connection) != head:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        _ease(connection, is_eased=False)


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _ease(connection: Connection, *, is_eased: bool) -> None:
    """Let SQLite make tables anew that others point at; no row is left pointing nowhere."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        if driver is not None:
            driver.cursor().execute(f"PRAGMA foreign_keys = {'OFF' if is_eased else 'ON'}")


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")


def _place(engine: Engine) -> str:
    return str(engine.url.database)


def _copy_before(engine: Engine, found: str) -> None:
    """Copy an SQLite file to `<name>.<version>.bak`, consistent while others write."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    place = Path(engine.url.database)
    copy_sqlite(place.absolute(), place.with_name(f"{place.name}.{found}.bak"))


def newest_version() -> str:
    """Return the version of the tables this program works with."""
    return str(_script(Config()).get_current_head())


def known_versions() -> frozenset[str]:
    """Return every version of the tables this program can bring up to date."""
    return frozenset(each.revision for each in _script(Config()).walk_revisions())


def _script(config: Config) -> ScriptDirectory:
    config.set_main_option("script_location", str(_FOLDER))
    return ScriptDirectory.from_config(config)
