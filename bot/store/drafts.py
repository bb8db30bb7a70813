"""The drafts one person may reach, inside one transaction, and what they held before."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.access import NotAllowed
from bot.sharing import Held
from bot.store.discarded import set_gone
from bot.store.errors import DraftMoved
from bot.store.pens import take_pen, writer_of
from bot.store.prepared import Prepared
from bot.store.reached import Reach, every, one, taken_away
from bot.store.tables import DRAFT, DRAFT_REVISION
from bot.world import Draft
from forms.form import Answers, FormName, Json

#: So many earlier versions of a draft are kept; older ones go some at a time.
REVISIONS_KEPT = 200
_SWEPT_EVERY = 50

_IS_IT = DRAFT.c.id == bindparam("draft")
_NEW_COLUMNS = (
    "id", "person_id", "edition", "form", "answers", "version", "is_practice", "name",
    "created_at", "updated_at",
)  # fmt: skip
_NEW = Prepared(insert(DRAFT).inline(), *_NEW_COLUMNS)
_SAVE = Prepared(
    update(DRAFT)
    .where(_IS_IT, DRAFT.c.version == bindparam("before"))
    .values(answers=bindparam("kept"), version=bindparam("after"), updated_at=bindparam("now"))
)
#: The earlier answers go from table to table and never through this program.
_KEEP_BEFORE = Prepared(
    insert(DRAFT_REVISION).from_select(
        ["draft_id", "version", "answers", "kept_at"],
        select(DRAFT.c.id, DRAFT.c.version, DRAFT.c.answers, DRAFT.c.updated_at).where(_IS_IT),
    )
)


@dataclass(frozen=True, slots=True)
class Revision:
    """The answers of a draft as one of its versions had them, and when they were given."""

    version: int
    answers: dict[str, Json]
    kept_at: datetime


class PersonDrafts:
    """What `bot.world.Drafts` promises, for one person: theirs, and what colleagues share with them.

    The person is locked, so what was read once stands until the end of the transaction.
    """

    def __init__(self, connection: Connection, person: int, now: datetime) -> None:
        self._connection = connection
        self._person = person
        self._now = now
        self._me = Reach(person, now)
        self._read: dict[str, Draft | None] = {}
        self._every: tuple[str, ...] | None = None

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, the one touched last first."""
        if self._every is None:
            found = every(self._connection, self._me)
            self._read.update((draft.id, draft) for draft in found)
            self._every = tuple(draft.id for draft in found)
        return tuple(draft for each in self._every if (draft := self._read[each]))

    def get(self, draft_id: str) -> Draft | None:
        """Return one draft, or None when this person has none of that id."""
        if draft_id not in self._read:
            self._read[draft_id] = one(self._connection, self._me, draft_id)
        return self._read[draft_id]

    def new(self, edition: str, form: FormName) -> Draft:
        """Make an empty draft."""
        draft = Draft(id=secrets.token_hex(5), edition=edition, form=form, answers={}, version=0)
        values = {
            "id": draft.id,
            "person_id": self._person,
            "edition": edition,
            "form": form,
            "answers": {},
            "version": 0,
            "is_practice": False,
            "name": "",
            "created_at": self._now,
            "updated_at": self._now,
        }
        _NEW.run(self._connection, values)
        return self._keep(draft)

    def save(self, draft: Draft, answers: Answers) -> Draft:
        """Keep new answers as the next version of a draft; the earlier ones become a revision.

        Raises DraftMoved where the draft is another version by now, NotAllowed where one may only
        look, Held while a colleague is writing.
        """
        before = (self._read.get(draft.id) or draft).version  # kept twice in one turn
        here = self._taken(draft)
        at = {"draft": draft.id}
        _KEEP_BEFORE.run(self._connection, at)
        values = {
            "kept": dict(answers),
            "before": before,
            "after": before + 1,
            "now": self._now,
        }
        if _SAVE.run(self._connection, {**at, **values}) != 1:
            raise DraftMoved(draft.id)
        if before and before % _SWEPT_EVERY == 0:
            self._sweep(draft.id, before)
        kept = replace(here, answers=dict(answers), version=before + 1, is_held=False)
        return self._keep(kept)

    def _keep(self, draft: Draft) -> Draft:
        self._read[draft.id] = draft
        self._every = None  # the order is another
        return draft

    def _sweep(self, draft_id: str, version: int) -> None:
        old = DRAFT_REVISION.c.version < version - REVISIONS_KEPT
        self._connection.execute(
            delete(DRAFT_REVISION).where(DRAFT_REVISION.c.draft_id == draft_id, old)
        )

    def mark(self, draft: Draft, *, is_practice: bool) -> Draft:
        """Keep whether a draft is for practice; its answers and its version stay.

        Raises as `save` does.
        """
        here = self._taken(draft)
        marked = {"is_practice": is_practice, "updated_at": self._now}
        self._connection.execute(update(DRAFT).where(DRAFT.c.id == draft.id).values(marked))
        return self._keep(replace(here, is_practice=is_practice, is_held=False))

    def rename(self, draft: Draft, name: str) -> Draft:
        """Keep the name of a draft of one's own."""
        here = self._own(draft)
        self._connection.execute(update(DRAFT).where(DRAFT.c.id == draft.id).values(name=name))
        return self._keep(replace(here, name=name))

    def discard(self, draft: Draft) -> None:
        """Take a draft of one's own away."""
        self._own(draft)
        set_gone(self._connection, draft.id, self._now)
        self._read[draft.id], self._every = None, None

    def discarded(self) -> tuple[Draft, ...]:
        """Return what was taken away and can be brought back, the last first."""
        return taken_away(self._connection, self._me)

    def restore(self, draft: Draft) -> Draft:
        """Bring a draft back."""
        set_gone(self._connection, draft.id, None)
        self._read.pop(draft.id, None)
        return self._keep(self._own(draft))

    def _own(self, draft: Draft) -> Draft:
        here = self.get(draft.id)
        if here is None or here.mode != "own":
            raise NotAllowed(act="give_draft")
        return here

    def touch(self, draft_id: str) -> None:
        """Note that something beside the answers of a draft changes; raises as `save` does."""
        found = self.get(draft_id)
        if found is None:
            raise NotAllowed(act="edit_draft")
        self._taken(found)
        changed = update(DRAFT).where(DRAFT.c.id == draft_id).values(updated_at=self._now)
        self._connection.execute(changed)
        self._every = None  # the order is another

    def _taken(self, draft: Draft) -> Draft:
        """Return the draft as it stands, the pen in hand; raises where one may not write."""
        here = self.get(draft.id)
        if here is None or here.mode == "view":
            raise NotAllowed(act="edit_draft")
        if here.is_shared and not take_pen(self._connection, draft.id, self._person, self._now):
            raise Held(draft.id, writer_of(self._connection, draft.id, self._now) or 0)
        return here


def revisions(connection: Connection, draft_id: str) -> tuple[Revision, ...]:
    """Return the earlier versions of a draft, the oldest first. Who may see them is asked before."""
    query = (
        select(DRAFT_REVISION.c.version, DRAFT_REVISION.c.answers, DRAFT_REVISION.c.kept_at)
        .where(DRAFT_REVISION.c.draft_id == draft_id)
        .order_by(DRAFT_REVISION.c.version)
    )
    return tuple(Revision(*row) for row in connection.execute(query))
