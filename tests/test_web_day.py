"""A liaison's day on the page in a real browser: from the invitation and the sign-in to the package."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Download, Page

from bot.settings import read_settings
from bot.store import open_database
from forms.document.render import render
from forms.load import load_forms
from tests.browser import DESKTOP, ROOT, chromium, serving, slips_of
from tests.filled import LIMITS, application
from tests.region import Place, sent

NAME, PASSWORD = "甲区联络人", "春天的杏花开在学校门口"
SENT = "课堂改进"
TITLES = ("让每个错因都被看见", "读懂一张数据表")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def begun(folder: Path) -> Path:
    """A folder with two regions, their schools, and one case a teacher has sent."""
    folder.mkdir()
    database = open_database(read_settings({}, data=str(folder)).database_url)
    with database.transaction() as transaction:
        Place(transaction)
        sent(transaction, title=SENT)
    database.close()
    return folder


def invited_centre(folder: Path) -> str:
    """The code an operator makes for the first account of the centre."""
    command = [sys.executable, "-m", "bot", "invite", "centre", "--data", str(folder)]
    done = subprocess.run(
        [*command, "--today", "2025-03-01"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return code_in(done.stdout)


def code_in(text: str) -> str:
    found = re.search(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", text)
    assert found, text
    return found[0]


def files(folder: Path) -> list[str]:
    """Two applications as they come by e-mail."""
    form, made = load_forms()["2025", "application"], []
    for number, title in enumerate(TITLES):
        answers = application(case_title=title, unit=f"苏州市示例第{number + 1}中学")
        place = folder / f"{number}.docx"
        (document,) = render(form, answers, ["docx"], limits=LIMITS, draft=f"draft{number}")
        place.write_bytes(document.content)
        made.append(str(place))
    return made


class Desk:
    """The page of somebody in charge, on a laptop."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.context = browser.new_context(
            viewport=DESKTOP, locale="zh-CN", reduced_motion="reduce", accept_downloads=True
        )
        self.page: Page = self.context.new_page()
        self.url = url
        self.slips: list[str] = []
        self.page.on("pageerror", lambda error: self.slips.append(str(error)))
        self.page.on("console", lambda said: self._note(said.type, said.text))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.slips.append(text)

    def goes(self, address: str) -> None:
        self.page.goto(self.url + address)

    def presses(self, label: str) -> str:
        """Press a button and return what is told of it."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).first.click()
        return self.told

    def writes(self, words: str) -> str:
        """Write what the page asks for and return what is told of it."""
        self.page.fill("#words", words)
        with self.page.expect_navigation():
            self.page.locator(".words button").click()
        return self.told

    @property
    def told(self) -> str:
        told = self.page.locator("#told")
        return told.inner_text() if told.count() else ""

    def fetches(self, css: str) -> bytes:
        """Fetch a file by its link."""
        with self.page.expect_download() as waiting:
            self.page.locator(css).last.click()
        return content(waiting.value)


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_from_the_invitation_to_the_package(browser: Browser, tmp_path: Path) -> None:
    data = begun(tmp_path / "data")
    with serving(data) as server:
        centre = Desk(browser, server.url)
        centre.goes(f"/c/{invited_centre(data)}")
        centre.page.get_by_role("button", name="加入", exact=True).click()
        centre.goes("/centre")
        centre.presses("邀请联络人")
        code = code_in(centre.writes("甲区"))

        desk = Desk(browser, server.url)
        desk.goes(f"/c/{code}")
        desk.page.get_by_role("button", name="加入", exact=True).click()
        signs_up_and_in(desk)

        desk.goes("/desk")
        assert "甲区" in desk.page.inner_text("h1")
        desk.page.get_by_text("日子、通知、邀请").click()
        desk.page.fill("#own-day", "2025-03-14")
        with desk.page.expect_navigation():
            desk.page.locator("form:has(#own-day) button").click()
        assert "3月14日" in desk.told

        desk.page.set_input_files("#collected-file", files(tmp_path))
        desk.page.wait_for_selector("#collect .after:not([hidden])")
        desk.page.get_by_role("link", name="看刚收进来的").click()
        assert desk.page.locator(".cases tbody tr").count() == len(TITLES) + 1

        sends_back(desk, SENT)
        reviews(desk)
        takes_the_summary_and_the_package(desk)
        desk.goes("/desk")
        assert slips_of(desk.page) == []
        centre.goes("/centre")
        assert "甲区" in centre.page.inner_text("table")
        assert slips_of(centre.page) == []
        centre.goes("/centre/audit")
        assert "登记了收来的案例" in centre.page.inner_text("table")
        assert desk.slips == centre.slips == []


def signs_up_and_in(desk: Desk) -> None:
    """Choose a password, leave, and come back with it."""
    desk.goes("/account")
    desk.page.fill("#name", NAME)
    desk.page.fill("#password", PASSWORD)
    desk.page.fill("#again", PASSWORD)
    desk.page.get_by_role("button", name="保存").click()
    desk.page.wait_for_selector(".kept")
    desk.page.get_by_role("button", name="退出登录").click()
    desk.goes("/desk")
    assert "/sign-in" in desk.page.url
    desk.page.fill("#name", NAME)
    desk.page.fill("#password", PASSWORD)
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="登录", exact=True).click()


def reviews(desk: Desk) -> None:
    """Look at each case beside its picture, settle which goes up, and tick the paper of one."""
    for title in TITLES:
        desk.goes("/desk")
        desk.page.get_by_role("link", name=title).click()
        desk.page.locator(".looks img").evaluate("one => one.decode()")
        assert title in desk.page.inner_text(".cells")
        assert slips_of(desk.page) == []
        accept = desk.page.get_by_role("button", name="接收", exact=True)
        if accept.count():
            desk.presses("接收")
        if desk.page.get_by_role("button", name="定为上报", exact=True).count():
            desk.presses("定为上报")
    desk.presses("纸质已收")
    desk.goes("/desk?kind=nopaper")
    assert desk.page.locator(".cases tbody tr").count() == 2


def sends_back(desk: Desk, title: str) -> None:
    """Write a remark at a cell by clicking it, and send the case back."""
    desk.page.get_by_role("link", name=title).click()
    desk.page.locator(".cell .text", has_text=title).first.click()
    desk.page.locator("details[open] textarea").fill("请写清楚学科")
    with desk.page.expect_navigation():
        desk.page.locator("details[open] .button").click()
    assert "请写清楚学科" in desk.told
    assert slips_of(desk.page) == []
    assert "已退回" in desk.presses("就这样退回")


def takes_the_summary_and_the_package(desk: Desk) -> None:
    desk.goes("/desk")
    desk.presses("出附件3")
    desk.presses("只放已接收上报的")
    sheet = load_workbook(io.BytesIO(desk.fetches("#told a.paper.xlsx"))).worksheets[0]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {*TITLES, "苏州市示例第1中学", "苏州市示例第2中学"} <= cells
    desk.presses("打包")
    with zipfile.ZipFile(io.BytesIO(desk.fetches("#told a.paper.zip"))) as package:
        names = package.namelist()
    assert all(any(title in name for name in names) for title in TITLES)
    assert {"2025汇总表_甲区.xlsx", "2025核对单_甲区.xlsx", "邮件.txt"} <= set(names)
