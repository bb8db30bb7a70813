"""The sample region a newcomer looks around in: three roles, a day of its own, gone by one command."""

import io
import re
import zipfile
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot import sample
from bot.__main__ import main
from bot.channels.web.site import Site
from bot.people import Role
from forms.document.render import render
from knowledge.calendar import chinese_day
from tests.browser import Talk, chromium, phone, serving
from tests.doorstep import DAY, Person, served
from tests.filled import FORMS, LIMITS, application
from tests.region import Place, sent
from tests.test_web_desk import in_role
from tests.test_web_matrix import ROLES, addresses


def test_a_newcomer_sees_all_three_roles_and_begins_in_earnest(tmp_path: Path) -> None:
    with chromium() as browser:
        with serving(tmp_path, "--sample", today="") as server:
            talk = Talk(phone(browser).new_page(), server.url)
            assert "演示日期 2025年3月10日" in talk.page.inner_text(".sample")
            assert "11" in talk.say("离选题申报截止还有几天")
            as_a(talk.page, "老师")
            assert "继续" in talk.page.inner_text("#now"), "somebody who comes is greeted"
            assert "小步子学英语" in talk.say("我的草稿")
            as_a(talk.page, "联络人")
            assert "样例区收件台" in talk.page.inner_text("h1")
            assert talk.page.locator(".cases tbody tr").count() == 3
            talk.page.get_by_role("link", name="读懂说明文").tap()
            talk.page.get_by_role("button", name="接收", exact=True).tap()
            talk.page.wait_for_selector("#told :text('已接收'), #told:has-text('已接收')")
            as_a(talk.page, "中心")
            assert "直属" in talk.page.inner_text("h1")
            assert talk.slips == []
        assert main(["sample", "--remove", "--data", str(tmp_path)]) == 0
        with serving(tmp_path, "--sample", today="") as server:
            page = phone(browser).new_page()
            page.goto(server.url)
            assert page.locator(".sample").count() == 0
            assert page.request.post(f"{server.url}/sample", form={}).status == 400
            form = {"token": "x", "who": "centre"}
            assert page.request.post(f"{server.url}/sample", form=form).status == 404
    assert not (tmp_path / "sample").exists()


def as_a(page: Page, who: str) -> None:
    """Go on as somebody of the sample."""
    with page.expect_navigation():
        page.get_by_role("button", name=who, exact=True).tap()


def test_collected_files_are_dropped_on_the_desk_and_the_package_is_made(tmp_path: Path) -> None:
    files = {
        f"{number}.docx": render(
            FORMS["2025", "application"], application(case_title=title), ["docx"], limits=LIMITS
        )[0].content
        for number, title in enumerate(("收来的第一个", "收来的第二个"), 1)
    }
    with serving(tmp_path, "--sample", today="") as server, chromium() as browser:
        talk = Talk(phone(browser).new_page(), server.url)
        as_a(talk.page, "联络人")
        talk.page.set_input_files(
            "#collected-file",
            files=[
                {"name": name, "mimeType": "application/octet-stream", "buffer": content}
                for name, content in files.items()
            ],
        )
        talk.page.wait_for_selector("#collect .after:not([hidden])")
        assert talk.page.locator("#collected li").count() == 2
        talk.page.get_by_role("link", name="看刚收进来的").tap()
        talk.page.wait_for_selector("text=收来的第二个")
        assert talk.page.locator(".cases tbody tr").count() == 5
        with talk.page.expect_navigation():
            talk.page.get_by_role("button", name="打包", exact=True).tap()
        link = talk.page.locator("a.paper.zip").last.get_attribute("href")
        packed = zipfile.ZipFile(io.BytesIO(talk.page.request.get(f"{server.url}{link}").body()))
        assert any("汇总表" in name for name in packed.namelist())
        assert any("让每个错因都被看见" in name for name in packed.namelist())
        assert talk.slips == []


#: Drops files on an element as a browser does: what is dragged carries them.
DROP = """(zone, files) => {
  const dragged = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    dragged.items.add(new File([bytes], name));
  }
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, {dataTransfer: dragged, bubbles: true, cancelable: true}));
}"""


def test_files_are_dropped_on_the_desk(tmp_path: Path) -> None:
    made = render(FORMS["2025", "application"], application(), ["docx"], limits=LIMITS)[0].content
    files = [["拖来的.docx", b64encode(made).decode()], ["坏的.docx", b64encode(b"x").decode()]]
    with serving(tmp_path, "--sample", today="") as server, chromium() as browser:
        page = phone(browser).new_page()
        page.goto(server.url)
        as_a(page, "联络人")
        page.locator("#collect").evaluate(DROP, files)
        page.wait_for_selector("#collect .after:not([hidden])")
        told = page.locator("#collected li").all_inner_texts()
        assert [line.partition(" · ")[0] for line in told] == ["拖来的.docx", "坏的.docx"]
        assert page.locator("#collect.over").count() == 0
        page.get_by_role("link", name="看刚收进来的").tap()
        page.wait_for_selector(".cases tbody tr:nth-child(4)")


@pytest.mark.parametrize("hour", range(24))
def test_what_is_done_in_the_sample_is_of_the_day_it_shows(hour: int) -> None:
    real = datetime(2026, 11, 22, hour, 59, 59, tzinfo=UTC)
    assert chinese_day(sample.moment(real, sample.DAY)) == sample.DAY


@pytest.mark.parametrize("who", ["somebody new", "liaison", "centre"])
def test_every_page_of_the_sample_says_that_it_is_made_up(site: Site, who: str) -> None:
    role = {**ROLES, "liaison": Role("liaison", 1), "centre": Role("centre")}[who]
    with site.database.transaction() as transaction:
        Place(transaction)
        sent(transaction)
    with served(replace(site, is_sample=True)) as url:
        person = Person(url)
        if role:
            in_role(site, lambda: person, role)
        person.say("换设备")
        pictures = re.findall(r'href="(/f/[^/"]+)"', person.page())
        for address in (*addresses(site), "/nowhere", *pictures):
            answer = person.http.get(address)
            if answer.text.startswith("<!doctype html>"):
                assert f"演示日期 {DAY.year}年{DAY.month}月{DAY.day}日" in answer.text, address
        refused = person.http.post("/say", data={"token": "x", "id": "12345678", "text": "x"})
        assert "演示日期" in refused.text
        person.close()
