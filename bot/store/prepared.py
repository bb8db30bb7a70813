"""Statements of every message, worked out once and run on the driver's own cursor.

What SQLAlchemy does at each execution (find the compiled text, order and convert the values, wrap the
result) costs several times what the database needs; here it is done once for each dialect.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.engine.interfaces import DBAPICursor

_Statement: TypeAlias = Select[Any] | Insert | Update | Delete
_Row: TypeAlias = tuple[Any, ...]
_Convert: TypeAlias = Callable[[Any], Any]


class Prepared:
    """One statement without IN, for values given by name. Its errors are the driver's own."""

    def __init__(self, statement: _Statement, *columns: str) -> None:
        """Prepare a statement; `columns` are those an insert fills."""
        self._statement = statement
        self._columns = columns
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, values: Mapping[str, object]) -> int:
        """Execute it; give how many rows it touched."""
        cursor = self._for(connection.dialect).executed(connection, values)
        count = cursor.rowcount
        cursor.close()
        return count

    def row(self, connection: Connection, values: Mapping[str, object]) -> _Row | None:
        """Execute it; give the first row, None where there is none."""
        found = self.rows(connection, values)
        return found[0] if found else None

    def rows(self, connection: Connection, values: Mapping[str, object]) -> list[_Row]:
        """Execute it; give every row, its values as the types of their columns give them."""
        ready = self._for(connection.dialect)
        cursor = ready.executed(connection, values)
        found = [ready.taken(row) for row in cursor.fetchall()]
        cursor.close()
        return found

    def _for(self, dialect: Dialect) -> "_Ready":
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready(self._statement, self._columns, dialect)
        return ready


class _Ready:
    """A statement as one dialect wants it: its text, and how values go in and come out."""

    def __init__(self, statement: _Statement, columns: tuple[str, ...], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns or None)
        self._text = str(compiled)
        self._fixed = dict(compiled.params)
        self._order = compiled.positiontup if compiled.positional else None
        self._given: dict[str, _Convert] = {}
        for name, bind in compiled.binds.items():
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if convert is not None:
                self._given[name] = convert
        self._taken = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in statement.exported_columns
        ]

    def executed(self, connection: Connection, values: Mapping[str, object]) -> DBAPICursor:
        """Run it and give the cursor."""
        given = {**self._fixed, **values}
        for name, convert in self._given.items():
            given[name] = convert(given[name])
        cursor = connection.connection.cursor()
        if self._order is None:
            cursor.execute(self._text, given)
        else:
            cursor.execute(self._text, [given[name] for name in self._order])
        return cursor

    def taken(self, row: _Row) -> _Row:
        """Return a row with each value as the type of its column gives it."""
        return tuple(
            value if convert is None else convert(value)
            for value, convert in zip(row, self._taken, strict=True)
        )
