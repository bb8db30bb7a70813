"""Invitations: made with a code, taken up, taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import insert, select, update

from bot.people import Invitation, InvitationKind, Invited, Outcome, Role, RoleName, Standing
from bot.store.codes import hashed, new_code
from bot.store.database import Transaction, made_id
from bot.store.roster import INVITATION

_ROW = (
    INVITATION.c.id,
    INVITATION.c.kind,
    INVITATION.c.role,
    INVITATION.c.region_id,
    INVITATION.c.school_id,
    INVITATION.c.until,
    INVITATION.c.uses,
    INVITATION.c.most_uses,
    INVITATION.c.made_by,
    INVITATION.c.revoked_at,
)


def make_invitation(
    transaction: Transaction, wanted: Invitation, now: datetime, today: date
) -> Invited:
    """Keep an invitation, and give it with its code."""
    code = new_code()
    made = transaction.execute(
        insert(INVITATION).values(
            code_hash=hashed(code),
            kind=wanted.kind,
            role=wanted.role.name,
            region_id=wanted.role.region,
            school_id=wanted.role.school,
            until=wanted.until,
            most_uses=wanted.most_uses,
            uses=0,
            made_by=wanted.made_by,
            made_at=now,
        )
    )
    kept = find_invitation(transaction, made_id(made), today)
    return Invited(kept or wanted, code)


def find_invitation(transaction: Transaction, invitation: int, today: date) -> Invitation | None:
    """Return one invitation as it stands."""
    row = transaction.execute(select(*_ROW).where(INVITATION.c.id == invitation)).one_or_none()
    return None if row is None else _invitation(row, today)


def invitation_of(transaction: Transaction, code: str, today: date) -> Invitation | None:
    """Return the invitation a code belongs to."""
    query = select(*_ROW).where(INVITATION.c.code_hash == hashed(code))
    row = transaction.execute(query).one_or_none()
    return None if row is None else _invitation(row, today)


def invitations_by(transaction: Transaction, person: int, today: date) -> tuple[Invitation, ...]:
    """Return the invitations somebody made, the newest first."""
    query = select(*_ROW).where(INVITATION.c.made_by == person).order_by(INVITATION.c.id.desc())
    return tuple(_invitation(row, today) for row in transaction.execute(query))


def take_up(transaction: Transaction, invitation: Invitation) -> Outcome:
    """Count one use of an invitation; `joined` when there was one left."""
    if invitation.standing != "open":
        return invitation.standing
    taken = transaction.execute(
        update(INVITATION)
        .where(
            INVITATION.c.id == invitation.id,
            INVITATION.c.uses < INVITATION.c.most_uses,
            INVITATION.c.revoked_at.is_(None),
        )
        .values(uses=INVITATION.c.uses + 1)
    )
    return "joined" if taken.rowcount else "used"


def take_back(transaction: Transaction, invitation: int, now: datetime) -> bool:
    """Take an invitation back; False when it was before."""
    done = transaction.execute(
        update(INVITATION)
        .where(INVITATION.c.id == invitation, INVITATION.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return bool(done.rowcount)


def _invitation(row: Sequence[Any], today: date) -> Invitation:
    invitation, kind, role, region, school, until, uses, most_uses, made_by, revoked_at = row
    standing: Standing = "open"
    if revoked_at is not None:
        standing = "revoked"
    elif uses >= most_uses:
        standing = "used"
    elif until < today:
        standing = "expired"
    return Invitation(
        id=invitation,
        kind=cast("InvitationKind", kind),
        role=Role(cast("RoleName", role), region, school),
        until=until,
        uses=uses,
        most_uses=most_uses,
        standing=standing,
        made_by=made_by,
    )
