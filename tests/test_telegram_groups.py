"""The assistant in groups: it answers when spoken to, like anywhere, and fills nothing."""

from typing import Any

from bot.channels.telegram.office import CHANNEL
from tests.botapi.methods import BOT
from tests.cast import give_roles
from tests.telegraph import Telegraph

GROUP = -5001
NAME = f"@{BOT['username']}"


def test_in_a_group_it_speaks_only_when_spoken_to_and_fills_nothing(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        phone = wire.phone(group=GROUP)
        await phone.types("什么时候截止")
        await phone.types("/fill@another_bot")
        await wire.settled()
        assert phone.said == []
        asked = await phone.types(f"{NAME} 什么时候截止")
        await wire.settled()
        assert asked
        assert "3月21日" in phone.text
        assert phone.said[-1].reply_to == phone.chat.messages[-2].id
        assert [b.get("url") for b in phone.said[-1].buttons] == [f"https://t.me/{NAME[1:]}"]
        await phone.types("那2022年呢", reply_to_message=_reply(phone))
        await wire.settled()
        assert len(phone.said) == 2
        for text in ("/fill", f"{NAME} 填申报表", f"{NAME} 继续"):
            await phone.types(text)
            await wire.settled()
            assert "到私聊里来" in phone.text
        await phone.types(NAME)
        await wire.settled()
        assert NAME in phone.text
        await wire.phone(phone.number).types("检查")
        await wire.settled()
        assert "没有打开的表" in wire.api.chats[phone.number].messages[-1].text

    run(story)


def test_a_group_is_told_what_the_centre_published(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        centre, group = wire.phone(), wire.phone(1002, group=GROUP)
        await wire.settled()
        give_roles(wire.database, {"中心": "中心"}, lambda _: (CHANNEL, str(centre.number)))
        await group.types(f"{NAME} 案例总结参评什么时候")
        await wire.settled()
        assert "监测中心" not in group.text
        await centre.types("公布日期")
        await wire.settled()
        await centre.taps("公布“总结参评”")
        await centre.types("2026年12月15日前完成总结参评。")
        await wire.settled()
        await centre.taps("公布")
        await wire.settled()
        await group.types(f"{NAME} 案例总结参评什么时候")
        await wire.settled()
        assert "监测中心已答复" in group.text
        assert "2026年12月15日前完成总结参评" in group.text

    run(story)


def _reply(phone: Any) -> dict[str, Any]:
    return {
        "message_id": phone.said[-1].id,
        "date": 1740800000,
        "chat": phone.chat.as_json(),
        "from": BOT,
        "text": phone.said[-1].text,
    }


def test_a_group_that_moved_is_answered_where_it_went(run: Any) -> None:
    async def story(wire: Telegraph) -> None:
        old = wire.phone(group=GROUP)
        new = wire.phone(group=-1005001)
        await old.sends({"migrate_to_chat_id": -1005001})
        old.chat.migrated_to = -1005001
        await old.types(f"{NAME} 什么时候截止")
        await wire.settled()
        assert "3月21日" in new.text

    run(story)
