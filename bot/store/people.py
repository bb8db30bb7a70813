"""Persons in one transaction: found or made, locked, their conversation read and kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.store.database import insert_once, made_id
from bot.store.prepared import Prepared
from bot.store.tables import IDENTITY, PERSON, SEEN_UPDATE
from forms.form import Json

#: Telegram sends an update again for up to a day; three are kept.
SEEN_KEPT = timedelta(days=3)

#: How many rows one transaction of the clean-up drops.
SWEPT_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """A person in front of a channel: their conversation, and where they wrote last.

    `is_blocked`: the channel was told not to write to them.
    """

    id: int
    state: dict[str, Json] | None
    channel: str
    key: str
    is_blocked: bool = False


_HERE = (IDENTITY.c.channel == bindparam("channel")) & (IDENTITY.c.key == bindparam("key"))
_FIND = select(IDENTITY.c.person_id).where(_HERE)
#: Others may still point at the person (FOR NO KEY UPDATE): two who write to each other never wait.
_MEET = Prepared(
    select(PERSON.c.id, PERSON.c.state, PERSON.c.channel, PERSON.c.key, IDENTITY.c.blocked_at)
    .join(IDENTITY, IDENTITY.c.person_id == PERSON.c.id)
    .where(_HERE)
    .with_for_update(of=PERSON, key_share=True)
)
_KEEP = Prepared(
    update(PERSON)
    .where(PERSON.c.id == bindparam("person"))
    .values(state=bindparam("kept"), channel=bindparam("at"), key=bindparam("as"))
)


def note_update(connection: Connection, channel: str, update_id: str, now: datetime) -> bool:
    """Note an update's id; False when it was seen before. The first lock of a transaction."""
    values = {"channel": channel, "update_id": update_id, "seen_at": now, "error": None}
    return insert_once(connection, SEEN_UPDATE, values)


def note_error(connection: Connection, channel: str, update_id: str, error: str) -> None:
    """Note what broke in the turn of an update."""
    connection.execute(
        update(SEEN_UPDATE)
        .where(SEEN_UPDATE.c.channel == channel, SEEN_UPDATE.c.update_id == update_id)
        .values(error=error[:300])
    )


def forget_updates(connection: Connection, now: datetime) -> bool:
    """Drop some ids of updates nobody can send again; True while more may be left."""
    old = (
        select(SEEN_UPDATE.c.channel, SEEN_UPDATE.c.update_id)
        .where(SEEN_UPDATE.c.seen_at < now - SEEN_KEPT)
        .limit(SWEPT_AT_ONCE)
    )
    rows = connection.execute(old).all()
    if rows:
        doomed = (SEEN_UPDATE.c.channel == bindparam("at")) & (
            SEEN_UPDATE.c.update_id == bindparam("seen")
        )
        connection.execute(
            delete(SEEN_UPDATE).where(doomed), [{"at": at, "seen": seen} for at, seen in rows]
        )
    return len(rows) == SWEPT_AT_ONCE


def meet(connection: Connection, channel: str, key: str, now: datetime) -> Person:
    """Return the person a channel knows by `key`, made when new, locked until the end.

    The second lock of a transaction, after the update's id.
    """
    found = _met(connection, channel, key)
    if found is None:
        _make(connection, channel, key, now)
        found = _met(connection, channel, key)
    if found is None:
        raise LookupError(channel)
    return found


def find_person(connection: Connection, channel: str, key: str) -> int | None:
    """Return the id of the person a channel knows by `key`, or None."""
    found: int | None = connection.execute(
        _FIND, {"channel": channel, "key": key}
    ).scalar_one_or_none()
    return found


def key_of(connection: Connection, channel: str, person_id: int) -> str:
    """Return by what a channel knows a person, made when it does not yet."""
    known = select(IDENTITY.c.key).where(
        IDENTITY.c.channel == channel, IDENTITY.c.person_id == person_id
    )
    key = connection.scalar(known.limit(1))
    if key is None:
        key = secrets.token_urlsafe(18)
        values = {"channel": channel, "key": key, "person_id": person_id}
        connection.execute(insert(IDENTITY).values(values))
    return str(key)


def lock_person(connection: Connection, person_id: int) -> bool:
    """Keep others from a person until the end; False when there is none of that id."""
    query = select(PERSON.c.id).where(PERSON.c.id == person_id).with_for_update(key_share=True)
    return connection.execute(query).first() is not None


def state_of(connection: Connection, person_id: int) -> dict[str, Json] | None:
    """Return the conversation of a person as it stands."""
    query = select(PERSON.c.state).where(PERSON.c.id == person_id)
    state: dict[str, Json] | None = connection.execute(query).scalar_one()
    return state


def keep_person(
    connection: Connection, person: Person, state: dict[str, Json], channel: str, key: str
) -> None:
    """Keep the conversation of a person, and where they wrote."""
    values = {"person": person.id, "kept": state, "at": channel, "as": key}
    _KEEP.run(connection, values)


def _met(connection: Connection, channel: str, key: str) -> Person | None:
    row = _MEET.row(connection, {"channel": channel, "key": key})
    return None if row is None else Person(row[0], row[1], row[2], row[3], row[4] is not None)


def _make(connection: Connection, channel: str, key: str, now: datetime) -> None:
    """Make a person, unless another worker has just made the same."""
    values = {"state": None, "channel": channel, "key": key, "created_at": now}
    person_id = made_id(connection.execute(insert(PERSON).values(values)))
    known = {"channel": channel, "key": key, "person_id": person_id, "blocked_at": None}
    if not insert_once(connection, IDENTITY, known):
        connection.execute(delete(PERSON).where(PERSON.c.id == person_id))
