"""A database is migrated after a copy, and refused where the program cannot know it."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.store import StoreRefused, migrate, open_database


def test_sqlite_is_durable_and_strict(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.transaction() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def set_version(place: Path, version: str) -> None:
    with sqlite3.connect(place) as base:
        base.execute("UPDATE alembic_version SET version_num = ?", (version,))
    base.close()


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    open_database(f"sqlite:///{place}").close()
    set_version(place, "9999")
    with pytest.raises(StoreRefused) as refused:
        open_database(f"sqlite:///{place}")
    assert refused.value.code == "store-newer"
    assert refused.value.facts["found"] == "9999"
    assert [each.name for each in tmp_path.glob("*.bak")] == []


def test_an_older_database_is_copied_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.db"
    open_database(f"sqlite:///{place}").close()
    monkeypatch.setattr(migrate, "_FOLDER", longer_history(tmp_path))
    open_database(f"sqlite:///{place}").close()
    newest = newest_revision()
    copy = tmp_path / f"a.db.{newest}.bak"
    assert version_of(copy) == newest
    assert version_of(place) == "9999"


def longer_history(folder: Path) -> Path:
    """Return a copy of the migrations with one more step."""
    copy = folder / "migrations"
    shutil.copytree(migrate._FOLDER, copy)
    (copy / "versions" / "9999_more.py").write_text(
        f"revision = '9999'\ndown_revision = '{newest_revision()}'\n"
        "def upgrade():\n    from alembic import op\n    op.execute('CREATE TABLE more (id INTEGER)')\n"
    )
    return copy


def newest_revision() -> str:
    return max(place.name[:4] for place in (migrate._FOLDER / "versions").glob("0*.py"))


def version_of(place: Path) -> str:
    with sqlite3.connect(place) as base:
        found = base.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    base.close()
    return str(found)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "nosuch://x/y",
        "sqlite:////proc/no/such/a.db",
        "postgres://postgres@127.0.0.1:9/none",
    ],
)
def test_a_place_that_cannot_be_opened_is_said(url: str) -> None:
    with pytest.raises(StoreRefused):
        open_database(url)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    place.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreRefused):
        open_database(f"sqlite:///{place}")
    assert place.read_bytes().startswith(b"this is no database")
