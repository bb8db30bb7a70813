"""What `bot.notes.Notes` promises, for one person in one transaction; and who is to be reminded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import insert, select, update

from bot.access import Act, Thing, require
from bot.notes import Note, Reach
from bot.people import Actor, School
from bot.store.addresses import without_push
from bot.store.audit import note_deed
from bot.store.cases import IS_KEPT
from bot.store.database import Transaction, insert_once, made_id
from bot.store.noted import MUTED, NOTE
from bot.store.places import find_school, schools_of
from bot.store.planning import plan_anew
from bot.store.roster import MEMBERSHIP
from bot.store.submitted import SUBMISSION
from bot.store.tables import DRAFT

_NOTE = (NOTE.c.id, NOTE.c.region_id, NOTE.c.person_id, NOTE.c.text, NOTE.c.answer)


class PersonNotes:
    """Questions left, answers given, and letters to a region, each asked of `bot.access` first."""

    def __init__(self, transaction: Transaction, me: Actor, now: datetime) -> None:
        self._transaction = transaction
        self._me = me
        self._now = now

    def leave(self, region: int, text: str) -> Note:
        """Leave a question for those in charge of a region."""
        values = {
            "region_id": region,
            "person_id": self._me.person,
            "text": text[:500],
            "at": self._now,
            "answer": "",
        }
        made = made_id(self._transaction.execute(insert(NOTE).values(values)))
        self._note("leave_note", made, region)
        return Note(made, region, self._me.person, text[:500])

    def waiting(self, region: int) -> Sequence[Note]:
        """Return the questions of a region nobody has answered, the oldest first."""
        self._require("answer_question", region)
        query = select(*_NOTE).where(NOTE.c.region_id == region, NOTE.c.answered_at.is_(None))
        return tuple(Note(*row) for row in self._transaction.execute(query.order_by(NOTE.c.id)))

    def get(self, note: int) -> Note | None:
        """Return one question of a region one is in charge of."""
        row = self._transaction.execute(select(*_NOTE).where(NOTE.c.id == note)).one_or_none()
        if row is None:
            return None
        found = Note(*row)
        self._require("answer_question", found.region)
        return found

    def answer(self, note: int, text: str) -> bool:
        """Answer a question; False when somebody has."""
        found = self.get(note)
        if found is None:
            return False
        values = {
            "answer": text[:1000],
            "answered_by": self._me.person,
            "answered_at": self._now,
        }
        done = self._transaction.execute(
            update(NOTE).where(NOTE.c.id == note, NOTE.c.answered_at.is_(None)).values(values)
        )
        if done.rowcount == 1:
            self._note("answer_note", note, found.region)
        return done.rowcount == 1

    def reach(self, region: int) -> Reach:
        """Return who of a region can be written to."""
        self._require("broadcast_region", region)
        return reach_of(self._transaction, region)

    def reach_schools(self, schools: Sequence[int]) -> Reach:
        """Return who of some schools can be written to: their 学校负责人, else their teachers."""
        found = [each for each in map(self._school, schools) if each is not None]
        for region in {each.region for each in found}:
            self._require("broadcast_region", region)
        return reach_of_schools(self._transaction, found)

    def _school(self, school: int) -> School | None:
        return find_school(self._transaction, school)

    def hears(self, person: int) -> bool:
        """True when somebody is told of a letter at once."""
        return not without_push(self._transaction, (person,))

    def plan(self, region: int, edition: str, day: date) -> None:
        """Remind those of a region before a day, once each."""
        self._require("broadcast_region", region)
        plan_anew(self._transaction, region, edition, day, self._now)

    def mute(self) -> None:
        """Send the person who talks no more reminders."""
        values: dict[str, object] = {"person_id": self._me.person, "since": self._now}
        insert_once(self._transaction, MUTED, values)

    def _require(self, act: Act, region: int) -> None:
        require(self._me, act, Thing(region=region))

    def _note(self, act: str, note: int, region: int) -> None:
        thing = ("note", str(note))
        note_deed(self._transaction, self._me.person, act, thing, self._now, region)


def reach_of(transaction: Transaction, region: int) -> Reach:
    """Return the teachers and 学校负责人 of a region, and the schools where there is nobody."""
    row = MEMBERSHIP.c
    query = (
        select(row.person_id, row.role, row.school_id)
        .where(row.region_id == region, row.ended_at.is_(None), row.role.in_(("teacher", "school")))
        .order_by(row.id)
    )
    found = transaction.execute(query).all()
    there = {school for _, _, school in found}
    schools = schools_of(transaction, region)
    reach = Reach(
        tuple(dict.fromkeys(person for person, role, _ in found if role == "teacher")),
        tuple(dict.fromkeys(person for person, role, _ in found if role == "school")),
        tuple(each.name for each in schools if each.id not in there),
    )
    at = {person: school for person, _, school in found if school}
    return _with_quiet(transaction, reach, at, {each.id: each.name for each in schools})


def reach_of_schools(transaction: Transaction, schools: Sequence[School]) -> Reach:
    """Return the 学校负责人 of schools, of one without any its teachers; and the schools where nobody is."""
    row = MEMBERSHIP.c
    query = (
        select(row.person_id, row.role, row.school_id)
        .where(row.school_id.in_([each.id for each in schools]), row.ended_at.is_(None))
        .where(row.role.in_(("teacher", "school")))
        .order_by(row.id)
    )
    found = transaction.execute(query).all()
    headed = {school for _, role, school in found if role == "school"}
    kept = [each for each in found if each[1] == "school" or each[2] not in headed]
    reach = Reach(
        tuple(dict.fromkeys(person for person, role, _ in kept if role == "teacher")),
        tuple(dict.fromkeys(person for person, role, _ in kept if role == "school")),
        tuple(each.name for each in schools if each.id not in {school for _, _, school in kept}),
    )
    at = {person: school for person, _, school in kept}
    return _with_quiet(transaction, reach, at, {each.id: each.name for each in schools})


def _with_quiet(
    transaction: Transaction, reach: Reach, at: Mapping[int, int], names: Mapping[int, str]
) -> Reach:
    """Return who of them is told of no letter, and at which schools (`at`: person -> school) they are."""
    silent = without_push(transaction, reach.persons)
    quiet = tuple(each for each in reach.persons if each in silent)
    places = dict.fromkeys(names[at[each]] for each in quiet if at.get(each) in names)
    return replace(reach, quiet=quiet, quiet_schools=tuple(places))


def to_remind(transaction: Transaction, region: int, edition: str) -> Reach:
    """Return who is to be reminded: teachers with a draft not sent, heads of schools with nothing.

    Nobody who wants no reminders; no draft is touched. The schools nobody can be written to at are
    those that have nothing yet.
    """
    here = (SUBMISSION.c.region_id == region) & (SUBMISSION.c.edition == edition) & IS_KEPT
    sent = select(SUBMISSION.c.draft_id).where(here)
    begun = select(DRAFT.c.person_id).where(
        DRAFT.c.edition == edition,
        DRAFT.c.form == "application",
        DRAFT.c.is_practice.is_(False),
        DRAFT.c.version > 0,
        DRAFT.c.id.not_in(sent),
    )
    unsent = set(transaction.execute(begun).scalars())
    muted = set(transaction.execute(select(MUTED.c.person_id)).scalars())
    came = set(transaction.execute(select(SUBMISSION.c.school_id).where(here)).scalars())
    empty = {each.id: each.name for each in schools_of(transaction, region) if each.id not in came}
    all_ = reach_of(transaction, region)
    row = MEMBERSHIP.c
    heads = select(row.person_id).where(
        row.role == "school", row.ended_at.is_(None), row.school_id.in_(list(empty))
    )
    of_empty = set(transaction.execute(heads).scalars())
    found = Reach(
        tuple(each for each in all_.teachers if each in unsent - muted),
        tuple(each for each in all_.heads if each in of_empty - muted),
        tuple(name for name in empty.values() if name in all_.schools_without),
    )
    every = select(row.person_id, row.school_id).where(
        row.region_id == region, row.ended_at.is_(None)
    )
    at = {person: school for person, school in transaction.execute(every) if school}
    names = {each.id: each.name for each in schools_of(transaction, region)}
    return _with_quiet(transaction, found, at, names)
