"""The table of the desk is sorted by its heads, and keeps what it was asked for."""

import html
import re

import pytest

from bot.channels.web.site import Site
from bot.people import Role
from tests.doorstep import Come, Person
from tests.region import Place, sent
from tests.test_web_desk import in_role

TITLES = ("丙 课堂改进", "甲 读懂一张数据表", "乙 课堂改进")


@pytest.fixture
def liaison(site: Site, come: Come) -> Person:
    with site.database.transaction() as transaction:
        region = Place(transaction).region
        for title in TITLES:
            sent(transaction, title=title)
    return in_role(site, come, Role("liaison", region))


def titles(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)


def tap(person: Person, page: str, head: str) -> str:
    """Tap the head of a column and return the page that follows."""
    (link,) = re.findall(rf'<th scope="col"[^>]*><a href="([^"]+)"[^>]*>{head}</a>', page)
    return person.http.get(html.unescape(link)).text


def test_a_head_sorts_and_turns_round(liaison: Person) -> None:
    page = tap(liaison, liaison.http.get("/desk").text, "案例名称")
    up = titles(page)
    assert up == sorted(TITLES)
    assert page.count("aria-sort") == page.count('aria-sort="ascending"') == 1
    page = tap(liaison, page, "案例名称")
    assert titles(page) == up[::-1]
    assert 'aria-sort="descending"' in page
    assert titles(tap(liaison, page, "案例名称")) == up
    assert titles(tap(liaison, page, "收到"))[0] == TITLES[-1], "the newest first"


def test_sorting_keeps_what_was_sought(liaison: Person) -> None:
    seen = {"sought": "课堂", "kind": "sent"}
    page = tap(liaison, liaison.http.get("/desk", params=seen).text, "案例名称")
    page = tap(liaison, page, "案例名称")
    assert titles(page) == sorted(("丙 课堂改进", "乙 课堂改进"), reverse=True)
    assert 'value="课堂"' in page
    assert re.search(r'<option value="title-" selected>按题目（倒过来）', page)


def test_what_is_done_keeps_what_was_sought(liaison: Person) -> None:
    seen = {"sought": "课堂", "kind": "sent", "order": "title-"}
    page = liaison.http.get("/desk", params=seen).text
    fields = dict(re.findall(r'<input type="hidden" name="(token|id|at)" value="([^"]*)">', page))
    fields["at"] = html.unescape(fields["at"])
    (choice,) = re.findall(r'value="(missing:[^"]+)"', page)
    after = liaison.http.post("/desk", data={**fields, "choice": choice})
    assert after.status_code == 200
    assert titles(after.text) == titles(page)
    assert len(titles(page)) == 2
