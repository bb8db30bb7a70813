"""续填码: with it a draft is opened on another phone, or on this one after its cookie is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from bot.store.codes import new_code
from bot.store.database import Transaction
from bot.store.members import actor_of
from bot.store.people import key_of
from bot.store.tables import DRAFT, RESUME

#: How long a code works after it was shown last.
KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a code opens: the draft, and whom the channel knows its owner as."""

    key: str
    draft: str


def resume_code(transaction: Transaction, person_id: int, draft: str, now: datetime) -> str:
    """Give the code of a draft, made when it is first shown; showing it renews it.

    Empty for somebody who is more than a teacher.
    """
    if not _may_resume(transaction, person_id):
        return ""
    mine = (RESUME.c.draft_id == draft) & (RESUME.c.person_id == person_id)
    code = transaction.scalar(select(RESUME.c.code).where(mine))
    if code is not None:
        transaction.execute(update(RESUME).where(mine).values(made_at=now))
        return str(code)
    code = new_code()
    values = {"code": code, "person_id": person_id, "draft_id": draft, "made_at": now}
    transaction.execute(insert(RESUME).values(values))
    return code


def resumed(transaction: Transaction, channel: str, code: str, now: datetime) -> Resumed | None:
    """Give what a code opens; None when there is none, or the draft has another owner by now."""
    transaction.execute(delete(RESUME).where(RESUME.c.made_at < now - KEPT))
    query = (
        select(RESUME.c.person_id, RESUME.c.draft_id)
        .join(DRAFT, (DRAFT.c.id == RESUME.c.draft_id) & (DRAFT.c.person_id == RESUME.c.person_id))
        .where(RESUME.c.code == code)
    )
    row = transaction.execute(query).one_or_none()
    if row is None or not _may_resume(transaction, row[0]):
        return None
    person_id, draft = row
    return Resumed(key_of(transaction, channel, person_id), str(draft))


def _may_resume(transaction: Transaction, person_id: int) -> bool:
    """Whoever is more than a teacher shows a code of half an hour instead: their page opens more."""
    return not actor_of(transaction, person_id).is_more
