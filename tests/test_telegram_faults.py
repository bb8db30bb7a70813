"""Whatever goes wrong on the way: nothing lost, nobody stuck, nothing done twice."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram import office
from bot.message import Post, Say
from bot.store import Database, find_person, post_to
from tests.botapi.phone import Phone, until
from tests.telegraph import Telegraph

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(params=[False, True], ids=["polling", "webhook"])
def by_webhook(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("kind", ["429", "500", "502", "garbled", "hung up"])
def test_what_could_not_be_sent_is_sent_later_in_order(run: Any, kind: str) -> None:
    async def story(wire: Telegraph) -> None:
        wire.api.faults.plan("sendmessage", kind, times=2)
        phone = await wire.fills("填附件1", "示例区教育局", "徐玉兰")
        await until(lambda: "第 3 步" in phone.said[-1].text if phone.said else False)
        steps = [next(line for line in m.text.split("\n") if "步" in line) for m in phone.said]
        assert [step[:3] for step in steps] == ["第 1", "第 2", "第 3"]

    run(story)


def test_a_timeout_after_delivery_sends_once_more_and_not_for_ever(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.transport.READ_SECONDS", 0.2)

    async def story(wire: Telegraph) -> None:
        wire.api.faults.plan("sendmessage", "lost", seconds=1)
        phone = await wire.fills("填附件1")
        await until(lambda: len(phone.said) == 2)
        await phone.types("示例区教育局")
        await wire.settled()
        assert "第 2 步" in phone.said[-1].text
        assert len(phone.said) == 3

    run(story)


def test_only_the_part_that_is_missing_is_sent_again(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        wire.api.faults.plan("sendmediagroup", "500")
        phone = await wire.fills("空白表")
        await until(lambda: sum(m.file is not None for m in phone.said) == 3)
        await wire.settled()
        assert sum("的空白表" in m.text for m in phone.said) == 1

    run(story)


def test_the_same_update_again_under_its_id_has_no_effect(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = await wire.fills("填附件1")
        number = await phone.types("示例区教育局")
        await wire.settled()
        count = len(phone.said)
        for _ in range(3):
            await wire.api.updates.again(number)
        await wire.settled()
        assert len(phone.said) == count

    run(story)


def test_a_tap_that_comes_back_under_a_new_id_does_not_count_twice(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = await wire.fills("填申报表")
        number = await phone.taps("区域内学校")
        await wire.settled()
        await wire.api.updates.again(number, as_new=True)
        await wire.settled()
        await phone.types("检查")
        await wire.settled()
        assert "1. 替谁报：区域内学校" in phone.said[-1].text
        assert "2. 单位" in phone.said[-1].text

    run(story)


def test_ids_may_jump_forwards_and_backwards(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        for text, number in (("填附件1", 900_000_000), ("示例区教育局", 5), ("徐玉兰", 6)):
            await phone.types(text, update_id=number)
            await wire.settled()
        assert "第 3 步" in phone.said[-1].text

    run(story)


def test_a_poisoned_update_stops_nobody(run: Any, caplog: pytest.LogCaptureFixture) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        message = {"message_id": "x", "from": {"id": 1}, "秘密": "徐玉兰"}
        query = {"id": [], "message": {"chat": 5}, "data": "back"}
        for poison in ({"message": message}, {"callback_query": query}, {"message": 5}):
            await wire.api.updates.put(phone.chat_id, poison)
        await phone.types("填附件1")
        await wire.settled()
        assert "第 1 步" in phone.text

    run(story)
    assert caplog.text.count("an update broke") == 3
    assert "徐玉兰" not in caplog.text


def test_who_blocked_it_gets_nothing_and_others_go_on(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        phone.blocks()
        await phone.types("填附件1")
        other = await wire.fills("填附件1", number=1002)
        assert "第 1 步" in other.text
        assert phone.said == []
        count = len(wire.api.called("sendmessage"))
        phone.unblocks()
        await phone.types("示例区教育局")
        await wire.settled()
        assert "第 2 步" in phone.said[-1].text
        assert len(wire.api.called("sendmessage")) <= count + 2

    run(story)


@pytest.mark.parametrize("words", ["user is deactivated", "bot was blocked by the user"])
def test_an_account_that_is_gone_is_given_up_without_a_loop(run: Any, words: str) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        phone.blocks(words)
        for text in ("填附件1", "示例区教育局"):
            await phone.types(text)
            await wire.settled()
        assert len(wire.api.called("sendmessage")) == 2

    run(story)


def test_messages_in_a_burst_are_answered_in_order(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        wire.api.latency = 0.02
        texts = ("填附件1", "示例区教育局", "徐玉兰", "教研员", "13812345678")
        phones = await asyncio.gather(*(wire.fills(*texts, number=1001 + n) for n in range(6)))
        await until(lambda: all(len(phone.said) == len(texts) for phone in phones))
        for phone in phones:
            said = phone.said
            assert [f"第 {m + 1} 步" in each.text for m, each in enumerate(said)] == [True] * 5

    run(story)


def test_what_a_stopped_worker_left_is_sent_by_the_next(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        await wire.ready()
        wire.api.faults.plan("sendmessage", "500", times=1000)
        phone = wire.phone()
        await phone.types("填附件1")
        await wire.api.updates.all_taken()
        webhook = bool(wire.api.updates.hook.url)
        await wire.end()
        assert phone.said == []
        wire.api.faults.ahead.clear()
        await wire.begin(webhook=webhook)
        await until(lambda: bool(phone.said))
        assert "第 1 步" in phone.said[0].text

    run(story)


def test_what_nobody_waits_for_leaves_room_for_answers(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "ROUND_SECONDS", 3600)  # each round is begun by hand
    count = office.LETTERS_A_ROUND + 5

    async def story(wire: Telegraph) -> None:
        phones = [await wire.fills("你好", number=1001 + number) for number in range(count)]
        await asyncio.to_thread(remind, wire.database, phones)
        assert wire.telegram.office
        assert await wire.telegram.office.deliver_waiting() == office.LETTERS_A_ROUND
        assert "3月21日" in (await wire.fills("选题申报什么时候截止")).said[-1].text
        await wire.settled()
        assert all("别忘了" in "".join(m.text for m in phone.said) for phone in phones)

    run(story)


def remind(database: Database, phones: list[Phone]) -> None:
    """Leave a letter for each of them."""
    now = datetime.now(UTC)
    with database.transaction() as transaction:
        for phone in phones:
            person = find_person(transaction, office.CHANNEL, str(phone.number))
            assert person
            post_to(transaction, Post(person, Say("别忘了交。")), now)
