"""Persons in one transaction: found or made, locked, their conversation read and kept."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.database import insert_once, made_id
from bot.store.tables import IDENTITY, PERSON, SEEN_UPDATE
from forms.form import Json

#: Telegram sends an update again for up to a day; three are kept.
SEEN_KEPT = timedelta(days=3)


def note_update(connection: Connection, channel: str, update_id: str, now: datetime) -> bool:
    """Note an update's id; False when it was seen before. The first lock of a transaction."""
    values = {"channel": channel, "update_id": update_id, "seen_at": now}
    return insert_once(connection, SEEN_UPDATE, values)


def forget_updates(connection: Connection, now: datetime) -> None:
    """Drop the ids of updates nobody can send again."""
    connection.execute(delete(SEEN_UPDATE).where(SEEN_UPDATE.c.seen_at < now - SEEN_KEPT))


def find_person(connection: Connection, channel: str, key: str, now: datetime) -> int:
    """Return the id of the person a channel knows by `key`, made when new."""
    found = _identified(connection, channel, key)
    if found is not None:
        return found
    made = connection.execute(insert(PERSON).values(state=None, created_at=now))
    person_id = made_id(made)
    values: dict[str, object] = {"channel": channel, "key": key, "person_id": person_id}
    if insert_once(connection, IDENTITY, values):
        return person_id
    connection.execute(delete(PERSON).where(PERSON.c.id == person_id))
    found = _identified(connection, channel, key)
    return person_id if found is None else found


def lock_state(connection: Connection, person_id: int) -> dict[str, Json] | None:
    """Return the conversation of a person, and keep others from it until the end."""
    query = select(PERSON.c.state).where(PERSON.c.id == person_id).with_for_update()
    state: dict[str, Json] | None = connection.execute(query).scalar_one()
    return state


def keep_state(connection: Connection, person_id: int, state: dict[str, Json]) -> None:
    """Keep the conversation of a person."""
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(state=state))


def _identified(connection: Connection, channel: str, key: str) -> int | None:
    query = select(IDENTITY.c.person_id).where(IDENTITY.c.channel == channel, IDENTITY.c.key == key)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found
