"""Questions as they were asked, without who asked: kept to see what could not be answered."""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from bot.masking import masked
from bot.store.database import Transaction, made_id
from bot.store.tables import QUESTION_LOG
from bot.talk.scene import Asked
from bot.unanswered import LoggedQuestion

#: How long a question is kept.
KEPT = timedelta(days=400)
#: How many rows one transaction of the clean-up drops.
SWEPT_AT_ONCE = 500
#: So many of the newest questions are counted by topic.
NEWEST = 20_000
_OPEN = ("unknown", "clarify")


def log_question(transaction: Transaction, asked: Asked, day: date) -> int:
    """Keep a question, masked, and give its number."""
    values = {
        "day": day,
        "text": masked(asked.text),
        "status": asked.status,
        "topics": list(asked.topics),
        "score": round(asked.score, 3),
        "is_disliked": False,
    }
    made = transaction.execute(insert(QUESTION_LOG), values)
    return made_id(made)


def mark_disliked(transaction: Transaction, number: int) -> None:
    """Note that a question was not answered well."""
    transaction.execute(
        update(QUESTION_LOG).where(QUESTION_LOG.c.id == number).values(is_disliked=True)
    )


def open_questions(transaction: Transaction) -> tuple[LoggedQuestion, ...]:
    """Give the questions that got no answer, or a bad one, the oldest first."""
    log = QUESTION_LOG.c
    query = (
        select(log.text, log.status, log.topics, log.score, log.day, log.is_disliked)
        .where(log.status.in_(_OPEN) | log.is_disliked)
        .order_by(log.id)
    )
    return tuple(LoggedQuestion(*row) for row in transaction.execute(query))


def most_asked(transaction: Transaction, most: int) -> tuple[tuple[str, int], ...]:
    """Return the topics asked most among the newest questions, each with how often."""
    log = QUESTION_LOG.c
    newest = select(log.topics).order_by(log.id.desc()).limit(NEWEST)
    counts = Counter(topic for row in transaction.execute(newest) for topic in row[0])
    return tuple(counts.most_common(most))


def forget_questions(transaction: Transaction, now: datetime) -> bool:
    """Drop some of the questions kept long enough; True while more may be left."""
    old = select(QUESTION_LOG.c.id).where(QUESTION_LOG.c.day < (now - KEPT).date())
    found = list(transaction.execute(old.limit(SWEPT_AT_ONCE)).scalars())
    transaction.execute(delete(QUESTION_LOG).where(QUESTION_LOG.c.id.in_(found)))
    return len(found) == SWEPT_AT_ONCE
