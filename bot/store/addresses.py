"""Where letters to a person go: the channel they used last, unless they want none there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.store.tables import IDENTITY, PERSON


@dataclass(frozen=True, slots=True)
class Address:
    """Where letters go: a person, and how a channel knows them."""

    person_id: int
    channel: str
    key: str


#: Channels that tell nobody of a letter: it is read when the page is opened.
WITHOUT_PUSH = ("web",)

_IN_ORDER = (
    IDENTITY.c.blocked_at.is_not(None),
    (IDENTITY.c.channel != PERSON.c.channel) | (IDENTITY.c.key != PERSON.c.key),
    IDENTITY.c.channel,
    IDENTITY.c.key,
)


def preferred(connection: Connection, person_id: int) -> Address | None:
    """Return where letters to a person go: where they wrote last, or where they take letters."""
    query = (
        select(IDENTITY.c.channel, IDENTITY.c.key)
        .join(PERSON, PERSON.c.id == IDENTITY.c.person_id)
        .where(PERSON.c.id == person_id)
        .order_by(*_IN_ORDER)
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Address(person_id, *row)


def without_push(connection: Connection, persons: Collection[int]) -> frozenset[int]:
    """Return those of some persons whom nothing tells of a letter: on the page only, or they blocked the rest."""
    query = (
        select(PERSON.c.id, IDENTITY.c.channel, IDENTITY.c.blocked_at)
        .join(IDENTITY, PERSON.c.id == IDENTITY.c.person_id)
        .where(PERSON.c.id.in_(persons))
        .order_by(PERSON.c.id, *_IN_ORDER)
    )
    first: dict[int, bool] = {}
    for person, channel, blocked_at in connection.execute(query):
        first.setdefault(person, channel not in WITHOUT_PUSH and blocked_at is None)
    return frozenset(person for person in persons if not first.get(person))


def block(connection: Connection, channel: str, key: str, now: datetime | None) -> None:
    """Note that a person wants no letters on a channel; with None, that they do again."""
    connection.execute(
        update(IDENTITY)
        .where(IDENTITY.c.channel == channel, IDENTITY.c.key == key)
        .values(blocked_at=now)
    )
