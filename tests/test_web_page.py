"""The page in a real browser of a phone's size: an application filled by touch, through a power cut."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from forms.form import Json
from forms.intake.read import read_file
from tests.browser import (
    TEXTS,
    Server,
    Talk,
    chromium,
    is_wider_than_the_screen,
    phone,
    serving,
    slips_of,
)
from tests.pictured import drawn

EVIL = '"><img src=x onerror="window.ran=1;alert(1)"><script>alert(2)</script>'
LEADER = ["徐玉兰", "同上", "教研组长", "138 1234 5678", "xuyulan@example.com"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("web")) as one:
        yield one


def test_an_application_is_filled_by_touch_through_a_power_cut(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    context = phone(browser)
    talk = Talk(context.new_page(), server.url)
    assert "3月21日" in talk.say("选题申报什么时候截止")
    talk.tap("填申报表")
    talk.tap("区域内学校")
    talk.say("苏州市示例小学")
    talk.say("运算能力提升实践")
    server.kill()
    server.start()
    talk.page.reload()
    assert "苏州市示例小学" in talk.page.inner_text("#log")
    fill_the_rest(talk)
    talk.tap("改 案例名称")
    talk.page.tap("[data-edit]")
    assert talk.page.input_value("#text") == "运算能力提升实践"
    talk.say("分数运算能力提升实践")
    assert "分数运算能力提升实践" in talk.page.inner_text(".page")
    talk.tap("完成")
    talk.tap("就这样出文件")
    answers = {each: fetched(browser, talk, each, tmp_path) for each in ("pdf", "docx", "xlsx")}
    assert answers["pdf"] == answers["docx"] == answers["xlsx"]
    assert answers["docx"]["case_title"] == "分数运算能力提升实践"
    assert answers["docx"]["problem"] == TEXTS[0]
    assert answers["docx"]["members"] == [
        {"name": "陈静", "post": "教师", "task": "课堂观察"},
        {"name": "顾明", "post": "教研组长", "task": "命题，测评"},
    ]
    assert talk.slips == []
    context.close()


def test_every_page_can_be_used_by_everyone(browser: Browser, server: Server) -> None:
    context = phone(browser)
    talk = Talk(context.new_page(), server.url)
    found = {"first": slips_of(talk.page)}
    talk.say("选题申报什么时候截止")
    talk.page.locator(".quote summary").first.tap()
    found["answer"] = slips_of(talk.page)
    link = talk.page.locator(".quote a").first.get_attribute("href")
    for command in (
        "填申报表",
        "区域内学校",
        "苏州市示例小学",
        "运算能力提升实践",
        *LEADER,
        "没有",
    ):
        talk.say(command)
    found["list"] = slips_of(talk.page)
    talk.say("跳过")
    found["long text"] = slips_of(talk.page)
    talk.tap("检查")
    found["review"] = slips_of(talk.page)
    for address in (link, "/r", "/r/ABCDEFGHJK", "/c/ABCDEFGHJK", "/nothing"):
        talk.page.goto(f"{server.url}{address}")
        found[str(address)] = slips_of(talk.page)
    talk.page.goto(server.url)
    talk.page.emulate_media(color_scheme="dark")
    found["dark"] = slips_of(talk.page)
    talk.page.set_viewport_size({"width": 320, "height": 560})
    found["narrow"] = ["wider than the screen"] if is_wider_than_the_screen(talk.page) else []
    talk.page.set_viewport_size({"width": 1280 // 2, "height": 800 // 2})  # a laptop at 200 %
    found["zoomed"] = slips_of(talk.page)
    assert {name: slips for name, slips in found.items() if slips} == {}
    context.close()


def test_nothing_written_anywhere_is_run(browser: Browser, server: Server) -> None:
    context = phone(browser)
    page = context.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    talk = Talk(page, server.url)
    talk.say(EVIL)
    talk.say("填申报表")
    for plain in ("区域内学校", "苏州市示例小学", "案例", *LEADER):
        asked = page.inner_text(".asked")
        talk.say(EVIL)
        if page.inner_text(".asked") == asked:  # this field does not take it
            talk.say(plain)
    talk.tap("没有")
    talk.say(f"陈静\t{EVIL}\t{EVIL}")
    talk.tap("这一项填好了")
    for _ in range(4):
        talk.say(f"{EVIL}\n{EVIL}")
        talk.tap("完成这一项")
    talk.say(f"2025.3\t{EVIL}\t{EVIL}")
    talk.tap("检查")
    assert EVIL in page.inner_text(".page")
    for address in ("/", "/r", f"/notices/2025?quote={quote(EVIL)}", f"/{quote(EVIL)}"):
        page.goto(f"{server.url}{address}")
    assert ran == []
    assert page.evaluate("window.ran") is None
    assert [slip for slip in talk.slips if "Content Security Policy" in slip] == []
    context.close()


def test_what_is_written_without_a_network_is_sent_later(browser: Browser, server: Server) -> None:
    context = phone(browser)
    talk = Talk(context.new_page(), server.url)
    talk.tap("填申报表")
    talk.tap("区域内学校")
    context.set_offline(True)
    talk.page.fill("#text", "苏州市示例小学")
    talk.page.tap("#say .send")
    talk.page.wait_for_selector("#notice:not([hidden])")
    assert "没有网络" in talk.page.inner_text("#notice")
    talk.page.fill("#text", "运算能力提升")  # for the field that is shown, not for the next one
    talk.page.tap("#say .send")
    assert "上一条还没有发出" in talk.page.inner_text("#notice")
    assert talk.page.input_value("#text") == "运算能力提升"
    assert talk.page.locator(".unsent").count() == 1
    context.set_offline(False)
    talk.page.reload()  # what was kept is still there, and goes out by itself
    talk.page.wait_for_selector("text=案例名称是什么")
    assert talk.page.inner_text("#log").count("苏州市示例小学") == 1 + 1  # said, and the example
    talk.page.go_back()
    talk.page.goto(server.url)
    assert "第 3 步" in talk.page.inner_text("#bar")
    context.close()


def test_a_page_made_before_the_last_answer_catches_up(browser: Browser, server: Server) -> None:
    context = phone(browser)
    talk = Talk(context.new_page(), server.url)
    talk.tap("填申报表")
    talk.tap("区域内学校")
    older = context.request.get(server.url).text()
    talk.say("苏州市示例小学")
    talk.page.wait_for_selector("text=案例名称是什么")
    context.route(
        f"{server.url}/",
        lambda route: route.fulfill(body=older, content_type="text/html; charset=utf-8"),
        times=1,
    )
    talk.page.reload()  # as when it was asked for while the message was on its way
    talk.page.wait_for_selector("text=案例名称是什么")
    assert talk.page.inner_text("#log").count("苏州市示例小学") == 1 + 1  # said, and the example
    context.close()


def test_it_works_without_scripts_and_with_a_keyboard(browser: Browser, server: Server) -> None:
    context = phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("button", name="填申报表").tap()
    page.get_by_role("button", name="区域内学校").tap()
    page.fill("#text", "苏州市示例小学")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=案例名称是什么")
    assert "第 3 步" in page.inner_text("#bar")
    page.set_input_files(
        "input[type=file]", files=[{"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}]
    )
    page.get_by_role("button", name="上传").tap()
    page.wait_for_selector("#log :text('a.txt')")
    context.close()


def test_a_picture_goes_to_a_part_of_the_form(browser: Browser, server: Server) -> None:
    context = phone(browser)
    talk = Talk(context.new_page(), server.url)
    talk.tap("填申报表")
    talk.tap("区域内学校")
    picture = {"name": "达标率.png", "mimeType": "image/png", "buffer": drawn()}
    talk.page.set_input_files("input[type=file]", files=[picture])
    talk.page.wait_for_selector("text=收到 1 张图")
    assert "放好了 1 张图" in talk.tap("一、问题描述")
    assert "图1（一、问题描述）" in talk.say("附图")
    context.close()


def fill_the_rest(talk: Talk) -> None:
    for answer in LEADER:
        talk.say(answer)
    talk.tap("没有")
    for row in (("陈静", "教师", "课堂观察"), ("顾明", "教研组长", "命题，测评")):
        for at, cell in enumerate(row):
            talk.page.locator(".row input[name=cell]").nth(at).fill(cell)
        talk.tap("加这一行")
    assert "顾明" in talk.page.inner_text(".question table")
    talk.tap("这一项填好了")
    talk.writes_the_texts()


def fetched(browser: Browser, talk: Talk, format_: str, folder: Path) -> dict[str, Json]:
    """Fetch a file as another program does, which has no cookie, and read it."""
    link = talk.page.locator(f"a.paper.{format_}").last.get_attribute("href")
    stranger = phone(browser)
    answer = stranger.request.get(f"{talk.url}{link}")
    assert answer.ok
    place = folder / f"申报表.{format_}"
    place.write_bytes(answer.body())
    stranger.close()
    return dict(read_file(place).answers)
