"""上报 places: a unit has so many, and the database gives each once. What stands beside a case."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy import case as one_if
from sqlalchemy.exc import IntegrityError

from bot.store.cases import IS_KEPT, change
from bot.store.database import Transaction
from bot.store.roster import SCHOOL
from bot.store.submitted import SUBMISSION
from bot.submissions import Around, Submission, Tally


def take_place(transaction: Transaction, case: Submission, most: int) -> bool:
    """Give a case a 上报 place of its unit, one of `most` (0: as many as are wanted); False when none is free.

    Two who want the last one at the same moment: the database gives it once.
    """
    is_placed = _is_beside(case) & SUBMISSION.c.place.is_not(None)
    taken = set(transaction.execute(select(SUBMISSION.c.place).where(is_placed)).scalars())
    for place in range(1, (most or len(taken) + 1) + 1):
        if place in taken:
            continue
        try:
            with transaction.begin_nested():
                return change(transaction, case, {"place": place, "is_reserve": False})
        except IntegrityError:
            continue
    return False


def around(transaction: Transaction, case: Submission) -> Around:
    """Return how many cases the unit has, and how many others of the region nobody has looked at."""
    here = SUBMISSION.c
    is_unseen = (
        (here.region_id == case.region)
        & (here.edition == case.edition)
        & (here.standing == "sent")
        & (here.id != case.id)
        & here.is_seen.is_(False)
    )
    count = select(func.count()).select_from(SUBMISSION)
    of_unit = transaction.scalar(count.where(_is_beside(case), IS_KEPT))
    return Around(int(of_unit or 0), int(transaction.scalar(count.where(is_unseen)) or 0))


def tallies(transaction: Transaction, edition: str) -> tuple[Tally, ...]:
    """Return how many cases of each region stand how, counted by the database."""
    here = SUBMISSION.c
    is_main = here.place.is_not(None)
    is_reserve = here.place.is_(None) & here.is_reserve.is_(True)

    def count(which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(one_if((which, 1), else_=0)), 0)

    query = (
        select(
            here.region_id,
            func.count(),
            count(here.standing == "sent"),
            count(here.standing == "returned"),
            count(here.standing == "accepted"),
            count(is_main),
            count(is_reserve),
            count((here.standing == "accepted") & ~is_main & ~is_reserve),
            count(here.paper_at.is_not(None)),
            count(is_main & (here.filed_as == "region")),
        )
        .where(here.edition == edition, IS_KEPT, here.source != "stub")
        .group_by(here.region_id)
    )
    return tuple(Tally(*map(int, row)) for row in transaction.execute(query))


def _is_beside(case: Submission) -> ColumnElement[bool]:
    here = SUBMISSION.c
    return (
        (here.edition == case.edition)
        & (here.region_id == case.region)
        & (here.filed_as == case.filed_as)
        & (here.unit == case.unit)
    )


def school_named(transaction: Transaction, region: int, unit: str) -> int:
    """Return the school of a region that bears this name; 0 where none does."""
    is_there = SCHOOL.c.region_id == region if region else SCHOOL.c.region_id.is_(None)
    found = transaction.scalar(select(SCHOOL.c.id).where(is_there, SCHOOL.c.name == unit))
    return int(found or 0)
