"""Whatever people send on Telegram: each is answered sensibly."""

from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.fetching import LIMIT_BYTES
from tests.telegraph import Telegraph


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "语音"),
        (
            {"video_note": {"file_id": "v", "file_unique_id": "v", "duration": 3, "length": 9}},
            "语音",
        ),
        (
            {
                "sticker": {
                    "file_id": "s",
                    "file_unique_id": "s",
                    "type": "regular",
                    "width": 9,
                    "height": 9,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            "收到了",
        ),
        ({"location": {"longitude": 120.6, "latitude": 31.3}}, "位置"),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, "名片"),
        (
            {
                "video": {
                    "file_id": "v",
                    "file_unique_id": "v",
                    "duration": 3,
                    "width": 9,
                    "height": 9,
                }
            },
            "看不了",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_read_is_answered_kindly_and_the_question_put_again(
    run: Any, content: dict[str, Any], said: str
) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await wire.settled()
        await phone.sends(content)
        await wire.settled()
        assert said in phone.text
        assert "第 2 步" in phone.text

    run(story)


def test_a_picture_with_words_under_it_is_answered_by_its_words(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
        await phone.sends({"photo": photo, "caption": "什么时候截止"})
        await wire.settled()
        assert "3月21日" in phone.text

    run(story)


def test_an_album_of_videos_is_answered_once(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        video = {"file_id": "v", "file_unique_id": "v", "duration": 3, "width": 9, "height": 9}
        for _ in range(4):
            await phone.sends({"video": video, "media_group_id": "a1"})
        await wire.settled()
        assert len(phone.said) == 1

    run(story)


def test_an_edited_message_changes_no_answer_and_is_explained(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await phone.types("苏州市示例小学")
        await wire.settled()
        await phone.edits("苏州市样板小学")
        await wire.settled()
        assert "还是原来的内容" in phone.text
        await phone.types("检查")
        await wire.settled()
        assert "苏州市示例小学" in phone.text
        assert "样板" not in phone.text

    run(story)


def test_posts_of_channels_and_what_others_do_is_not_heard(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        post = {"message_id": 1, "date": 1, "chat": {"id": -100, "type": "channel", "title": "x"}}
        await wire.api.updates.put(-100, {"channel_post": {**post, "text": "填申报表"}})
        await wire.api.updates.put(-100, {"poll_answer": {"poll_id": "1", "option_ids": [0]}})
        await wire.api.updates.put(-100, {"a_kind_of_next_year": {"x": 1}})
        await phone.sends(
            {"pinned_message": {"message_id": 1, "date": 0, "chat": phone.chat.as_json()}}
        )
        await wire.settled()
        assert not wire.api.called("sendmessage")

    run(story)


def test_files_are_fetched_only_where_they_are_small_enough(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.sends_file("大.docx", b"x", size=LIMIT_BYTES + 1)
        await wire.settled()
        assert "最多收 10 MB" in phone.text
        assert not wire.api.called("getfile")
        await phone.sends_file("谎.docx", b"x" * (LIMIT_BYTES + 1), size=5)
        await wire.settled()
        assert "最多收 10 MB" in phone.text
        wire.api.faults.plan("file", "500", times=9)
        await phone.sends_file("断.docx", b"abc")
        await wire.settled()
        assert "没有找到这个文件" in phone.text
        assert not list((wire.folder / "incoming").glob("**/*.docx"))

    run(story)


def test_a_paper_reaches_the_desk_byte_for_byte_and_is_gone_afterwards(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytes(range(256)) * 400
    seen: list[tuple[str, bytes]] = []

    async def story(wire: Telegraph) -> None:
        await wire.ready()
        receive = wire.telegram._mail.keep

        def received(update: Any) -> Any:
            place = Path(update.incoming.path)
            seen.append((place.name, place.read_bytes()))
            return receive(update)

        monkeypatch.setattr(wire.telegram._mail, "keep", received)
        await wire.phone().sends_file("2025申报表_“运算” 能力.docx", content)
        await wire.settled()
        assert not list((wire.folder / "incoming").glob("**/*.docx"))

    run(story)
    assert seen == [("2025申报表_“运算” 能力.docx", content)]


def test_several_papers_at_once_are_each_answered_in_order(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        for number in range(3):
            await phone.sends_file(f"../..\\表{number}.docx", b"not a form", group="g1")
        await wire.settled()
        assert len(phone.said) == 3
        assert not list(wire.folder.parent.glob("表*.docx"))

    run(story)
