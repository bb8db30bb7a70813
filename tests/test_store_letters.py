"""Letters: in order for a person, one worker at a time, again after a crash, never in a loop."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.courier import Courier
from bot.message import Post, Reply, Say
from bot.store import (
    Address,
    Database,
    Parcel,
    Transaction,
    forget_letters,
    keep_person,
    meet,
    move,
    post_to,
)
from bot.store.outbox import KEPT_TRYING, LEASE, MOST_ATTEMPTS

NOW = datetime(2025, 3, 1, tzinfo=UTC)
Hire = Callable[..., Courier]


@pytest.fixture
def hire(database: Database) -> Iterator[Hire]:
    """Gives couriers, each as one more worker would have it."""
    hired: list[Courier] = []

    def one(channel: str = "test") -> Courier:
        hired.append(Courier(channel, database))
        return hired[-1]

    yield one
    for courier in hired:
        courier.close()


def write(courier: Courier, *texts: str, key: str = "t1", now: datetime = NOW) -> list[str]:
    """Receive a message that brings replies; return the texts that may go out."""
    return said(reply(courier, [Say(text) for text in texts], key, now))


def reply(
    courier: Courier, replies: list[Reply], key: str = "t1", now: datetime = NOW
) -> tuple[Parcel, ...]:
    def work(transaction: Transaction) -> tuple[Parcel, ...]:
        met = meet(transaction, "test", key, now)
        return courier.post(transaction, Address(met.id, "test", key), replies, now)[1]

    return courier.run(work)


def said(parcels: tuple[Parcel, ...]) -> list[str]:
    return [parcel.reply.text for parcel in parcels]


def rows(parcels: tuple[Parcel, ...]) -> list[int]:
    return [parcel.row for parcel in parcels]


def test_what_is_in_hand_nobody_else_takes_and_nothing_overtakes(hire: Hire) -> None:
    one, other = hire(), hire()
    first = reply(one, [Say("一")])
    assert said(first) == ["一"]
    assert write(one, "二") == []
    assert write(other, "三") == []
    assert other.take(9, NOW) == ()
    assert one.take(9, NOW) == ()
    assert one.confirm(rows(first))
    one.flush()
    then = other.take(9, NOW)
    assert said(then) == ["二", "三"]
    other.confirm(rows(then))
    assert write(other, "四") == ["四"]


def test_what_arrived_is_not_sent_again_before_it_is_noted(hire: Hire) -> None:
    one = hire()
    for text in ("一", "二", "三"):
        parcels = reply(one, [Say(text)])
        assert said(parcels) == [text]
        one.confirm(rows(parcels))
    assert one.take(9, NOW) == ()


def test_what_a_worker_that_is_gone_had_in_hand_goes_out_at_once(hire: Hire) -> None:
    one, other = hire(), hire()
    write(one, "一", "二")
    one.close()
    assert write(other, "三") == ["一", "二", "三"]


def test_what_a_silent_worker_had_in_hand_goes_out_when_its_time_is_over(hire: Hire) -> None:
    one, other = hire(), hire()
    write(one, "一")
    assert other.take(9, NOW + LEASE - timedelta(seconds=1)) == ()
    assert said(other.take(9, NOW + LEASE + timedelta(seconds=1))) == ["一"]


def test_a_reply_that_brings_every_worker_down_is_given_up(hire: Hire) -> None:
    first = hire()
    write(first, "一", "二")
    first.close()
    for _ in range(MOST_ATTEMPTS - 1):
        worker = hire()
        assert said(worker.take(1, NOW)) == ["一"]
        worker.close()
    assert said(hire().take(9, NOW)) == ["二"]


def test_what_is_put_back_waits_and_holds_up_what_comes_after(hire: Hire) -> None:
    one, other = hire(), hire()
    parcels = reply(one, [Say("一"), Say("二"), Say("三")])
    one.confirm(rows(parcels[:1]))
    one.put_back(rows(parcels[1:]), NOW, NOW + timedelta(seconds=30))
    assert write(other, "四") == []
    assert other.take(9, NOW + timedelta(seconds=29)) == ()
    assert said(other.take(9, NOW + timedelta(seconds=31))) == ["二", "三", "四"]


def test_what_was_put_back_often_is_still_tried_for_a_month(hire: Hire) -> None:
    one = hire()
    parcels = reply(one, [Say("一")])
    for hour in range(MOST_ATTEMPTS * 3):
        now = NOW + timedelta(hours=hour)
        one.put_back(rows(parcels), now, now)
        parcels = one.take(9, now)
        assert said(parcels) == ["一"]
    late = NOW + KEPT_TRYING + timedelta(hours=1)
    one.put_back(rows(parcels), late, late)
    assert one.take(9, late) == ()


def test_persons_take_turns_and_nobody_fills_the_whole_hand(hire: Hire) -> None:
    one, other = hire(), hire()
    for key, count in (("t1", 30), ("t2", 2), ("t3", 1)):
        write(one, *(f"{key} {number}" for number in range(count)), key=key)
    one.close()
    taken = other.take(20, NOW)
    assert [parcel.to for parcel in taken] == [*["t1"] * 10, "t2", "t2", "t3"]
    assert said(taken)[:3] == ["t1 0", "t1 1", "t1 2"]
    other.confirm(rows(taken))
    assert said(other.take(20, NOW))[0] == "t1 10"


def test_a_letter_to_somebody_else_waits_for_their_channel(hire: Hire, database: Database) -> None:
    here, there = hire(), hire("other")
    with database.transaction() as transaction:
        met = meet(transaction, "other", "小明", NOW)
        post_to(transaction, Post(met.id, Say("退回")), NOW)
        post_to(transaction, Post(met.id + 1, Say("没有这个人")), NOW)
    assert here.take(9, NOW) == ()
    assert there.take(9, NOW, "小红") == ()
    taken = there.take(9, NOW, "小明")
    assert [(parcel.to, parcel.reply.text) for parcel in taken] == [("小明", "退回")]


def test_letters_follow_a_person_to_the_channel_used_last(hire: Hire, database: Database) -> None:
    there, here = hire("other"), hire("test")
    with database.transaction() as transaction:
        met = meet(transaction, "other", "t1", NOW)
        post_to(transaction, Post(met.id, Say("退回")), NOW)
        move(transaction, Address(met.id, "test", "t9"), NOW)
    assert there.take(9, NOW) == ()
    with database.transaction() as transaction:
        meet(transaction, "test", "t9", NOW)
    assert [parcel.to for parcel in here.take(9, NOW)] == ["t9"]


def test_a_person_who_blocked_gets_nothing_until_they_are_back(
    hire: Hire, database: Database
) -> None:
    one = hire()
    write(one, "一")
    one.block("t1", NOW)
    with database.transaction() as transaction:
        met = meet(transaction, "test", "t1", NOW)
        assert met.is_blocked
        post_to(transaction, Post(met.id, Say("退回")), NOW)
        keep_person(transaction, met, {}, "test", "t1")
    assert one.take(9, NOW) == ()
    assert write(one, "二") == ["一", "退回", "二"]


def test_what_nobody_will_ever_be_handed_is_dropped(hire: Hire, database: Database) -> None:
    one = hire()
    write(one, "一")
    one.block("t1", NOW)
    with database.transaction() as transaction:
        forget_letters(transaction, NOW + KEPT_TRYING - timedelta(days=1))
        forget_letters(transaction, NOW + KEPT_TRYING + timedelta(days=1))
    assert write(one, "二") == ["二"]


def test_a_letter_the_channel_can_never_hand_over_lets_the_next_pass(hire: Hire) -> None:
    one = hire()
    parcels = reply(one, [Say("一"), Say("二")])
    one.drop(rows(parcels[:1]))
    one.confirm(rows(parcels[1:]))
    one.flush()
    assert one.take(9, NOW) == ()


def test_what_a_broken_commit_may_have_kept_is_found_again(hire: Hire, database: Database) -> None:
    """Rows of this worker that it does not have in hand are nobody's, and so anybody's."""
    one = hire()
    with database.transaction() as transaction:
        met = meet(transaction, "test", "t1", NOW)
        one.post(transaction, Address(met.id, "test", "t1"), [Say("一")], NOW)
    assert said(one.take(9, NOW)) == ["一"]
    assert one.take(9, NOW) == ()


def test_what_arrived_never_comes_again_after_something_later(hire: Hire) -> None:
    """It leaves the outbox in the very commit that sends the next one on its way."""
    one = hire()
    first = reply(one, [Say("一")])

    def work(transaction: Transaction) -> tuple[Parcel, ...]:
        one.confirm(rows(first))  # while the next message is being taken in
        met = meet(transaction, "test", "t1", NOW)
        return one.post(transaction, Address(met.id, "test", "t1"), [Say("二")], NOW)[1]

    assert said(one.run(work)) == ["二"]
    assert said(crashed(one, hire)) == ["二"]


def crashed(courier: Courier, hire: Hire) -> tuple[Parcel, ...]:
    """Return what another worker finds after this one ended without another word."""
    courier._worker.close()
    return hire().take(9, NOW)


def test_of_several_letters_each_is_noted_before_the_next_goes_out(hire: Hire) -> None:
    one = hire()
    both = reply(one, [Say("一"), Say("二")])
    one.confirm(rows(both[:1]))
    assert said(crashed(one, hire)) == ["二"]
