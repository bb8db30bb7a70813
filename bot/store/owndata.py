"""What `bot.owndata.OwnData` promises, and dropping what was kept long enough after an edition."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, insert, select, update

from bot.access import Thing, require
from bot.owndata import Holdings
from bot.people import Actor
from bot.store.audit import deeds, note_deed
from bot.store.database import Transaction
from bot.store.erasing import erase_draft, erase_person, erase_submissions, rows_of
from bot.store.exhibits import numbers_of
from bot.store.roster import AUDIT
from bot.store.shared import EDITION_END
from bot.store.submitted import SUBMISSION
from bot.store.tables import DRAFT, IDENTITY
from forms.form import Json

#: How many drafts one transaction of the clean-up drops.
SWEPT_AT_ONCE = 50


class PersonOwnData:
    """The data of one person, in one transaction."""

    def __init__(
        self, transaction: Transaction, me: Actor, now: datetime, changed: Callable[[], None]
    ) -> None:
        self._transaction = transaction
        self._me = me
        self._now = now
        self._changed = changed
        self.is_erased = False

    def holdings(self) -> Holdings:
        """Return how much is kept."""
        person = self._me.person
        return Holdings(
            exhibits=len(self.exhibits()),
            drafts=self._count(select(func.count()).where(DRAFT.c.person_id == person)),
            roles=len(self._me.roles),
            ways_in=self._count(select(func.count()).where(IDENTITY.c.person_id == person)),
            deeds=self._count(select(func.count()).where(AUDIT.c.person_id == person)),
        )

    def export(self) -> Mapping[str, Json]:
        """Return all of it as JSON."""
        rows = rows_of(self._transaction, self._me.person)
        done = [
            {"at": deed.at.isoformat(), "act": deed.act, "thing": deed.thing, "id": deed.thing_id}
            for deed in deeds(self._transaction, self._me.person)
        ]
        self._note("export", "person")
        return cast("Mapping[str, Json]", {**rows, "deeds": done})

    def exhibits(self) -> tuple[int, ...]:
        """Return the numbers of all one's pictures and tables."""
        query = select(DRAFT.c.id).where(DRAFT.c.person_id == self._me.person)
        drafts = self._transaction.execute(query).scalars().all()
        return numbers_of(self._transaction, self._me.person, drafts)

    def agree(self) -> None:
        """Write down that the person went on after the notice."""
        self._note("agree", "notice")

    def drop_draft(self, draft: str) -> bool:
        """Take one draft of one's own away for good."""
        query = select(DRAFT.c.id).where(DRAFT.c.id == draft, DRAFT.c.person_id == self._me.person)
        if self._transaction.execute(query).first() is None:
            return False
        erase_draft(self._transaction, draft)
        self._changed()
        self._note("drop_draft", "draft", draft)
        return True

    def erase(self) -> None:
        """Take away whatever is kept about the person."""
        self._note("erase", "person")
        erase_person(self._transaction, self._me.person)
        self._changed()
        self.is_erased = True

    def ends(self) -> Mapping[str, date]:
        """Return the day each edition is over."""
        query = select(EDITION_END.c.edition, EDITION_END.c.ends_on)
        return {str(edition): day for edition, day in self._transaction.execute(query)}

    def end_edition(self, edition: str, day: date, dropped_on: date) -> None:
        """Set the day an edition is over, and the one its drafts are dropped on."""
        require(self._me, "close_edition", Thing())
        values = {
            "ends_on": day,
            "dropped_on": dropped_on,
            "set_by": self._me.person,
            "set_at": self._now,
        }
        done = self._transaction.execute(
            update(EDITION_END).where(EDITION_END.c.edition == edition).values(values)
        )
        if not done.rowcount:
            self._transaction.execute(insert(EDITION_END).values(edition=edition, **values))
        self._note("close_edition", "edition", edition)

    def _count(self, query: object) -> int:
        return int(self._transaction.scalar(query) or 0)  # type: ignore[call-overload]

    def _note(self, act: str, thing: str, thing_id: str = "") -> None:
        note_deed(self._transaction, self._me.person, act, (thing, thing_id), self._now)


def forget_editions(transaction: Transaction, now: datetime) -> bool:
    """Drop some drafts of editions long over; True while more may be left."""
    over = select(EDITION_END.c.edition).where(EDITION_END.c.dropped_on <= now.date())
    query = select(DRAFT.c.id).where(DRAFT.c.edition.in_(over)).limit(SWEPT_AT_ONCE)
    doomed = transaction.execute(query).scalars().all()
    for draft in doomed:
        erase_draft(transaction, draft)
    cases = select(SUBMISSION.c.id).where(SUBMISSION.c.edition.in_(over)).limit(SWEPT_AT_ONCE)
    sent = transaction.execute(cases).scalars().all()
    erase_submissions(transaction, sent)
    return SWEPT_AT_ONCE in (len(doomed), len(sent))
