"""Pictures and tables: what waits for a person, what goes with a draft, and their content for printing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import cast

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy import case as one_if

from bot.exhibits import MOST, Shown
from bot.store.database import Database, Transaction
from bot.store.drafts import PersonDrafts
from bot.store.exhibited import EXHIBIT, SHOWN, keep_as_sent, known_again, part_with
from bot.store.submitted import SUBMISSION
from bot.submissions import Submission
from forms.exhibit import Exhibit, Kind

#: What nobody said a place for is dropped after so long.
WAITS = timedelta(days=2)


_ORDER = EXHIBIT.c.id
_IS_IT = EXHIBIT.c.id == SHOWN.c.exhibit_id
_SHOWS_NOW = (SHOWN.c.submission_id == SUBMISSION.c.id) & (SHOWN.c.version == SUBMISSION.c.version)
_SHOWN = select(
    EXHIBIT.c.id, EXHIBIT.c.part, EXHIBIT.c.kind, EXHIBIT.c.caption, EXHIBIT.c.digest
).order_by(_ORDER)
_CONTENT = [
    each for each in EXHIBIT.c if each.name not in ("id", "person_id", "draft_id", "made_at")
]


class PersonExhibits:
    """What `bot.exhibits.Exhibits` promises, for one person, in one transaction."""

    def __init__(
        self, transaction: Transaction, person: int, drafts: PersonDrafts, now: datetime
    ) -> None:
        self._transaction = transaction
        self._person = person
        self._drafts = drafts
        self._now = now

    def of(self, draft: str) -> tuple[Shown, ...]:
        """Return those of a draft this person reaches."""
        if self._drafts.get(draft) is None:
            return ()
        return self._found(EXHIBIT.c.draft_id == draft)

    def of_case(self, case: Submission) -> tuple[Shown, ...]:
        """Return those of a case as it was sent; who may read the case was asked when it was read."""
        here = (SHOWN.c.submission_id == case.id) & (SHOWN.c.version == case.version)
        query = _SHOWN.join(SHOWN, _IS_IT).where(here)
        rows = self._transaction.execute(query.order_by(None).order_by(SHOWN.c.place)).mappings()
        return tuple(map(_shown, rows))

    def waiting(self) -> tuple[Shown, ...]:
        """Return those that wait for this person."""
        return self._found(EXHIBIT.c.person_id == self._person)

    def wait(self, found: Sequence[Exhibit], *, adds: bool = False) -> None:
        """Let these wait, in place of those that did unless they are to be added."""
        if not adds:
            self.leave()
        room = MOST - len(self.waiting()) if adds else MOST
        rows = [
            {
                "person_id": self._person,
                "part": one.part,
                "kind": one.kind,
                "caption": one.caption[:200],
                "digest": one.digest,
                "width": one.width,
                "height": one.height,
                "content": one.content,
                "made_at": self._now,
            }
            for one in known_again(self._transaction, self._drafts.all(), found[:room])
        ]
        if rows:
            self._transaction.execute(insert(EXHIBIT), rows)

    def wait_from(self, draft: str) -> None:
        """Let copies of those of a draft wait."""
        self.leave()
        if self._drafts.get(draft) is not None:
            for row in contents(self._transaction, [one.id for one in self.of(draft)]):
                values = {**row, "person_id": self._person, "draft_id": None, "made_at": self._now}
                self._transaction.execute(insert(EXHIBIT).values(values))

    def keep(self, draft: str, part: str | None = None) -> int:
        """Let those that wait go to a draft, and return how many went."""
        there = self.of(draft)
        known = {one.digest for one in there}
        fresh = [one for one in self.waiting() if one.digest not in known]
        fresh = fresh[: max(0, MOST - len(there))]
        if fresh:
            self._drafts.touch(draft)
            values: dict[str, object] = {"person_id": None, "draft_id": draft}
            values |= {} if part is None else {"part": part}
            going = EXHIBIT.c.id.in_([one.id for one in fresh])
            self._transaction.execute(update(EXHIBIT).where(going).values(values))
        self.leave()
        return len(fresh)

    def leave(self) -> None:
        """Take away those that wait."""
        self._transaction.execute(delete(EXHIBIT).where(EXHIBIT.c.person_id == self._person))

    def change(
        self, draft: str, number: int, *, part: str | None = None, caption: str | None = None
    ) -> bool:
        """Give one of a draft another place or caption."""
        values = {"part": part, "caption": None if caption is None else caption[:200]}
        given = {key: value for key, value in values.items() if value is not None}
        self._drafts.touch(draft)
        here = (EXHIBIT.c.draft_id == draft) & (EXHIBIT.c.id == number)
        keep_as_sent(self._transaction, number)
        done = self._transaction.execute(update(EXHIBIT).where(here).values(given))
        return bool(done.rowcount)

    def remove(self, draft: str, number: int) -> bool:
        """Take one away from a draft."""
        self._drafts.touch(draft)
        here = (EXHIBIT.c.draft_id == draft) & (EXHIBIT.c.id == number)
        return bool(part_with(self._transaction, here))

    def _found(self, which: ColumnElement[bool]) -> tuple[Shown, ...]:
        rows = self._transaction.execute(_SHOWN.where(which)).mappings()
        return tuple(map(_shown, rows))


def contents(transaction: Transaction, numbers: Sequence[int]) -> Sequence[RowMapping]:
    """Return the rows of these numbers with all that is printed, in their order; those that are gone are not there."""
    if not numbers:
        return ()
    columns = [EXHIBIT.c.draft_id, *_CONTENT]
    order = one_if(dict(zip(numbers, count(), strict=False)), value=EXHIBIT.c.id)
    query = select(*columns).where(EXHIBIT.c.id.in_(numbers)).order_by(order)
    return transaction.execute(query).mappings().all()


class ExhibitsByDraft(Mapping[str, Sequence[Exhibit]]):
    """Pictures and tables by their draft (empty for those that wait), read when a draft is asked for.

    A package holds those of fifty drafts: they never lie in memory together.
    """

    def __init__(self, database: Database, numbers: Mapping[str, Sequence[int]]) -> None:
        self._database = database
        self._numbers = numbers

    def __getitem__(self, draft: str) -> Sequence[Exhibit]:
        """Return those of a draft, in order."""
        with self._database.reading() as reading:
            return list(map(_exhibit, contents(reading, self._numbers[draft])))

    def __iter__(self) -> Iterator[str]:
        """Give the drafts that have any."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many drafts have any."""
        return len(self._numbers)


