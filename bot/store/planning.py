"""Which mornings a region is reminded on: planned when somebody takes charge, a day is set, the service starts."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from bot.people import CENTRES_OWN
from bot.store.database import Transaction
from bot.store.members import in_charge
from bot.store.places import all_regions
from bot.store.submitted import REGION_DAY
from bot.store.tasks import schedule, unschedule
from forms.form import Json

#: So many days before the last one people are reminded, in the morning (9 o'clock in China).
DAYS_BEFORE = (14, 7, 3, 1)
_MORNING = time(1, tzinfo=UTC)
REMIND = "remind"


def plan_all(
    transaction: Transaction,
    edition: str,
    of_regions: date | None,
    of_direct: date | None,
    now: datetime,
) -> None:
    """Remind every region somebody is in charge of, and the direct schools; what is planned stays once.

    A region whose liaison set a day of its own is reminded before that.
    """
    row = REGION_DAY.c
    query = select(row.region_id, row.day).where(row.edition == edition)
    own: dict[int, date] = {each.region_id: each.day for each in transaction.execute(query)}
    for region in (CENTRES_OWN, *(each.id for each in all_regions(transaction))):
        day = own.get(region) or (of_direct if region == CENTRES_OWN else of_regions)
        if day is not None and in_charge(transaction, region):
            plan(transaction, region, edition, day, now)


def plan_anew(
    transaction: Transaction, region: int, edition: str, day: date, now: datetime
) -> None:
    """Remind those of a region before another day than before, once each."""
    for left in DAYS_BEFORE:
        unschedule(transaction, _key(region, edition, left))
    plan(transaction, region, edition, day, now)


def plan(transaction: Transaction, region: int, edition: str, day: date, now: datetime) -> None:
    """Remind those of a region before a day, once each; what is due by now stays as it is."""
    for left in DAYS_BEFORE:
        due = datetime.combine(day - timedelta(days=left), _MORNING)
        if due > now:
            payload: dict[str, Json] = {
                "region": region,
                "edition": edition,
                "left": left,
                "day": day.isoformat(),
            }
            key = _key(region, edition, left)
            unschedule(transaction, key)
            schedule(transaction, REMIND, due, payload, key)


def _key(region: int, edition: str, left: int) -> str:
    return f"{REMIND}:{region}:{edition}:{left}"
