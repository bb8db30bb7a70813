"""Cases as rows: found, and written as versions. Who may is asked before."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, select, update

from bot.codes import ALPHABET, LETTERS, SHORT_LENGTH, with_check
from bot.store.database import Transaction, made_id
from bot.store.exhibited import show_as, show_draft
from bot.store.submitted import CORRECTION, REMARK, SUBMISSION, SUBMISSION_VERSION
from bot.submissions import Correction, Rank, Remark, Submission, Version, checksum
from forms.answers import take
from forms.document.cells import JOINER, records
from forms.form import Answers, Json

_SHOWN = (
    *("id", "code", "edition", "region_id", "school_id", "filed_as", "unit", "title", "leader"),
    *("version", "checksum", "standing", "place", "is_reserve", "source", "draft_id"),
    *("sender_id", "reviewer_id", "is_seen", "sent_at", "paper_at"),
)
_WAITS = exists().where(
    CORRECTION.c.submission_id == SUBMISSION.c.id, CORRECTION.c.is_taken.is_(None)
)
_SUBMISSION = select(*(SUBMISSION.c[name] for name in _SHOWN), _WAITS)
IS_KEPT = SUBMISSION.c.standing != "withdrawn"


def submissions(transaction: Transaction, *which: ColumnElement[bool]) -> tuple[Submission, ...]:
    """Return the cases that are meant, by unit and title."""
    query = _SUBMISSION.where(*which).order_by(
        SUBMISSION.c.unit, SUBMISSION.c.title, SUBMISSION.c.id
    )
    return tuple(map(_submission, transaction.execute(query).all()))


def find_submission(transaction: Transaction, *which: ColumnElement[bool]) -> Submission | None:
    """Return the one case that is meant; of several the newest."""
    row = transaction.execute(_SUBMISSION.where(*which).order_by(SUBMISSION.c.id.desc())).first()
    return None if row is None else _submission(row)


def sent_as(transaction: Transaction, draft: str) -> Submission | None:
    """Return the case a draft was sent as in the chat; a file of it that somebody collected is another."""
    is_sent = (SUBMISSION.c.draft_id == draft) & (SUBMISSION.c.source == "chat")
    return find_submission(transaction, is_sent)


def add_submission(
    transaction: Transaction, values: Mapping[str, object], answers: Answers, now: datetime
) -> int:
    """Keep a new case in its first version and return its number."""
    first = {
        **of_answers(answers),
        **values,
        "code": _new_code(transaction),
        "version": 1,
        "is_reserve": False,
        "sent_at": now,
    }
    made = made_id(transaction.execute(insert(SUBMISSION).values(first)))
    _keep_version(transaction, made, 1, answers, now)
    show_draft(transaction, made, 1)
    return made


def add_version(
    transaction: Transaction,
    before: Submission,
    answers: Answers,
    values: Mapping[str, object],
    now: datetime,
) -> bool:
    """Keep the next version of a case; False when the case is no longer as `before` says.

    One that moves to another unit gives its 上报 place up. It shows the pictures of the version before.
    """
    shown = of_answers(answers)
    is_elsewhere = (shown["unit"], shown["filed_as"]) != (before.unit, before.filed_as)
    place = {"place": None} if is_elsewhere else {}
    following = {**shown, **place, **values, "version": before.version + 1, "sent_at": now}
    if not change(transaction, before, following):
        return False
    _keep_version(transaction, before.id, before.version + 1, answers, now)
    show_as(transaction, before.id, before.version + 1, before.version)
    return True


def change(transaction: Transaction, before: Submission, values: Mapping[str, object]) -> bool:
    """Write to a case as it was read; False when somebody was faster."""
    done = transaction.execute(
        update(SUBMISSION)
        .where(
            SUBMISSION.c.id == before.id,
            SUBMISSION.c.version == before.version,
            SUBMISSION.c.standing == before.standing,
        )
        .values(dict(values))
    )
    return done.rowcount == 1


def versions_of(transaction: Transaction, submission: int) -> tuple[Version, ...]:
    """Return every version of a case, the oldest first."""
    row = SUBMISSION_VERSION.c
    query = select(row.version, row.answers, row.at).where(row.submission_id == submission)
    return tuple(Version(*each) for each in transaction.execute(query.order_by(row.version)))


def answers_of(
    transaction: Transaction, *which: ColumnElement[bool]
) -> dict[int, Mapping[str, Json]]:
    """Return the answers of the cases that are meant, as they are now."""
    is_now = (SUBMISSION_VERSION.c.submission_id == SUBMISSION.c.id) & (
        SUBMISSION_VERSION.c.version == SUBMISSION.c.version
    )
    query = (
        select(SUBMISSION.c.id, SUBMISSION_VERSION.c.answers)
        .join(SUBMISSION_VERSION, is_now)
        .where(*which)
    )
    return {row[0]: row[1] for row in transaction.execute(query)}


def remarks_of(transaction: Transaction, submission: int) -> tuple[Remark, ...]:
    """Return the remarks at a case, in order."""
    at = REMARK.c
    query = select(at.question, at.text, at.version, at.done_at.is_not(None)).where(
        at.submission_id == submission
    )
    found = transaction.execute(query.order_by(at.id))
    return tuple(Remark(*row) for row in found)


def waiting_correction(transaction: Transaction, submission: int) -> Correction | None:
    """Return the correction that waits to be decided, the last one sent."""
    row = CORRECTION.c
    query = (
        select(row.id, row.answers, row.at, row.is_of_sender)
        .where(row.submission_id == submission, row.is_taken.is_(None))
        .order_by(row.id.desc())
    )
    found = transaction.execute(query).first()
    return None if found is None else Correction(*found)


def of_answers(answers: Answers) -> dict[str, object]:
    """Return what a list shows of answers, cut to its columns."""
    leaders = [str(one.get("name") or "").strip() for one in records(answers.get("leaders"))]
    return {
        "filed_as": _cut(answers.get("filed_as"), 20),
        "unit": _cut(take(answers, "unit"), 80),
        "title": _cut(answers.get("case_title"), 120),
        "leader": _cut(JOINER.join(filter(None, leaders)), 80),
        "checksum": checksum(answers),
    }


def _cut(value: Json, most: int) -> str:
    return str(value or "").strip()[:most]


def _keep_version(
    transaction: Transaction, submission: int, version: int, answers: Answers, now: datetime
) -> None:
    transaction.execute(
        insert(SUBMISSION_VERSION).values(
            submission_id=submission, version=version, answers=dict(answers), at=now
        )
    )


def _new_code(transaction: Transaction) -> str:
    """Return a short code no case has: a letter, signs that are not mistaken, a check sign."""
    while True:
        signs = (secrets.choice(ALPHABET) for _ in range(SHORT_LENGTH - 2))
        code = with_check(secrets.choice(LETTERS) + "".join(signs))
        query = select(func.count()).where(SUBMISSION.c.code == code)
        if not transaction.scalar(query):
            return code


def _submission(row: Sequence[Any]) -> Submission:
    """Return a row of `_SUBMISSION`: as it stands up to `standing`, then what is told otherwise."""
    *plain, place, is_reserve, source, draft, sender, reviewer, is_seen, sent, paper, waits = row
    rank: Rank = "main" if place is not None else "reserve" if is_reserve else ""
    people = sender or 0, reviewer or 0
    found = (*plain, rank, source, draft, *people, bool(is_seen), sent, paper, bool(waits))
    return Submission(*found)
