"""Small runs of `bench.reliability`: workers killed, a database that is away, full, or locked."""

import re
from pathlib import Path

import pytest

from bench import reliability
from bench.hostile import hostile
from bench.proxy import Proxy

NOTHING_WRONG = re.compile(
    r"lost 0, doubled 0, disorder 0, unsaid 0, repeated \d+, repeated_noted 0, repeated_alive 0"
)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'a.db'}"


def test_a_killed_worker_loses_doubles_and_mixes_nothing(sqlite: str) -> None:
    assert NOTHING_WRONG.search(reliability.killed(sqlite, 1, 80, 4, persons=8))


def test_killed_workers_of_several_lose_double_and_mix_nothing(postgres: str) -> None:
    assert NOTHING_WRONG.search(reliability.killed(postgres, 3, 80, 4, persons=8))


def test_a_server_that_is_away_for_a_while_is_waited_for(postgres: str) -> None:
    with Proxy(postgres) as proxy:
        told = reliability.during(proxy.url, 64, reliability.cutting(proxy, 1.0), persons=8)
    assert NOTHING_WRONG.search(told)
    assert "put off 0 times" not in told


def test_a_full_disk_keeps_nothing_by_half(sqlite: str) -> None:
    told = reliability.during(sqlite, 64, reliability.filling(sqlite, 0.5), persons=8)
    assert NOTHING_WRONG.search(told)
    assert "put off 0 times" not in told


def test_hostile_messages_are_all_answered(sqlite: str) -> None:
    told = hostile(sqlite, 300, seed=20250301)
    assert "after a break 0, unanswered 0" in told
