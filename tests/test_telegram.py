"""The assistant as a phone shows it: greetings, buttons, edits, papers, and whatever people send."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import Database, invite_centre
from tests.botapi.methods import BOT
from tests.telegraph import DAY, Telegraph

GROUP = -5001
NAME = f"@{BOT['username']}"


def test_the_first_message_says_where_the_content_goes(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.opens()
        await wire.settled()
        assert phone.text.startswith("提醒：")
        assert "请勿发送监测数据和他人信息" in phone.text
        assert "申报助手" in phone.text
        assert "境外" in wire.api.profile["description"]
        assert "请勿发送监测数据和他人信息" in wire.api.profile["short_description"]
        await phone.types("你好")
        await wire.settled()
        assert "境外" not in phone.text

    run(story)


def test_the_menu_is_chinese_and_short(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        await wire.ready()
        private = wire.api.commands["all_private_chats:"]
        assert {"ask", "fill", "drafts", "help"} <= {each["command"] for each in private}
        assert all(len(each["description"]) <= 12 for each in private)
        group = wire.api.commands["all_group_chats:"]
        assert [each["command"] for each in group] == ["ask", "deadline"]

    run(story)


def test_whoever_is_in_charge_has_a_menu_of_their_own(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.opens(await asyncio.to_thread(centres_code, wire.database))
        await wire.settled()
        own = f"chat:{phone.number}"
        assert [each["command"] for each in wire.api.commands[own]][:2] == ["inbox", "roster"]
        await phone.types("/inbox")
        await wire.settled()
        assert "收件" in phone.text
        await phone.types("我的身份")
        await wire.settled()
        await phone.taps("退出：监测中心")
        await wire.settled()
        await phone.taps("退出")
        await wire.settled()
        assert own not in wire.api.commands

    run(story)


def centres_code(database: Database) -> str:
    with database.transaction() as transaction:
        return invite_centre(transaction, DAY + timedelta(days=7), datetime.now(UTC), DAY).code


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/deadline", "3月21日"),
        ("/ask 每所学校能报几个", "个"),
        ("/fill", "第 1 步"),
        ("/blank", "空白表"),
        ("/notice", "原文"),
        ("/help", "您可以这样说"),
        ("/fill@shenbao_test_bot", "第 1 步"),
    ],
)
def test_commands_do_what_words_do(run: Any, command: str, said: str) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types(command)
        await wire.settled()
        assert said in phone.text

    run(story)


def test_a_tap_is_answered_its_buttons_go_and_the_answer_stays_readable(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await wire.settled()
        (question,) = phone.fresh
        await phone.taps("区域内学校")
        await wire.settled()
        assert list(wire.api.queries.values()) == [False]
        assert question.keyboard == []
        assert "第 1 步" in question.text
        assert "第 2 步" in phone.said[-1].text
        assert wire.api.called("answercallbackquery")

    run(story)


def test_looking_about_changes_one_message_and_piles_up_none(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await wire.settled()
        count = len(phone.said)
        await phone.taps("检查")
        await wire.settled()
        assert len(phone.said) == count
        assert "请核对" in phone.said[-1].text
        await phone.taps("改 替谁报")
        await wire.settled()
        assert len(phone.said) == count
        assert "现在是：区域内学校" in phone.said[-1].text
        await phone.taps("保持不变")
        await wire.settled()
        assert len(phone.said) == count

    run(story)


def test_an_old_button_is_answered_below_and_changes_nothing_above(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await wire.settled()
        first = phone.said[-1]
        data = next(b["callback_data"] for b in first.buttons if b["text"] == "检查")
        await phone.types("苏州市示例小学")
        await wire.settled()
        await phone.taps_data(data, first)
        await wire.settled()
        assert "请核对" in phone.said[-1].text
        assert first.edits == 0
        await phone.taps_data("back:x:y@1", first)
        await wire.settled()
        assert "这个按钮是前面的" in phone.text

    run(story)


def test_an_answer_replies_to_the_question_and_quotes_the_notice(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("什么时候截止")
        await wire.settled()
        asked = next(m for m in phone.chat.messages if not m.from_bot)
        (answer,) = phone.fresh
        assert answer.reply_to == asked.id
        assert [each.kind for each in answer.entities] == ["expandable_blockquote"]  # type: ignore[attr-defined]

    run(story)


def test_papers_come_in_one_album_and_go_by_their_id_the_second_time(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("空白表")
        await wire.settled()
        first = phone.files
        assert [Path(file.name).suffix for file in first] == [".docx", ".pdf", ".xlsx"]
        assert len({m.group for m in phone.fresh if m.file}) == 1
        assert "upload_document" in phone.chat.actions
        other = wire.phone(1002)
        await other.types("空白表")
        await wire.settled()
        assert [file.content for file in other.files] == [file.content for file in first]
        _, again = wire.api.called("sendmediagroup")
        assert "attach://" not in str(again["media"])

    run(story)


def test_a_file_id_telegram_forgot_is_uploaded_again(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.types("看通知原文")
        await wire.settled()
        wire.api.files.clear()
        await phone.types("看通知原文")
        await wire.settled()
        assert [Path(file.name).suffix for file in phone.files] == [".txt"]

    run(story)


def test_a_link_lands_on_the_very_field(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone()
        await phone.opens("fill-2022-application")
        await wire.settled()
        assert "第 1 步" in phone.text
        await phone.types("区域内学校")
        await wire.settled()
        data = next(b["callback_data"] for b in phone.said[-1].buttons if b["text"] == "检查")
        draft = data.partition(":")[2].partition("@")[0]
        await phone.types("先停一下")
        await phone.opens(f"change-{draft}-case_title")
        await wire.settled()
        assert "案例名称" in phone.text

    run(story)


def test_a_stranger_cannot_tap_into_another_persons_draft(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone, other = wire.phone(), wire.phone(1002)
        await phone.types("填申报表")
        await phone.types("区域内学校")
        await phone.types("苏州市示例小学")
        await wire.settled()
        data = next(b["callback_data"] for b in phone.said[-1].buttons if b["text"] == "检查")
        await other.types("你好")
        await wire.settled()
        await other.taps_data(data, other.said[-1])
        await wire.settled()
        assert "苏州市示例小学" not in other.text

    run(story)
