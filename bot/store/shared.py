"""The tables of what colleagues share: one-time codes, shared drafts, who holds the pen."""

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, moment
from bot.store.roster import table_of


class OneTimeCodeRow(SQLModel, table=True):
    """A code that works once: `join` two channels, or hand a draft over to `view`, `edit` or `own`."""

    __tablename__ = "one_time_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    purpose: str = Field(max_length=10)
    person_id: int = Field(foreign_key="person.id", index=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True, max_length=16)
    expires_at: datetime = Field(sa_column=moment())
    used_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class DraftShareRow(SQLModel, table=True):
    """A colleague who may see (`view`) or fill in (`edit`) a draft that is not theirs."""

    __tablename__ = "draft_share"

    draft_id: str = Field(primary_key=True, foreign_key="draft.id", max_length=16)
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    mode: str = Field(max_length=4)
    since: datetime = Field(sa_column=moment())


class DraftPenRow(SQLModel, table=True):
    """Who writes in a shared draft now, and when they last did."""

    __tablename__ = "draft_pen"

    draft_id: str = Field(primary_key=True, foreign_key="draft.id", max_length=16)
    person_id: int = Field(foreign_key="person.id", index=True)
    at: datetime = Field(sa_column=moment())


class EditionEndRow(SQLModel, table=True):
    """The day an edition is over, as the centre sets it: from then on its drafts are kept so long."""

    __tablename__ = "edition_end"

    edition: str = Field(primary_key=True, max_length=20)
    ends_on: date
    dropped_on: date
    set_by: int
    set_at: datetime = Field(sa_column=moment())


ONE_TIME_CODE = table_of(OneTimeCodeRow)
DRAFT_SHARE = table_of(DraftShareRow)
DRAFT_PEN = table_of(DraftPenRow)
EDITION_END = table_of(EditionEndRow)
