"""What was handed over is known after a crash, though the outbox was not told; and stays a small file."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.courier import Courier
from bot.message import Say
from bot.noting import Noting
from bot.store import Address, Database, Parcel, Transaction, meet, open_database
from bot.store.arrivals import KEPT_S, LONGEST_BYTES, Arrivals
from bot.store.worker import Worker

NOW = datetime(2025, 3, 1, tzinfo=UTC)
Hire = Callable[[], Courier]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of files and nothing else."""
    return tmp_path / "own"


@pytest.fixture
def store(url: str, tmp_path: Path, database: Database) -> Iterator[Database]:
    """The database, opened with a folder beside it."""
    assert database, "it is emptied"
    opened = open_database(url, tmp_path / "beside")
    yield opened
    opened.close()


@pytest.fixture
def hire(store: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hire]:
    """Gives couriers that never tell the outbox by themselves: what arrived waits for a message."""
    monkeypatch.setattr(Noting, "soon", lambda *_, **__: None)
    hired: list[Courier] = []

    def one() -> Courier:
        hired.append(Courier("test", store))
        return hired[-1]

    yield one
    for courier in hired:
        courier.close()


def reply(courier: Courier, *texts: str, key: str = "t1") -> tuple[Parcel, ...]:
    def work(transaction: Transaction) -> tuple[Parcel, ...]:
        met = meet(transaction, "test", key, NOW)
        address = Address(met.id, "test", key)
        return courier.post(transaction, address, list(map(Say, texts)), NOW)[1]

    return courier.run(work)


def confirm(courier: Courier, parcels: tuple[Parcel, ...]) -> None:
    for parcel in parcels:
        courier.confirm([parcel.row])


def said(parcels: tuple[Parcel, ...]) -> list[str]:
    return [parcel.reply.text for parcel in parcels]


def die(courier: Courier) -> None:
    """End a worker without another word."""
    courier._worker.close()


def test_what_arrived_before_a_crash_is_never_sent_again(hire: Hire) -> None:
    one = hire()
    confirm(one, reply(one, "一", "二", "三")[:2])
    die(one)
    other = hire()
    assert said(other.take(9, NOW)) == ["三"]
    die(other)
    assert said(hire().take(9, NOW)) == ["三"], "nobody said that this one arrived"


def test_a_message_taken_in_by_another_worker_waits_for_no_note(hire: Hire) -> None:
    one, other = hire(), hire()
    confirm(one, reply(one, "一"))
    assert said(reply(other, "二")) == ["二"]


def test_where_nothing_can_be_written_the_outbox_is_told_before_the_next(
    hire: Hire, store: Database
) -> None:
    assert store.beside
    store.beside.parent.mkdir(parents=True, exist_ok=True)
    store.beside.write_text("no folder")
    one = hire()
    confirm(one, reply(one, "一", "二")[:1])
    die(one)
    assert said(hire().take(9, NOW)) == ["二"]


def test_a_worker_that_ends_in_order_leaves_no_file(hire: Hire, store: Database) -> None:
    assert store.beside
    one = hire()
    confirm(one, reply(one, "一"))
    assert len(list(store.beside.iterdir())) == 1
    one.close()
    assert list(store.beside.iterdir()) == []
    assert hire().take(9, NOW) == ()


def test_the_file_stays_small_and_forgets_nothing_that_is_open(own: Path) -> None:
    worker, looking = Worker(), Arrivals(own, Worker())
    noting = Arrivals(own, worker)
    for row in range(1, 20_001):
        assert noting.note([row])
        noting.forget([row - 7])
    assert sum(each.stat().st_size for each in own.iterdir()) <= LONGEST_BYTES + 8
    assert all(looking.holds(worker.name, row) for row in range(19_995, 20_001))
    assert not looking.holds(worker.name, 20_001)


def test_an_old_file_goes_unless_somebody_may_still_need_it(own: Path) -> None:
    gone, needed, living = Worker(), Worker(), Worker()
    for each in (gone, needed, living):
        Arrivals(own, each).note([1])
    gone.close(), needed.close()
    looking = Arrivals(own, Worker())
    looking.sweep([needed.name])
    assert len(list(own.iterdir())) == 3, "they are fresh"
    for place in own.iterdir():
        os.utime(place, (place.stat().st_atime, place.stat().st_mtime - KEPT_S - 1))
    looking.sweep([needed.name])
    assert looking.holds(needed.name, 1)
    assert looking.holds(living.name, 1)
    assert len(list(own.iterdir())) == 2
