"""Links that are passed on carry the address the page was reached by, where no other is set."""

import html
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.web.site import Site
from bot.library import Library
from bot.people import Role
from bot.service import Service
from bot.settings import read_settings
from tests.doorstep import Clock, Come, Person, opened, served
from tests.region import Place
from tests.test_web_desk import in_role


@pytest.fixture
def site(library: Library, clock: Clock, tmp_path: Path) -> Iterator[Site]:
    """The page as it is served where no address is set."""
    with opened(replace(library, service=Service()), clock, tmp_path) as site:
        yield site


@pytest.fixture
def liaison(site: Site, come: Come) -> Person:
    with site.database.transaction() as transaction:
        region = Place(transaction).region
    return in_role(site, come, Role("liaison", region))


def invites(liaison: Person) -> str:
    """Invite a teacher to no school in particular, and return the page."""
    liaison.say("邀请老师")
    return liaison.tap("不指定学校")


def test_an_invitation_is_a_link_to_the_page_it_was_made_on(liaison: Person, come: Come) -> None:
    page = invites(liaison)
    (code,) = set(re.findall(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", page))
    link = f"{str(liaison.http.base_url).rstrip('/')}/c/{code.replace('-', '')}"
    assert link in page
    assert 'alt="扫这个二维码也可以打开"' in page, "its picture too, named as what it is"
    assert "申报表第一页" not in page
    new = come()
    assert "加入" in new.http.get(link).text


def test_an_address_that_is_set_goes_before(library: Library, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    with opened(library, clock, tmp_path / "set") as site, served(site) as url:
        with site.database.transaction() as transaction:
            role = Role("liaison", Place(transaction).region)
        with closing(Person(url)) as person:
            page = invites(in_role(site, lambda: person, role))
    assert f"{library.service.url}/c/" in page
    assert f"{url}/c/" not in page


@pytest.mark.parametrize("host", ['x"><b>y', "a b", "evil.example/#", "a." * 400])
def test_a_forged_host_is_in_no_link(liaison: Person, host: str) -> None:
    liaison.http.headers["host"] = host
    assert host not in html.unescape(invites(liaison))
    answer = liaison.http.get("/r.svg", params={"code": "ABCDEFGHJK"})
    assert answer.status_code == 200


def test_letters_from_elsewhere_lead_to_where_the_page_is_served() -> None:
    for host, url in {
        "10.0.0.8": "http://10.0.0.8:8000",
        "fd00::8": "http://[fd00::8]:8000",
        "127.0.0.1": "",
        "0.0.0.0": "",
    }.items():
        assert read_settings({"SHENBAO_HOST": host}).service.url == url
    set_ = {"SHENBAO_HOST": "10.0.0.8", "SHENBAO_URL": "https://page.example"}
    assert read_settings(set_).service.url == "https://page.example"


def test_the_picture_of_a_link_is_headed_as_what_it_is(come: Come) -> None:
    person = come()
    person.say("你好")
    page = person.say("换设备")
    assert "换设备的一次性码：" in page
    (link,) = set(re.findall(r'href="(/f/[^/"]+)"', page))
    picture = person.http.get(link).text
    assert "<h1>扫这个二维码也可以打开</h1>" in picture
    assert "打印效果" not in picture


def test_a_code_that_may_be_of_no_draft_promises_nothing(come: Come) -> None:
    person = come()
    assert "打开这份" not in person.http.get("/r/ABCDEFGHJK").text
    fields = {"token": person.token, "id": "12345678", "code": "ABCDEFGHJK"}
    answer = person.http.post("/r", data=fields)
    assert answer.status_code == 404
    assert "换设备的一次性码" in answer.text, "the other kind goes elsewhere"
