"""The conversation of one channel as it is shown again: what was said and what was replied."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.message import Reply, reply_from_json
from bot.store.database import Transaction
from bot.store.outbox import SENT
from bot.store.tables import OUTBOX, SAID

#: How long a conversation is shown again; what was filled in is kept apart from it, and for longer.
SHOWN = timedelta(days=180)
#: How many rows of each kind one transaction of the clean-up drops.
SWEPT_AT_ONCE = 500

_NO_BOUND = 2**62
# Built once: every look at the page asks them.
_REPLIES = (
    select(OUTBOX.c.id, OUTBOX.c.reply)
    .where(
        OUTBOX.c.person_id == bindparam("person"),
        OUTBOX.c.channel == bindparam("in"),
        OUTBOX.c.id > bindparam("after"),
        OUTBOX.c.id < bindparam("before"),
        OUTBOX.c.due_at <= bindparam("now"),
    )
    .order_by(OUTBOX.c.id.desc())
    .limit(bindparam("most"))
)
_SAID = (
    select(SAID.c.first_row, SAID.c.text)
    .where(
        SAID.c.person_id == bindparam("person"),
        SAID.c.channel == bindparam("in"),
        SAID.c.first_row.between(bindparam("first"), bindparam("last")),
    )
    .order_by(SAID.c.id)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a conversation: what the person said, or one reply; `row` grows with time."""

    row: int
    said: str = ""
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which replies are meant: due by `now`, `after` one row and `before` another (0: no bound)."""

    now: datetime
    after: int = 0
    before: int = 0
    most: int = 60


def note_said(
    transaction: Transaction, person_id: int, channel: str, text: str, first_row: int, now: datetime
) -> None:
    """Keep what a person said; `first_row` is the first reply to it."""
    transaction.execute(
        insert(SAID).values(
            person_id=person_id, channel=channel, text=text, first_row=first_row, created_at=now
        )
    )


def entries(
    transaction: Transaction, person_id: int, channel: str, bounds: Bounds
) -> tuple[Entry, ...]:
    """Give the newest entries within the bounds, the oldest first.

    What was said stands before the reply that follows it.
    """
    whose = {"person": person_id, "in": channel}
    asked = asdict(bounds) | {"before": bounds.before or _NO_BOUND}
    replies = transaction.execute(_REPLIES, {**whose, **asked}).all()[::-1]
    if not replies:
        return ()
    texts: dict[int, list[str]] = {}
    for first_row, text in transaction.execute(
        _SAID, {**whose, "first": replies[0][0], "last": replies[-1][0]}
    ):
        texts.setdefault(first_row, []).append(text)
    return tuple(_woven(replies, texts))


def _woven(replies: Sequence[Sequence[Any]], texts: dict[int, list[str]]) -> list[Entry]:
    woven: list[Entry] = []
    for row, reply in replies:
        woven += [Entry(row, said=text) for text in texts.get(row, [])]
        woven.append(Entry(row, reply=reply_from_json(reply)))
    return woven


def reply_of(transaction: Transaction, row: int) -> Reply | None:
    """Give the reply kept in a row, or None."""
    found = transaction.execute(select(OUTBOX.c.reply).where(OUTBOX.c.id == row)).one_or_none()
    return None if found is None else reply_from_json(found[0])


def forget_conversations(transaction: Transaction, now: datetime) -> bool:
    """Drop the oldest of what was said and replied; True while more may be left."""
    until = now - SHOWN
    replies = select(OUTBOX.c.id).where(OUTBOX.c.status == SENT, OUTBOX.c.created_at < until)
    said = select(SAID.c.id).where(SAID.c.created_at < until)
    is_more = False
    for table, old in ((OUTBOX, replies), (SAID, said)):
        found = list(transaction.execute(old.limit(SWEPT_AT_ONCE)).scalars())
        transaction.execute(delete(table).where(table.c.id.in_(found)))
        is_more |= len(found) == SWEPT_AT_ONCE
    return is_more
