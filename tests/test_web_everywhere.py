"""Every page of all three roles in a real browser: it can be used by everyone, and nothing written there is run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot import sample
from bot.settings import read_settings
from bot.store import Unit, meet, open_database
from bot.store.places import make_region, make_school
from tests.browser import DESKTOP, Server, chromium, is_wider_than_the_screen, serving, slips_of
from tests.region import NOW, TODAY

EVIL = '"><img src=x onerror="window.ran=1;alert(1)"><script>alert(2)</script>'
#: What can only stand on a page where something written was taken for markup.
INJECTED = "img[src=x], script:not([src]), [onerror]"
NARROW = ViewportSize(width=320, height=640)
ZOOMED = ViewportSize(width=640, height=400)  # a laptop at 200 %
PAGES = {
    "老师": ("/", "/form", "/r", "/sign-in", "/notices/2025", "/at/fill-2025-application"),
    "联络人": ("/", "/desk", "/desk?kind=nopaper", "/desk/1", "/desk/1/pages", "/desk/2", "/account"),
    "中心": ("/", "/centre", "/centre/questions", "/centre/audit", "/desk", "/c/ABCDEFGHJK"),
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@dataclass
class Someone:
    """Somebody who looks around in the sample, and what went wrong on the way."""

    page: Page
    url: str
    slips: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.slips.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.slips.append("run"), dialog.dismiss()))
        self.page.on("console", lambda said: self._note(said.type, said.text))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.slips.append(text)

    def becomes(self, who: str) -> None:
        self.goes("/")
        self.page.get_by_role("button", name=who, exact=True).first.click()

    def goes(self, address: str) -> None:
        """Open a page with everything on it unfolded."""
        self.page.goto(self.url + address)
        self.unfolds()

    def unfolds(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert self.page.locator(INJECTED).count() == 0, self.page.url

    def presses(self, css: str) -> None:
        """Press a button that opens a page."""
        with self.page.expect_navigation():
            self.page.locator(css).first.click()
        self.unfolds()


@pytest.fixture
def someone(browser: Browser, server: Server) -> Iterator[Someone]:
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN", reduced_motion="reduce")
    yield Someone(context.new_page(), server.url)
    context.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, "--sample", today="") as server:
        yield server


def begins_a_form(someone: Someone) -> None:
    someone.page.get_by_role("button", name="填申报表", exact=True).first.click()
    someone.page.wait_for_selector(".question")


def slips_of_all_sizes(page: Page) -> list[str]:
    """What is wrong with a page in light and dark, on the narrowest phone, and on a laptop at 200 %."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(DESKTOP)
        found += [f"{scheme}: {slip}" for slip in slips_of(page)]
    for size in (NARROW, ZOOMED):
        page.set_viewport_size(size)
        found += [f"{size['width']} wide"] if is_wider_than_the_screen(page) else []
    found += [f"zoomed: {slip}" for slip in slips_of(page)]
    page.set_viewport_size(DESKTOP)
    return found


@pytest.mark.parametrize("who", PAGES)
def test_every_page_can_be_used_by_everyone(someone: Someone, who: str) -> None:
    found: dict[str, list[str]] = {}
    someone.becomes(who)
    if who == "老师":
        begins_a_form(someone)
    for address in PAGES[who]:
        someone.goes(address)
        found[address] = slips_of_all_sizes(someone.page)
    for address, choice in {"/desk": "missing", "/centre": "invite_liaison"}.items():
        if address in PAGES[who] and who != "老师":
            someone.goes(address)
            someone.presses(f"button[value^={choice}]")
            found[choice] = slips_of_all_sizes(someone.page)
    assert {page: slips for page, slips in found.items() if slips} == {}
    assert someone.slips == []


