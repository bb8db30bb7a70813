"""`python -m tests.screens`: the pictures of the page in docs/pictures, taken anew."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import DESKTOP, ROOT, Talk, chromium, phone, serving

FOLDER = ROOT / "docs" / "pictures"
LEADER = ["徐玉兰", "同上", "教研组长", "13812345678", "xuyulan@example.com"]


def main() -> None:
    """Take all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    fills()
    with (
        tempfile.TemporaryDirectory() as data,
        serving(Path(data), "--sample", today="") as server,
        chromium() as browser,
    ):
        desk = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", locale="zh-CN")
        desks(desk.new_page(), server.url)


def fills() -> None:
    """Fill in a form as a teacher would, and take pictures on the way."""
    with (
        tempfile.TemporaryDirectory() as data,
        serving(Path(data)) as server,
        chromium() as browser,
    ):
        context = phone(browser, device_scale_factor=1.5)
        talk = Talk(context.new_page(), server.url)
        talk.say("选题申报什么时候截止")
        talk.page.locator(".quote summary").first.tap()
        keep(talk.page, "page-answer")
        for text in ("填申报表", "区域内学校", "苏州市示例小学"):
            talk.say(text)
        keep(talk.page, "page-field")
        for text in ("基于监测数据的运算能力提升实践", *LEADER):
            talk.say(text)
        talk.tap("没有")
        talk.say("陈静，教师，课堂观察与数据整理\n顾明，教研组长，命题与测评")
        keep(talk.page, "page-list")
        talk.tap("这一项填好了")
        talk.writes_the_texts()
        keep(talk.page, "page-review")
        talk.tap("完成")
        keep(talk.page, "page-files")
        wide = browser.new_context(
            viewport=DESKTOP, storage_state=context.storage_state(), color_scheme="dark",
            reduced_motion="reduce", locale="zh-CN",
        )  # fmt: skip
        page = wide.new_page()
        page.goto(server.url, wait_until="networkidle")
        keep(page, "page-desktop-dark")
        page.emulate_media(color_scheme="light")
        page.get_by_role("button", name="检查").last.click()
        page.wait_for_selector(".page")
        page.goto(f"{server.url}/form")
        keep(page, "page-form")


def desks(page: Page, url: str) -> None:
    """Look at the sample region as its liaison and as the centre."""
    page.goto(url)
    page.get_by_role("button", name="联络人", exact=True).click()
    page.goto(f"{url}/desk")
    keep(page, "page-desk")
    page.locator(".cases a").first.click()
    page.wait_for_load_state("networkidle")
    page.locator(".looks img").evaluate("one => one.decode()")
    keep(page, "page-case")
    page.goto(url)
    page.get_by_role("button", name="中心", exact=True).click()
    page.goto(f"{url}/centre")
    keep(page, "page-centre")


def keep(page: Page, name: str) -> None:
    """Keep what is seen as a small picture."""
    for picture in page.locator(".picture img").all():
        picture.evaluate("one => one.decode()")
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(64).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
