"""Replies on their way: written with the answer, held while being sent, gone when they arrived."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.message import Post, Reply, reply_from_json, reply_to_json
from bot.store.addresses import Address, preferred
from bot.store.prepared import Prepared
from bot.store.tables import IDENTITY, OUTBOX, PERSON
from bot.store.worker import Worker, is_gone

WAITING, SENDING, SENT, DEAD = "waiting", "sending", "sent", "dead"

#: A reply that brought workers down this often is given up, so that the others go out.
MOST_ATTEMPTS = 5

#: Nobody sends one letter for longer than this; then another worker may take it up.
LEASE = timedelta(minutes=2)

#: How many rows one transaction of the clean-up drops.
SWEPT_AT_ONCE = 500

#: What could not be handed over for so long is given up, and what was given up is dropped.
KEPT_TRYING = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One reply for somebody, `to` as the channel knows them; `waited` for longer than this message."""

    row: int
    person_id: int
    to: str
    reply: Reply
    waited: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A parcel in the outbox: from when on it may go, who sends it now and until when."""

    parcel: Parcel
    status: str
    attempts: int
    due_at: datetime
    holder: str
    held_until: datetime

    def is_held(self, now: datetime) -> bool:
        """True while a living worker has it."""
        return self.status == SENDING and self.held_until > now and not is_gone(self.holder)


@dataclass(frozen=True, slots=True)
class Held:
    """An address with something to send, and which worker, if any, holds some of it until when."""

    address: Address
    holder: str
    held_until: datetime


_QUEUED = OUTBOX.c["id", "reply", "status", "attempts", "due_at", "holder", "held_until"]
_IS_UNDER_WAY = (OUTBOX.c.status == WAITING) | (OUTBOX.c.status == SENDING)
_IS_THERE = (
    (OUTBOX.c.person_id == bindparam("person"))
    & (OUTBOX.c.channel == bindparam("at"))
    & (OUTBOX.c.key == bindparam("as"))
)
_QUEUE = Prepared(select(*_QUEUED).where(_IS_THERE, _IS_UNDER_WAY).order_by(OUTBOX.c.id))
_POST = Prepared(
    insert(OUTBOX).returning(OUTBOX.c.id),
    *(column.name for column in OUTBOX.c if column is not OUTBOX.c.id),
)
_IS_IT = OUTBOX.c.id == bindparam("row")
_GONE = Prepared(delete(OUTBOX).where(_IS_IT))
_SENT = Prepared(update(OUTBOX).where(_IS_IT).values(status=SENT))


def queue(connection: Connection, address: Address) -> tuple[Queued, ...]:
    """Return what is on its way to an address, in order. Hold the person's lock."""
    at = {"person": address.person_id, "at": address.channel, "as": address.key}
    queued = []
    for row, reply, *rest in _QUEUE.rows(connection, at):
        there = reply_from_json(reply)
        queued.append(
            Queued(Parcel(row, address.person_id, address.key, there, waited=True), *rest)
        )
    return tuple(queued)


def post(
    connection: Connection,
    address: Address,
    replies: Sequence[Reply],
    now: datetime,
    *,
    worker: Worker | None = None,
    due_at: datetime | None = None,
    follows: bool = False,
) -> tuple[Parcel, ...]:
    """Write replies to an address, in order: on their way with `worker`, or waiting for one."""
    if not replies:
        return ()
    shared: dict[str, object] = {
        "person_id": address.person_id,
        "channel": address.channel,
        "key": address.key,
        "status": SENDING if worker else WAITING,
        "follows": follows,
        "attempts": 1 if worker else 0,
        "due_at": due_at or now,
        "holder": worker.name if worker else "",
        "held_until": now + LEASE if worker else now,
        "created_at": now,
    }
    made = []
    for reply in replies:
        (row,) = _POST.rows(connection, {**shared, "reply": reply_to_json(reply)})[0]
        made.append(Parcel(row, address.person_id, address.key, reply))
    return tuple(made)


def post_to(connection: Connection, letter: Post, now: datetime) -> None:
    """Write a letter to a person, where they wrote last, or wherever they are not blocked.

    Takes no lock: it may be called for any person in any transaction. A person who is no longer
    there gets none.
    """
    to = preferred(connection, letter.person)
    if to is not None:
        post(connection, to, (letter.reply,), now, follows=True)


def hold(connection: Connection, rows: Sequence[int], worker: Worker, now: datetime) -> None:
    """Take rows up: they are on their way with this worker, and each counts one attempt more."""
    connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(rows))
        .values(
            status=SENDING,
            holder=worker.name,
            held_until=now + LEASE,
            attempts=OUTBOX.c.attempts + 1,
        )
    )


