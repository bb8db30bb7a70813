"""What `bot.known.KnownAnswers` promises, for one person in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.access import Thing, require
from bot.known import ENTRY, Known
from bot.masking import masked
from bot.people import Actor
from bot.store.audit import note_deed
from bot.store.database import Transaction, insert_once
from bot.store.noted import KNOWN, LONGEST_QUESTION, LONGEST_TEXT, NOTE, TOPIC_PRINT, WISH
from bot.store.questions import open_questions
from bot.store.roster import MEMBERSHIP
from bot.unanswered import Group, grouped, still_open

#: So many of the newest questions without an answer are grouped.
NEWEST_ASKED = 1000
_KNOWN = KNOWN.c["id", "about", "question", "text", "version", "is_published", "at"]


class PersonKnown:
    """Answers proposed by those in charge, reviewed by the centre, told to whoever wants to hear."""

    def __init__(self, transaction: Transaction, me: Actor, now: datetime) -> None:
        self._transaction = transaction
        self._me = me
        self._now = now

    def propose(self, note: int) -> Known | None:
        """Propose the answer of a note."""
        row = self._transaction.execute(select(NOTE).where(NOTE.c.id == note)).mappings().first()
        if row is None:
            return None
        require(self._me, "answer_question", Thing(region=row["region_id"]))
        if not row["answer"]:
            return None
        about = f"{ENTRY}-{note}"
        values: dict[str, object] = {
            "about": about,
            "id": note,
            "question": masked(row["text"])[:LONGEST_QUESTION],
            "text": row["answer"][:LONGEST_TEXT],
            "version": 0,
            "is_published": False,
            "at": self._now,
        }
        if not insert_once(self._transaction, KNOWN, values):
            return None
        asker = {"person_id": row["person_id"], "about": about, "told": 1}
        insert_once(self._transaction, WISH, asker)  # they have the answer; a change reaches them
        self._note("propose_entry", about)
        return self._read(about)

    def waiting(self) -> Sequence[Known]:
        """Return what waits for the centre's review."""
        require(self._me, "publish_entry", Thing())
        query = select(*_KNOWN).where(KNOWN.c.is_published.is_(False)).order_by(KNOWN.c.at)
        return tuple(Known(*row) for row in self._transaction.execute(query))

    def published(self) -> tuple[Known, ...]:
        """Return what everybody may be told."""
        return published(self._transaction)

    def get(self, about: str) -> Known | None:
        """Return one by its name."""
        found = self._read(about)
        if found is not None and not found.is_published:
            require(self._me, "publish_entry", Thing())
        return found

    def unanswered(self) -> Sequence[Group]:
        """Return what was asked and nobody could answer, grouped."""
        require(self._me, "publish_entry", Thing())
        answered = [each.question for each in self.published() if not each.is_of_topic]
        newest = open_questions(self._transaction)[-NEWEST_ASKED:]
        return grouped(still_open(newest, answered))

    def publish(
        self,
        about: str,
        question: str,
        text: str,
        asked: Sequence[str] = (),
        by: Sequence[int] = (),
    ) -> Known:
        """Publish, or change what was published."""
        require(self._me, "publish_entry", Thing())
        values: dict[str, object] = {
            "question": question[:LONGEST_QUESTION],
            "text": text[:LONGEST_TEXT],
            "is_published": True,
            "at": self._now,
        }
        fresh = {**values, "about": about, "id": 0, "version": 1}
        if not insert_once(self._transaction, KNOWN, fresh):
            following = {**values, "version": KNOWN.c.version + 1}
            self._transaction.execute(update(KNOWN).where(KNOWN.c.about == about).values(following))
        self._gather(about, asked, by)
        self._note("publish_entry", about)
        found = self._read(about)
        if found is None:
            raise LookupError(about)
        return found

    def _gather(self, about: str, asked: Sequence[str], by: Sequence[int]) -> None:
        """Let who wished to hear of the same by other names, and who asked it, wish to hear of this."""
        others = WISH.c.about.in_([each for each in asked if each != about])
        persons = self._transaction.execute(select(WISH.c.person_id).where(others)).scalars().all()
        self._transaction.execute(delete(WISH).where(others))
        for person in {*persons, *by}:
            values: dict[str, object] = {"person_id": person, "about": about, "told": 0}
            insert_once(self._transaction, WISH, values)

    def drop(self, about: str) -> bool:
        """Take one away that waits."""
        require(self._me, "publish_entry", Thing())
        is_it = (KNOWN.c.about == about) & KNOWN.c.is_published.is_(False)
        done = self._transaction.execute(delete(KNOWN).where(is_it)).rowcount == 1
        if done:
            self._transaction.execute(delete(WISH).where(WISH.c.about == about))
            self._note("drop_entry", about)
        return done

    def wish(self, about: str) -> None:
        """Note that the person who talks wants to hear when this changes."""
        found = self._read(about)
        told = found.version if found else 0
        values: dict[str, object] = {
            "person_id": self._me.person,
            "about": about,
            "told": told,
        }
        insert_once(self._transaction, WISH, values)

    def is_wished(self, about: str) -> bool:
        """True when the person who talks wants to hear of it already."""
        is_it = (WISH.c.person_id == self._me.person) & (WISH.c.about == about)
        return self._transaction.scalar(select(WISH.c.about).where(is_it)) is not None

    def wishing_in(self, region: int, about: Sequence[str]) -> Sequence[int]:
        """Return who of a region one is in charge of wants to hear of one of these."""
        require(self._me, "set_region", Thing(region=region))
        row = MEMBERSHIP.c
        is_here = (row.person_id == WISH.c.person_id) & (row.region_id == region)
        query = select(WISH.c.person_id).join(MEMBERSHIP, is_here & row.ended_at.is_(None))
        found = query.where(WISH.c.about.in_(about)).distinct().order_by(WISH.c.person_id)
        return tuple(self._transaction.execute(found).scalars())

    def wishing(self, about: str) -> int:
        """Return how many want to hear of it."""
        require(self._me, "publish_entry", Thing())
        query = select(func.count()).select_from(WISH).where(WISH.c.about == about)
        return int(self._transaction.scalar(query) or 0)

    def to_tell(self, known: Known) -> Sequence[int]:
        """Return who wants to hear of this version and has not."""
        require(self._me, "publish_entry", Thing())
        is_it = (WISH.c.about == known.about) & (WISH.c.told < known.version)
        query = select(WISH.c.person_id).where(is_it).order_by(WISH.c.person_id)
        found = tuple(self._transaction.execute(query).scalars())
        self._transaction.execute(update(WISH).where(is_it).values(told=known.version))
        return found

    def _read(self, about: str) -> Known | None:
        row = self._transaction.execute(select(*_KNOWN).where(KNOWN.c.about == about)).first()
        return None if row is None else Known(*row)

    def _note(self, act: str, about: str) -> None:
        note_deed(self._transaction, self._me.person, act, ("known", about[:40]), self._now)


