"""The tables of who works where: regions, schools, memberships, invitations, and the audit."""

from datetime import date, datetime

from sqlalchemy import Column, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, moment


def table_of(row: type[SQLModel]) -> Table:
    """Return the table behind a row, for Core statements."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


class RegionRow(SQLModel, table=True):
    """A district that collects for itself."""

    __tablename__ = "region"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=60, unique=True)


class SchoolRow(SQLModel, table=True):
    """A school by its standard name; without a region it is a direct one, the centre's own.

    `alias` is how else people call it, several parted by 、.
    """

    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("region_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    kind: str = Field(max_length=10)
    region_id: int | None = Field(default=None, foreign_key="region.id")
    alias: str = Field(default="", max_length=80)


class MembershipRow(SQLModel, table=True):
    """One role somebody holds, or held until `ended_at`. `region_id` 0 is the centre's own."""

    __tablename__ = "membership"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=10)
    region_id: int | None = Field(default=None, index=True)
    school_id: int
    since: datetime = Field(sa_column=moment())
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class InvitationRow(SQLModel, table=True):
    """An invitation; of its code only a hash is kept. `region_id` 0 is the centre's own."""

    __tablename__ = "invitation"

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    kind: str = Field(max_length=10)
    role: str = Field(max_length=10)
    region_id: int | None
    school_id: int
    until: date
    most_uses: int
    uses: int
    made_by: int = Field(index=True)
    made_at: datetime = Field(sa_column=moment())
    revoked_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class WrongCodeRow(SQLModel, table=True):
    """A code somebody typed that is none: counted for an hour."""

    __tablename__ = "wrong_code"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    at: datetime = Field(sa_column=moment())


class AccountRow(SQLModel, table=True):
    """With what somebody signs in on the page; `folded` is the name as it is compared."""

    __tablename__ = "account"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    name: str = Field(max_length=40)
    folded: str = Field(max_length=40, unique=True)
    password_hash: str = Field(max_length=200)
    wrong: int
    set_at: datetime = Field(sa_column=moment())
    closed_until: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class AuditRow(SQLModel, table=True):
    """Who did what to which thing, and when. Rows are only ever added; no personal word stands here.

    `person_id` is a bare number: it stays when nothing of the person is left to lead to.
    """

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=moment())
    person_id: int = Field(index=True)
    act: str = Field(max_length=40)
    thing: str = Field(max_length=20)
    thing_id: str = Field(max_length=40)
    region_id: int | None = Field(default=None, index=True)


REGION = table_of(RegionRow)
SCHOOL = table_of(SchoolRow)
MEMBERSHIP = table_of(MembershipRow)
INVITATION = table_of(InvitationRow)
WRONG_CODE = table_of(WrongCodeRow)
ACCOUNT = table_of(AccountRow)
AUDIT = table_of(AuditRow)
