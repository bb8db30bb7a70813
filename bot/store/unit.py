"""The unit of work: what one person's turn reaches in the store, all in one transaction."""

from datetime import date, datetime

from bot.people import Actor
from bot.store.crew import PersonPeople
from bot.store.database import Transaction
from bot.store.drafts import PersonDrafts
from bot.store.exhibits import PersonExhibits
from bot.store.known import PersonKnown
from bot.store.notes import PersonNotes
from bot.store.owndata import PersonOwnData
from bot.store.reviewing import PersonReviews
from bot.store.sharing import PersonSharing
from bot.store.submissions import PersonSubmissions


class Unit:
    """What `bot.world.Kept` promises, for one person."""

    def __init__(self, transaction: Transaction, person: int, now: datetime, today: date) -> None:
        self._transaction = transaction
        self._now = now
        self._came_as = person
        self._drafts: PersonDrafts | None = None
        self._own: PersonOwnData | None = None
        self.people = PersonPeople(transaction, person, now, today, self._look_again)

    @property
    def person(self) -> int:
        """The person who talks; another one after two have become one."""
        return self.people.person

    @property
    def drafts(self) -> PersonDrafts:
        """The drafts they may reach."""
        if self._drafts is None:
            self._drafts = PersonDrafts(self._transaction, self.person, self._now)
        return self._drafts

    @property
    def me(self) -> Actor:
        """The person who talks, with their roles; looked up when first asked for."""
        return self.people.me

    @property
    def sharing(self) -> PersonSharing:
        """Their drafts in others' hands."""
        return PersonSharing(self._transaction, self.me, self._now, self._look_again)

    @property
    def exhibits(self) -> PersonExhibits:
        """The pictures and tables of their drafts."""
        return PersonExhibits(self._transaction, self.person, self.drafts, self._now)

    @property
    def own(self) -> PersonOwnData:
        """What is kept about them."""
        if self._own is None:
            self._own = PersonOwnData(self._transaction, self.me, self._now, self._look_again)
        return self._own

    @property
    def submissions(self) -> PersonSubmissions:
        """What they sent, and what they may see of others'."""
        return PersonSubmissions(self._transaction, self.me, self._now)

    @property
    def reviews(self) -> PersonReviews:
        """What they may do with the cases of their region."""
        return PersonReviews(self._transaction, self.me, self._now)

    @property
    def notes(self) -> PersonNotes:
        """Questions left for others, and letters to a region."""
        return PersonNotes(self._transaction, self.me, self._now)

    @property
    def known(self) -> PersonKnown:
        """What the centre answered or made known besides the notices."""
        return PersonKnown(self._transaction, self.me, self._now)

    @property
    def is_erased(self) -> bool:
        """True when nothing is to be kept of them any more."""
        return self._own is not None and self._own.is_erased

    @property
    def gone(self) -> frozenset[int]:
        """Who is no more after this turn: somebody erased, or joined with another."""
        is_gone = self.is_erased or self.person != self._came_as
        return frozenset({self._came_as} if is_gone else ())

    def _look_again(self) -> None:
        """Forget which drafts there were: some came, went or changed hands."""
        self._drafts = None