def published(transaction: Transaction) -> tuple[Known, ...]:
    """Return what everybody may be told."""
    query = select(*_KNOWN).where(KNOWN.c.is_published.is_(True)).order_by(KNOWN.c.about)
    return tuple(Known(*row) for row in transaction.execute(query))


def questions_of(transaction: Transaction, about: Sequence[str]) -> Mapping[str, str]:
    """Return what was asked, by the name of its answer."""
    query = select(KNOWN.c.about, KNOWN.c.question).where(KNOWN.c.about.in_(about))
    return {row.about: row.question for row in transaction.execute(query)}


def changed_topics(transaction: Transaction, prints: Mapping[str, str]) -> tuple[str, ...]:
    """Keep what tells the answer to each topic apart, and return those that were another: each to one caller."""
    row = TOPIC_PRINT.c
    kept = {each.about: each.mark for each in transaction.execute(select(row.about, row.mark))}
    found = []
    for about, mark in prints.items():
        if about not in kept:
            insert_once(transaction, TOPIC_PRINT, {"about": about, "mark": mark})
        elif kept[about] != mark:
            was = (row.about == about) & (row.mark == kept[about])
            done = transaction.execute(update(TOPIC_PRINT).where(was).values(mark=mark))
            found += [about] if done.rowcount == 1 else []
    return tuple(found)


def wishing_for(transaction: Transaction, about: str) -> tuple[int, ...]:
    """Return who wants to hear of something."""
    query = select(WISH.c.person_id).where(WISH.c.about == about).order_by(WISH.c.person_id)
    return tuple(transaction.execute(query).scalars())
