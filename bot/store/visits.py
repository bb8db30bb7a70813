"""Browsers that come back, links to files, and the secret they are signed with.

Only digests of cookies and links are kept: who reads the database cannot use them.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.store.database import Transaction, insert_once
from bot.store.roster import ACCOUNT
from bot.store.tables import IDENTITY, SECRET, TICKET, VISIT

#: How many rows of each kind one transaction of the clean-up drops.
SWEPT_AT_ONCE = 500

_VISIT = (
    select(VISIT.c.key, VISIT.c.made_at, VISIT.c.retires_at, ACCOUNT.c.person_id.is_not(None))
    .outerjoin(
        IDENTITY, (IDENTITY.c.channel == bindparam("channel")) & (IDENTITY.c.key == VISIT.c.key)
    )
    .outerjoin(ACCOUNT, ACCOUNT.c.person_id == IDENTITY.c.person_id)
    .where(VISIT.c.digest == bindparam("of"))
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser known by its cookie: whom it belongs to, since when, until when.

    `has_password`: it belongs to somebody who signs in.
    """

    key: str
    made_at: datetime
    retires_at: datetime
    has_password: bool = False


def secret_of(transaction: Transaction, name: str) -> bytes:
    """Give a secret of this installation, made when it is first asked for."""
    insert_once(transaction, SECRET, {"name": name, "value": secrets.token_hex(32)})
    value = transaction.execute(select(SECRET.c.value).where(SECRET.c.name == name)).scalar_one()
    return bytes.fromhex(value)


def keep_visit(transaction: Transaction, cookie: str, visit: Visit) -> None:
    """Keep a browser by its cookie; one that is there already stays as it is."""
    values: dict[str, object] = {
        "digest": digest(cookie), "key": visit.key, "made_at": visit.made_at,
        "retires_at": visit.retires_at,
    }  # fmt: skip
    insert_once(transaction, VISIT, values)


def find_visit(transaction: Transaction, channel: str, cookie: str) -> Visit | None:
    """Give the browser a cookie belongs to, or None."""
    row = transaction.execute(_VISIT, {"of": digest(cookie), "channel": channel}).one_or_none()
    return None if row is None else _visit(row)


def retire_visit(transaction: Transaction, cookie: str, at: datetime) -> None:
    """Let a cookie end at a moment: another has taken its place."""
    transaction.execute(update(VISIT).where(VISIT.c.digest == digest(cookie)).values(retires_at=at))


def forget_visits(transaction: Transaction, now: datetime) -> bool:
    """Drop browsers and links nobody can use any more; True while more may be left."""
    is_more = False
    for table, ends_at in ((VISIT, VISIT.c.retires_at), (TICKET, TICKET.c.expires_at)):
        old = select(table.c.digest).where(ends_at < now).limit(SWEPT_AT_ONCE)
        found = list(transaction.execute(old).scalars())
        transaction.execute(delete(table).where(table.c.digest.in_(found)))
        is_more |= len(found) == SWEPT_AT_ONCE
    return is_more


def use_ticket(transaction: Transaction, ticket: str, most: int, expires_at: datetime) -> bool:
    """Count one use of a link; False when it was used as often as it may be."""
    key = digest(ticket)
    insert_once(transaction, TICKET, {"digest": key, "used": 0, "expires_at": expires_at})
    used = update(TICKET).where(TICKET.c.digest == key, TICKET.c.used < most)
    return transaction.execute(used.values(used=TICKET.c.used + 1)).rowcount == 1


def digest(given: str) -> str:
    """Give what is kept in place of a cookie or a link."""
    return hashlib.sha256(given.encode()).hexdigest()


def _visit(row: Sequence[Any]) -> Visit:
    key, made_at, retires_at, has_password = row
    return Visit(
        str(key), made_at.replace(tzinfo=UTC), retires_at.replace(tzinfo=UTC), bool(has_password)
    )
