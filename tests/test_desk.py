"""The desk: one effect a message, in order, and a calm word when something breaks."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import taking
from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.door import fit
from bot.duties import STANDING, begin_duties, do_due
from bot.library import Library, load_library
from bot.message import Post, Say, Tap, Text
from bot.state import State
from bot.store import Database, StoreUnavailable, Task, Transaction, find_person, schedule
from bot.store.tables import DRAFT, SEEN_UPDATE, TASK
from bot.talk.scene import Turn
from bot.wording import sentence
from bot.world import World

TODAY = date(2025, 3, 1)
Open = Callable[..., Desk]


@cache
def library() -> Library:
    return load_library()


@pytest.fixture
def open_desk(database: Database, tmp_path: Path) -> Iterator[Open]:
    """Gives desks, each as one more worker would have it."""
    opened: list[Desk] = []

    def one(channel: str = "test") -> Desk:
        delivery = Delivery(tmp_path / "files", library().documents)
        opened.append(Desk(channel, library(), database, delivery))
        return opened[-1]

    yield one
    for desk in opened:
        desk.close()


def say(desk: Desk, text: str, id: str = "", person: str = "t1") -> str:  # noqa: A002
    letters = desk.receive(Update(person, Text(text), TODAY, id))
    desk.confirm(letters)
    return said(letters)


def said(letters: tuple[Letter, ...]) -> str:
    return "\n".join(letter.text for letter in letters)


def test_two_workers_make_one_person_and_one_draft(open_desk: Open, database: Database) -> None:
    desks = [open_desk(), open_desk()]
    start = threading.Barrier(8)

    def begin(number: int) -> None:
        start.wait()
        say(desks[number % 2], "填申报表", id=str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin, range(8)))
    with database.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(DRAFT)) == 1


def test_a_duplicate_at_the_same_moment_has_one_effect(open_desk: Open, database: Database) -> None:
    desks = [open_desk(), open_desk()]
    say(desks[0], "填附件1")
    start = threading.Barrier(8)

    def answer(number: int) -> str:
        start.wait()
        return say(desks[number % 2], "示例区教育局", id="7")

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(answer, range(8)))
    assert sum("第 2 步" in each for each in replies) == 1
    with database.reading() as reading:
        assert reading.scalar(select(DRAFT.c.version)) == 1


def test_a_reply_nobody_handed_out_comes_with_the_update_sent_again(open_desk: Open) -> None:
    """A worker that ends after the commit and before the reply: the channel sends the update again."""
    broken = open_desk()
    broken.receive(Update("t1", Text("填附件1"), TODAY, "1"))
    broken.close()
    desk = open_desk()
    assert "第 1 步" in say(desk, "填附件1", id="1")
    assert say(desk, "填附件1", id="1") == ""


def test_what_breaks_is_noted_and_answered_calmly_and_changes_nothing(
    open_desk: Open,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = open_desk()
    say(desk, "填附件1")

    def breaks(world: World, *given: object) -> Turn:
        world.drafts.new("2025", "liaison")
        raise KeyError(given)

    monkeypatch.setattr(taking, "take_turn", breaks)
    with caplog.at_level(logging.DEBUG):
        assert say(desk, "徐玉兰 13812345678", id="9") == sentence("desk.calm")
    monkeypatch.undo()
    assert say(desk, "徐玉兰", id="9") == ""
    assert "第 2 步" in say(desk, "示例区教育局")
    with database.reading() as reading:
        found = reading.scalar(select(SEEN_UPDATE.c.error).where(SEEN_UPDATE.c.update_id == "9"))
        assert reading.scalar(select(func.count()).select_from(DRAFT)) == 1
    assert "KeyError" in found
    assert "test_desk.py" in found
    assert "徐玉兰" not in caplog.text + found
    assert "138" not in caplog.text + found


@pytest.mark.parametrize(
    ("person", "id"),
    [("x" * 5000, "1"), ("t\0", "\0"), ("\ud800", "\ud800"), ("t1", "9" * 300), ("", "")],
)
def test_odd_names_and_numbers_of_updates_are_kept_apart(
    person: str,
    id: str,  # noqa: A002
    open_desk: Open,
) -> None:
    desk = open_desk()
    assert "第 1 步" in say(desk, "填附件1", id, person)
    if id:
        assert say(desk, "填附件1", id, person) == ""
    assert desk.is_filling(fit(person, 200))


def test_a_tap_that_comes_again_under_another_number_explains_itself(open_desk: Open) -> None:
    desk = open_desk()
    say(desk, "填附件1")
    letters = desk.receive(Update("t1", Text("示例区教育局"), TODAY))
    desk.confirm(letters)
    back = next(c for letter in letters for c in letter.choices if c.id.startswith("back:"))
    tapped = desk.receive(Update("t1", Tap(back.id), TODAY, "a"))
    desk.confirm(tapped)
    assert "第 1 步" in said(tapped)
    again = desk.receive(Update("t1", Tap(back.id), TODAY, "b"))
    assert "第 1 步" in said(again)
    assert sentence("stale.button") in said(again)


def test_a_letter_to_somebody_else_comes_by_their_own_channel(
    open_desk: Open, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, web = open_desk(), open_desk("web")
    say(web, "你好", person="w1")
    with database.reading() as reading:
        other = find_person(reading, "web", "w1")
    assert other

    def posts(_: World, state: State, *__: object) -> Turn:
        return Turn(state, (Say("好"),), (Post(other, Say("退回")),))

    monkeypatch.setattr(taking, "take_turn", posts)
    assert say(desk, "退回") == "好"
    assert desk.take() == ()
    taken = web.take(person="w1")
    assert [(letter.to, letter.text) for letter in taken] == [("w1", "退回")]
    web.put_back(taken, timedelta(seconds=0))
    web.confirm(web.take())
    assert web.take() == ()


def test_while_the_database_is_away_nothing_is_half_kept(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk()
    say(desk, "填附件1")

    def away(*_: object) -> None:
        raise StoreUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(taking, "post_to", away)
        patched.setattr(taking, "keep_person", away)
        with pytest.raises(StoreUnavailable):
            say(desk, "示例区教育局", id="3")
    assert "第 2 步" in say(desk, "示例区教育局", id="3")


PHONE = "13812345678"
NOW = datetime(2025, 3, 1, tzinfo=UTC)


def test_what_is_due_is_done_once_by_one_worker(database: Database) -> None:
    done: list[int] = []

    def duty(_: Transaction, task: Task, __: datetime) -> None:
        done.append(int(str(task.payload["number"])))

    with database.transaction() as transaction:
        for number in range(12):
            at = NOW + timedelta(minutes=number)
            assert schedule(transaction, "test", at, {"number": number}, key=f"k{number}")
        assert not schedule(transaction, "test", NOW, {"number": 99}, key="k3")
    now = NOW + timedelta(minutes=9)
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: do_due(database, now, {"test": duty}), range(4)))
    assert sum(counts) == 10
    assert sorted(done) == list(range(10))


def test_a_duty_that_breaks_is_tried_again_later_and_given_up_at_last(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[datetime] = []

    def breaks(transaction: Transaction, task: Task, now: datetime) -> None:
        assert task.kind == "test"
        tried.append(now)
        schedule(transaction, "never", now)
        raise KeyError(PHONE)

    with database.transaction() as transaction:
        schedule(transaction, "test", NOW)
    now = NOW
    for _ in range(100):
        do_due(database, now, {"test": breaks})
        now += timedelta(minutes=5)
    assert 6 <= len(tried) <= 8
    assert PHONE not in caplog.text
    with database.reading() as reading:
        rows = reading.execute(select(TASK.c.kind, TASK.c.due_at)).all()
    assert rows == [("test", None)]


def test_a_standing_duty_is_there_once_and_comes_again(database: Database) -> None:
    for _ in range(3):
        begin_duties(database, NOW)
    assert do_due(database, NOW) == len(STANDING)
    assert do_due(database, NOW) == 0
    assert do_due(database, NOW + timedelta(days=1)) == len(STANDING)
