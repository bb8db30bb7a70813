"""The tables of what is sent for review: cases, their versions, remarks, corrections; a region's own day."""

from datetime import date, datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, moment, record
from bot.store.roster import table_of


class SubmissionRow(SQLModel, table=True):
    """One case. `place` is its 上报 place among those of its unit: the database lets each be had once.

    `region_id` 0 is the centre's own. `draft_id` outlives the draft. What a list shows stands here,
    so that no answers are read for it.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("edition", "region_id", "filed_as", "unit", "place"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=10, unique=True)
    edition: str = Field(max_length=20)
    region_id: int = Field(index=True)
    school_id: int = Field(index=True)
    filed_as: str = Field(max_length=20)
    unit: str = Field(max_length=80)
    title: str = Field(max_length=120)
    leader: str = Field(max_length=80)
    version: int
    checksum: str = Field(max_length=64)
    standing: str = Field(max_length=10)
    place: int | None = Field(default=None)
    is_reserve: bool
    source: str = Field(max_length=10)
    draft_id: str = Field(index=True, max_length=16)
    sender_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    reviewer_id: int | None = Field(default=None, foreign_key="person.id")
    is_seen: bool
    sent_at: datetime = Field(sa_column=moment())
    paper_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))
    paper_by: int | None = Field(default=None, foreign_key="person.id")


class SubmissionVersionRow(SQLModel, table=True):
    """The answers of a case as one of its versions has them."""

    __tablename__ = "submission_version"

    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    version: int = Field(primary_key=True)
    answers: dict[str, object] = Field(sa_column=record())
    at: datetime = Field(sa_column=moment())


class RemarkRow(SQLModel, table=True):
    """What a reviewer asks to be changed in a version; `question` is empty for the whole."""

    __tablename__ = "remark"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    version: int
    question: str = Field(max_length=60)
    text: str = Field(max_length=500)
    by_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_column=moment())
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class CorrectionRow(SQLModel, table=True):
    """What is to be changed in an accepted case; `is_taken` is empty until it is decided or taken back."""

    __tablename__ = "correction"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    answers: dict[str, object] = Field(sa_column=record())
    at: datetime = Field(sa_column=moment())
    is_taken: bool | None = Field(default=None)
    is_of_sender: bool


class RegionDayRow(SQLModel, table=True):
    """The day a region wants its schools' papers by, as its liaison sets it (区里规定)."""

    __tablename__ = "region_day"

    region_id: int = Field(primary_key=True)
    edition: str = Field(primary_key=True, max_length=20)
    day: date
    set_by: int
    set_at: datetime = Field(sa_column=moment())


SUBMISSION = table_of(SubmissionRow)
SUBMISSION_VERSION = table_of(SubmissionVersionRow)
REMARK = table_of(RemarkRow)
CORRECTION = table_of(CorrectionRow)
REGION_DAY = table_of(RegionDayRow)
