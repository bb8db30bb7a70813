"""The desk of those in charge on the page: a table, one case, what is decided; and nobody else's region."""

import re

import pytest

from bot.channels.web.site import Site
from bot.people import Role
from bot.store.members import give_role
from bot.submissions import Submission
from tests.doorstep import Come, Person
from tests.region import NOW, Place, sent, unit


@pytest.fixture
def place(site: Site) -> Place:
    with site.database.transaction() as transaction:
        return Place(transaction)


@pytest.fixture
def case(site: Site, place: Place) -> Submission:  # noqa: ARG001 - the schools must be there
    with site.database.transaction() as transaction:
        return sent(transaction, title="让每个错因都被看见")


@pytest.fixture
def liaison(site: Site, place: Place, come: Come) -> Person:
    return in_role(site, come, Role("liaison", place.region))


def in_role(site: Site, come: Come, role: Role) -> Person:
    """Somebody who came to the page and was given a role."""
    person = come()
    person.say("你好")
    with site.database.transaction() as transaction:
        newest = transaction.exec_driver_sql("select max(id) from person").scalar_one()
        give_role(transaction, newest, role, NOW)
    return person


def told(page: str) -> str:
    """What is read on a page."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def act(person: Person, case: Submission, choice: str, **more: str) -> str:
    """Press one of the buttons of a case and return the page that follows."""
    page = person.http.get(f"/desk/{case.id}").text
    assert f'value="{choice}"' in page, choice
    token = page.split('name="token" value="')[1].split('"')[0]
    fields = {
        "token": token,
        "id": f"id-{choice}-1"[:40],
        "choice": choice,
        "at": f"/desk/{case.id}",
    }
    answer = person.http.post("/desk", data={**fields, **more})
    assert answer.status_code == 200
    return answer.text


def state(site: Site, case: Submission) -> Submission:
    with site.database.transaction() as transaction:
        found = unit(transaction, "liaison").submissions.get(case.id)
    assert found is not None
    return found


def test_the_table_shows_what_came_and_finds_it(
    site: Site, case: Submission, liaison: Person
) -> None:
    with site.database.transaction() as transaction:
        sent(transaction, "neighbour", title="别的题目")
    page = liaison.http.get("/desk").text
    assert "甲区收件台" in told(page)
    assert "让每个错因都被看见" in page
    assert "别的题目" in page
    assert "新来的2" in told(page)
    sought = liaison.http.get("/desk", params={"sought": "错因"}).text
    assert "让每个错因都被看见" in sought
    assert "别的题目" not in sought
    by_code = liaison.http.get("/desk", params={"sought": case.code}).text
    assert "让每个错因都被看见" in by_code
    assert "没有符合的案例" in liaison.http.get("/desk", params={"kind": "accepted"}).text
    first = liaison.http.get("/desk", params={"order": "title"}).text
    assert first.index("别的题目") < first.index("让每个错因都被看见")


def test_a_case_is_read_remarked_and_sent_back(
    site: Site, case: Submission, liaison: Person
) -> None:
    assert "让每个错因都被看见" in liaison.http.get(f"/desk/{case.id}").text
    assert "新来的0" in told(liaison.http.get("/desk").text)
    page = act(liaison, case, f"remark:{case.id}:case_title", text="检查")
    assert "写好1条意见" in told(page), "a remark may be a word that is a command elsewhere"
    page = act(liaison, case, f"send_back:{case.id}:1")
    assert "已退回" in told(page)
    assert state(site, case).standing == "returned"
    with site.database.transaction() as transaction:
        (remark,) = unit(transaction, "liaison").submissions.remarks(case.id)
    assert (remark.question, remark.text) == ("case_title", "检查")


def test_a_case_is_accepted_ranked_and_its_paper_noted(
    site: Site, case: Submission, liaison: Person
) -> None:
    assert "已接收" in told(act(liaison, case, f"accept:{case.id}:1"))
    assert "备选" in told(act(liaison, case, f"rank:{case.id}:1:reserve"))
    assert "纸质已收" in told(act(liaison, case, f"paper:{case.id}:yes"))
    now = state(site, case)
    assert (now.standing, now.rank, now.paper_at is not None) == ("accepted", "reserve", True)


def test_who_comes_second_is_told(site: Site, case: Submission, liaison: Person) -> None:
    page = liaison.http.get(f"/desk/{case.id}").text
    token = page.split('name="token" value="')[1].split('"')[0]
    with site.database.transaction() as transaction:
        unit(transaction, "liaison2").reviews.accept(case, 3)
    fields = {"token": token, "id": "12345678", "at": f"/desk/{case.id}"}
    answer = liaison.http.post("/desk", data={**fields, "choice": f"accept:{case.id}:1"})
    assert "您那一下没有算" in answer.text


@pytest.mark.parametrize("format_", ["png", "pdf", "docx", "xlsx"])
def test_its_files_can_be_looked_at(case: Submission, liaison: Person, format_: str) -> None:
    answer = liaison.http.get(f"/desk/{case.id}/{format_}")
    assert len(liaison.http.get(f"/desk/{case.id}/pages").text.split('<p class="sheet">')) > 2
    assert liaison.http.get(f"/desk/{case.id}/png?page=99").status_code == 404
    assert answer.content[:4] == {"png": b"\x89PNG", "pdf": b"%PDF"}.get(format_, b"PK\x03\x04")


@pytest.mark.parametrize(
    ("said", "format_", "begins"),
    [("导出我的数据", "zip", b"PK"), ("换设备", "png", b"\x89PNG"), ("打包", "zip", b"PK")],
)
def test_whatever_is_handed_over_can_be_fetched(
    case: Submission, liaison: Person, said: str, format_: str, begins: bytes
) -> None:
    act(liaison, case, f"accept:{case.id}:1")
    page = liaison.say(said)
    link = re.findall(rf'class="paper {format_}" href="([^"]+)"', page)[-1]
    picture = re.findall(r'<img[^>]+src="(/f/[^"]+)"', page)
    for address in picture or [link]:
        assert liaison.http.get(address).content.startswith(begins)
    assert liaison.http.get("/").status_code == 200


#: Every address of the desk; {case} is one of the first region.
ADDRESSES = ("/desk/{case}", "/desk/{case}/pages", "/desk/{case}/png", "/desk/{case}/docx")
STRANGERS = {
    "nobody": None,
    "teacher": Role("teacher", 1, 1),
    "liaison of another region": Role("liaison", 2),
    "head of the school": Role("school", 2, 0),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_sees_or_does_anything(
    site: Site, case: Submission, come: Come, who: str
) -> None:
    role = STRANGERS[who]
    person = in_role(site, come, role) if role else come()
    table = person.http.get("/desk").text
    assert "让每个错因都被看见" not in table
    for address in ADDRESSES:
        answer = person.http.get(address.format(case=case.id))
        assert "让每个错因都被看见" not in answer.text
        assert answer.status_code == 404
    acts = (f"accept:{case.id}:1", f"paper:{case.id}:yes", f"rank:{case.id}:1:main")
    for number, choice in enumerate(acts):
        fields = {"token": person.token, "id": f"1234567{number}", "choice": choice}
        answer = person.http.post("/desk", data={**fields, "at": f"/desk/{case.id}"})
        assert answer.status_code in (403, 404)
        assert "让每个错因都被看见" not in answer.text
    now = state(site, case)
    assert (now.standing, now.rank, now.paper_at) == ("sent", "", None)


def test_what_was_told_is_told_to_its_own_only(
    site: Site, case: Submission, liaison: Person, come: Come
) -> None:
    page = act(liaison, case, f"accept:{case.id}:1")
    assert "已告诉发的人" in page
    with site.database.reading() as reading:
        row = reading.exec_driver_sql("select max(id) from outbox").scalar_one()
    other = in_role(site, come, Role("liaison", 1))
    assert "已告诉发的人" in liaison.http.get(f"/desk/{case.id}?told={row}").text
    assert "已告诉发的人" not in other.http.get(f"/desk/{case.id}?told={row}").text


def test_a_remark_may_be_at_the_whole(case: Submission, liaison: Person) -> None:
    page = act(liaison, case, f"remark:{case.id}:", text="整体再改一稿")
    assert "整体再改一稿" in page
    assert "就这样退回" in page


def test_the_centre_sees_how_far_every_region_is(site: Site, case: Submission, come: Come) -> None:
    with site.database.transaction() as transaction:
        unit(transaction, "liaison").reviews.accept(case, 3)
        sent(transaction, "neighbour", title="别的题目")
    centre = in_role(site, come, Role("centre"))
    page = centre.http.get("/centre").text
    (first,) = re.findall(r"<th scope=\"row\">甲区</th>(.*?)</tr>", page, re.DOTALL)
    assert re.findall(r"<td data-label=\"[^\"]+\">([^<]+)</td>", first) == [
        *("2", "1", "0", "1", "1", "0", "0 / 1")
    ]
    assert "区域层面的案例 0 个" in first
    assert "各区情况" in centre.http.get("/desk").text


def test_the_centre_reads_the_audit_which_names_nobody(
    site: Site, case: Submission, come: Come
) -> None:
    with site.database.transaction() as transaction:
        unit(transaction, "liaison").reviews.accept(case, 3)
    centre = in_role(site, come, Role("centre"))
    page = centre.http.get("/centre/audit").text
    assert "接收了案例" in page
    assert f"案例 {case.id}" in page
    assert "徐玉兰" not in page
    assert "接收了案例" not in centre.http.get("/centre/audit?before=1").text


@pytest.mark.parametrize("address", ["/centre", "/centre/audit"])
def test_only_the_centre_sees_its_pages(come: Come, liaison: Person, address: str) -> None:
    for person in (come(), liaison):
        answer = person.http.get(address)
        assert answer.url.path == "/sign-in"
        assert "甲区" not in answer.text
