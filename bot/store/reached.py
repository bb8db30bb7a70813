"""Which drafts a person reaches, and how: their own, and what colleagues share with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import BindParameter, Connection, bindparam, case, null, select, union

from bot.store.pens import PEN_KEPT
from bot.store.prepared import Prepared
from bot.store.shared import DRAFT_PEN, DRAFT_SHARE
from bot.store.tables import DRAFT
from bot.world import Draft
from forms.form import FormName

_ME: BindParameter[int] = bindparam("person")
_IS_MINE = DRAFT.c.person_id == _ME
#: Every draft a person reaches, taken away or not, and how: their own, and what colleagues share with them.
_ANY = (
    select(
        DRAFT.c.id,
        DRAFT.c.edition,
        DRAFT.c.form,
        DRAFT.c.answers,
        DRAFT.c.version,
        DRAFT.c.is_practice,
        DRAFT.c.name,
        case((_IS_MINE, null()), else_=DRAFT_SHARE.c.mode),
        DRAFT_PEN.c.person_id.is_not(None),
        (DRAFT_PEN.c.person_id != _ME) & (DRAFT_PEN.c.at > bindparam("laid_down")),
    )
    .join_from(
        DRAFT,
        DRAFT_SHARE,
        (DRAFT_SHARE.c.draft_id == DRAFT.c.id) & (DRAFT_SHARE.c.person_id == _ME),
        isouter=True,
    )
    .join(DRAFT_PEN, DRAFT_PEN.c.draft_id == DRAFT.c.id, isouter=True)
    .where(_IS_MINE | DRAFT_SHARE.c.mode.is_not(None))
)
_REACHED = _ANY.where(DRAFT.c.gone_at.is_(None))
_GONE = Prepared(
    _ANY.where(_IS_MINE, DRAFT.c.gone_at.is_not(None)).order_by(DRAFT.c.gone_at.desc())
)
_GET = Prepared(_REACHED.where(DRAFT.c.id == bindparam("draft")))
#: The ids come first, by their indexes: an OR over two tables would look at every draft there is.
_OWN, _SHARED = DRAFT.alias("own"), DRAFT_SHARE.alias("shared")
_THEIR_IDS = union(
    select(_OWN.c.id).where(_OWN.c.person_id == _ME),
    select(_SHARED.c.draft_id).where(_SHARED.c.person_id == _ME),
)
_ALL = Prepared(
    _REACHED.where(DRAFT.c.id.in_(_THEIR_IDS)).order_by(DRAFT.c.updated_at.desc(), DRAFT.c.id)
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who reaches for drafts, and when."""

    person: int
    now: datetime

    @property
    def values(self) -> dict[str, object]:
        """What the statements ask for."""
        return {"person": self.person, "laid_down": self.now - PEN_KEPT}


def every(connection: Connection, reach: Reach) -> tuple[Draft, ...]:
    """Return every draft they reach, the one touched last first."""
    return tuple(map(_draft, _ALL.rows(connection, reach.values)))


def one(connection: Connection, reach: Reach, draft_id: str) -> Draft | None:
    """Return one draft, or None when they reach none of that id."""
    row = _GET.row(connection, {**reach.values, "draft": draft_id})
    return None if row is None else _draft(row)


def taken_away(connection: Connection, reach: Reach) -> tuple[Draft, ...]:
    """Return their own drafts that they took away, the last one first."""
    return tuple(map(_draft, _GONE.rows(connection, reach.values)))


def _draft(row: Sequence[Any]) -> Draft:
    draft_id, edition, form, answers, version, is_practice, name, mode, is_shared, is_held = row
    return Draft(
        id=draft_id,
        edition=edition,
        form=cast("FormName", form),
        answers=answers,
        version=version,
        is_practice=bool(is_practice),
        name=name,
        mode=cast("Literal['own', 'edit', 'view']", mode or "own"),
        is_shared=is_shared,
        is_held=bool(is_held),
    )
