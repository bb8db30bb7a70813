"""Who may see and fill in a draft besides its owner, and who writes in it now."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from bot.sharing import Colleagues, Grant
from bot.store.database import Transaction, insert_once
from bot.store.shared import DRAFT_PEN, DRAFT_SHARE
from bot.store.submitted import SUBMISSION
from bot.store.tables import DRAFT

#: Whoever has not written for so long has put the pen down.
PEN_KEPT = timedelta(minutes=10)


def give(transaction: Transaction, draft: str, to: int, grant: Grant, now: datetime) -> None:
    """Let somebody at a draft, or make it theirs; the one who gives it away may still look."""
    owner = owner_of(transaction, draft)
    if owner is None or owner == to:
        return
    _forget(transaction, draft, to)
    if grant == "own":
        transaction.execute(update(DRAFT).where(DRAFT.c.id == draft).values(person_id=to))
        transaction.execute(delete(DRAFT_PEN).where(DRAFT_PEN.c.draft_id == draft))
        is_sent = (SUBMISSION.c.draft_id == draft) & (SUBMISSION.c.source == "chat")
        transaction.execute(update(SUBMISSION).where(is_sent).values(sender_id=to))
        _share(transaction, draft, owner, "view", now)
        return
    _share(transaction, draft, to, grant, now)
    if grant == "edit":
        values: dict[str, object] = {"draft_id": draft, "person_id": owner, "at": now}
        insert_once(transaction, DRAFT_PEN, values)


def owner_of(transaction: Transaction, draft: str) -> int | None:
    """Return whose a draft is."""
    found: int | None = transaction.scalar(select(DRAFT.c.person_id).where(DRAFT.c.id == draft))
    return found


def mode_of(transaction: Transaction, draft: str, person: int) -> str:
    """Return how a draft was shared with somebody, empty when it was not."""
    query = select(DRAFT_SHARE.c.mode).where(
        DRAFT_SHARE.c.draft_id == draft, DRAFT_SHARE.c.person_id == person
    )
    return str(transaction.scalar(query) or "")


def colleagues_of(transaction: Transaction, draft: str) -> Colleagues:
    """Return how many others may see and fill in a draft."""
    query = (
        select(DRAFT_SHARE.c.mode, func.count())
        .where(DRAFT_SHARE.c.draft_id == draft)
        .group_by(DRAFT_SHARE.c.mode)
    )
    found = {str(mode): count for mode, count in transaction.execute(query)}
    return Colleagues(found.get("view", 0), found.get("edit", 0))


def unshare(transaction: Transaction, draft: str, person: int | None = None) -> bool:
    """Take a draft back from one colleague, or from all; False when nobody had it."""
    shares = delete(DRAFT_SHARE).where(DRAFT_SHARE.c.draft_id == draft)
    pens = delete(DRAFT_PEN).where(DRAFT_PEN.c.draft_id == draft)
    if person is not None:
        shares = shares.where(DRAFT_SHARE.c.person_id == person)
    gone = transaction.execute(shares).rowcount
    if person is None or not colleagues_of(transaction, draft).editors:
        transaction.execute(pens)
    return gone > 0


def writer_of(transaction: Transaction, draft: str, now: datetime) -> int | None:
    """Return who writes in a draft now."""
    query = select(DRAFT_PEN.c.person_id).where(
        DRAFT_PEN.c.draft_id == draft, DRAFT_PEN.c.at > now - PEN_KEPT
    )
    found: int | None = transaction.scalar(query)
    return found


def take_pen(transaction: Transaction, draft: str, person: int, now: datetime) -> bool:
    """Write on in a shared draft; False while a colleague has the pen."""
    is_free = (DRAFT_PEN.c.person_id == person) | (DRAFT_PEN.c.at <= now - PEN_KEPT)
    taken = transaction.execute(
        update(DRAFT_PEN)
        .where(DRAFT_PEN.c.draft_id == draft, is_free)
        .values(person_id=person, at=now)
    )
    return taken.rowcount > 0


def hand_pen(transaction: Transaction, draft: str, person: int, to: int, now: datetime) -> bool:
    """Hand the pen from one to another; False when the first does not have it."""
    handed = transaction.execute(
        update(DRAFT_PEN)
        .where(DRAFT_PEN.c.draft_id == draft, DRAFT_PEN.c.person_id == person)
        .values(person_id=to, at=now)
    )
    return handed.rowcount > 0


def _share(transaction: Transaction, draft: str, to: int, mode: str, now: datetime) -> None:
    transaction.execute(
        insert(DRAFT_SHARE).values(draft_id=draft, person_id=to, mode=mode, since=now)
    )


def _forget(transaction: Transaction, draft: str, person: int) -> None:
    transaction.execute(
        delete(DRAFT_SHARE).where(
            DRAFT_SHARE.c.draft_id == draft, DRAFT_SHARE.c.person_id == person
        )
    )
