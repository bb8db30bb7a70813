"""Which pictures and tables go with a draft, and which each version of a case shows.

One that a version shows stays as it was sent when its draft is changed or dropped.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    LargeBinary,
    Select,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.store.columns import LONG, moment
from bot.store.database import Transaction, made_id
from bot.store.roster import table_of
from bot.store.submitted import SUBMISSION
from bot.world import Draft
from forms.exhibit import Exhibit, digest_of


class ExhibitRow(SQLModel, table=True):
    """A picture or a table: of a draft, or (then it has a person) one that waits for its place to be said.

    One with neither is shown by a version that was sent alone.
    """

    __tablename__ = "exhibit"

    id: int | None = Field(default=None, sa_column=Column(LONG, primary_key=True))
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True, max_length=16)
    part: str = Field(max_length=40)
    kind: str = Field(max_length=10)
    caption: str = Field(max_length=200)
    digest: str = Field(max_length=64)
    width: int
    height: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = Field(sa_column=moment())


class ShownRow(SQLModel, table=True):
    """One that a version of a case shows, by its `place`; version `bot.submissions.WAITING` is the correction that waits."""

    __tablename__ = "submission_exhibit"

    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    version: int = Field(primary_key=True)
    exhibit_id: int = Field(
        sa_column=Column(LONG, ForeignKey("exhibit.id"), primary_key=True, index=True)
    )
    place: int = Field(sa_column=Column(LONG, nullable=False))


EXHIBIT = table_of(ExhibitRow)
SHOWN = table_of(ShownRow)
_IS_SHOWN = EXHIBIT.c.id.in_(select(SHOWN.c.exhibit_id))


def show_draft(transaction: Transaction, submission: int, version: int) -> None:
    """Let a version of a case show what its draft has now."""
    query = (
        select(SUBMISSION.c.id, literal(version), EXHIBIT.c.id, EXHIBIT.c.id)
        .join(EXHIBIT, EXHIBIT.c.draft_id == SUBMISSION.c.draft_id)
        .where(SUBMISSION.c.id == submission)
    )
    _show(transaction, submission, version, query)


def show_as(transaction: Transaction, submission: int, version: int, was: int) -> None:
    """Let a version of a case show what another one does."""
    query = select(
        SHOWN.c.submission_id, literal(version), SHOWN.c.exhibit_id, SHOWN.c.place
    ).where(SHOWN.c.submission_id == submission, SHOWN.c.version == was)
    _show(transaction, submission, version, query)


def keep_as_sent(transaction: Transaction, number: int) -> None:
    """Before one is changed: let the versions that show it show a copy as it is."""
    shows = SHOWN.c.exhibit_id == number
    if transaction.execute(select(SHOWN.c.version).where(shows).limit(1)).first() is None:
        return
    own = [each for each in EXHIBIT.c if each.name not in ("id", "person_id", "draft_id")]
    row = transaction.execute(select(*own).where(EXHIBIT.c.id == number)).mappings().one()
    copy = made_id(transaction.execute(insert(EXHIBIT).values(dict(row))))
    transaction.execute(update(SHOWN).where(shows).values(exhibit_id=copy))


def part_with(transaction: Transaction, which: ColumnElement[bool]) -> int:
    """Take some from their draft, and return how many; what a version shows is kept for it alone."""
    kept = transaction.execute(update(EXHIBIT).where(which, _IS_SHOWN).values(draft_id=None))
    gone = transaction.execute(delete(EXHIBIT).where(which, ~_IS_SHOWN))
    return int(kept.rowcount + gone.rowcount)


def forget_unshown(transaction: Transaction) -> None:
    """Drop what belongs to nobody and nothing any more."""
    is_loose = EXHIBIT.c.person_id.is_(None) & EXHIBIT.c.draft_id.is_(None)
    transaction.execute(delete(EXHIBIT).where(is_loose, ~_IS_SHOWN))


def _show(transaction: Transaction, submission: int, version: int, query: "Select[Any]") -> None:
    here = (SHOWN.c.submission_id == submission) & (SHOWN.c.version == version)
    transaction.execute(delete(SHOWN).where(here))
    names = ["submission_id", "version", "exhibit_id", "place"]
    transaction.execute(insert(SHOWN).from_select(names, query))


def known_again(
    transaction: Transaction, drafts: Sequence[Draft], found: Sequence[Exhibit]
) -> list[Exhibit]:
    """Give pictures by the digests they have in these drafts where they are the very bytes kept there.

    Another program that saved a file of ours (as .doc) keeps the bytes and drops the names we gave.
    """
    widths = {one.width for one in found if one.is_picture}
    if not widths or not drafts:
        return list(found)
    alike = EXHIBIT.c.width.in_(widths) & EXHIBIT.c.draft_id.in_([each.id for each in drafts])
    query = select(EXHIBIT.c.digest, EXHIBIT.c.content).where(alike, EXHIBIT.c.kind != "table")
    ours = {digest_of(content): digest for digest, content in transaction.execute(query)}
    return [
        replace(one, digest=ours.get(one.digest) or ours.get(digest_of(one.content), one.digest))
        for one in found
    ]
