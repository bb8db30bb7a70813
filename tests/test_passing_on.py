"""Who reads only on the page is shown as such; what was written can be passed on, with a link to the very cell."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Incoming, Tap, Text
from bot.people import Role
from bot.service import Service
from bot.store import Database, Transaction, Unit, meet
from bot.store.addresses import block, without_push
from bot.store.members import give_role
from bot.store.tables import DRAFT
from tests.doorstep import Clock, Person, opened, served
from tests.region import NOW, TODAY, Place, answers, unit


def on_the_page(transaction: Transaction, place: Place) -> Unit:
    """Return a teacher of the first region who comes by the page alone."""
    found = Unit(transaction, meet(transaction, "web", "page", NOW).id, NOW, TODAY)
    give_role(transaction, found.person, Role("teacher", place.region, place.school), NOW)
    return Unit(transaction, found.person, NOW, TODAY)


def test_who_is_told_of_letters(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        page, other = on_the_page(transaction, place), unit(transaction, "teacher")
        both = (page.person, other.person)
        assert without_push(transaction, both) == {page.person}
        reach = unit(transaction, "liaison").notes.reach(place.region)
        assert reach.quiet == (page.person,)
        assert reach.quiet_schools == ("甲区实验小学",)
        assert reach.told == len(reach.persons) - 1
        block(transaction, "test", "teacher", NOW)
        assert without_push(transaction, both) == set(both)


@pytest.fixture
def desk(database: Database, library: Library, tmp_path: Path) -> Iterator[Desk]:
    made = Desk("test", library, database, Delivery(tmp_path, library.papers(database)))
    yield made
    made.close()


def told(desk: Desk, who: str, *said: Incoming) -> tuple[str, dict[str, str]]:
    """Return what the last message brings: its text, and the choices by their words."""
    for each in said:
        letters = desk.receive(Update(who, each, TODAY))
        desk.confirm(letters)
    text = "\n".join(letter.text for letter in letters)
    return text, {choice.label: choice.id for letter in letters for choice in letter.choices}


def test_a_remark_for_somebody_on_the_page_has_a_text_to_pass_on(
    database: Database, desk: Desk
) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        page = on_the_page(transaction, place)
        draft = page.drafts.save(page.drafts.new("2025", "application"), answers())
        case = page.submissions.send(draft.id, "2025", draft.answers)
        assert case is not None
    text, _ = told(desk, "liaison", Tap(f"case:{case.id}@0"))
    assert "发的人只在网页上用" in text
    text, ways = told(desk, "liaison", Tap(f"remark:{case.id}:case_title:vague@0"))
    assert "打开才看得到" in text
    text, _ = told(desk, "liaison", Tap(ways["复制文字"]))
    assert f"https://page.example/at/change-{draft.id}-case_title" in text
    text, _ = told(desk, "other", Tap(f"copy_remarks:{case.id}@0"))
    assert "笼统" not in text


@pytest.mark.parametrize("is_quiet", [True, False])
def test_who_accepts_reads_whether_the_sender_is_told(
    database: Database, desk: Desk, is_quiet: bool
) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        who = on_the_page(transaction, place) if is_quiet else unit(transaction, "teacher")
        cases = []
        for title in ("一", "二"):
            draft = who.drafts.save(who.drafts.new("2025", "application"), answers(title))
            cases.append(who.submissions.send(draft.id, "2025", draft.answers))
    case = cases[0]
    assert case is not None
    for choice in (f"accept:{case.id}:1", f"rank:{case.id}:1:reserve"):
        text, ways = told(desk, "liaison", Tap(f"{choice}@0"))
        assert ("打开才看得到" in text) is is_quiet
        assert ("已告诉发的人" in text) is not is_quiet
        assert ("复制文字" in ways) is is_quiet
    if is_quiet:
        text, _ = told(desk, "liaison", Tap(ways["复制文字"]))
        assert "一" in text


def test_a_letter_to_the_region_says_who_must_be_told_by_hand(
    database: Database, desk: Desk
) -> None:
    with database.transaction() as transaction:
        on_the_page(transaction, Place(transaction))
    text, ways = told(desk, "liaison", Text("通知本区"), Text("周五前交"))
    assert "会发给 4 位" in text
    assert "其中 1 位只在网页上用，打开才看得到，请另外告诉：甲区实验小学" in text
    text, ways = told(desk, "liaison", Tap(ways["发出"]))
    assert "已发给 4 位，3 位马上收到" in text
    text, _ = told(desk, "liaison", Tap(ways["复制文字"]))
    assert text.startswith("甲区通知：周五前交\n")


def test_the_reminder_can_be_copied_with_the_day_and_the_link(
    database: Database, desk: Desk
) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
    text, _ = told(desk, "liaison", Tap(f"copy_reminder:{place.region}:2025@0"))
    assert "请各校在2025年3月21日（周五）前把盖章的申报表交来，还有 20 天。" in text
    assert "https://page.example/at/fill-2025-application" in text
    text, _ = told(desk, "other", Tap(f"copy_reminder:{place.region}:2025@0"))
    assert "还有 20 天" not in text


def test_the_link_leads_to_the_cell_once_the_button_is_tapped(
    library: Library, tmp_path: Path
) -> None:
    with opened(library, Clock(), tmp_path) as site, served(site) as url:
        person = Person(url)
        person.say("填申报表")
        person.say("直属学校")
        with site.database.reading() as reading:
            (draft,) = reading.execute(select(DRAFT.c.id)).scalars()
        shown = person.http.get(f"/at/change-{draft}-filed_as").text
        assert "单位全称是什么" in person.page().split('class="bubble')[-1]  # looking does nothing
        fields = dict(re.findall(r'name="(token|id|payload)" value="([^"]*)"', shown))
        page = person.http.post("/at", data=fields).text
        missing = person.http.get("/at/K7QMX4RT9Z").status_code
        person.close()
    assert "替谁报的" in page.split('class="bubble')[-1]
    assert missing == 404


@pytest.mark.parametrize(
    ("service", "way"),
    [
        (Service(url="https://page.example"), "打开申报助手：https://page.example/at/drafts"),
        (Service(), "打开申报助手，发“我的草稿”"),
    ],
)
def test_a_letter_to_pass_on_says_where_its_readers_act(
    database: Database, library: Library, tmp_path: Path, service: Service, way: str
) -> None:
    here = replace(library, service=service)
    desk = Desk("test", here, database, Delivery(tmp_path, here.papers(database)))
    with database.transaction() as transaction:
        Place(transaction)
        unit(transaction, "liaison")
    _, ways = told(desk, "liaison", Text("通知本区"), Text("周三开会，请带申报表。"))
    _, ways = told(desk, "liaison", Tap(ways["发出"]))
    text, _ = told(desk, "liaison", Tap(ways["复制文字"]))
    assert "周三开会，请带申报表。" in text
    assert way in text
    desk.close()
