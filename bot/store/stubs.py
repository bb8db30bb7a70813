"""Rows for files nobody could read: kept once a content, made a case by six fields, or taken off the list."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from bot.store import cases
from bot.store.database import Transaction
from bot.store.submitted import SUBMISSION
from bot.submissions import Submission

#: How the mark of a file begins where a case sent in the chat has the id of its draft.
_MARK = "file:"


def keep_stub(
    transaction: Transaction, region: int, edition: str, file: tuple[str, str], now: datetime
) -> Submission | None:
    """Keep a row for a file (its name, its mark); None where there is or was one, completed or dropped too.

    One is known by its mark, whatever it is called; where it has none, by its name.
    """
    name, content = file
    mark = _MARK + hashlib.sha256((content or name).encode()).hexdigest()[:11]
    here = (SUBMISSION.c.draft_id == mark) & (SUBMISSION.c.region_id == region)
    known = select(SUBMISSION.c.id).where(here, SUBMISSION.c.edition == edition)
    if transaction.execute(known.limit(1)).first():
        return None
    values: dict[str, object] = {
        "edition": edition,
        "region_id": region,
        "school_id": 0,
        "standing": "sent",
        "source": "stub",
        "draft_id": mark,
        "is_seen": True,
    }
    made = cases.add_submission(transaction, values, {"case_title": name}, now)
    (kept,) = cases.submissions(transaction, SUBMISSION.c.id == made)
    return kept
