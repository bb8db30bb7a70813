"""The tables of questions left for somebody, of what was made known, and of who wants to hear or no reminders."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, moment
from bot.store.roster import table_of

LONGEST_QUESTION, LONGEST_TEXT = 500, 1000


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


class KnownRow(SQLModel, table=True):
    """An answer of the centre's own, and in which version it is published."""

    __tablename__ = "known"

    about: str = Field(primary_key=True, max_length=80)
    id: int
    question: str = Field(max_length=LONGEST_QUESTION)
    text: str = Field(max_length=LONGEST_TEXT)
    version: int
    is_published: bool
    at: datetime = Field(sa_column=moment())


class WishRow(SQLModel, table=True):
    """Somebody who wants to hear when something is made known, and the version they heard of."""

    __tablename__ = "wish"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    about: str = Field(primary_key=True, max_length=80)
    told: int


class TopicPrintRow(SQLModel, table=True):
    """What tells the answer to a topic apart from another, as it was when the service last started."""

    __tablename__ = "topic_print"

    about: str = Field(primary_key=True, max_length=80)
    mark: str = Field(max_length=64)


NOTE = table_of(NoteRow)
MUTED = table_of(MutedRow)
KNOWN = table_of(KnownRow)
WISH = table_of(WishRow)
TOPIC_PRINT = table_of(TopicPrintRow)
