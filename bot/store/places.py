"""Regions and schools, as data."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import bindparam, insert, select, update

from bot.people import CENTRES_OWN, Region, School, SchoolKind
from bot.store.database import Transaction, made_id
from bot.store.prepared import Prepared
from bot.store.roster import REGION, SCHOOL

_SCHOOL = (SCHOOL.c.id, SCHOOL.c.name, SCHOOL.c.kind, SCHOOL.c.region_id, SCHOOL.c.alias)


#: Asked for whenever somebody types a unit.
_REGIONS = Prepared(select(REGION.c.id, REGION.c.name).order_by(REGION.c.name))
_SCHOOLS = Prepared(
    select(*_SCHOOL).where(SCHOOL.c.region_id == bindparam("region")).order_by(SCHOOL.c.name)
)
_DIRECT = Prepared(select(*_SCHOOL).where(SCHOOL.c.region_id.is_(None)).order_by(SCHOOL.c.name))


def all_regions(transaction: Transaction) -> tuple[Region, ...]:
    """Return every region, by name."""
    return tuple(Region(*row) for row in _REGIONS.rows(transaction, {}))


def find_region(transaction: Transaction, region: int) -> Region | None:
    """Return one region."""
    query = select(REGION.c.id, REGION.c.name).where(REGION.c.id == region)
    row = transaction.execute(query).one_or_none()
    return None if row is None else Region(*row)


def make_region(transaction: Transaction, name: str) -> Region:
    """Return the region of this name, made when new."""
    query = select(REGION.c.id, REGION.c.name).where(REGION.c.name == name)
    row = transaction.execute(query).one_or_none()
    if row is not None:
        return Region(*row)
    return Region(made_id(transaction.execute(insert(REGION).values(name=name))), name)


def schools_of(transaction: Transaction, region: int) -> tuple[School, ...]:
    """Return the schools of a region, by name; those of `CENTRES_OWN` are the direct ones."""
    query = _DIRECT if region == CENTRES_OWN else _SCHOOLS
    given = {} if region == CENTRES_OWN else {"region": region}
    return tuple(map(_school, query.rows(transaction, given)))


def find_school(transaction: Transaction, school: int) -> School | None:
    """Return one school."""
    row = transaction.execute(select(*_SCHOOL).where(SCHOOL.c.id == school)).one_or_none()
    return None if row is None else _school(row)


def make_school(transaction: Transaction, name: str, region: int) -> School:
    """Return the school of this name in a region, made when new."""
    query = select(*_SCHOOL).where(_is_of(region), SCHOOL.c.name == name)
    row = transaction.execute(query).one_or_none()
    if row is not None:
        return _school(row)
    kind: SchoolKind = "direct" if region == CENTRES_OWN else "district"
    made = transaction.execute(
        insert(SCHOOL).values(name=name, kind=kind, region_id=region or None)
    )
    return School(made_id(made), name, kind, region)


def set_alias(transaction: Transaction, school: int, alias: str) -> None:
    """Keep how else a school is called."""
    transaction.execute(update(SCHOOL).where(SCHOOL.c.id == school).values(alias=alias))


def _is_of(region: int) -> Any:  # noqa: ANN401, RUF100 - SQLAlchemy's clause
    return SCHOOL.c.region_id.is_(None) if region == CENTRES_OWN else SCHOOL.c.region_id == region


def _school(row: Sequence[Any]) -> School:
    school_id, name, kind, region, alias = row
    return School(school_id, name, cast("SchoolKind", kind), region or CENTRES_OWN, alias)
