"""Things due later: each is done once, by whichever worker takes it up first.

A task goes in the very transaction that does it, so that one broken off is still there, and one
done never comes again. What a handler does outside the database it must bear to do twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.store.database import insert_once
from bot.store.tables import TASK
from forms.form import Json

#: A task that broke is tried again after so long, doubled each time, and given up at last.
FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 8

#: SKIP LOCKED: a task another worker is doing is no longer due for this one.
_DUE = (
    select(TASK.c.id, TASK.c.kind, TASK.c.payload, TASK.c.due_at, TASK.c.attempts)
    .where(TASK.c.due_at <= bindparam("now"))
    .order_by(TASK.c.due_at, TASK.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Task:
    """Something due: its number, its kind, and what it needs to know."""

    id: int
    kind: str
    payload: Mapping[str, Json]
    due_at: datetime
    attempts: int = 0


def schedule(
    connection: Connection,
    kind: str,
    due_at: datetime,
    payload: Mapping[str, Json] | None = None,
    key: str | None = None,
) -> bool:
    """Keep something to be done at `due_at`, or soon after; False when `key` is there already.

    `payload` holds numbers and names of things, never what people wrote.
    """
    values: dict[str, object] = {
        "kind": kind,
        "key": key,
        "payload": dict(payload or {}),
        "due_at": due_at,
        "attempts": 0,
        "error": None,
    }
    return insert_once(connection, TASK, values)


def unschedule(connection: Connection, key: str) -> None:
    """Drop what was to be done under a key."""
    connection.execute(delete(TASK).where(TASK.c.key == key))


def is_any_due(connection: Connection, now: datetime) -> bool:
    """True when something is due; takes no lock."""
    query = select(TASK.c.id).where(TASK.c.due_at <= now).limit(1)
    return connection.execute(query).first() is not None


def take_due(connection: Connection, now: datetime) -> Task | None:
    """Take up one task: it is gone with this transaction, and nobody else can have it."""
    row = connection.execute(_DUE, {"now": now}).first()
    if row is None:
        return None
    connection.execute(delete(TASK).where(TASK.c.id == row[0]))
    return Task(*row)


def postpone(connection: Connection, task: Task, now: datetime, error: str) -> None:
    """Note that a task broke: it is tried again later, and at last kept without a day."""
    attempts = task.attempts + 1
    later = None if attempts >= MOST_ATTEMPTS else now + FIRST_PAUSE * 2**task.attempts
    connection.execute(
        update(TASK)
        .where(TASK.c.id == task.id)
        .values(due_at=later, attempts=attempts, error=error[:300])
    )
