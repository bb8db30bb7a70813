"""Cases that came another way than the chat: registered, named only, completed, corrected by those in charge."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert

from bot.access import Act, Thing, require
from bot.people import Actor
from bot.store import cases
from bot.store.audit import note_deed
from bot.store.database import Transaction
from bot.store.exhibited import show_as
from bot.store.quota_places import school_named, take_place
from bot.store.stubs import keep_stub
from bot.store.submissions import thing_of
from bot.store.submitted import CORRECTION, SUBMISSION
from bot.submissions import WAITING, Outcome, Source, Submission
from forms.form import Answers


class Registering:
    """The part of `bot.reviews.Reviews` by which a region's list grows without its senders."""

    def __init__(self, transaction: Transaction, me: Actor, now: datetime) -> None:
        self._transaction = transaction
        self._me = me
        self._now = now

    def register(
        self,
        region: int,
        edition: str,
        answers: Answers,
        source: Source,
        draft: str = "",
        most: int = 0,
    ) -> Submission:
        """Keep a case that came another way; it counts as accepted, and as 上报 where a place is free."""
        require(self._me, "review_submission", Thing(region=region))
        values: dict[str, object] = {
            "edition": edition,
            "region_id": region,
            "school_id": self._school(region, answers),
            "standing": "accepted",
            "source": source,
            "draft_id": "" if self.holder(draft) not in (None, region) else draft,
            "reviewer_id": self._me.person,
            "is_seen": True,
        }
        made = cases.add_submission(self._transaction, values, answers, self._now)
        (kept,) = cases.submissions(self._transaction, SUBMISSION.c.id == made)
        self._note("register", kept)
        if kept.filed_as and take_place(self._transaction, kept, most):
            return replace(kept, rank="main")
        return kept

    def keep_stub(self, region: int, edition: str, name: str, mark: str = "") -> Submission | None:
        """Keep a row for a file nobody could read."""
        require(self._me, "review_submission", Thing(region=region))
        made = keep_stub(self._transaction, region, edition, (name, mark), self._now)
        if made is not None:
            self._note("keep_stub", made)
        return made

    def complete(self, stub: Submission, answers: Answers, most: int) -> Outcome:
        """Make a case of a stub, known by a few cells like one on paper."""
        self._require("review_submission", stub)
        school = self._school(stub.region, answers)
        values = {**self._reviewed("accepted"), "source": "paper", "school_id": school}
        is_open = stub.is_stub and stub.standing == "sent"
        if not is_open or not cases.add_version(
            self._transaction, stub, answers, values, self._now
        ):
            return "moved"
        self._note("complete", stub)
        kept = self._read(stub)
        is_placed = kept is not None and take_place(self._transaction, kept, most)
        return "done" if is_placed else "full"

    def drop(self, submission: Submission) -> Outcome:
        """Take a case nobody sent in the chat off the list."""
        self._require("review_submission", submission)
        values = {"standing": "withdrawn", "place": None, "is_reserve": False}
        if submission.source == "chat" or submission.standing == "withdrawn":
            return "moved"
        if not cases.change(self._transaction, submission, values):
            return "moved"
        self._note("drop_stub" if submission.is_stub else "drop_case", submission)
        return "done"

    def holder(self, draft: str) -> int | None:
        """Return the region that holds the case a draft was sent as."""
        found = cases.sent_as(self._transaction, draft) if draft else None
        return None if found is None or found.standing == "withdrawn" else found.region

    def propose(self, submission: Submission, answers: Answers) -> None:
        """Lay other answers of a case beside it, as a correction that waits."""
        self._require("review_submission", submission)
        values = {
            "submission_id": submission.id,
            "answers": dict(answers),
            "at": self._now,
            "is_of_sender": False,
        }
        self._transaction.execute(insert(CORRECTION).values(values))
        show_as(self._transaction, submission.id, WAITING, submission.version)
        self._note("propose", submission)

    def amend(self, submission: Submission, answers: Answers, most: int) -> Outcome:
        """Keep answers of a case that those in charge corrected."""
        self._require("review_submission", submission)
        outcome = self._next(submission, answers, most)
        if outcome != "moved":
            self._note("amend", submission)
        return outcome

    def _school(self, region: int, answers: Answers) -> int:
        if answers.get("filed_as") == "region":
            return 0
        return school_named(self._transaction, region, str(answers.get("unit") or "").strip())

    def _school_of(self, submission: Submission, answers: Answers) -> int:
        """Return the school of the next version: the one its unit names, else that of whoever sent it."""
        named = self._school(submission.region, answers)
        is_sent = submission.source == "chat" and answers.get("filed_as") != "region"
        return named or (submission.school if is_sent else 0)

    def _next(self, submission: Submission, answers: Answers, most: int) -> Outcome:
        """Keep the next version; a case of another unit, or of one just said, needs a place there."""
        school = self._school_of(submission, answers)
        values: dict[str, object] = {"is_seen": True, "school_id": school}
        if not cases.add_version(self._transaction, submission, answers, values, self._now):
            return "moved"
        kept = self._read(submission)
        is_moved = submission.rank == "main" or not submission.filed_as
        if kept is None or kept.rank or not kept.filed_as or not is_moved:
            return "done"
        return "done" if take_place(self._transaction, kept, most) else "full"

    def _read(self, submission: Submission) -> Submission | None:
        here = SUBMISSION.c.id == submission.id
        return cases.find_submission(self._transaction, here)

    def _reviewed(self, standing: str) -> dict[str, object]:
        return {"standing": standing, "reviewer_id": self._me.person, "is_seen": True}

    def _require(self, act: Act, case: Submission) -> None:
        require(self._me, act, thing_of(self._transaction, self._me, case))

    def _note(self, act: str, case: Submission) -> None:
        thing = ("submission", str(case.id))
        note_deed(self._transaction, self._me.person, act, thing, self._now, case.region)
