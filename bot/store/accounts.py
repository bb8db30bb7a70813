"""Names and passwords of those who are more than a teacher; of a password only an argon2 hash is kept."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import delete, insert, select, update

from bot.store.audit import note_deed
from bot.store.database import Database, Transaction
from bot.store.members import actor_of
from bot.store.roster import ACCOUNT
from bot.store.tables import IDENTITY, VISIT

Outcome = Literal["entered", "wrong", "locked"]

#: So many wrong passwords in a row close an account for a while: guessing leads nowhere.
MOST_WRONG = 10
CLOSED = timedelta(minutes=15)

_HASHER = PasswordHasher()
# A hash takes 64 MB for a moment: no more than two at once, whoever knocks.
_AT_ONCE = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What became of a try to sign in; `person` is 0 where it failed."""

    outcome: Outcome
    person: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody is more than a teacher, and the name they sign in with, if they have one."""

    is_more: bool
    name: str = ""


def standing_of(transaction: Transaction, person: int) -> Standing:
    """Return how somebody comes in: whoever is more than a teacher is to have a password."""
    is_more = actor_of(transaction, person).is_more
    return Standing(is_more, account_name(transaction, person) if is_more else "")


def account_name(transaction: Transaction, person: int) -> str:
    """Return the name somebody signs in with; empty without a password."""
    return str(
        transaction.scalar(select(ACCOUNT.c.name).where(ACCOUNT.c.person_id == person)) or ""
    )


def keep_account(
    database: Database, channel: str, person: int, name: str, password: str, now: datetime
) -> bool:
    """Keep a name and a password; False when somebody else has the name.

    Every browser the person was known by before ends: whoever has the password signs in anew.
    """
    with _AT_ONCE:
        kept = _HASHER.hash(password)
    with database.transaction() as transaction:
        taken = select(ACCOUNT.c.person_id).where(
            ACCOUNT.c.folded == folded(name), ACCOUNT.c.person_id != person
        )
        if transaction.scalar(taken) is not None:
            return False
        transaction.execute(delete(ACCOUNT).where(ACCOUNT.c.person_id == person))
        values = {
            "person_id": person, "name": name, "folded": folded(name), "password_hash": kept,
            "wrong": 0, "set_at": now,
        }  # fmt: skip
        transaction.execute(insert(ACCOUNT).values(values))
        keys = select(IDENTITY.c.key).where(
            IDENTITY.c.channel == channel, IDENTITY.c.person_id == person
        )
        transaction.execute(update(VISIT).where(VISIT.c.key.in_(keys)).values(retires_at=now))
        note_deed(transaction, person, "set_password", ("person", str(person)), now)
    return True


def sign_in(database: Database, name: str, password: str, now: datetime) -> SignedIn:
    """Look a name and a password up; wrong ones are counted."""
    with database.reading() as reading:
        row = reading.execute(
            select(ACCOUNT.c.person_id, ACCOUNT.c.password_hash, ACCOUNT.c.closed_until).where(
                ACCOUNT.c.folded == folded(name)
            )
        ).one_or_none()
    person, kept, closed_until = row or (0, _nobody(), None)
    if closed_until is not None and closed_until.replace(tzinfo=UTC) > now:
        return SignedIn("locked")
    is_right = _is_right(kept, password)
    if not person:
        return SignedIn("wrong")
    with database.transaction() as transaction:
        mine = update(ACCOUNT).where(ACCOUNT.c.person_id == person)
        if is_right:
            transaction.execute(mine.values(wrong=0, closed_until=None))
            note_deed(transaction, person, "sign_in", ("person", str(person)), now)
            return SignedIn("entered", person)
        transaction.execute(mine.values(wrong=ACCOUNT.c.wrong + 1))
        closing = mine.where(ACCOUNT.c.wrong >= MOST_WRONG)
        transaction.execute(closing.values(wrong=0, closed_until=now + CLOSED))
    return SignedIn("wrong")


def folded(name: str) -> str:
    """Return a name as it is compared: without width, case and white space."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


@cache
def _nobody() -> str:
    """Return what is compared where there is no such name: the time tells nobody which names there are."""
    return _HASHER.hash("nobody")


def _is_right(kept: str, password: str) -> bool:
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept, password)
        except (Argon2Error, InvalidHashError):
            return False
