"""What is done on the desk's pages is told and carried on there: days, letters, questions, pictures."""

import ast
import re
from pathlib import Path

import pytest

from bot.access import INVITING
from bot.channels.web.site import Site
from bot.message import Post, Say
from bot.overview import act_told
from bot.people import Role
from bot.sharing import GRANTS
from bot.store import Unit, post_to
from tests.doorstep import Come, Person
from tests.region import NOW, TODAY, Place
from tests.test_web_desk import case, in_role, liaison, place, told

__all__ = ["case", "liaison", "place"]


def do(person: Person, at: str, choice: str, text: str = "") -> str:
    """Do something on a page of the desk and return the page that follows."""
    page = person.http.get(at).text
    token = page.split('name="token" value="')[1].split('"')[0]
    fields = {"token": token, "id": f"{choice}{text}do-it-now"[-40:], "at": at, "text": text}
    answer = person.http.post("/desk", data={**fields, "choice": choice})
    assert answer.status_code == 200, answer.text
    return answer.text


def answer_of(page: str) -> str:
    """What is told of the last thing done."""
    return told(page.split('id="told"')[1].split("</section>", maxsplit=1)[0])


def test_the_regions_own_day_is_set_on_the_page(
    site: Site, place: Place, liaison: Person, come: Come
) -> None:
    at = f"/desk?region={place.region}&edition=2025"
    page = do(liaison, at, f"own_day:{place.region}:2025", "2025-03-14")
    assert "3月14日" in answer_of(page)
    assert 'value="2025-03-14"' in page
    late = do(liaison, at, f"own_day:{place.region}:2025", "2025-03-25")
    assert 'value="2025-03-14"' in late, "later than the centre's last day"
    teacher = in_role(site, come, Role("teacher", place.region, place.school))
    assert "3月14日" in teacher.say("选题申报什么时候截止")
    gone = do(liaison, at, f"own_day:{place.region}:2025:none")
    assert 'value="2025-03-14"' not in gone


def test_a_region_is_told_after_a_preview(
    site: Site, place: Place, liaison: Person, come: Come
) -> None:
    teacher = in_role(site, come, Role("teacher", place.region, place.school))
    at = f"/desk?region={place.region}&edition=2025"
    page = do(liaison, at, f"tell_all:{place.region}:2025", "周五前请把纸质稿交到教研室")
    assert "1" in answer_of(page), "how many it reaches"
    assert "周五前请把纸质稿交到教研室" in answer_of(page)
    assert "周五前" not in teacher.page()
    yes = re.search(r'value="(tell_all:[^"]+:yes@\d+)"', page)
    assert yes
    do(liaison, at, yes[1])
    with site.database.reading() as reading:
        waiting = reading.exec_driver_sql(
            "select count(*) from outbox where reply like '%周五前请把纸质稿交到教研室%'"
        ).scalar_one()
    assert waiting >= 2, "one letter to the teacher besides what the liaison reads"


def test_what_is_asked_back_is_answered_on_the_page(place: Place, liaison: Person) -> None:
    at = f"/desk?region={place.region}&edition=2025"
    page = do(liaison, at, f"paper_case:{place.region}:2025")
    assert 'id="words"' in page, "the next words are for what was asked"
    for words in ("甲区第二小学", "让每个错因都被看见", "徐玉兰", "教研组长", "13812345678"):
        page = do(liaison, at, "", words)
    page = do(liaison, at, "", "数学 小学")
    assert "登记好了（2025）：甲区第二小学" in answer_of(page)
    assert 'id="words"' not in page
    assert "让每个错因都被看见" in page.split('class="cases"')[1]


def test_a_question_left_by_a_teacher_is_answered_on_the_page(
    site: Site, place: Place, liaison: Person, come: Come
) -> None:
    teacher = in_role(site, come, Role("teacher", place.region, place.school))
    with site.database.transaction() as transaction:
        newest = transaction.exec_driver_sql("select max(id) from person").scalar_one()
        note = Unit(transaction, newest, NOW, TODAY).notes.leave(place.region, "封面要彩印吗")
    at = f"/desk?region={place.region}&edition=2025"
    assert "封面要彩印吗" in liaison.http.get(at).text
    page = do(liaison, at, f"answer_note:{note.id}", "黑白就可以")
    assert "封面要彩印吗" not in page.split('id="told"')[1].split("</section>")[1]
    assert "黑白就可以" in teacher.page()


@pytest.mark.usefixtures("case")
def test_the_picture_of_how_it_goes_is_for_those_in_charge(
    site: Site, liaison: Person, come: Come
) -> None:
    assert liaison.http.get("/desk-chart", params={"region": 1}).content[:4] == b"\x89PNG"
    centre = in_role(site, come, Role("centre"))
    assert centre.http.get("/desk-chart").content[:4] == b"\x89PNG"
    for person in (liaison, come(), in_role(site, come, Role("liaison", 2))):
        region = {"region": 1} if person is not liaison else {}
        assert person.http.get("/desk-chart", params=region).status_code == 404


@pytest.mark.parametrize("at", ["//evil.example", "/desk/1/../..", "https://evil.example", "/say"])
def test_a_deed_leads_back_to_a_page_of_the_desk_only(liaison: Person, at: str) -> None:
    fields = {"token": liaison.token, "id": "12345678", "choice": "inbox", "at": at}
    assert liaison.http.post("/desk", data=fields).status_code == 400


def test_every_deed_of_the_audit_has_its_words() -> None:
    named = {
        node.args[at].value
        for path in Path("bot/store").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for at in [2 if getattr(node.func, "id", "") == "note_deed" else 0]
        if {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
        & {"note_deed", "_note", "note"}
        if len(node.args) > at and isinstance(node.args[at], ast.Constant)
    }
    given = {*INVITING.values(), *(f"{way}_{each}" for way in ("take", "grant") for each in GRANTS)}
    assert len(named) > 20
    assert all(act_told(str(act)) for act in named | given)


def test_a_list_of_schools_is_sent_where_it_is_asked_for(site: Site, come: Come) -> None:
    centre = in_role(site, come, Role("centre"))
    page = do(centre, "/centre", "schools").split('id="told"')[1]
    form = page.split('<form method="post" action="/file"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(token|id)" value="([^"]+)"', form))
    sheet = ("学校名单.csv", "学校全称,区域\n苏州市示例小学,甲区\n".encode())
    after = centre.http.post("/file", data=fields, files={"file": sheet})
    assert "苏州市示例小学" in after.text
    assert "都对，记下" in after.text
    assert "填申报表" not in told(page.split("</section>")[0])


def test_a_letter_that_waited_is_not_told_as_what_was_done(site: Site, liaison: Person) -> None:
    with site.database.transaction() as transaction:
        newest = transaction.exec_driver_sql("select max(id) from person").scalar_one()
        post_to(transaction, Post(newest, Say("另一个区的消息")), NOW)
    page = do(liaison, "/desk?region=1&edition=2025", "missing:1:2025")
    assert "另一个区的消息" not in answer_of(page)
    assert "另一个区的消息" in liaison.page(), "it is read in the conversation"
