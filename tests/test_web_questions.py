"""The centre's page of questions: what nobody answered is answered there, and the next one hears it."""

import pytest

from bot.channels.web.site import Site
from bot.people import CENTRES_OWN, Role
from tests.doorstep import Come, Person
from tests.test_web_deeds import answer_of, do
from tests.test_web_desk import in_role, place

__all__ = ["place"]

AT = "/centre/questions"
QUESTION = "封面要不要彩色打印呀"


@pytest.fixture
def centre(site: Site, come: Come) -> Person:
    return in_role(site, come, Role("centre"))


def filed(person: Person, question: str, text: str) -> str:
    """Write an answer to a question that stands on the page."""
    fields = {"token": person.token, "id": f"entry-{abs(hash(text))}"[:40], "at": AT}
    fields |= {"choice": "add_entry", "heading": question, "text": text}
    answer = person.http.post("/desk", data=fields)
    assert answer.status_code == 200
    return answer.text


def test_a_question_nobody_answered_gets_its_answer(centre: Person, come: Come) -> None:
    teacher = come()
    assert "黑白打印" not in teacher.say(QUESTION)
    page = centre.http.get(AT).text
    assert QUESTION in page
    assert 'value="add_entry:' in page
    told = filed(centre, QUESTION, "黑白打印就可以。")
    assert 'value="add_entry:' not in told, "it is answered"
    assert "已收进问答" in answer_of(told)
    assert "黑白打印就可以" in told.split("已收进问答的")[1]
    again = come().say("封面要不要彩色打印呢")
    assert "监测中心答复：黑白打印就可以" in again


def test_an_answer_is_changed_after_a_preview(centre: Person, come: Come) -> None:
    filed(centre, QUESTION, "黑白打印就可以。")
    about = centre.http.get(AT).text.split('value="announce:entry-')[1].split('"')[0]
    page = do(centre, AT, f"announce:entry-{about}", "彩色、黑白都可以。")
    assert "彩色、黑白都可以" in answer_of(page)
    yes = page.split('id="told"')[1].split(":yes@")[0].rsplit('value="', 1)[1]
    revision = page.split(f"{yes}:yes@")[1].split('"')[0]
    do(centre, AT, f"{yes}:yes@{revision}")
    assert "彩色、黑白都可以" in come().say(QUESTION)


@pytest.mark.usefixtures("place")
def test_what_a_school_asked_the_centre_is_answered_and_published(
    site: Site, centre: Person, come: Come
) -> None:
    teacher = in_role(site, come, Role("teacher", CENTRES_OWN, 2))
    teacher.say(QUESTION)
    teacher.tap("留言给监测中心")
    page = centre.http.get(AT).text
    note = page.split('value="answer_note:')[1].split('"')[0]
    page = do(centre, AT, f"answer_note:{note}", "黑白打印就可以。")
    assert "黑白打印就可以" in teacher.page()
    keep = page.split('value="keep_answer:')[1].split('"')[0]
    do(centre, AT, f"keep_answer:{keep}")
    assert "监测中心答复：黑白打印就可以" in come().say(QUESTION)


def test_only_the_centre_sees_and_writes_it(site: Site, come: Come) -> None:
    for role in (Role("liaison", 1), Role("teacher", 1, 1), None):
        person = in_role(site, come, role) if role else come()
        person.say("你好")
        assert person.http.get(AT).url.path == "/sign-in"
        filed(person, QUESTION, "黑白打印就可以。")
        assert "黑白打印" not in come().say(QUESTION)
