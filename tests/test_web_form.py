"""The whole form on one page: boxes kept one by one, checked as everywhere, the conversation beside it."""

import re

import pytest

from bot.channels.web.site import Site
from bot.people import Role
from bot.store import Unit
from tests.doorstep import Come, Person
from tests.filled import application
from tests.region import NOW, TODAY, Place
from tests.test_web_desk import in_role


@pytest.fixture
def person(come: Come) -> Person:
    person = come()
    for text in ("填申报表", "1", "苏州市示例小学"):
        person.say(text)
    return person


def write(person: Person, box: str, *cells: str, id_: str = "") -> str:
    """Write into one box of the page and return the page that follows."""
    page = person.http.get("/form").text
    choice = re.search(rf'value="(write:[^"]+:{box})"', page)
    assert choice, box
    token = page.split('name="token" value="')[1].split('"')[0]
    written: dict[str, object] = {"token": token, "id": id_ or f"id-{box}-{hash(cells) % 9999}"}
    written |= {"choice": choice[1]}
    written |= {"cell": list(cells), "width": "3"} if len(cells) > 1 else {"text": cells[0]}
    answer = person.http.post("/form", data=written)
    assert answer.status_code == 200, answer.text
    return answer.text


def box(page: str, name: str) -> str:
    return page.split(f'id="box-{name}"')[1].split("</form>", maxsplit=1)[0]


def standing(page: str) -> str:
    """What is read beside the boxes: how far the form is, and what is missing."""
    aside = page.split('id="standing"')[1].split("</aside>", maxsplit=1)[0]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", aside))


def test_every_question_has_a_box_and_what_is_missing_is_told(person: Person) -> None:
    page = person.http.get("/form").text
    assert 'value="苏州市示例小学"' in box(page, "unit")
    assert "checked" in box(page, "filed_as").split('value="区域内学校"')[1][:20]
    assert "案例名称" in standing(page)
    assert "单位（盖章）" not in standing(page)


def test_a_box_goes_to_the_same_draft_and_the_conversation_follows(person: Person) -> None:
    page = write(person, "case_title", "让每个错因都被看见")
    assert "“案例名称”记下了" in box(page, "case_title")
    assert "案例名称" not in standing(page)
    assert "第 4 步" in person.page(), "the conversation asks for what comes next"
    person.say("徐玉兰")
    assert 'value="徐玉兰"' in box(person.http.get("/form").text, "leader_name")


def test_what_cannot_be_read_stays_in_the_box_with_the_reason(person: Person) -> None:
    page = write(person, "leader_phone", "12ab")
    assert "手机 11 位" in box(page, "leader_phone")
    assert 'value="12ab"' in box(page, "leader_phone")
    assert 'value="12ab"' not in box(person.http.get("/form").text, "leader_phone")
    assert "联系电话" in standing(page)


def test_an_answer_opens_the_boxes_that_depend_on_it(person: Person) -> None:
    assert "第2位负责人·姓名" in standing(write(person, "more_leaders", "有"))
    assert "第2位负责人·姓名" not in standing(write(person, "more_leaders", "没有"))


def test_a_table_is_written_as_a_whole_and_may_be_emptied(person: Person) -> None:
    page = write(person, "members", "陈静", "教师", "课堂观察", "顾明", "", "命题", "", "", "")
    cells = re.findall(r'name="cell" value="([^"]*)"', box(page, "members"))
    assert cells[:6] == ["陈静", "教师", "课堂观察", "顾明", "", "命题"]
    page = write(person, "members", "", "", "")
    assert "空出来了" in box(page, "members")
    assert not any(re.findall(r'name="cell" value="([^"]*)"', box(page, "members")))


def test_a_long_text_counts_with_its_sisters_and_what_is_over_is_told(person: Person) -> None:
    write(person, "approach_idea", "从错因出发。" * 100)
    page = write(person, "approach_method", "先问后教。" * 400)
    assert 'data-used="2000"' in box(page, "approach_idea"), "a text of 6 x 100 beside 5 x 400"
    assert 'data-used="600"' in box(page, "approach_method")
    assert "多 600 字" in page
    assert "附页" in page.split('id="box-approach_idea"')[1].split('id="box-outcomes"')[0]


def test_a_warning_stands_at_its_box(person: Person) -> None:
    page = write(person, "problem", "学生不爱数学。")
    assert "监测" in box(page, "problem").split('class="said"')[1]


def test_a_box_sent_twice_has_one_effect(person: Person, site: Site) -> None:
    for _ in range(3):
        write(person, "case_title", "课堂改进", id_="the-same-id")
    with site.database.reading() as reading:
        versions = reading.exec_driver_sql("select version from draft").scalars().all()
    write(person, "case_title", "课堂再改进")
    with site.database.reading() as reading:
        after = reading.exec_driver_sql("select version from draft").scalars().all()
    assert [each + 1 for each in versions] == list(after)


def test_nobody_writes_into_a_form_of_another(person: Person, come: Come) -> None:
    page = person.http.get("/form").text
    choice = page.split('value="write:')[1].split('"')[0]
    other = come()
    other.say("你好")
    assert other.http.get("/form").url.path == "/"
    fields = {"token": other.token, "id": "12345678", "choice": f"write:{choice}", "text": "x"}
    other.http.post("/form", data=fields)
    assert person.http.get("/form").text.count('value="x"') == 0
    stranger = come()
    fields["token"] = stranger.token
    assert stranger.http.post("/form", data=fields).status_code == 403
    fields["choice"] = "accept:1:1"
    assert person.http.post("/form", data={**fields, "token": person.token}).status_code == 400


def test_what_is_kept_of_a_person_is_told_before_the_first_answer(come: Come) -> None:
    page = come().say("填申报表")
    assert "开始前请看一眼" in page


def test_a_change_after_acceptance_is_told_from_the_form(site: Site, come: Come) -> None:
    with site.database.transaction() as transaction:
        place = Place(transaction)
    teacher = in_role(site, come, Role("teacher", place.region, place.school))
    liaison = in_role(site, come, Role("liaison", place.region))
    whole = application(certificate_unit="unit")
    with site.database.transaction() as transaction:
        query = "select person_id from membership order by id desc limit 2"
        reviewer, sender = (
            Unit(transaction, row[0], NOW, TODAY) for row in transaction.exec_driver_sql(query)
        )
        draft = sender.drafts.save(sender.drafts.new("2025", "application"), whole)
        case = sender.submissions.send(draft.id, "2025", draft.answers)
        assert case is not None
        assert reviewer.reviews.accept(case, 3) == "done"
    teacher.say("继续")
    assert "把更正告诉联络人" not in standing(teacher.http.get("/form").text)
    page = write(teacher, "case_title", "让每个错因都被看见")
    assert "您后来改了案例名称，联络人还不知道" in standing(page)
    assert "重新打印第1页" in standing(page)
    way = re.search(r'value="(submit:[^"]+)"', page)
    assert way
    teacher.say("", "tell-the-change", choice=way[1])
    assert "作为更正发过去了" in teacher.page()
    assert "已接收的一份有更正" in liaison.page()