def arrived(connection: Connection, rows: Collection[int], *, is_kept: bool = False) -> None:
    """Drop replies that arrived, or keep them as sent."""
    note = _SENT if is_kept else _GONE
    for row in sorted(rows):
        note.run(connection, {"row": row})


def bury(connection: Connection, rows: Sequence[int]) -> None:
    """Give replies up; they are kept a while for the operator."""
    connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(rows)).values(status=DEAD))


def put_back(
    connection: Connection, rows: Sequence[int], worker: Worker, now: datetime, due_at: datetime
) -> None:
    """Let rows of this worker, and all else on its way to the same addresses, wait until `due_at`.

    That they were tried does not count: the worker lives. What waits too long is given up.
    """
    mine = OUTBOX.c.id.in_(rows) & (OUTBOX.c.holder == worker.name)
    query = select(OUTBOX.c.person_id, OUTBOX.c.channel, OUTBOX.c.key).where(mine).distinct()
    addresses = connection.execute(query).all()
    old = mine & (OUTBOX.c.created_at < now - KEPT_TRYING)
    connection.execute(update(OUTBOX).where(old).values(status=DEAD))
    connection.execute(
        update(OUTBOX)
        .where(mine, OUTBOX.c.status == SENDING)
        .values(
            status=WAITING, holder="", held_until=now, due_at=due_at, attempts=OUTBOX.c.attempts - 1
        )
    )
    later = update(OUTBOX).where(_IS_THERE, OUTBOX.c.status == WAITING).values(due_at=due_at)
    for person_id, channel, key in addresses:
        connection.execute(later, {"person": person_id, "at": channel, "as": key})


def waiting(
    connection: Connection, channel: str, now: datetime, limit: int, key: str = ""
) -> tuple[Held, ...]:
    """Return addresses with something to send, the longest waiting first; blocked ones have none."""
    is_here = (OUTBOX.c.channel == channel) & _IS_UNDER_WAY & (OUTBOX.c.due_at <= now)
    query = (
        select(OUTBOX.c.person_id, OUTBOX.c.key, OUTBOX.c.holder, OUTBOX.c.held_until)
        .join(IDENTITY, (IDENTITY.c.channel == OUTBOX.c.channel) & (IDENTITY.c.key == OUTBOX.c.key))
        .where(is_here, IDENTITY.c.blocked_at.is_(None))
        .group_by(OUTBOX.c.person_id, OUTBOX.c.key, OUTBOX.c.holder, OUTBOX.c.held_until)
        .order_by(func.min(OUTBOX.c.due_at), func.min(OUTBOX.c.id))
        .limit(limit * 8)
    )
    query = query.where(OUTBOX.c.key == key) if key else query
    return tuple(
        Held(Address(person_id, channel, to), holder, until)
        for person_id, to, holder, until in connection.execute(query)
    )


def claim(connection: Connection, addresses: Collection[Address]) -> tuple[Address, ...]:
    """Lock the persons of addresses, without waiting for those another worker has."""
    query = (
        select(PERSON.c.id)
        .where(PERSON.c.id.in_(sorted({each.person_id for each in addresses})))
        .order_by(PERSON.c.id)
        .with_for_update(key_share=True, skip_locked=True)
    )
    locked = set(connection.execute(query).scalars())
    return tuple(each for each in addresses if each.person_id in locked)


def holders(connection: Connection) -> frozenset[str]:
    """Return the names of the workers that hold letters, living or not."""
    query = select(OUTBOX.c.holder).where(OUTBOX.c.status == SENDING).distinct()
    return frozenset(connection.execute(query).scalars())


def forget_letters(connection: Connection, now: datetime) -> bool:
    """Drop what nobody will ever be handed; True while more may be left."""
    old = select(OUTBOX.c.id).where(OUTBOX.c.created_at < now - KEPT_TRYING)
    rows = connection.execute(
        old.where(OUTBOX.c.status.in_((WAITING, DEAD))).limit(SWEPT_AT_ONCE)
    ).scalars()
    found = list(rows)
    if found:
        arrived(connection, found)
    return len(found) == SWEPT_AT_ONCE


def move(connection: Connection, to: Address, now: datetime) -> None:
    """Let the letters that wait for a person follow them to another address."""
    elsewhere = (OUTBOX.c.channel != to.channel) | (OUTBOX.c.key != to.key)
    connection.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.person_id == to.person_id,
            OUTBOX.c.status == WAITING,
            OUTBOX.c.follows,
            elsewhere,
        )
        .values(channel=to.channel, key=to.key, due_at=now)
    )
