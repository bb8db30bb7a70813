"""The same conversation on the page and in a terminal: begun here, carried on there, and back."""

from pathlib import Path

from bot.codes import read_code
from tests.browser import Talk, chromium, phone, serving
from tests.chatting import Chat, chatting, said


def test_a_form_goes_from_the_terminal_to_the_page_and_back(tmp_path: Path) -> None:
    with (
        serving(tmp_path) as server,
        chatting(tmp_path, "--today", "2025-03-01") as chat,
        chromium() as browser,
    ):
        for text in ("填申报表", "区域内学校", "苏州市示例小学"):
            chat.say(text)
        talk = Talk(phone(browser).new_page(), server.url)
        page = talk.say(code_from(chat))
        assert "接上了" in page
        assert "第 3 步" in talk.page.inner_text("#bar")
        talk.say("运算能力提升实践")
        assert "第 4 步" in said(chat.say("继续"))
        chat.say("徐玉兰")
        talk.page.reload()
        assert "第 5 步" in talk.page.inner_text("#bar")
        assert talk.slips == []


def code_from(chat: Chat) -> str:
    """Ask for a code for another device and return it."""
    found = [read_code(word) for word in said(chat.say("换设备")).split()]
    return next(code for code in found if code)
