"""Who did what to which thing: written beside the deed, never changed, never taken away."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from bot.people import Deed
from bot.store.database import Transaction
from bot.store.roster import AUDIT


def note_deed(
    transaction: Transaction,
    person: int,
    act: str,
    thing: tuple[str, str],
    now: datetime,
    region: int | None = None,
) -> None:
    """Add a line: who, what, which thing (its kind and id), when, and of which region."""
    kind, thing_id = thing
    transaction.execute(
        insert(AUDIT).values(
            at=now, person_id=person, act=act, thing=kind, thing_id=thing_id, region_id=region
        )
    )


def deeds(
    transaction: Transaction, person: int | None = None, *, before: int = 0, most: int = 0
) -> Sequence[Deed]:
    """Return the lines of one person, or all, the oldest first; or the `most` newest before a line."""
    log = AUDIT.c
    query = select(log.id, log.at, log.person_id, log.act, log.thing, log.thing_id, log.region_id)
    if person is not None:
        query = query.where(log.person_id == person)
    if before:
        query = query.where(log.id < before)
    query = query.order_by(log.id.desc()).limit(most) if most else query.order_by(log.id)
    return tuple(Deed(*row) for row in transaction.execute(query))
