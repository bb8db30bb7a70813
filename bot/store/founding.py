"""The first account: an invitation of the centre, made by whoever runs the service."""

from datetime import date, datetime

from bot.people import Invitation, Invited, Role
from bot.store.audit import note_deed
from bot.store.database import Transaction
from bot.store.invitations import make_invitation

#: Stands for the operator at the command line, who is no person of the database.
OPERATOR = 0


def invite_centre(transaction: Transaction, until: date, now: datetime, today: date) -> Invited:
    """Make an invitation to the centre's role, good for one use."""
    wanted = Invitation(0, "personal", Role("centre"), until, 0, 1, "open", OPERATOR)
    made = make_invitation(transaction, wanted, now, today)
    note_deed(transaction, OPERATOR, "invite_centre", ("invitation", str(made.invitation.id)), now)
    return made
