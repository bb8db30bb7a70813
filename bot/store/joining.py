"""Two ways in become one person: drafts, roles and letters of both, under the one who made the code."""

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.people import Joined
from bot.store.database import Transaction
from bot.store.erasing import hand_rows
from bot.store.members import actor_of, end_role
from bot.store.roster import INVITATION
from bot.store.shared import DRAFT_SHARE
from bot.store.tables import DRAFT, PERSON


def join_persons(transaction: Transaction, gone: int, stays: int, now: datetime) -> Joined:
    """Let one person go on as another, and say what came with them.

    A teacher is at one school: where both have one, that of the person who stays counts.
    """
    state = transaction.scalar(select(PERSON.c.state).where(PERSON.c.id == stays).with_for_update())
    mine, theirs = actor_of(transaction, stays), actor_of(transaction, gone)
    has_school = any(role.name == "teacher" for role in mine.roles)
    ended = [
        role
        for role in theirs.roles
        if role in mine.roles or (role.name == "teacher" and has_school)
    ]
    for role in ended:
        end_role(transaction, gone, role, now)
    drafts = (
        transaction.execute(select(DRAFT.c.id).where(DRAFT.c.person_id == gone)).scalars().all()
    )
    hand_rows(transaction, gone, stays)
    transaction.execute(
        update(INVITATION).where(INVITATION.c.made_by == gone).values(made_by=stays)
    )
    _drop_own_shares(transaction, stays)
    lost = tuple(role for role in ended if role not in mine.roles)
    return Joined(state=state, drafts=len(drafts), lost=lost)


def _drop_own_shares(transaction: Transaction, person: int) -> None:
    """What was shared between the two is now of one person's own."""
    own = select(DRAFT.c.id).where(DRAFT.c.person_id == person)
    transaction.execute(
        delete(DRAFT_SHARE).where(
            DRAFT_SHARE.c.person_id == person, DRAFT_SHARE.c.draft_id.in_(own)
        )
    )
