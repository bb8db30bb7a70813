"""Two act on one case at the same moment: the database decides, one wins, the other is told."""

import threading
from collections.abc import Callable

import pytest

from bot.store import Database, Transaction
from bot.submissions import Outcome, Remark
from tests.region import MOST, Place, answers, sent, unit


def at_once(database: Database, *acts: Callable[[Transaction], Outcome]) -> list[Outcome]:
    """Return what came of acts begun at the same moment, each in a transaction of its own."""
    ready = threading.Barrier(len(acts))
    found: list[Outcome] = []

    def run(act: Callable[[Transaction], Outcome]) -> None:
        ready.wait()
        found.append(database.run(act))

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.parametrize("turn", range(3))
def test_of_two_reviewers_one_is_first(database: Database, turn: int) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction)
    found = at_once(
        database,
        lambda t: unit(t, "liaison").reviews.accept(case, MOST),
        lambda t: unit(t, "liaison2").reviews.send_back(case, [Remark("", f"第 {turn} 次")]),
    )
    assert found == ["done", "moved"]


@pytest.mark.parametrize("turn", range(3))
def test_withdrawn_or_accepted_never_both(database: Database, turn: int) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction, title=f"第 {turn} 份")
    found = at_once(
        database,
        lambda t: unit(t, "teacher").submissions.withdraw(case.id),
        lambda t: unit(t, "liaison").reviews.accept(case, MOST),
    )
    assert found == ["done", "moved"]


@pytest.mark.parametrize("turn", range(3))
def test_a_correction_is_taken_back_or_taken_over_never_both(database: Database, turn: int) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction, title=f"第 {turn} 份")
        liaison = unit(transaction, "liaison")
        liaison.reviews.accept(case, MOST)
        unit(transaction, "teacher").submissions.send(case.draft, "2025", answers(f"改 {turn}"))
        accepted = liaison.submissions.get(case.id)
        shown = liaison.submissions.correction(case.id)
        assert accepted
        assert shown
    number = shown.id
    found = at_once(
        database,
        lambda t: unit(t, "teacher").submissions.withdraw_correction(case.id),
        lambda t: unit(t, "liaison").reviews.settle(accepted, number, MOST, is_taken=True),
    )
    assert found == ["done", "moved"]


@pytest.mark.parametrize("turn", range(3))
def test_the_last_place_is_given_once(database: Database, turn: int) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        first, second, third, fourth = (sent(transaction, title=f"{turn}.{n}") for n in range(4))
        for case in (first, second):
            unit(transaction, "liaison").reviews.rank(case, "main", MOST)
    found = at_once(
        database,
        lambda t: unit(t, "liaison").reviews.rank(third, "main", MOST),
        lambda t: unit(t, "head").reviews.rank(fourth, "main", MOST),
    )
    assert found == ["done", "full"]
