"""Several write to SQLite at once: one commit for those in a row, each with what it wrote or nothing."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

from bot.store.errors import StoreUnavailable
from bot.store.writing import Writers

Work = Callable[[Connection, str], None]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    event.listen(made, "connect", lambda base, _: setattr(base, "isolation_level", None))
    event.listen(made, "begin", lambda here: here.exec_driver_sql("BEGIN IMMEDIATE"))
    with made.begin() as here:
        here.execute(text("CREATE TABLE word (said TEXT)"))
    yield made
    made.dispose()


def write(here: Connection, word: str) -> None:
    here.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})


def kept(engine: Engine) -> set[str]:
    with engine.connect() as here:
        return set(here.execute(text("SELECT said FROM word")).scalars())


def in_a_row(writers: Writers, *works: tuple[str, Work]) -> dict[str, Future[None]]:
    """Let every piece of work queue up while the first is at it; give what became of each."""

    def turn(word: str, work: Work, others: int) -> None:
        with writers.turn(is_durable=True) as here:
            until = time.monotonic() + 5
            while writers.queued < others and time.monotonic() < until:
                time.sleep(0.001)
            work(here, word)

    with ThreadPoolExecutor(len(works)) as pool:
        done = {}
        for place, (word, work) in enumerate(works):
            done[word] = pool.submit(turn, word, work, 0 if place else len(works) - 1)
            while not place and writers._group is None:  # the first is to be first
                time.sleep(0.001)
    return done


def test_those_in_a_row_share_one_commit(engine: Engine) -> None:
    commits: list[Connection] = []
    event.listen(engine, "commit", commits.append)
    done = in_a_row(Writers(engine, 5), *((word, write) for word in "甲乙丙丁"))
    assert all(each.exception() is None for each in done.values())
    assert kept(engine) == set("甲乙丙丁")
    assert len(commits) == 1


def test_what_one_raises_undoes_its_part_alone(engine: Engine) -> None:
    def breaks(here: Connection, word: str) -> None:
        write(here, word)
        raise KeyError(word)

    done = in_a_row(Writers(engine, 5), ("甲", write), ("乙", breaks), ("丙", write))
    assert isinstance(done["乙"].exception(), KeyError)
    assert done["甲"].exception() is done["丙"].exception() is None
    assert kept(engine) == {"甲", "丙"}


def test_where_sqlite_undid_everything_nobody_is_told_that_it_was_kept(engine: Engine) -> None:
    def full(here: Connection, word: str) -> None:
        write(here, word)
        here.connection.cursor().execute("ROLLBACK")  # as SQLite does where the disk is full
        raise sqlite3.OperationalError(word)

    writers = Writers(engine, 5)
    done = in_a_row(writers, ("甲", write), ("乙", full))
    assert all(isinstance(each.exception(), sqlite3.Error) for each in done.values())
    assert kept(engine) == set()
    with writers.turn(is_durable=True) as here:
        write(here, "后")
    assert kept(engine) == {"后"}


def test_where_the_commit_breaks_all_who_shared_it_hear_of_it(engine: Engine) -> None:
    def breaks(here: Connection) -> None:
        raise sqlite3.OperationalError(here.dialect.name)

    writers = Writers(engine, 5)
    event.listen(engine, "commit", breaks)
    done = in_a_row(writers, ("甲", write), ("乙", write))
    assert all(isinstance(each.exception(), sqlite3.Error) for each in done.values())
    event.remove(engine, "commit", breaks)
    assert kept(engine) == set()


def test_a_commit_left_to_somebody_who_gave_up_is_made_all_the_same(engine: Engine) -> None:
    writers = Writers(engine, 5)
    writers.queued += 1  # who never comes
    with writers.turn(is_durable=True) as here:
        write(here, "甲")
    assert kept(engine) == {"甲"}


def test_nobody_waits_for_ever(engine: Engine) -> None:
    writers = Writers(engine, 0.05)
    with ThreadPoolExecutor(1) as pool, writers.turn(is_durable=True):
        other = pool.submit(in_a_row, writers, ("乙", write))
        assert isinstance(other.result()["乙"].exception(), StoreUnavailable)
