"""The tables. Rows never leave `bot/store`; times are UTC."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, Table, Text
from sqlmodel import Field, SQLModel

from bot.store.columns import LONG, Moment, moment, record


class PersonRow(SQLModel, table=True):
    """Somebody who talks with the assistant, and the conversation as a value.

    `channel` and `key` are where they wrote last: letters of others go there.
    """

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    state: dict[str, object] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    channel: str = Field(max_length=20)
    key: str = Field(max_length=200)
    created_at: datetime = Field(sa_column=moment())


class IdentityRow(SQLModel, table=True):
    """How a channel knows a person: one person may have several. `blocked_at`: wants no letters."""

    __tablename__ = "identity"

    channel: str = Field(primary_key=True, max_length=20)
    key: str = Field(primary_key=True, max_length=200)
    person_id: int = Field(foreign_key="person.id", index=True)
    blocked_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class DraftRow(SQLModel, table=True):
    """One form somebody fills in; `version` grows with every answer kept. Practice is never handed in.

    `name` is the one its owner gave it; `gone_at` when they took it away.
    """

    __tablename__ = "draft"

    id: str = Field(primary_key=True, max_length=16)
    person_id: int = Field(foreign_key="person.id", index=True)
    edition: str = Field(max_length=20)
    form: str = Field(max_length=20)
    answers: dict[str, object] = Field(sa_column=record())
    version: int
    is_practice: bool = False
    name: str = Field(default="", max_length=60)
    gone_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))
    created_at: datetime = Field(sa_column=moment())
    updated_at: datetime = Field(sa_column=moment())


class DraftRevisionRow(SQLModel, table=True):
    """The answers of a draft as an earlier version had them, since `kept_at`."""

    __tablename__ = "draft_revision"

    draft_id: str = Field(primary_key=True, foreign_key="draft.id", max_length=16)
    version: int = Field(primary_key=True)
    answers: dict[str, object] = Field(sa_column=record())
    kept_at: datetime = Field(sa_column=moment())


class OutboxRow(SQLModel, table=True):
    """One reply on its way to an address (`channel`, `key`); it goes when it has arrived.

    `waiting` from `due_at` on, `sending` by `holder` until `held_until`, or `dead`: given up; `sent`
    where the channel shows what was said again.
    `attempts` counts the times it was taken up and not heard of again. `follows`: not a reply but
    a letter, which goes where the person writes.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_person_id_status", "person_id", "status"),
        Index("ix_outbox_channel_status_due_at", "channel", "status", "due_at"),
        Index("ix_outbox_status_created_at", "status", "created_at"),
        {"sqlite_autoincrement": True},  # a number is never given twice
    )

    id: int | None = Field(default=None, sa_column=Column(LONG, primary_key=True))
    person_id: int = Field(foreign_key="person.id")
    channel: str = Field(max_length=20)
    key: str = Field(max_length=200)
    reply: dict[str, object] = Field(sa_column=record())
    status: str = Field(max_length=10)
    follows: bool
    attempts: int
    due_at: datetime = Field(sa_column=moment())
    holder: str = Field(max_length=120)
    held_until: datetime = Field(sa_column=moment())
    created_at: datetime = Field(sa_column=moment())


class SeenUpdateRow(SQLModel, table=True):
    """The id of an update that was taken in; the same id again has no effect.

    `error` says what broke in its turn: kinds and places of the program, no word of a person.
    """

    __tablename__ = "seen_update"

    channel: str = Field(primary_key=True, max_length=20)
    update_id: str = Field(primary_key=True, max_length=100)
    seen_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    error: str | None = Field(default=None, max_length=300)


class TaskRow(SQLModel, table=True):
    """Something due later; it goes in the transaction that does it. No `due_at`: given up."""

    __tablename__ = "task"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, sa_column=Column(LONG, primary_key=True))
    kind: str = Field(max_length=40)
    key: str | None = Field(default=None, max_length=100, unique=True)
    payload: dict[str, object] = Field(sa_column=record())
    due_at: datetime | None = Field(sa_column=Column(Moment, nullable=True, index=True))
    attempts: int
    error: str | None = Field(default=None, max_length=300)


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


class SaidRow(SQLModel, table=True):
    """What a person wrote or tapped, as it is shown again; `first_row` is the reply that follows it."""

    __tablename__ = "said"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    channel: str = Field(max_length=20)
    text: str = Field(sa_column=Column(Text, nullable=False))
    first_row: int
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))


class VisitRow(SQLModel, table=True):
    """A browser that may come back: the digest of its cookie, and whom the page knows by `key`."""

    __tablename__ = "visit"

    digest: str = Field(primary_key=True, max_length=64)
    key: str = Field(max_length=64, index=True)
    made_at: datetime = Field(sa_column=moment())
    retires_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))


class TicketRow(SQLModel, table=True):
    """How often a link to a file was used; the link itself says what it opens and until when."""

    __tablename__ = "ticket"

    digest: str = Field(primary_key=True, max_length=64)
    used: int
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))


class SecretRow(SQLModel, table=True):
    """A secret of this installation, made once and shared by all its workers."""

    __tablename__ = "secret"

    name: str = Field(primary_key=True, max_length=40)
    value: str = Field(max_length=100)


class ResumeRow(SQLModel, table=True):
    """A 续填码: with it a draft is opened on another phone."""

    __tablename__ = "resume"

    code: str = Field(primary_key=True, max_length=20)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    draft_id: str = Field(foreign_key="draft.id", index=True, max_length=16, ondelete="CASCADE")
    made_at: datetime = Field(sa_column=moment())


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


METADATA = SQLModel.metadata
PERSON = _table(PersonRow)
IDENTITY = _table(IdentityRow)
DRAFT = _table(DraftRow)
DRAFT_REVISION = _table(DraftRevisionRow)
OUTBOX = _table(OutboxRow)
SEEN_UPDATE = _table(SeenUpdateRow)
TASK = _table(TaskRow)
QUESTION_LOG = _table(QuestionLogRow)
SAID = _table(SaidRow)
VISIT = _table(VisitRow)
TICKET = _table(TicketRow)
SECRET = _table(SecretRow)
RESUME = _table(ResumeRow)
