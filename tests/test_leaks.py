"""Every move there is, by every role elsewhere, at the things of one region: nothing is shown, nothing changes."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.library import Library
from bot.message import Reply, Tap, Text, reply_to_json
from bot.people import CENTRES_OWN, Role
from bot.state import State
from bot.store import Database, Transaction
from bot.store.members import give_role
from bot.store.noted import NOTE
from bot.store.places import make_school
from bot.store.roster import MEMBERSHIP
from bot.store.submitted import CORRECTION, REGION_DAY, REMARK, SUBMISSION, SUBMISSION_VERSION
from bot.submissions import Remark
from bot.talk import TALKS
from bot.turn import take_turn
from tests.region import MOST, TODAY, Place, sent, unit

#: What stands in the first region only.
SECRETS = ("机密题目", "机密意见", "机密留言", "机密扫描", "甲区实验小学", "徐玉兰")
#: Who belongs elsewhere -> their roles, given the second region and its school.
STRANGERS = ("nobody", "liaison of another", "teacher of another", "head of another", "direct")
OF_A_REGION = (SUBMISSION, REGION_DAY, NOTE, MEMBERSHIP)
OF_A_CASE = (REMARK, CORRECTION, SUBMISSION_VERSION)


class Things:
    """The numbers of what the first region has, as a choice would carry them."""

    def __init__(self, transaction: Transaction) -> None:
        place = Place(transaction)
        liaison = unit(transaction, "liaison")
        case, other = sent(transaction, title="机密题目一"), sent(transaction, title="机密题目二")
        stub = liaison.reviews.keep_stub(place.region, "2025", "机密扫描.pdf")
        liaison.reviews.send_back(case, [Remark("case_title", "机密意见")])
        liaison.reviews.accept(other, MOST)
        note = unit(transaction, "teacher").notes.leave(place.region, "机密留言")
        assert stub is not None
        self.place = place
        school = make_school(transaction, "乙区新小学", place.other).id
        for key, role in {
            "liaison of another": Role("liaison", place.other),
            "teacher of another": Role("teacher", place.other, school),
            "head of another": Role("school", place.other, school),
            "direct": Role("teacher", CENTRES_OWN),
        }.items():
            give_role(transaction, unit(transaction, key).person, role, liaison._now)
        region, number = str(place.region), [str(each.id) for each in (case, other, stub)]
        self.codes = [case.code, other.code, stub.code]
        self.arguments = [
            "",
            *(f"{region}{more}" for more in ("", ":2025", ":2025:all", ":2025:yes", ":2025:1")),
            *(f"{region}:{liaison.person}:yes", f"{place.school}"),
            *(f"{each}{more}" for each in number for more in ("", ":1", ":2", ":1:yes", ":1:main")),
            *(f"{each}:case_title:vague" for each in number),
            *(case.draft, other.draft, f"{case.draft}:unit"),
            *(str(note.id), f"entry-{note.id}", f"entry-{note.id}:yes"),
        ]


def said(replies: tuple[Reply, ...]) -> str:
    return json.dumps([reply_to_json(each) for each in replies], ensure_ascii=False)


def kept(transaction: Transaction, region: int) -> list[object]:
    """Return all rows of cases, remarks, notes, days and roles there."""
    cases = select(SUBMISSION.c.id).where(SUBMISSION.c.region_id == region)
    here = [select(table).where(table.c.region_id == region) for table in OF_A_REGION]
    here += [select(table).where(table.c.submission_id.in_(cases)) for table in OF_A_CASE]
    return [transaction.execute(query).all() for query in here]


@pytest.mark.parametrize("who", STRANGERS)
def test_no_move_reaches_another_region(database: Database, library: Library, who: str) -> None:
    with database.transaction() as transaction:
        things = Things(transaction)
        before = kept(transaction, things.place.region)
        for name, argument in moves(things):
            world = library.world(unit(transaction, who))
            tap = Tap(f"{name}:{argument}@0" if argument else f"{name}@0", "老师们好")
            turn = take_turn(world, State(), tap, TODAY)
            told = said(turn.replies)
            assert [word for word in SECRETS if word in told] == [], (name, argument, told[:500])
            assert not turn.posts or name in OF_ONES_OWN, (name, argument)
        for code in things.codes:
            for text in (code, f"收到纸质 {code}"):
                turn = take_turn(library.world(unit(transaction, who)), State(), Text(text), TODAY)
                assert "机密" not in said(turn.replies)
        assert kept(transaction, things.place.region) == before


#: Moves that write to others from one's own region, or about oneself.
OF_ONES_OWN = ("leave_note", "tell_all", "leave")
#: Moves that end the person or what they may, and so the matrix.
ENDING = ("erase", "leave", "decline")


def moves(things: Things) -> Iterator[tuple[str, str]]:
    for name in TALKS:
        if name not in ENDING and name not in ("file", "other"):
            for argument in things.arguments:
                yield name, argument
