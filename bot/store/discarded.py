"""Drafts somebody took away: out of sight at once, kept some days to be brought back, then gone."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from bot.store.erasing import erase_draft
from bot.store.tables import DRAFT
from bot.world import DISCARDED_DAYS

KEPT = timedelta(days=DISCARDED_DAYS)
#: So many are dropped in one transaction of the clean-up.
SWEPT_AT_ONCE = 50


def set_gone(connection: Connection, draft: str, gone_at: datetime | None) -> None:
    """Take a draft out of sight, or (with no moment) bring it back."""
    connection.execute(update(DRAFT).where(DRAFT.c.id == draft).values(gone_at=gone_at))


def forget_discarded(transaction: Connection, now: datetime) -> bool:
    """Drop some drafts that nobody brought back in time; True while more may be left."""
    query = select(DRAFT.c.id).where(DRAFT.c.gone_at < now - KEPT).limit(SWEPT_AT_ONCE)
    doomed = transaction.execute(query).scalars().all()
    for draft in doomed:
        erase_draft(transaction, draft)
    return len(doomed) == SWEPT_AT_ONCE
