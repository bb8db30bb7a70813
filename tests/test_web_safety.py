"""What the page refuses and what it never lets out: forged forms, old links, floods, other people."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.web.guards import BURST, HEADERS, LONGEST_BODY, LONGEST_UPLOAD
from bot.channels.web.papers import MOST_USES
from bot.channels.web.site import Site
from bot.channels.web.visitors import OVERLAP, RENEWED
from bot.library import Library, load_library
from bot.store import invite_centre
from tests.doorstep import DAY, Clock, Come, Person, opened, served

EVIL = '<img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def person(come: Come) -> Person:
    return come()


def filled(person: Person) -> str:
    """Fill in 附件1 and return the address of its Word file."""
    for text in ("填附件1", "示例区教育局", "徐玉兰", "教研员", "13812345678", "跳过", "完成"):
        page = person.say(text)
    return page.rsplit('class="paper docx" href="', 1)[1].split('"')[0]


def test_every_answer_carries_the_headers_of_safety(person: Person) -> None:
    for address in ("/", "/r", "/notices/2025", "/static/talk.js", "/nothing", "/f/x/y.pdf"):
        headers = person.http.get(address).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in headers


def test_behind_https_the_cookie_is_bound_to_the_host(
    library: Library, clock: Clock, tmp_path: Path
) -> None:
    with opened(library, clock, tmp_path, "https://page.example") as site, served(site) as url:
        answer = httpx.get(url, trust_env=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-shenbao=")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("address", ["/say", "/c", "/r", "/file"])
def test_a_form_from_another_page_has_no_effect(come: Come, address: str) -> None:
    person, other = come(), come()
    fields = {"token": other.token, "id": "12345678", "text": "填申报表", "code": "ABCDEFGHJK"}
    files = {"file": ("a.txt", b"x")} if address == "/file" else None
    assert person.http.post(address, data=fields, files=files).status_code == 403
    without = {name: value for name, value in fields.items() if name != "token"}
    assert person.http.post(address, data=without, files=files).status_code == 400
    assert "第 1 步" not in person.page()


def test_looking_keeps_nothing_and_a_forged_cookie_is_nobody(site: Site, come: Come) -> None:
    person = come()
    with site.database.transaction() as transaction:
        assert transaction.exec_driver_sql("select count(*) from person").scalar() == 0
        assert transaction.exec_driver_sql("select count(*) from visit").scalar() == 0
    person.say("填申报表")
    cookie = person.cookie
    assert "第 1 步" in come(cookie).page()
    forged = cookie[:-2] + ("AA" if cookie[-2:] != "AA" else "BB")
    assert "第 1 步" not in come(forged).page()


def test_a_message_sent_twice_has_one_effect(person: Person) -> None:
    person.say("填申报表")
    person.tap("区域内学校")
    for _ in range(3):
        page = person.say("苏州市示例小学", "the-same-id")
    assert page.count('bubble">苏州市示例小学</div>') == 1
    assert "第 3 步" in page


def test_the_cookie_is_replaced_and_the_old_one_ends(come: Come, clock: Clock) -> None:
    person = come()
    person.say("填申报表")
    old = person.cookie
    clock.pass_(RENEWED + timedelta(minutes=1))
    token = person.token
    new = person.cookie
    assert new != old
    answer = person.http.post("/say", data={"token": token, "id": "12345678", "text": "1"})
    assert "第 2 步" in answer.text
    clock.pass_(OVERLAP + timedelta(minutes=1))
    assert "第 2 步" not in come(old).page()
    assert "第 2 步" in person.page()


def test_a_link_to_a_file_needs_no_cookie_and_ends(come: Come, clock: Clock) -> None:
    person, stranger = come(), come().http
    stranger.cookies.clear()
    link = filled(person)
    answer = stranger.get(link)
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["content-disposition"]
    assert "set-cookie" not in answer.headers
    body = link.split("/")[2]
    for other in (body[:-1] + ("A" if body[-1] != "A" else "B"), f"1{body}", "1-2-3", "x", "-", ""):
        assert stranger.get(link.replace(body, other)).status_code in (404, 410)
    for _ in range(MOST_USES):
        last = stranger.get(link)
    assert last.status_code == 410
    assert "回到对话" in last.text
    clock.pass_(timedelta(minutes=6))
    fresh = person.page().rsplit('class="paper docx" href="', 1)[1].split('"')[0]
    assert stranger.get(fresh).status_code == 200
    clock.pass_(timedelta(minutes=36))
    assert stranger.get(fresh).status_code == 410


def test_a_resume_code_opens_the_draft_elsewhere(come: Come) -> None:
    person, other = come(), come()
    person.say("填申报表")
    person.tap("区域内学校")
    person.say("苏州市示例小学")
    page = person.http.get("/r").text
    code = page.split('<p class="code">')[1].split("<")[0]
    assert person.http.get("/r").text.count(code) > 0
    looked = other.http.get(f"/r/{code}")
    assert "苏州市示例小学" not in looked.text
    fields = {"token": other.token, "id": "12345678", "code": code.lower()}
    opened = other.http.post("/r", data=fields)
    assert "第 3 步" in opened.text
    other.say("运算能力提升实践")
    assert "第 4 步" in person.page()
    wrong = {**fields, "token": other.token, "code": "ABCDEFGHJK"}
    assert other.http.post("/r", data=wrong).status_code == 404


def test_an_invitation_is_taken_up_by_a_tap_and_opens_no_lasting_link(
    come: Come, site: Site
) -> None:
    person = come()
    with site.database.transaction() as transaction:
        made = invite_centre(transaction, DAY + timedelta(days=7), site.now(), DAY)
    shown = f"{made.code[:5]}-{made.code[5:]}"
    assert shown in person.http.get(f"/c/{shown}").text
    assert "监测中心" not in person.say("我的身份")
    fields = {"token": person.token, "id": "12345678", "code": shown}
    assert "您已加入：监测中心" in person.http.post("/c", data=fields).text
    person.say("填附件1")
    assert '<p class="code">' not in person.http.get("/r").text


def test_codes_cannot_be_guessed_at(person: Person) -> None:
    token = person.token
    statuses = [
        person.http.post(
            "/r", data={"token": token, "id": "12345678", "code": f"ABCDEFGHJ{n}"}
        ).status_code
        for n in range(2, 9)
    ] + [person.http.post("/r", data={"token": token}).status_code for _ in range(5)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_a_flood_is_slowed_and_a_flood_of_bytes_refused(person: Person) -> None:
    too_long = person.http.post("/say", content=b"x" * (LONGEST_BODY + 1))
    assert too_long.status_code == 413
    in_pieces = person.http.post("/say", content=iter([b"x" * LONGEST_BODY, b"x" * 10]))
    assert in_pieces.status_code in (400, 413)
    big = {"file": ("a.docx", b"x" * (LONGEST_UPLOAD + 1))}
    assert person.http.post("/file", files=big).status_code == 413
    answers = (person.http.post("/nothing") for _ in range(10 * int(BURST)))
    answer = next(each for each in answers if each.status_code != 404)
    assert answer.status_code == 429
    assert "请等" in answer.text


def test_a_file_is_taken_in_and_not_kept(person: Person, site: Site) -> None:
    files = {"file": ("../../evil.docx", b"PK\x03\x04 no zip at all")}
    answer = person.http.post("/file", data={"token": person.token, "id": "12345678"}, files=files)
    assert answer.status_code == 200
    assert "evil.docx" in answer.text
    assert not [place for place in site.uploads.rglob("*") if place.is_file()]


def test_the_notice_marks_the_quote_and_hides_hidden_links(person: Person) -> None:
    page = person.http.get("/notices/2025", params={"quote": "于2025年3月21日前完成"}).text
    assert '<mark id="quoted">于 2025 年 3 月 21 日前完成</mark>' in page
    assert "qq.com" not in page
    evil = person.http.get("/notices/2025", params={"quote": EVIL}).text
    assert EVIL not in evil
