"""A place only one worker can have: free when its holder ends, lost when its connection breaks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Database, open_database
from bot.store.backup import files_beside
from bot.store.holder import Holder, holder
from tests.source import ROOT


@pytest.fixture
def two(url: str) -> Iterator[tuple[Database, Database]]:
    """The same database, opened by two workers."""
    pair = open_database(url), open_database(url)
    yield pair
    for one in pair:
        one.close()


@pytest.fixture
def pair(two: tuple[Database, Database]) -> Iterator[tuple[Holder, Holder]]:
    places = holder(two[0], "telegram"), holder(two[1], "telegram")
    yield places
    for place in places:
        place.close()


def test_one_of_two_has_it_until_it_gives_it_up(pair: tuple[Holder, Holder]) -> None:
    first, second = pair
    assert [first.holds(), second.holds(), first.holds()] == [True, False, True]
    first.close()
    assert second.holds()
    assert not first.holds()


def test_places_of_other_names_are_free(two: tuple[Database, Database]) -> None:
    one, other = holder(two[0], "telegram"), holder(two[1], "clean-up")
    assert one.holds()
    assert other.holds()
    one.close()
    other.close()


def test_what_is_held_keeps_no_message_waiting(two: tuple[Database, Database]) -> None:
    place = holder(two[0], "telegram")
    assert place.holds()
    with two[1].transaction() as transaction:
        assert transaction.execute(text("SELECT 1")).scalar() == 1
    place.close()


def test_a_process_that_is_killed_holds_nothing(url: str) -> None:
    code = (
        "import sys; from bot.store import open_database; from bot.store.holder import holder\n"
        "place = holder(open_database(sys.argv[1]), 'telegram')\n"
        "print(place.holds(), flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout
    assert other.stdin
    assert other.stdout.readline() == b"True\n"
    database = open_database(url)
    place = holder(database, "telegram")
    assert not place.holds()
    other.kill()
    other.wait()
    assert any(place.holds() for _ in range(200))  # the server notices in its own time
    for stream in (other.stdin, other.stdout):
        stream.close()
    place.close()
    database.close()


def test_a_connection_cut_by_the_server_is_noticed(postgres: str) -> None:
    mine, yours = open_database(postgres), open_database(postgres)
    first, second = holder(mine, "telegram"), holder(yours, "telegram")
    assert first.holds()
    with yours.transaction() as transaction:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        assert transaction.execute(text(cut)).scalar()
    assert any(second.holds() for _ in range(200))
    assert not first.holds()  # and it does not go on as if nothing had happened
    second.close()
    assert any(first.holds() for _ in range(200))
    first.close()
    mine.close()
    yours.close()


def test_the_lock_file_is_no_part_of_a_backup(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'shenbao.db'}")
    place = holder(database, "telegram")
    assert place.holds()
    assert list(files_beside(tmp_path, tmp_path / "shenbao.db")) == []
    place.close()
    database.close()