def exhibits_of(database: Database, numbers: Sequence[int], sent: str = "") -> ExhibitsByDraft:
    """Return the pictures and tables of these numbers by their draft, or that of the case they were sent in.

    `sent` goes before the draft of those a sent version alone shows, where they are to be told apart.
    """
    found: dict[str, list[int]] = {}
    if numbers:
        query = (
            select(
                EXHIBIT.c.id,
                func.coalesce(EXHIBIT.c.draft_id, literal(sent) + SUBMISSION.c.draft_id),
            )
            .outerjoin(SHOWN, _IS_IT)
            .outerjoin(SUBMISSION, SUBMISSION.c.id == SHOWN.c.submission_id)
            .where(EXHIBIT.c.id.in_(numbers))
        )
        with database.reading() as reading:
            drafts = {row[0]: row[1] for row in reading.execute(query)}
        for number in numbers:
            if number in drafts:
                found.setdefault(drafts[number] or "", []).append(number)
    return ExhibitsByDraft(database, found)


def _exhibit(row: RowMapping) -> Exhibit:
    return Exhibit(
        part=row["part"],
        kind=cast("Kind", row["kind"]),
        content=bytes(row["content"]),
        digest=row["digest"],
        caption=row["caption"],
        width=row["width"],
        height=row["height"],
    )


def numbers_of(transaction: Transaction, person: int, drafts: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of all that waits for a person, goes with these drafts or was sent by them."""
    sent = select(SHOWN.c.exhibit_id).join(SUBMISSION, SUBMISSION.c.id == SHOWN.c.submission_id)
    mine = (
        (EXHIBIT.c.person_id == person)
        | EXHIBIT.c.draft_id.in_(drafts)
        | EXHIBIT.c.id.in_(sent.where(SUBMISSION.c.sender_id == person))
    )
    query = select(EXHIBIT.c.id).where(mine).order_by(_ORDER)
    return tuple(transaction.execute(query).scalars())


def shown_by(transaction: Transaction, cases: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers of all that these cases show as they were sent last."""
    query = select(SHOWN.c.exhibit_id).join(SUBMISSION, _SHOWS_NOW)
    here = query.where(SUBMISSION.c.id.in_(cases)).order_by(SHOWN.c.submission_id, SHOWN.c.place)
    return tuple(transaction.execute(here).scalars())


def picture_bytes(transaction: Transaction, *which: ColumnElement[bool]) -> dict[int, int]:
    """Return how many bytes the pictures and tables of the cases meant are, by the case."""
    size = func.sum(func.length(EXHIBIT.c.content))
    query = select(SUBMISSION.c.id, size).join(SHOWN, _SHOWS_NOW).join(EXHIBIT, _IS_IT)
    found = transaction.execute(query.where(*which).group_by(SUBMISSION.c.id))
    return {case: int(total) for case, total in found}


def forget_waiting(transaction: Transaction, now: datetime) -> int:
    """Drop what nobody said a place for in time."""
    old = EXHIBIT.c.person_id.is_not(None) & (EXHIBIT.c.made_at < now - WAITS)
    return transaction.execute(delete(EXHIBIT).where(old)).rowcount


def _shown(row: RowMapping) -> Shown:
    return Shown(row["id"], row["part"], cast("Kind", row["kind"]), row["caption"], row["digest"])
