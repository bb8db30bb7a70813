"""Who holds which role now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import insert, select, update

from bot.people import CENTRES_OWN, Actor, Role, RoleName
from bot.store.database import Transaction
from bot.store.roster import MEMBERSHIP

_ROLE = (MEMBERSHIP.c.role, MEMBERSHIP.c.region_id, MEMBERSHIP.c.school_id)


def actor_of(transaction: Transaction, person: int) -> Actor:
    """Return a person with all roles they have now, the oldest first."""
    query = (
        select(*_ROLE)
        .where(MEMBERSHIP.c.person_id == person, MEMBERSHIP.c.ended_at.is_(None))
        .order_by(MEMBERSHIP.c.id)
    )
    return Actor(person, tuple(map(_role, transaction.execute(query))))


def members_of(transaction: Transaction, region: int) -> tuple[Actor, ...]:
    """Return who holds a role in a region, with the roles they have there."""
    query = (
        select(MEMBERSHIP.c.person_id, *_ROLE)
        .where(MEMBERSHIP.c.region_id == region, MEMBERSHIP.c.ended_at.is_(None))
        .order_by(MEMBERSHIP.c.id)
    )
    found: dict[int, tuple[Role, ...]] = {}
    for person, *role in transaction.execute(query):
        found[person] = (*found.get(person, ()), _role(role))
    return tuple(Actor(person, roles) for person, roles in found.items())


def in_charge(transaction: Transaction, region: int) -> tuple[int, ...]:
    """Return who reviews what is sent to a region: its liaisons; the centre for `CENTRES_OWN`."""
    is_it = (
        MEMBERSHIP.c.role == "centre"
        if region == CENTRES_OWN
        else (MEMBERSHIP.c.role == "liaison") & (MEMBERSHIP.c.region_id == region)
    )
    query = select(MEMBERSHIP.c.person_id).where(is_it, MEMBERSHIP.c.ended_at.is_(None))
    return tuple(dict.fromkeys(transaction.execute(query.order_by(MEMBERSHIP.c.id)).scalars()))


def give_role(transaction: Transaction, person: int, role: Role, now: datetime) -> None:
    """Give somebody a role; a teacher is at one school, so a new one takes the place of the last."""
    if role.name == "teacher":
        end_roles(transaction, person, now, MEMBERSHIP.c.role == "teacher")
    transaction.execute(
        insert(MEMBERSHIP).values(
            person_id=person,
            role=role.name,
            region_id=role.region,
            school_id=role.school,
            since=now,
        )
    )


def end_role(transaction: Transaction, person: int, role: Role, now: datetime) -> bool:
    """End a role somebody holds; False when they do not."""
    is_it = (
        (MEMBERSHIP.c.role == role.name)
        & (MEMBERSHIP.c.school_id == role.school)
        & MEMBERSHIP.c.region_id.is_not_distinct_from(role.region)
    )
    return end_roles(transaction, person, now, is_it) > 0


def end_roles(transaction: Transaction, person: int, now: datetime, which: Any) -> int:  # noqa: ANN401, RUF100 - SQLAlchemy's clause
    """End those roles of a person that are meant, and count them."""
    ended = transaction.execute(
        update(MEMBERSHIP)
        .where(MEMBERSHIP.c.person_id == person, MEMBERSHIP.c.ended_at.is_(None), which)
        .values(ended_at=now)
    )
    return ended.rowcount


def _role(row: Sequence[Any]) -> Role:
    name, region, school = row
    return Role(cast("RoleName", name), region, school)
