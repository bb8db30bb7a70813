"""What is half written on the page is still there after a reload, and what cannot be sent is said on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Server, Talk, chromium, phone, serving, slips_of
from tests.test_sample import as_a

BEFORE_THE_MEMBERS = (
    "填申报表", "区域内学校", "苏州市示例小学", "运算能力提升实践",
    "徐玉兰", "同上", "教研组长", "138 1234 5678", "xuyulan@example.com", "没有",
)  # fmt: skip
REMARK = "请写清是哪一次监测"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, "--sample", today="") as one:
        yield one


def cells(page: Page) -> list[str]:
    """What stands in the boxes of the row that is being written."""
    return [cell.input_value() for cell in page.locator(".row input[name=cell]").all()]


def test_a_row_half_written_is_kept_until_it_is_sent(browser: Browser, server: Server) -> None:
    talk = Talk(phone(browser).new_page(), server.url)
    for text in BEFORE_THE_MEMBERS:
        talk.say(text)
    talk.page.locator(".row input[name=cell]").nth(0).fill("陈静")
    talk.page.locator(".row input[name=cell]").nth(2).fill("课堂观察")
    talk.page.reload()
    assert cells(talk.page) == ["陈静", "", "课堂观察"]
    talk.say("什么时候截止")
    assert cells(talk.page) == ["陈静", "", "课堂观察"], "a question in between takes nothing away"
    talk.page.locator(".row input[name=cell]").nth(1).fill("教师")
    talk.tap("加这一行")
    assert "课堂观察" in talk.page.inner_text(".question table")
    assert cells(talk.page) == ["", "", ""]
    talk.page.reload()
    assert cells(talk.page) == ["", "", ""], "sent once"
    assert talk.slips == []


def test_a_remark_half_written_is_kept_until_it_is_sent(browser: Browser, server: Server) -> None:
    page = phone(browser).new_page()
    page.goto(server.url)
    as_a(page, "联络人")
    page.get_by_role("link", name="读懂说明文").tap()
    page.locator(".cell.open").nth(1).wait_for()
    page.wait_for_load_state("networkidle")  # the script opens the remark
    page.locator(".cell.open").nth(1).locator("h3").tap()
    page.fill("#r2", REMARK)
    page.reload()
    assert page.input_value("#r2") == REMARK
    assert page.locator("#r2").is_visible(), "unfolded, to be gone on with"
    assert page.input_value("#r1") == ""
    with page.expect_navigation():
        page.locator(".remark:has(#r2) .button").tap()
    assert page.inner_text("main").count(REMARK) == 1, "told once"
    assert page.locator("button:has-text('就这样退回')").count() == 1
    page.fill("#r2", "改主意了")
    page.fill("#r2", REMARK)
    page.goto(page.url.split("?", maxsplit=1)[0])
    assert page.input_value("#r2") == REMARK
    assert page.locator("button:has-text('就这样退回')").count() == 1


def test_a_stop_shows_the_code_that_opens_the_draft_elsewhere(
    browser: Browser, server: Server
) -> None:
    talk = Talk(phone(browser).new_page(), server.url)
    for text in BEFORE_THE_MEMBERS[:4]:
        talk.say(text)
    assert talk.page.locator(".code").count() == 0, "only at a stop"
    talk.tap("先停一下")
    code = talk.page.inner_text("#now .code")
    link = talk.page.locator("#now a[href*='/r/']").get_attribute("href")
    assert link == f"{server.url}/r/{code.replace('-', '')}"
    assert slips_of(talk.page) == []
    elsewhere = phone(browser).new_page()
    elsewhere.goto(link)
    elsewhere.get_by_role("button", name="继续填").tap()
    elsewhere.wait_for_selector("#bar:has-text('第 4 步')")


def test_a_file_too_large_is_said_where_it_was_sent(browser: Browser, server: Server) -> None:
    talk = Talk(phone(browser).new_page(), server.url)
    talk.say("什么时候截止")
    large = {"name": "a.docx", "mimeType": "text/plain", "buffer": b"x" * (12 * 1024 * 1024)}
    talk.page.set_input_files("#upload input[type=file]", files=[large])
    talk.page.wait_for_selector("#notice:has-text('10 MB')")
    assert "什么时候截止" in talk.page.inner_text("#log"), "the page stays"
    assert "3月21日" in talk.say("选题申报什么时候截止")
    assert talk.slips == []


def test_a_question_of_the_centre_has_a_box_as_wide_as_its_answer(
    browser: Browser, server: Server
) -> None:
    page = phone(browser).new_page()
    page.goto(server.url)
    as_a(page, "中心")
    page.goto(f"{server.url}/centre/questions")
    page.locator("summary:has-text('自己加一条问答')").last.tap()
    for name in ("width", "border-top-width", "border-top-left-radius"):
        of = f"(id) => getComputedStyle(document.getElementById(id))['{name}']"
        assert page.evaluate(of, "new-ask") == page.evaluate(of, "new-say"), name
    page.goto(f"{server.url}/centre")
    page.get_by_role("link", name="登录密码").tap()
    page.wait_for_selector("h1:has-text('登录名和密码')")
