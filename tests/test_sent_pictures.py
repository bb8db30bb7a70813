"""The pictures of a case stay as they were sent, whatever becomes of those of its draft."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.library import Library
from bot.message import Send
from bot.store import Database, Transaction, exhibits_of
from bot.store.exhibited import EXHIBIT, SHOWN
from bot.submissions import Submission
from forms.exhibit import Exhibit, table
from tests.region import MOST, Place, answers, now, sent, unit
from tests.test_package import text_of

FIRST, SECOND, THIRD = (table("problem", [["七年级", str(n)]], f"表{n}") for n in range(3))


def give(transaction: Transaction, draft: str, *tables: Exhibit) -> None:
    teacher = unit(transaction, "teacher")
    teacher.exhibits.wait(tables)
    teacher.exhibits.keep(draft)


def pictured(transaction: Transaction) -> Submission:
    """Return a case that was sent with two tables."""
    Place(transaction)
    teacher = unit(transaction, "teacher")
    draft = teacher.drafts.save(teacher.drafts.new("2025", "application"), answers())  # type: ignore[arg-type]
    give(transaction, draft.id, FIRST, SECOND)
    made = teacher.submissions.send(draft.id, "2025", draft.answers)
    assert made is not None
    return made


def numbers(transaction: Transaction, case: Submission) -> list[int]:
    reviewer = unit(transaction, "liaison")
    return [one.id for one in reviewer.exhibits.of_case(now(transaction, case))]


def printed(database: Database, case: Submission) -> Sequence[Exhibit]:
    """Return what stands on the 附页 of a case."""
    with database.transaction() as transaction:
        shown = numbers(transaction, case)
    return exhibits_of(database, shown).get(case.draft, ())


def test_a_case_shows_what_was_sent_with_it(database: Database) -> None:
    with database.transaction() as transaction:
        case = pictured(transaction)
        mine = unit(transaction, "teacher").exhibits
        first, second = (one.id for one in mine.of(case.draft))
        mine.change(case.draft, first, caption="改过的", part="outcomes")
        mine.remove(case.draft, second)
        give(transaction, case.draft, THIRD)
        assert [one.caption for one in mine.of(case.draft)] == ["改过的", "表2"]
    assert printed(database, case) == [FIRST, SECOND]
    with database.transaction() as transaction:
        unit(transaction, "teacher").submissions.send(case.draft, "2025", answers())
    assert printed(database, case) == [replace(FIRST, part="outcomes", caption="改过的"), THIRD]


def test_a_draft_that_is_dropped_leaves_the_case_as_it_was_sent(database: Database) -> None:
    with database.transaction() as transaction:
        case = pictured(transaction)
        unit(transaction, "teacher").own.drop_draft(case.draft)
    assert printed(database, case) == [FIRST, SECOND]


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_correction_brings_its_own_when_it_is_taken_over(
    database: Database, is_taken: bool
) -> None:
    with database.transaction() as transaction:
        case = pictured(transaction)
        reviews = unit(transaction, "liaison").reviews
        reviews.accept(case, MOST)
        give(transaction, case.draft, THIRD)
        unit(transaction, "teacher").submissions.send(case.draft, "2025", answers("新题目"))
        (shown,) = filter(None, [unit(transaction, "liaison").submissions.correction(case.id)])
        reviews.settle(now(transaction, case), shown.id, MOST, is_taken=is_taken)
    assert printed(database, case) == [FIRST, SECOND, THIRD][: 3 if is_taken else 2]


def test_what_those_in_charge_correct_keeps_the_pictures(database: Database) -> None:
    with database.transaction() as transaction:
        case = pictured(transaction)
        reviews = unit(transaction, "liaison").reviews
        reviews.accept(case, MOST)
        give(transaction, case.draft, THIRD)
        reviews.amend(now(transaction, case), answers(category="语文"), MOST)
    assert printed(database, case) == [FIRST, SECOND]


def test_nothing_of_them_is_left_when_their_sender_is_erased(database: Database) -> None:
    with database.transaction() as transaction:
        case = pictured(transaction)
        teacher = unit(transaction, "teacher")
        teacher.exhibits.remove(case.draft, teacher.exhibits.of(case.draft)[0].id)
        sent(transaction, "neighbour")
        teacher.own.erase()
        for each in (EXHIBIT, SHOWN):
            assert transaction.scalar(select(func.count()).select_from(each)) == 0


def test_what_was_sent_and_then_changed_goes_along_when_one_takes_ones_data(
    database: Database, library: Library
) -> None:
    with database.transaction() as transaction:
        case = pictured(transaction)
        mine = unit(transaction, "teacher").exhibits
        mine.remove(case.draft, mine.of(case.draft)[1].id)
        own = unit(transaction, "teacher").own
        export = Send("", "own/data", (), dict(own.export()), exhibits=own.exhibits())
        other = unit(transaction, "neighbour").own.exhibits()
    (content,) = library.papers(database)(export).values()
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = {name: packed.read(name) for name in packed.namelist() if "pictures/" in name}
        word = next(name for name in packed.namelist() if name.endswith(".docx"))
        assert "表2　" not in text_of(packed.read(word))
    assert found[f"sent/{case.draft}/pictures/1.json"] == SECOND.content
    assert list(found.values()) == [FIRST.content, SECOND.content]
    assert other == ()
