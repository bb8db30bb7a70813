"""Photographs sent on Telegram go on the 附页."""

from typing import Any

from tests.pictured import drawn
from tests.telegraph import Telegraph


def test_photographs_wait_for_their_place_with_the_words_under_them(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await wire.settled()
        for kind, words in (("PNG", {"caption": "任务图"}), ("JPEG", {})):
            await phone.sends_photo(drawn(kind), **words)
        await wire.settled()
        assert "收到 2 张图" in phone.text
        await phone.taps("三、任务图和时间表")
        await wire.settled()
        assert "放好了 2 张图" in phone.text
        assert "第 2 步" in phone.text
        await phone.types("附图")
        await wire.settled()
        assert "1. 图1 任务图" in phone.text

    run(story)


def test_an_album_is_asked_about_once_with_all_its_pictures(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await wire.settled()
        for size in ((500, 300), (300, 500), (400, 400)):
            await phone.sends_photo(drawn("JPEG", size), media_group_id="a1")
        await wire.settled()
        asked = [message.text for message in phone.said if "放在哪" in message.text]
        assert len(asked) == 1
        assert "收到 3 张图" in asked[0]
        await phone.taps("三、任务图和时间表")
        await wire.settled()
        assert "放好了 3 张图" in phone.text

    run(story)
