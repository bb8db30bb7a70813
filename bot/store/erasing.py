"""What is kept about one person: found, handed out, taken away, joined with another's.

Tables are found by their foreign keys, so one that is added later is never forgotten.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, delete, select, update

from bot.store.database import Transaction
from bot.store.exhibited import EXHIBIT, forget_unshown, part_with
from bot.store.submitted import SUBMISSION
from bot.store.tables import DRAFT, METADATA, PERSON
from forms.form import Json

#: `table.column` whose rows stay when a person goes: they are about somebody else's thing, and hold
#: nothing of the person but a number that leads nowhere any more.
STAYS: frozenset[str] = frozenset(
    {
        "submission.reviewer_id",
        "submission.paper_by",
        "remark.by_id",
        "note.answered_by",
    }  # at others' cases
)

#: Columns that are not handed out as text: they would work as keys, or are files of their own.
_SECRET = frozenset({"code_hash", "password_hash", "digest", "code", "value", "content"})


def rows_of(transaction: Transaction, person: int) -> dict[str, list[dict[str, Json]]]:
    """Return every row that is kept about a person, by table; keys and hashes left out."""
    found: dict[str, list[dict[str, Json]]] = {}
    for column in _pointing_at(PERSON):
        table = column.table
        if f"{table.name}.{column.name}" in STAYS:
            continue
        rows = transaction.execute(select(table).where(column == person)).mappings()
        plain = [{k: _plain(v) for k, v in row.items() if k not in _SECRET} for row in rows]
        if plain:
            found.setdefault(str(table.name), []).extend(plain)
    return found


def erase_person(transaction: Transaction, person: int) -> None:
    """Take away whatever is kept about a person; only a bare number stays, for the audit."""
    for column in _pointing_at(PERSON):
        if f"{column.table.name}.{column.name}" not in STAYS:
            _drop(transaction, column.table, column == person)
    forget_unshown(transaction)
    transaction.execute(update(PERSON).where(PERSON.c.id == person).values(_blank()))


def erase_draft(transaction: Transaction, draft: str) -> None:
    """Take a draft away with all that hangs on it; what a version shows stays with the case."""
    part_with(transaction, EXHIBIT.c.draft_id == draft)
    _drop(transaction, DRAFT, DRAFT.c.id == draft)


def erase_submissions(transaction: Transaction, submissions: Sequence[int]) -> None:
    """Take cases away with all that hangs on them."""
    _drop(transaction, SUBMISSION, SUBMISSION.c.id.in_(submissions))
    forget_unshown(transaction)


def hand_rows(transaction: Transaction, person: int, to: int) -> None:
    """Let every row about one person be about another; what both have is kept once."""
    for column in _pointing_at(PERSON):
        table = column.table
        keys = [key for key in table.primary_key.columns if key is not column]
        if column.primary_key:
            both = select(*keys or [column]).where(column == to)
            for row in transaction.execute(both).all():
                same = [key == value for key, value in zip(keys, row, strict=False)]
                transaction.execute(delete(table).where(column == person, *same))
        transaction.execute(update(table).where(column == person).values({column.name: to}))
    transaction.execute(update(PERSON).where(PERSON.c.id == person).values(_blank()))


def _drop(transaction: Transaction, table: Table, which: Any) -> None:  # noqa: ANN401, RUF100 - SQLAlchemy's clause
    """Delete rows, and before them whatever points at them."""
    for column in _pointing_at(table):
        (key,) = table.primary_key.columns
        _drop(transaction, column.table, column.in_(select(key).where(which)))
    transaction.execute(delete(table).where(which))


def _pointing_at(table: Table) -> Iterator["Column[Any]"]:
    """Give the columns of all tables that point at a table, those pointed at themselves last."""
    for other in reversed(METADATA.sorted_tables):
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield column


def _blank() -> dict[str, object]:
    """Return what stands in a person's row when nothing is left of them."""
    own = [each for each in PERSON.columns if each.name not in ("id", "created_at")]
    return {each.name: None if each.nullable else "" for each in own}


def _plain(value: object) -> Json:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
