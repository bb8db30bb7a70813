"""The store keeps what it is given, migrates what it finds, and refuses what it cannot know."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select

from bot.message import Choice, Reply, Say, Send, reply_from_json, reply_to_json
from bot.store import (
    Database,
    PersonDrafts,
    StoreRefused,
    find_person,
    forget_updates,
    keep_state,
    lock_state,
    mark_sent,
    migrate,
    note_update,
    open_database,
    post,
    take_left,
)
from bot.store.outbox import MOST_ATTEMPTS
from bot.store.tables import METADATA, OUTBOX, PERSON, SEEN_UPDATE
from knowledge.notice import Citation

NOW = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'deep' / 'er' / 'a.db'}")


def person(database: Database, key: str = "t1") -> int:
    with database.transaction() as connection:
        return find_person(connection, "test", key, NOW)


def test_a_new_person_is_found_again(database: Database) -> None:
    assert person(database) == person(database)
    assert person(database) != person(database, "t2")


def test_the_state_comes_back_as_it_was_kept(database: Database) -> None:
    who = person(database)
    state = {"draft": "x", "offered": [{"label": "改 单位"}], "revision": 3, "role": None}
    with database.transaction() as connection:
        assert lock_state(connection, who) is None
        keep_state(connection, who, state)
    with database.transaction() as connection:
        assert lock_state(connection, who) == state


def test_a_transaction_that_breaks_leaves_nothing(database: Database) -> None:
    def breaks() -> None:
        with database.transaction() as connection:
            find_person(connection, "test", "t1", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    with database.transaction() as connection:
        assert connection.scalar(select(func.count()).select_from(PERSON)) == 0


def test_drafts_belong_to_one_person(database: Database) -> None:
    mine, yours = person(database), person(database, "t2")
    with database.transaction() as connection:
        drafts = PersonDrafts(connection, mine, NOW)
        draft = drafts.new("2025", "application")
        draft = drafts.save(draft, {"unit": "苏州市𬭚小学", "leaders": [{"name": "顾喆"}]})
        assert draft.version == 1
        newer = PersonDrafts(connection, mine, NOW + timedelta(seconds=1)).new("2022", "liaison")
        assert [each.id for each in drafts.all()] == [newer.id, draft.id]
        other = PersonDrafts(connection, yours, NOW)
        assert other.get(draft.id) is None
        assert other.all() == ()
        other.save(draft, {"unit": "别人"})
        assert drafts.get(draft.id) == draft


def test_an_update_is_new_once(database: Database) -> None:
    with database.transaction() as connection:
        assert note_update(connection, "test", "7", NOW)
        assert not note_update(connection, "test", "7", NOW)
        assert note_update(connection, "other", "7", NOW)
        forget_updates(connection, NOW + timedelta(days=2))
        assert not note_update(connection, "test", "7", NOW)
        forget_updates(connection, NOW + timedelta(days=4))
        assert connection.scalar(select(func.count()).select_from(SEEN_UPDATE)) == 0


def test_many_at_once_note_an_update_once(database: Database) -> None:
    def note(_: int) -> bool:
        with database.transaction() as connection:
            find_person(connection, "test", "t1", NOW)
            return note_update(connection, "test", "7", NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(note, range(40))) == 1
    with database.transaction() as connection:
        assert connection.scalar(select(func.count()).select_from(PERSON)) == 1


REPLIES: list[Reply] = [
    Say("您好", (Citation("2025", "四、1", "于 2025 年", "d"),), (Choice("a:1@2", "甲", 1, "问"),)),
    Send(
        "文件", "2025/application", ("docx",), {"unit": "甲", "leaders": [{"name": "乙"}]}, "d1", 3
    ),
]


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_comes_back_from_json(reply: Reply) -> None:
    assert reply_from_json(reply_to_json(reply)) == reply


def test_replies_left_on_their_way_are_taken_up_in_order(database: Database) -> None:
    who = person(database)
    with database.transaction() as connection:
        first, second = post(connection, who, "test", "t1", REPLIES, NOW)
        mark_sent(connection, [first.row])
        (third,) = post(connection, who, "test", "t1", [Say("三")], NOW)
    with database.transaction() as connection:
        assert take_left(connection, "other") == ()
        assert take_left(connection, "test") == (second, third)
        mark_sent(connection, [second.row, third.row])
        assert take_left(connection, "test") == ()


def test_a_reply_that_never_gets_out_is_given_up(database: Database) -> None:
    who = person(database)
    with database.transaction() as connection:
        post(connection, who, "test", "t1", [Say("一")], NOW)
    for _ in range(MOST_ATTEMPTS - 1):
        with database.transaction() as connection:
            assert len(take_left(connection, "test")) == 1
    with database.transaction() as connection:
        assert take_left(connection, "test") == ()
        assert connection.scalar(select(OUTBOX.c.status)) == "dead"


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.transaction() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_sqlite_is_durable_and_strict(database: Database) -> None:
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
    copy = tmp_path / "a.db.0002.bak"
    assert version_of(copy) == "0002"
    assert version_of(place) == "0003"


def longer_history(folder: Path) -> Path:
    """Return a copy of the migrations with one more step."""
    copy = folder / "migrations"
    shutil.copytree(migrate._FOLDER, copy)
    (copy / "versions" / "0003_more.py").write_text(
        "revision = '0003'\ndown_revision = '0002'\n"
        "def upgrade():\n    from alembic import op\n    op.execute('CREATE TABLE more (id INTEGER)')\n"
    )
    return copy


def version_of(place: Path) -> str:
    with sqlite3.connect(place) as base:
        found = base.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    base.close()
    return str(found)


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y", "sqlite:////proc/no/such/a.db"])
def test_a_place_that_cannot_be_opened_is_said(url: str) -> None:
    with pytest.raises(StoreRefused):
        open_database(url)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    place.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreRefused):
        open_database(f"sqlite:///{place}")
    assert place.read_bytes().startswith(b"this is no database")