def evil(folder: Path) -> Path:
    """The sample with markup in everything that is kept: a case, a note, a school, a region."""
    settings = sample.settings_of_sample(read_settings({}, data=str(folder)))
    sample.set_up(settings)
    database = open_database(settings.database_url)
    with database.transaction() as transaction:
        make_region(transaction, EVIL)
        make_school(transaction, EVIL, 1)
        person = meet(transaction, sample.CHANNEL, sample.PEOPLE["teacher"], NOW).id
        who = Unit(transaction, person, NOW, TODAY)
        who.notes.leave(1, EVIL)
        answers = dict(who.submissions.versions(3)[-1].answers)
        draft = who.drafts.save(who.drafts.new("2025", "application"), spoilt(answers))
        assert who.submissions.send(draft.id, "2025", draft.answers)
    database.close()
    return folder


def spoilt(given: object) -> object:
    """Return answers with markup for every text in them but ids of choices."""
    if isinstance(given, dict):
        kept = ("filed_as", "category", "stage")
        return {name: each if name in kept else spoilt(each) for name, each in given.items()}
    if isinstance(given, list):
        return [spoilt(each) for each in given]
    return EVIL if isinstance(given, str) else given


def test_nothing_written_is_run_on_any_page(browser: Browser, tmp_path: Path) -> None:
    with serving(evil(tmp_path), "--sample", today="") as server:
        context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
        someone = Someone(context.new_page(), server.url)
        someone.becomes("老师")
        writes_a_form(someone)
        someone.becomes("联络人")
        works_at_the_desk(someone)
        someone.becomes("中心")
        works_at_the_centre(someone)
        assert "run" not in someone.slips
        assert [slip for slip in someone.slips if "Content Security Policy" in slip] == []
        context.close()


def writes_a_form(someone: Someone) -> None:
    """Write markup in every box of the whole form, and as a question."""
    page = someone.page
    page.fill("#text", f"{EVIL}能报吗？")
    page.click("#say .send")
    page.wait_for_selector(".mine:not(.unsent)")
    begins_a_form(someone)
    someone.goes("/form")
    for box in page.locator("form.box [name=text]:not([type=radio]), form.box [name=cell]").all():
        box.fill(EVIL)
        page.keyboard.press("Tab")
    under_way = page.locator("form.box .said .done").filter(has_text="正在")
    expect(under_way).to_have_count(0)  # else the page asks whether to leave
    for address in ("/form", "/", "/r", f"/notices/2025?quote={quote(EVIL)}", f"/{quote(EVIL)}"):
        someone.goes(address)


def works_at_the_desk(someone: Someone) -> None:
    """Look at the case and the note, remark, answer, tell everybody, send a file: all of it markup."""
    page = someone.page
    someone.goes(f"/desk?sought={quote('script')}")
    assert EVIL in page.inner_text(".cases")
    page.locator(".cases tbody a").first.click()
    someone.unfolds()
    page.locator(".remark textarea").first.fill(EVIL)
    someone.presses(".remark .button")
    assert EVIL in page.inner_text("#told")
    someone.presses("button[value^=send_back]")
    someone.goes("/desk")
    page.locator(".care textarea").fill(EVIL)
    someone.presses(".care .button")
    page.fill("#tell-all", EVIL)
    someone.presses("button[value^=tell_all]")
    assert EVIL in page.inner_text("#told")
    named = {"name": f"{EVIL}.docx", "mimeType": "text/plain", "buffer": b"x"}
    page.set_input_files("#collected-file", files=[named])  # type: ignore[list-item]
    page.wait_for_selector("#collect .after:not([hidden])")
    someone.unfolds()
    for choice in ("missing", "gaps", "papers"):
        someone.goes("/desk")
        someone.presses(f"button[value^={choice}]")


def works_at_the_centre(someone: Someone) -> None:
    """Look at the region, invite to it, answer the question with markup."""
    page = someone.page
    someone.goes("/centre")
    assert EVIL in page.inner_text(".cases")
    someone.presses("button[value=invite_liaison]")
    page.fill("#words", EVIL)
    someone.presses(".words button")
    someone.goes("/centre/questions")
    page.fill("#new-ask", EVIL)
    page.fill("#new-say", EVIL)
    someone.presses("form:has(#new-ask) .button")
    assert EVIL in page.inner_text("body")
    for address in ("/centre/questions", "/centre/audit", "/desk", "/"):
        someone.goes(address)
