"""What `bot.submissions.Reviews` promises, for one person in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, insert, update

from bot.access import Thing, require
from bot.store import cases
from bot.store.audit import note_deed
from bot.store.exhibited import show_as
from bot.store.exhibits import picture_bytes
from bot.store.quota_places import take_place, tallies
from bot.store.registering import Registering
from bot.store.submitted import CORRECTION, REGION_DAY, REMARK, SUBMISSION
from bot.submissions import WAITING, Outcome, Rank, Remark, Submission, Tally
from forms.form import Json


class PersonReviews(Registering):
    """Deeds of those in charge, each asked of `bot.access` and decided by the database.

    A case is written to only as it was read: whoever comes second is told that it moved.
    """

    def set_region_day(self, region: int, edition: str, day: date | None) -> None:
        """Set the day a region wants papers by; None takes it back."""
        require(self._me, "set_region", Thing(region=region))
        here = (REGION_DAY.c.region_id == region) & (REGION_DAY.c.edition == edition)
        self._transaction.execute(delete(REGION_DAY).where(here))
        if day is not None:
            values = {"day": day, "set_by": self._me.person, "set_at": self._now}
            self._transaction.execute(
                insert(REGION_DAY).values(region_id=region, edition=edition, **values)
            )
        thing = ("region", str(region))
        note_deed(self._transaction, self._me.person, "set_day", thing, self._now, region)

    def listed(self, region: int, edition: str) -> Sequence[Submission]:
        """Return the cases of a region that were not withdrawn, by unit and title."""
        require(self._me, "see_counts", Thing(region=region))
        return cases.submissions(self._transaction, *_kept_in(region, edition))

    def tallies(self, edition: str) -> Sequence[Tally]:
        """Return how the cases of every region stand that has any."""
        require(self._me, "see_counts", Thing())
        return tallies(self._transaction, edition)

    def answers(self, region: int, edition: str) -> Mapping[int, Mapping[str, Json]]:
        """Return the answers of those cases, by their number."""
        require(self._me, "export_region", Thing(region=region))
        return cases.answers_of(self._transaction, *_kept_in(region, edition))

    def picture_bytes(self, region: int, edition: str) -> Mapping[int, int]:
        """Return how many bytes the pictures of those cases are that have any, by their number."""
        require(self._me, "export_region", Thing(region=region))
        return picture_bytes(self._transaction, *_kept_in(region, edition))

    def seen(self, submission: int) -> None:
        """Note that somebody in charge looked at a case."""
        found = cases.find_submission(self._transaction, SUBMISSION.c.id == submission)
        if found is not None:
            self._require("review_submission", found)
            cases.change(self._transaction, found, {"is_seen": True})

    def accept(self, submission: Submission, most: int) -> Outcome:
        """Accept this version; it takes a 上报 place where one of `most` (0: no limit) is free."""
        self._require("review_submission", submission)
        if submission.standing not in ("sent", "returned") or submission.is_stub:
            return "moved"
        if not cases.change(self._transaction, submission, self._reviewed("accepted")):
            return "moved"
        self._note("accept", submission)
        if submission.rank:
            return "done"
        accepted = self._read(submission)
        is_placed = accepted is not None and take_place(self._transaction, accepted, most)
        return "done" if is_placed else "full"

    def send_back(self, submission: Submission, remarks: Sequence[Remark]) -> Outcome:
        """Send this version back with remarks."""
        self._require("review_submission", submission)
        if submission.standing != "sent" or not remarks or submission.is_stub:
            return "moved"
        values = {**self._reviewed("returned"), "place": None}
        if not cases.change(self._transaction, submission, values):
            return "moved"
        rows = [
            {
                "submission_id": submission.id,
                "version": submission.version,
                "question": each.question,
                "text": each.text[:500],
                "by_id": self._me.person,
                "at": self._now,
            }
            for each in remarks
        ]
        self._transaction.execute(insert(REMARK), rows)
        self._note("send_back", submission)
        return "done"

    def rank(self, submission: Submission, rank: Rank, most: int) -> Outcome:
        """Mark a case 上报 or 备选."""
        self._require("rank_submission", submission)
        if rank == "main":
            if submission.rank != "main" and not take_place(self._transaction, submission, most):
                return self._full_or_moved(submission)
        elif not cases.change(self._transaction, submission, {"place": None, "is_reserve": True}):
            return "moved"
        self._note(f"rank_{rank}", submission)
        return "done"

    def receive_paper(self, submission: Submission, *, is_received: bool = True) -> Outcome:
        """Note that the stamped paper came, or that it was noted by mistake."""
        self._require("receive_paper", submission)
        if (submission.paper_at is not None) == is_received:
            return "moved"
        at, by = (self._now, self._me.person) if is_received else (None, None)
        was = SUBMISSION.c.paper_at.is_(None) if is_received else SUBMISSION.c.paper_at.is_not(None)
        done = self._transaction.execute(
            update(SUBMISSION)
            .where(SUBMISSION.c.id == submission.id, was)
            .values(paper_at=at, paper_by=by)
        )
        if done.rowcount != 1:
            return "moved"
        self._note("receive_paper" if is_received else "lose_paper", submission)
        return "done"

    def settle(
        self, submission: Submission, correction: int, most: int, *, is_taken: bool
    ) -> Outcome:
        """Take the correction that was shown over as the next version, or leave the case as it is."""
        self._require("review_submission", submission)
        waiting = cases.waiting_correction(self._transaction, submission.id)
        if waiting is None or waiting.id != correction:
            return "moved"
        done = self._transaction.execute(
            update(CORRECTION)
            .where(CORRECTION.c.submission_id == submission.id, CORRECTION.c.is_taken.is_(None))
            .values(is_taken=is_taken)
        )
        if not done.rowcount:
            return "moved"
        self._note("take_correction" if is_taken else "leave_correction", submission)
        outcome = self._next(submission, waiting.answers, most) if is_taken else "done"
        if is_taken and outcome != "moved":
            show_as(self._transaction, submission.id, submission.version + 1, WAITING)
        return outcome

    def _full_or_moved(self, submission: Submission) -> Outcome:
        """Tell why no place was had: none is free, or the case is not as it was read."""
        found = self._read(submission)
        is_same = found is not None and (found.version, found.standing) == (
            submission.version,
            submission.standing,
        )
        return "full" if is_same else "moved"


def _kept_in(region: int, edition: str) -> tuple[ColumnElement[bool], ...]:
    here = SUBMISSION.c
    return here.region_id == region, here.edition == edition, cases.IS_KEPT
