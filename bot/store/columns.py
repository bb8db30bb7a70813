"""Kinds of columns the tables are made of, the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, BigInteger, Column, DateTime, Dialect, Integer, TypeDecorator

if TYPE_CHECKING:
    _MomentType = TypeDecorator[datetime]
else:
    _MomentType = TypeDecorator


class Moment(_MomentType):
    """A moment, always given back in UTC; SQLite keeps no zone, PostgreSQL the session's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def _in_utc(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    process_result_value = _in_utc


#: A number that never runs out; SQLite numbers rows by INTEGER alone.
LONG = BigInteger().with_variant(Integer, "sqlite")


def moment() -> "Column[datetime]":
    """Return a column that always holds a moment."""
    return Column(Moment, nullable=False)


def record() -> "Column[object]":
    """Return a column that always holds JSON."""
    return Column(JSON, nullable=False)
