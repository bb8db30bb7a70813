"""The whole form on one page in a real browser, on a screen with room for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import DESKTOP, TEXTS, Server, chromium, serving, slips_of

BOXES = {
    "unit": "苏州市示例小学",
    "case_title": "让每个错因都被看见",
    "leader_name": "徐玉兰",
    "leader_unit": "苏州市示例小学",
    "leader_post": "教研组长",
    "leader_phone": "13812345678",
    "leader_email": "xuyulan@example.com",
    "problem": TEXTS[0],
    "approach_idea": TEXTS[1],
    "approach_method": TEXTS[2],
    "approach_strategy": TEXTS[3],
    "region": "姑苏区",
}
CHOSEN = {"filed_as": "区域内学校", "more_leaders": "没有", "category": "数学", "stage": "小学"}
ROWS = {
    "members": ("陈静", "教师", "课堂观察"),
    "outcomes": ("2025.3-2025.6", "六年级运算错因分析", "调研报告"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as server:
        yield server


def opened(browser: Browser, server: Server) -> Page:
    """The page of a form that was just begun, as somebody at a desk opens it."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("button", name="填申报表").click()
    page.get_by_role("link", name="整张表一页填").click()
    page.wait_for_selector("#form.live")
    return page


def is_kept(page: Page, box: str) -> None:
    page.wait_for_selector(f"#box-{box}.filled .done:has-text('记下了')")


def test_a_whole_form_is_filled_in_on_one_page(browser: Browser, server: Server) -> None:
    page = opened(browser, server)
    slips: list[str] = []
    page.on("pageerror", lambda error: slips.append(str(error)))
    page.on("console", lambda said: slips.append(said.text) if said.type == "error" else None)
    for box, option in CHOSEN.items():
        if page.locator(f"#box-{box}").count():
            page.locator(f"#box-{box}").get_by_label(option, exact=True).check()
            is_kept(page, box)
    for box, text in BOXES.items():
        page.fill(f"#in-{box}", text)
        page.keyboard.press("Tab")
        is_kept(page, box)
    for box, cells in ROWS.items():
        for at, cell in enumerate(cells):
            page.locator(f"#box-{box} input[name=cell]").nth(at).fill(cell)
        page.locator("#in-case_title").focus()
        is_kept(page, box)
    page.wait_for_selector("#standing:has-text('都填好了')")
    assert slips_of(page) == []
    page.get_by_role("button", name="完成，看打印效果").click()
    page.wait_for_selector("text=打印出来是这样")
    assert not slips


def test_what_is_being_written_is_not_disturbed(browser: Browser, server: Server) -> None:
    page = opened(browser, server)
    page.fill("#in-leader_phone", "12ab")
    page.keyboard.press("Tab")
    page.wait_for_selector("#box-leader_phone.bad:has-text('手机 11 位')")
    page.fill("#in-unit", "苏州市示例小学")
    page.focus("#in-case_title")
    page.keyboard.type("让每个", delay=20)
    is_kept(page, "unit")
    page.keyboard.type("错因都被看见", delay=20)
    assert page.input_value("#in-case_title") == "让每个错因都被看见"
    assert page.input_value("#in-leader_phone") == "12ab", (
        "refused, and still there to be put right"
    )
    page.focus("#in-unit")
    is_kept(page, "case_title")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.input_value("#in-leader_phone") == "12ab", "a reload takes nothing away"
    page.fill("#in-leader_phone", "13812345678")
    page.keyboard.press("Tab")
    is_kept(page, "leader_phone")
    page.reload()
    assert page.input_value("#in-leader_phone") == "13812345678"


def test_a_box_waiting_its_turn_keeps_what_is_in_it(browser: Browser, server: Server) -> None:
    page = opened(browser, server)
    held: list[Route] = []

    def hold_the_second(route: Route) -> None:
        held.append(route)
        if len(held) != 2:
            route.continue_()

    page.route("**/form", hold_the_second)
    for box in ("unit", "case_title", "leader_name"):
        page.fill(f"#in-{box}", BOXES[box])
        page.keyboard.press("Tab")
    is_kept(page, "unit")
    assert page.input_value("#in-case_title") == BOXES["case_title"]
    assert page.input_value("#in-leader_name") == BOXES["leader_name"]
    waiting = page.locator("form.box .said .done").filter(has_text="正在")
    expect(waiting).to_have_count(2)
    held[1].continue_()
    is_kept(page, "leader_name")
    expect(waiting).to_have_count(0)


def test_what_could_not_be_sent_is_sent_later(browser: Browser, server: Server) -> None:
    page = opened(browser, server)
    page.context.set_offline(True)
    page.fill("#in-case_title", "让每个错因都被看见")
    page.keyboard.press("Tab")
    page.wait_for_selector("#box-case_title:has-text('还没有存上')")
    page.context.set_offline(False)
    is_kept(page, "case_title")
    page.reload()
    assert page.input_value("#in-case_title") == "让每个错因都被看见"
