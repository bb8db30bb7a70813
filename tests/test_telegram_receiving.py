"""How updates come in: confirmed when kept, from Telegram only, through every trouble of the line."""

import asyncio
import logging
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram.office import CHANNEL
from bot.channels.telegram.webhook import HEADER, LARGEST_BODY_BYTES
from bot.library import Library
from bot.store import StoreUnavailable
from tests.botapi.phone import until
from tests.cast import give_roles
from tests.telegraph import Telegraph, play

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(params=[False, True], ids=["polling", "webhook"])
def by_webhook(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_an_update_is_confirmed_only_when_it_is_kept(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(wire: Telegraph) -> None:
        await wire.ready()
        away, receive = [True], wire.telegram._mail.receive_all

        def received(updates: Any) -> Any:
            return [StoreUnavailable() for _ in updates] if away[0] else receive(updates)

        monkeypatch.setattr(wire.telegram._mail, "receive_all", received)
        monkeypatch.setattr("bot.channels.telegram.office.PAUSES_SECONDS", (0.01,))
        phone = wire.phone()
        for text in ("填附件1", "示例区教育局"):
            await phone.types(text)
        await until(lambda: wire.api.updates.polls > 3 or len(wire.api.updates.hook.tried) > 2)
        assert len(wire.api.updates.waiting) == 2
        assert {status for _, status in wire.api.updates.hook.tried} <= {503}
        away[0] = False
        await wire.settled()
        assert [f"第 {n} 步" in m.text for n, m in enumerate(phone.said, 1)] == [True, True]

    run(story)


def test_a_slow_file_of_one_person_holds_up_nobody(library: Library, tmp_path: Path) -> None:
    async def story(wire: Telegraph) -> None:
        wire.api.faults.plan("getfile", "slow", seconds=3)
        slow = wire.phone()
        await slow.sends_file("慢.docx", b"abc")
        other = wire.phone(1002)
        await other.types("填附件1")
        await until(lambda: bool(other.said), within=2.5)
        assert slow.said == []
        await wire.settled()
        assert slow.said

    play(library, tmp_path, story)


def test_the_webhook_takes_only_what_telegram_sent(library: Library, tmp_path: Path) -> None:
    async def story(wire: Telegraph) -> None:
        await wire.ready()
        hook = wire.api.updates.hook
        good = {HEADER: hook.secret}
        async with aiohttp.ClientSession() as session:

            async def status(body: bytes, headers: dict[str, str]) -> int:
                async with session.post(hook.url, data=BytesIO(body), headers=headers) as answer:
                    return answer.status

            assert await status(b"{}", {}) == 403
            assert await status(b"{}", {HEADER: hook.secret[:-1] + "x"}) == 403
            assert await status(b"x" * (LARGEST_BODY_BYTES + 1), {}) == 403
            assert await status(b"x" * (LARGEST_BODY_BYTES + 1), good) == 413
            assert await status(b"no json", good) == 200
            assert await status(b"[1]", good) == 200
            assert await status(b'{"update_id": 1}', good) == 200
            async with session.get(hook.url) as answer:
                assert answer.status == 405
        assert len(hook.secret) == 64
        assert wire.token not in hook.secret

    play(library, tmp_path, story, webhook=True)


def test_two_pollers_are_told_of_in_one_sentence_and_go_on(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(wire: Telegraph) -> None:
        await wire.ready()
        await until(lambda: wire.api.updates.polls > 0)
        for _ in range(2):
            await wire.api.updates.get(0, 1, 0)
            polls = wire.api.updates.polls
            await until(lambda polls=polls: wire.api.updates.polls > polls)  # type: ignore[misc]
        phone = await wire.fills("填附件1")
        assert "第 1 步" in phone.text

    play(library, tmp_path, story)
    told = [record.message for record in caplog.records if "另有一个程序" in record.message]
    assert told


def test_a_wrong_token_is_told_once_and_tried_again(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def whole() -> None:
        wire = Telegraph(library, tmp_path)
        wire.token = "1:wrong"
        await wire.api.start()
        await wire.begin()
        await until(lambda: "不认识这个口令" in caplog.text)
        await asyncio.sleep(0.1)
        assert wire.telegram.office is None
        await wire.end()
        await wire.api.stop()

    asyncio.run(whole())
    assert caplog.text.count("不认识这个口令") == 1
    assert "wrong" not in caplog.text


def test_no_network_is_told_once_and_it_goes_on_when_there_is_one(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)

    async def story(wire: Telegraph) -> None:
        await wire.ready()
        wire.api.faults.plan("getupdates", "hung up", times=4)
        phone = await wire.fills("填附件1")
        await wire.fills("示例区教育局")
        await until(lambda: "第 2 步" in phone.said[-1].text)
        await until(lambda: "已连上" in caplog.text)

    play(library, tmp_path, story)
    assert caplog.text.count("连不上") == 1


def test_how_long_a_package_takes_is_read_before_it_is_made(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.submissions.PACKED_A_SECOND", 0.1)
    was_told: list[bool] = []

    async def story(wire: Telegraph) -> None:
        await wire.ready()
        phone = wire.phone()
        give_roles(wire.database, {"联络人甲": "甲区 联络人"}, lambda _: (CHANNEL, "1001"))
        await wire.fills(
            "登记一份纸质", "样例小学，从错题到好题，周堃，教师，13800001111，语文 小学"
        )

        def packed(*_: object) -> dict[str, bytes]:
            for _ in range(200):
                if any("大约 10 秒" in each.text for each in phone.said):
                    break
                time.sleep(0.05)
            was_told.append(any("大约 10 秒" in each.text for each in phone.said))
            return {"甲区材料包1.zip": b"zip"}

        monkeypatch.setattr("bot.library.package_files", packed)
        await phone.types("打包")
        await wire.settled()
        assert "材料包好了" in phone.text

    run(story)
    assert was_told == [True]
