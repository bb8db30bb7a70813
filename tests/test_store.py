"""The store keeps what it is given, for one person at a time, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select

from bot.access import NotAllowed
from bot.message import Choice, Post, Reply, Say, Send, reply_from_json, reply_to_json
from bot.store import (
    Database,
    Person,
    PersonDrafts,
    find_person,
    forget_updates,
    keep_person,
    meet,
    note_update,
    post_to,
    revisions,
    state_of,
)
from bot.store.drafts import REVISIONS_KEPT
from bot.store.errors import DraftMoved
from bot.store.tables import METADATA, OUTBOX, PERSON, SEEN_UPDATE
from knowledge.notice import Citation

NOW = datetime(2025, 3, 1, tzinfo=UTC)


def person(database: Database, key: str = "t1") -> int:
    with database.transaction() as connection:
        return meet(connection, "test", key, NOW).id


def test_a_new_person_is_found_again(database: Database) -> None:
    assert person(database) == person(database)
    assert person(database) != person(database, "t2")


def test_the_state_comes_back_as_it_was_kept(database: Database) -> None:
    state = {"draft": "x", "offered": [{"label": "改 单位 𬭚"}], "revision": 3, "role": None}
    with database.transaction() as connection:
        met = meet(connection, "test", "t1", NOW)
        assert met.state is None
        keep_person(connection, met, state, "test", "t1")
    with database.transaction() as connection:
        assert meet(connection, "test", "t1", NOW) == Person(met.id, state, "test", "t1")
    with database.reading() as connection:
        assert find_person(connection, "test", "t1") == met.id
        assert find_person(connection, "test", "t2") is None
        assert state_of(connection, met.id) == state


def test_a_transaction_that_breaks_leaves_nothing(database: Database) -> None:
    def breaks() -> None:
        with database.transaction() as connection:
            meet(connection, "test", "t1", NOW)
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
        with pytest.raises(NotAllowed):
            other.save(draft, {"unit": "别人"})
        assert drafts.get(draft.id) == draft
    with database.transaction() as connection:
        assert PersonDrafts(connection, mine, NOW).get(draft.id) == draft


def test_what_a_draft_held_before_can_be_looked_up(database: Database) -> None:
    who = person(database)
    with database.transaction() as connection:
        drafts = PersonDrafts(connection, who, NOW)
        draft = drafts.new("2025", "application")
        for number in range(3):
            draft = drafts.save(draft, {"unit": f"示例第{number}小学"})
        kept = revisions(connection, draft.id)
    assert [each.version for each in kept] == [0, 1, 2]
    assert [each.answers.get("unit") for each in kept] == [None, "示例第0小学", "示例第1小学"]
    assert draft.answers == {"unit": "示例第2小学"}


def test_only_so_many_earlier_versions_are_kept(database: Database) -> None:
    who = person(database)
    with database.transaction() as connection:
        drafts = PersonDrafts(connection, who, NOW)
        draft = drafts.new("2025", "application")
        for number in range(REVISIONS_KEPT + 60):
            draft = drafts.save(draft, {"unit": str(number)})
        kept = revisions(connection, draft.id)
    assert REVISIONS_KEPT <= len(kept) <= REVISIONS_KEPT + 50
    assert kept[-1].version == draft.version - 1


def test_two_who_read_the_same_draft_do_not_write_over_each_other(database: Database) -> None:
    who = person(database)
    with database.transaction() as connection:
        draft = PersonDrafts(connection, who, NOW).new("2025", "application")
    with database.transaction() as connection:
        PersonDrafts(connection, who, NOW).save(draft, {"unit": "甲"})
    with database.transaction() as connection, pytest.raises(DraftMoved):
        PersonDrafts(connection, who, NOW).save(draft, {"unit": "乙"})


def test_an_update_is_new_once(database: Database) -> None:
    with database.transaction() as connection:
        assert note_update(connection, "test", "7", NOW)
        assert not note_update(connection, "test", "7", NOW)
        assert note_update(connection, "other", "7", NOW)
        forget_updates(connection, NOW + timedelta(days=2))
        assert not note_update(connection, "test", "7", NOW)
        forget_updates(connection, NOW + timedelta(days=4))
        assert connection.scalar(select(func.count()).select_from(SEEN_UPDATE)) == 0


def test_many_at_once_note_an_update_once_and_make_a_person_once(database: Database) -> None:
    def note(_: int) -> bool:
        with database.transaction() as connection:
            is_new = note_update(connection, "test", "7", NOW)
            meet(connection, "test", "t1", NOW)
            return is_new

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(note, range(40))) == 1
    with database.transaction() as connection:
        assert connection.scalar(select(func.count()).select_from(PERSON)) == 1


def test_those_who_write_to_each_other_at_once_do_not_wait_for_each_other(
    database: Database,
) -> None:
    """Each holds the own person; a letter to the other takes no lock that conflicts."""
    people = [person(database, key) for key in ("t1", "t2")]

    def write(place: int) -> None:
        for number in range(10):
            with database.transaction() as connection:
                meet(connection, "test", f"t{place + 1}", NOW)
                letter = Post(people[1 - place], Say(f"{place} {number}"))
                post_to(connection, letter, NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(OUTBOX)) == 20


REPLIES: list[Reply] = [
    Say("您好", (Citation("2025", "四、1", "于 2025 年", "d"),), (Choice("a:1@2", "甲", 1, "问"),)),
    Send(
        "文件", "2025/application", ("docx",), {"unit": "甲", "leaders": [{"name": "乙"}]}, "d1", 3
    ),
]


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_comes_back_from_json(reply: Reply) -> None:
    assert reply_from_json(reply_to_json(reply)) == reply


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.transaction() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
