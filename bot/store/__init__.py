"""Where persons, drafts and replies are kept (SQLModel, SQLite or PostgreSQL)."""

from bot.store.database import Database, Transaction, open_database
from bot.store.drafts import PersonDrafts
from bot.store.errors import StoreRefused
from bot.store.outbox import Parcel, mark_sent, post, take_left
from bot.store.people import find_person, forget_updates, keep_state, lock_state, note_update
from bot.store.questions import (
    LoggedQuestion,
    forget_questions,
    log_question,
    mark_disliked,
    open_questions,
)

__all__ = [
    "Database",
    "LoggedQuestion",
    "Parcel",
    "PersonDrafts",
    "StoreRefused",
    "Transaction",
    "find_person",
    "forget_questions",
    "forget_updates",
    "keep_state",
    "lock_state",
    "log_question",
    "mark_disliked",
    "mark_sent",
    "note_update",
    "open_database",
    "open_questions",
    "post",
    "take_left",
]
