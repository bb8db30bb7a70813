"""One-time codes: a draft for a colleague, or another device of one's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from bot.store.codes import hashed, new_code
from bot.store.database import Transaction
from bot.store.shared import ONE_TIME_CODE

#: A code that opens everything one has is for the next minutes; one for a colleague may wait.
KEPT = {"join": timedelta(minutes=30)}
KEPT_FOR_A_COLLEAGUE = timedelta(days=7)
FORGOTTEN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OneTime:
    """What a code is for: its purpose, whose it is, the draft; and whether it still works."""

    code_hash: str
    purpose: str
    person: int
    draft: str | None
    is_used: bool
    is_expired: bool


def make_code(
    transaction: Transaction, purpose: str, person: int, draft: str | None, now: datetime
) -> str:
    """Keep a new code and return it; an earlier one of the same purpose works no more."""
    old = ONE_TIME_CODE.c.expires_at < now - FORGOTTEN
    same = (
        (ONE_TIME_CODE.c.person_id == person)
        & (ONE_TIME_CODE.c.purpose == purpose)
        & ONE_TIME_CODE.c.used_at.is_(None)
        & (purpose == "join")
    )
    transaction.execute(delete(ONE_TIME_CODE).where(old | same))
    code = new_code()
    transaction.execute(
        insert(ONE_TIME_CODE).values(
            code_hash=hashed(code),
            purpose=purpose,
            person_id=person,
            draft_id=draft,
            expires_at=now + KEPT.get(purpose, KEPT_FOR_A_COLLEAGUE),
        )
    )
    return code


def find_code(transaction: Transaction, code: str, now: datetime) -> OneTime | None:
    """Return what a code is for."""
    row = ONE_TIME_CODE.c
    query = select(
        row.code_hash,
        row.purpose,
        row.person_id,
        row.draft_id,
        row.used_at.is_not(None),
        row.expires_at < now,
    ).where(row.code_hash == hashed(code))
    found = transaction.execute(query).one_or_none()
    return None if found is None else OneTime(*found)


def use_code(transaction: Transaction, found: OneTime, now: datetime) -> bool:
    """Use a code up; False when somebody was faster."""
    used = transaction.execute(
        update(ONE_TIME_CODE)
        .where(ONE_TIME_CODE.c.code_hash == found.code_hash, ONE_TIME_CODE.c.used_at.is_(None))
        .values(used_at=now)
    )
    return used.rowcount > 0
