"""Codes made and known again: of each only a slow hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from bot.codes import ALPHABET, LENGTH, LETTERS, with_check
from bot.store.database import Transaction
from bot.store.roster import WRONG_CODE

#: So many wrong codes an hour are taken for slips; after them no code is looked up.
MOST_WRONG = 5
WRONG_COUNTED = timedelta(hours=1)

# A code has some 44 bits: too few for a fast hash, should a database ever be copied away. The salt
# is the same everywhere since a code is found by its hash.
_SALT = b"shenbao code"


def new_code() -> str:
    """Return a code nobody has."""
    body = secrets.choice(LETTERS) + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 2))
    return with_check(body)


def hashed(code: str) -> str:
    """Return what is kept of a code."""
    made = hashlib.scrypt(code.encode("ascii"), salt=_SALT, n=2**12, r=8, p=1, dklen=32)
    return made.hex()


def note_wrong(transaction: Transaction, person: int, now: datetime) -> None:
    """Count a wrong code, and forget those that count no more."""
    transaction.execute(delete(WRONG_CODE).where(WRONG_CODE.c.at < now - WRONG_COUNTED))
    transaction.execute(insert(WRONG_CODE).values(person_id=person, at=now))


def is_limited(transaction: Transaction, person: int, now: datetime) -> bool:
    """True while somebody has typed too many wrong codes to go on just now."""
    query = (
        select(func.count())
        .select_from(WRONG_CODE)
        .where(WRONG_CODE.c.person_id == person, WRONG_CODE.c.at >= now - WRONG_COUNTED)
    )
    return int(transaction.scalar(query) or 0) >= MOST_WRONG
