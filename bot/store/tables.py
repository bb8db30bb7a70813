"""The tables. Rows never leave `bot/store`; times are UTC."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, DateTime, Index, Table
from sqlmodel import Field, SQLModel


def _now_column() -> "Column[datetime]":
    return Column(DateTime(timezone=True), nullable=False)


class PersonRow(SQLModel, table=True):
    """Somebody who talks with the assistant, and the conversation as a value."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    state: dict[str, object] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    created_at: datetime = Field(sa_column=_now_column())


class IdentityRow(SQLModel, table=True):
    """How a channel knows a person: one person may have several."""

    __tablename__ = "identity"

    channel: str = Field(primary_key=True, max_length=20)
    key: str = Field(primary_key=True, max_length=200)
    person_id: int = Field(foreign_key="person.id", index=True)


class DraftRow(SQLModel, table=True):
    """One form somebody fills in; `version` grows with every answer kept."""

    __tablename__ = "draft"

    id: str = Field(primary_key=True, max_length=16)
    person_id: int = Field(foreign_key="person.id", index=True)
    edition: str = Field(max_length=20)
    form: str = Field(max_length=20)
    answers: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    version: int
    created_at: datetime = Field(sa_column=_now_column())
    updated_at: datetime = Field(sa_column=_now_column())


class OutboxRow(SQLModel, table=True):
    """One reply on its way: born `sending` with the answer it replies to, then `sent` or `dead`."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_status_channel_id", "status", "channel", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str = Field(max_length=20)
    reply: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    status: str = Field(max_length=10)
    attempts: int
    created_at: datetime = Field(sa_column=_now_column())


class SeenUpdateRow(SQLModel, table=True):
    """The id of an update that was taken in; the same id again has no effect."""

    __tablename__ = "seen_update"

    channel: str = Field(primary_key=True, max_length=20)
    update_id: str = Field(primary_key=True, max_length=100)
    seen_at: datetime = Field(sa_column=_now_column())


class QuestionLogRow(SQLModel, table=True):
    """One question that was asked, masked, and what came of it. Who asked is nowhere."""

    __tablename__ = "question_log"

    id: int | None = Field(default=None, primary_key=True)
    day: date
    text: str = Field(max_length=200)
    status: str = Field(max_length=10, index=True)
    topics: list[str] = Field(sa_column=Column(JSON, nullable=False))
    score: float
    is_disliked: bool


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


METADATA = SQLModel.metadata
PERSON = _table(PersonRow)
IDENTITY = _table(IdentityRow)
DRAFT = _table(DraftRow)
OUTBOX = _table(OutboxRow)
SEEN_UPDATE = _table(SeenUpdateRow)
QUESTION_LOG = _table(QuestionLogRow)
