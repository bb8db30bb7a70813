"""What is done when it is due, one function a kind of task: any worker does it, once.

A duty writes to the database it is given and nothing else; what people are to read, it posts.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.metrics import ERRORS
from bot.reminding import remind
from bot.store import (
    Database,
    StoreUnavailable,
    Task,
    Transaction,
    forget_conversations,
    forget_discarded,
    forget_editions,
    forget_letters,
    forget_questions,
    forget_updates,
    forget_visits,
    forget_waiting,
    is_any_due,
    postpone,
    schedule,
    take_due,
)
from bot.tracing import trace

_LOG = logging.getLogger("shenbao.duties")

#: No more are done at once, so that letters get their turn.
MOST_AT_ONCE = 20
_DAILY = timedelta(days=1)

Duty: TypeAlias = Callable[[Transaction, Task, datetime], None]


def clean_up(transaction: Transaction, task: Task, now: datetime) -> None:
    """Drop what was kept long enough, some at a time; come again when more is left, or tomorrow."""
    sweeps = (
        forget_updates,
        forget_questions,
        forget_letters,
        forget_editions,
        forget_discarded,
        forget_conversations,
        forget_visits,
    )
    is_more = sum(sweep(transaction, now) for sweep in sweeps) > 0
    forget_waiting(transaction, now)
    schedule(transaction, task.kind, now if is_more else now + _DAILY, key=task.kind)


#: Kind of task -> what does it.
DUTIES: Mapping[str, Duty] = {"remind": remind, "clean-up": clean_up}

#: What is always due again, under its own name as the key.
STANDING = ("clean-up",)


def begin_duties(database: Database, now: datetime) -> None:
    """Schedule what is always due again, unless it is."""
    with database.transaction() as transaction:
        for kind in STANDING:
            schedule(transaction, kind, now, key=kind)


def do_due(database: Database, now: datetime, duties: Mapping[str, Duty] = DUTIES) -> int:
    """Do what is due, at most `MOST_AT_ONCE`, and return how many were done."""
    done = 0
    with database.reading() as reading:
        is_any = is_any_due(reading, now)
    while is_any and done < MOST_AT_ONCE and _do_one(database, now, duties):
        done += 1
    return done


def _do_one(database: Database, now: datetime, duties: Mapping[str, Duty]) -> bool:
    taken: list[Task] = []

    def work(transaction: Transaction) -> None:
        task = take_due(transaction, now)
        taken[:] = [task] if task else []
        if task:
            duties[task.kind](transaction, task, now)

    try:
        database.run(work)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost loop: one task must not hold up the others
        task, told = taken[0], trace(error)
        _LOG.error("a duty broke", extra={"task": task.id, "kind": task.kind, "error": told})
        ERRORS.labels("duty").inc()
        with database.transaction() as transaction:
            postpone(transaction, taken[0], now, trace(error))
    return bool(taken)
