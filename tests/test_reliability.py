"""Small runs of `bench.reliability`: workers killed, a database that is away, full, or locked."""

import re
from pathlib import Path

import psycopg
import pytest

from bench import bases, reliability
from bench.cluster import can_be_made, cluster
from bench.hostile import hostile
from bench.proxy import Proxy

NOTHING_WRONG = re.compile(
    r"lost 0, doubled 0, disorder 0, unsaid 0, repeated \d+, repeated_noted 0, repeated_alive 0"
)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'a.db'}"


@pytest.mark.usefixtures("postgres")  # there is a server
def test_what_a_killed_run_left_goes_with_the_next() -> None:
    with psycopg.connect(bases.SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {bases.MADE_BY}999999999_left")
        with bases.postgres() as url:
            query = "SELECT datname FROM pg_database WHERE datname LIKE %s"
            found = [name for (name,) in server.execute(query, (f"{bases.MADE_BY}%",))]
            assert url.rpartition("/")[2] in found
            assert f"{bases.MADE_BY}999999999_left" not in found


def test_a_killed_worker_loses_doubles_and_mixes_nothing(sqlite: str) -> None:
    assert NOTHING_WRONG.search(reliability.killed(sqlite, 1, 80, 4, persons=8))


def test_killed_workers_of_several_lose_double_and_mix_nothing(postgres: str) -> None:
    assert NOTHING_WRONG.search(reliability.killed(postgres, 3, 80, 4, persons=8))


def test_a_server_that_is_away_for_a_while_is_waited_for(postgres: str) -> None:
    with Proxy(postgres) as proxy:
        told = reliability.during(proxy.url, 64, reliability.cutting(proxy, 1.0), persons=8)
    assert NOTHING_WRONG.search(told)
    assert "put off 0 times" not in told


@pytest.mark.skipif(not can_be_made(), reason="PostgreSQL's programs are not here")
def test_a_server_that_goes_down_and_comes_back_has_kept_all() -> None:
    with cluster() as server:
        told = reliability.during(server.url, 64, reliability.restarting(server, 0.5), persons=8)
    assert NOTHING_WRONG.search(told)


def test_a_full_disk_keeps_nothing_by_half(sqlite: str) -> None:
    told = reliability.during(sqlite, 64, reliability.filling(sqlite, 0.5), persons=8)
    assert NOTHING_WRONG.search(told)
    assert "put off 0 times" not in told


def test_hostile_messages_are_all_answered(sqlite: str) -> None:
    told = hostile(sqlite, 300, seed=20250301)
    assert "after a break 0, unanswered 0" in told
