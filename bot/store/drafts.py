"""The drafts of one person, inside one transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, insert, select, update

from bot.store.tables import DRAFT
from bot.world import Draft
from forms.form import Answers, FormName

_COLUMNS = (DRAFT.c.id, DRAFT.c.edition, DRAFT.c.form, DRAFT.c.answers, DRAFT.c.version)


class PersonDrafts:
    """What `bot.world.Drafts` promises, for one person: nobody else's drafts can be reached."""

    def __init__(self, connection: Connection, person_id: int, now: datetime) -> None:
        self._connection = connection
        self._person_id = person_id
        self._now = now

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, the one touched last first."""
        query = (
            select(*_COLUMNS)
            .where(DRAFT.c.person_id == self._person_id)
            .order_by(DRAFT.c.updated_at.desc(), DRAFT.c.id)
        )
        return tuple(_draft(row) for row in self._connection.execute(query))

    def get(self, draft_id: str) -> Draft | None:
        """Return one draft, or None when this person has none of that id."""
        query = select(*_COLUMNS).where(
            DRAFT.c.id == draft_id, DRAFT.c.person_id == self._person_id
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _draft(row)

    def new(self, edition: str, form: FormName) -> Draft:
        """Make an empty draft."""
        draft = Draft(id=secrets.token_hex(5), edition=edition, form=form, answers={}, version=0)
        self._connection.execute(
            insert(DRAFT).values(
                id=draft.id,
                person_id=self._person_id,
                edition=edition,
                form=form,
                answers={},
                version=0,
                created_at=self._now,
                updated_at=self._now,
            )
        )
        return draft

    def save(self, draft: Draft, answers: Answers) -> Draft:
        """Keep new answers as the next version of a draft."""
        version = draft.version + 1
        self._connection.execute(
            update(DRAFT)
            .where(DRAFT.c.id == draft.id, DRAFT.c.person_id == self._person_id)
            .values(answers=dict(answers), version=version, updated_at=self._now)
        )
        return Draft(draft.id, draft.edition, draft.form, dict(answers), version)


def _draft(row: Sequence[Any]) -> Draft:
    draft_id, edition, form, answers, version = row
    return Draft(draft_id, edition, cast("FormName", form), answers, version)
