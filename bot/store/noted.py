"""The tables of questions left for somebody, and of who wants no reminders."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, moment
from bot.store.roster import table_of


class NoteRow(SQLModel, table=True):
    """A question left for those in charge of a region (0: the centre), and its answer."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=500)
    at: datetime = Field(sa_column=moment())
    answer: str = Field(max_length=1000)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class MutedRow(SQLModel, table=True):
    """Somebody who wants no reminders."""

    __tablename__ = "muted"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    since: datetime = Field(sa_column=moment())


NOTE = table_of(NoteRow)
MUTED = table_of(MutedRow)
