"""Where persons, drafts and replies are kept (SQLModel, SQLite or PostgreSQL)."""

from bot.store.addresses import Address, block, preferred
from bot.store.collected import with_cases
from bot.store.database import Database, Transaction, open_database
from bot.store.discarded import forget_discarded
from bot.store.drafts import PersonDrafts, Revision, revisions
from bot.store.errors import StoreRefused, StoreUnavailable
from bot.store.exhibits import exhibits_of, forget_waiting
from bot.store.founding import invite_centre
from bot.store.known import changed_topics, published, wishing_for
from bot.store.members import in_charge
from bot.store.notes import to_remind
from bot.store.outbox import Parcel, forget_letters, move, post_to
from bot.store.owndata import forget_editions
from bot.store.people import (
    Person,
    find_person,
    forget_updates,
    keep_person,
    key_of,
    lock_person,
    meet,
    note_error,
    note_update,
    state_of,
)
from bot.store.planning import plan_all
from bot.store.questions import (
    forget_questions,
    log_question,
    mark_disliked,
    open_questions,
)
from bot.store.resume import resume_code, resumed
from bot.store.said import Bounds, Entry, entries, forget_conversations, note_said, reply_of
from bot.store.tasks import Task, is_any_due, postpone, schedule, take_due, unschedule
from bot.store.unit import Unit
from bot.store.visits import (
    Visit,
    find_visit,
    forget_visits,
    keep_visit,
    retire_visit,
    secret_of,
    use_ticket,
)

__all__ = [
    "Address",
    "Bounds",
    "Database",
    "Entry",
    "Parcel",
    "Person",
    "PersonDrafts",
    "Revision",
    "StoreRefused",
    "StoreUnavailable",
    "Task",
    "Transaction",
    "Unit",
    "Visit",
    "block",
    "changed_topics",
    "entries",
    "exhibits_of",
    "find_person",
    "find_visit",
    "forget_conversations",
    "forget_discarded",
    "forget_editions",
    "forget_letters",
    "forget_questions",
    "forget_updates",
    "forget_visits",
    "forget_waiting",
    "in_charge",
    "invite_centre",
    "is_any_due",
    "keep_person",
    "keep_visit",
    "key_of",
    "lock_person",
    "log_question",
    "mark_disliked",
    "meet",
    "move",
    "note_error",
    "note_said",
    "note_update",
    "open_database",
    "open_questions",
    "plan_all",
    "post_to",
    "postpone",
    "preferred",
    "published",
    "reply_of",
    "resume_code",
    "resumed",
    "retire_visit",
    "revisions",
    "schedule",
    "secret_of",
    "state_of",
    "take_due",
    "to_remind",
    "unschedule",
    "use_ticket",
    "wishing_for",
    "with_cases",
]
