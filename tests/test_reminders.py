"""Reminders before a region's last day: to whom, when, once, and to nobody who wants none."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.access import NotAllowed
from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.duties import do_due
from bot.library import Library
from bot.message import Text
from bot.people import CENTRES_OWN, Role
from bot.store import Database, invite_centre
from bot.store.members import give_role
from bot.store.places import make_school
from bot.store.tables import DRAFT, OUTBOX
from tests.region import NOW, TODAY, Place, sent, unit

LAST = date(2025, 3, 15)  # NOW is the 1st: 14 days before is this very morning, and over
MORNING = datetime(2025, 3, 8, 1, tzinfo=UTC)


def letters(database: Database) -> dict[int, list[str]]:
    """Return what waits for each person."""
    found: dict[int, list[str]] = {}
    with database.reading() as reading:
        rows = reading.execute(select(OUTBOX.c.person_id, OUTBOX.c.reply).order_by(OUTBOX.c.id))
        for person, reply in rows:
            found.setdefault(person, []).append(str(reply["text"]))
    return found


def test_who_has_begun_is_reminded_once_a_day_that_is_set(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        empty = make_school(transaction, "甲区空白小学", place.region)
        sent(transaction, "neighbour")
        people = {
            key: unit(transaction, key) for key in ("teacher", "neighbour", "head", "liaison")
        }
        draft = people["teacher"].drafts.new("2025", "application")
        people["teacher"].drafts.save(draft, {"filed_as": "district_school"})
        people["liaison"].notes.plan(place.region, "2025", LAST)
        people["liaison"].notes.plan(place.region, "2025", LAST)
        before = transaction.execute(select(DRAFT)).all()
    assert do_due(database, MORNING - timedelta(minutes=1)) == 0
    do_due(database, MORNING)
    do_due(database, MORNING)
    found = letters(database)
    (told,) = found[people["teacher"].person]
    assert "还有 7 天" in told
    assert people["neighbour"].person not in found  # what was sent needs no reminder
    assert people["head"].person not in found  # the school has a case
    (report,) = found[people["liaison"].person]
    assert "已提醒 1 位老师、0 位学校负责人" in report
    assert empty.name in report
    with database.reading() as reading:
        assert reading.execute(select(DRAFT)).all() == before
    do_due(database, MORNING + timedelta(days=4))
    assert len(letters(database)[people["teacher"].person]) == 2
    do_due(database, MORNING + timedelta(days=6, hours=14))  # in the night of the last one
    assert len(letters(database)[people["teacher"].person]) == 2


def test_the_centre_takes_its_role_and_its_own_schools_are_reminded(
    database: Database, library: Library, tmp_path: Path
) -> None:
    with database.transaction() as transaction:
        school = make_school(transaction, "直属中学", CENTRES_OWN).id
        head = unit(transaction, "head").person
        give_role(transaction, head, Role("school", CENTRES_OWN, school), NOW)
        code = invite_centre(transaction, LAST, NOW, TODAY).code
    delivery = Delivery(tmp_path, library.papers(database))
    desk = Desk("test", library, database, delivery, clock=lambda: NOW)
    desk.confirm(desk.receive(Update("centre", Text(code), TODAY)))
    desk.close()
    # 2025 附件2 注1: by 3月21日, a Friday; seven days before is the 14th
    do_due(database, datetime(2025, 3, 14, 1, tzinfo=UTC))
    (told,) = letters(database)[head]
    assert "3月21日" in told
    assert "还有 7 天" in told


def test_nobody_is_reminded_who_wants_none(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        head, liaison = unit(transaction, "head"), unit(transaction, "liaison")
        liaison.notes.plan(place.region, "2025", LAST)
        head.notes.mute()
        head.notes.mute()
    do_due(database, MORNING)
    assert head.person not in letters(database)


def test_a_day_set_anew_takes_the_place_of_the_last(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        liaison = unit(transaction, "liaison")
        liaison.notes.plan(place.region, "2025", LAST)
        liaison.notes.plan(place.region, "2025", LAST + timedelta(days=2))
        head = unit(transaction, "head").person
    do_due(database, MORNING)  # 14 days before the new day were over by then
    assert head not in letters(database)
    do_due(database, MORNING + timedelta(days=2))
    assert len(letters(database)[head]) == 1


def test_another_region_can_neither_answer_nor_write(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        teacher, other = unit(transaction, "teacher"), unit(transaction, "other")
        note = teacher.notes.leave(place.region, "会查重吗")
        for way in (
            lambda: other.notes.get(note.id),
            lambda: other.notes.answer(note.id, "不会"),
            lambda: other.notes.waiting(place.region),
            lambda: other.notes.reach(place.region),
            lambda: other.notes.plan(place.region, "2025", LAST),
            lambda: other.notes.reach_schools([place.school]),
            lambda: other.known.propose(note.id),
            other.known.waiting,
            lambda: other.known.publish("entry-1", "会查重吗", "不会"),
            lambda: other.known.drop("entry-1"),
            lambda: other.known.wishing("entry-1"),
            lambda: teacher.notes.waiting(place.region),
        ):
            with pytest.raises(NotAllowed):
                way()
        reach = unit(transaction, "liaison").notes.reach(place.region)
        neighbour = unit(transaction, "neighbour").person
        assert set(reach.persons) == {teacher.person, neighbour, unit(transaction, "head").person}
