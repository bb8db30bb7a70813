"""Replies on their way: written with the answer, marked when delivered, taken up after a crash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.message import Reply, reply_from_json, reply_to_json
from bot.store.database import made_id
from bot.store.tables import IDENTITY, OUTBOX

SENDING, SENT, DEAD = "sending", "sent", "dead"

#: A reply that brought the process down this often is given up, so that the others go out.
MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Parcel:
    """One reply on its way: the row, whom it is for (`to` as the channel knows them), the reply."""

    row: int
    person_id: int
    to: str
    reply: Reply


def post(
    connection: Connection,
    person_id: int,
    channel: str,
    to: str,
    replies: Sequence[Reply],
    now: datetime,
) -> tuple[Parcel, ...]:
    """Write replies for a person, in order; they are then on their way."""
    parcels = []
    for reply in replies:
        made = connection.execute(
            insert(OUTBOX).values(
                person_id=person_id,
                channel=channel,
                reply=reply_to_json(reply),
                status=SENDING,
                attempts=1,
                created_at=now,
            )
        )
        parcels.append(Parcel(made_id(made), person_id, to, reply))
    return tuple(parcels)


def take_left(connection: Connection, channel: str) -> tuple[Parcel, ...]:
    """Take up what an earlier run left on its way, oldest first; each counts one attempt more.

    Call it before the first message of a run: what this run has under way would be taken too.
    """
    left = (OUTBOX.c.status == SENDING) & (OUTBOX.c.channel == channel)
    connection.execute(
        update(OUTBOX).where(left, OUTBOX.c.attempts >= MOST_ATTEMPTS).values(status=DEAD)
    )
    connection.execute(update(OUTBOX).where(left).values(attempts=OUTBOX.c.attempts + 1))
    query = (
        select(OUTBOX.c.id, OUTBOX.c.person_id, IDENTITY.c.key, OUTBOX.c.reply)
        .join(
            IDENTITY,
            (IDENTITY.c.person_id == OUTBOX.c.person_id) & (IDENTITY.c.channel == channel),
        )
        .where(left)
        .order_by(OUTBOX.c.id)
    )
    return tuple(
        Parcel(row[0], row[1], row[2], reply_from_json(row[3])) for row in connection.execute(query)
    )


def mark_sent(connection: Connection, rows: Sequence[int]) -> None:
    """Note that replies arrived."""
    connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(rows)).values(status=SENT))
