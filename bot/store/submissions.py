"""What `bot.submissions.Submissions` promises, for one person in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, cast

from sqlalchemy import insert, select, update

from bot.access import Act, Thing, may, require
from bot.people import CENTRES_OWN, Actor, Role
from bot.store import cases
from bot.store.audit import note_deed
from bot.store.database import Transaction
from bot.store.exhibited import show_as, show_draft
from bot.store.members import in_charge
from bot.store.pens import mode_of, owner_of
from bot.store.quota_places import around, school_named
from bot.store.roster import SCHOOL
from bot.store.submitted import CORRECTION, REGION_DAY, REMARK, SUBMISSION
from bot.submissions import (
    WAITING,
    Around,
    Correction,
    Outcome,
    Remark,
    Submission,
    Version,
    is_fitting,
    place_of,
)
from forms.answers import take
from forms.form import Answers


def allowed(transaction: Transaction, me: Actor, act: Act, case: Submission) -> bool:
    """True when somebody may do this with a case."""
    return may(me, act, thing_of(transaction, me, case))


def thing_of(transaction: Transaction, me: Actor, case: Submission) -> Thing:
    """Return what `bot.access` asks about a case."""
    shared = mode_of(transaction, case.draft, me.person) if case.draft else ""
    mode = cast("Literal['', 'view', 'edit']", shared)
    return Thing(owner=case.sender, region=case.region, school=case.school, shared=mode)


class PersonSubmissions:
    """What one person sent, and what they may see, each look asked of `bot.access` first."""

    def __init__(self, transaction: Transaction, me: Actor, now: datetime) -> None:
        self._transaction = transaction
        self._me = me
        self._now = now

    def in_charge(self, region: int) -> Sequence[int]:
        """Return who reviews what is sent to a region."""
        return in_charge(self._transaction, region)

    def reviewers(self, submission: Submission) -> Sequence[int]:
        """Return who reviews a case: who did before, else everybody in charge there."""
        self._require("see_submission", submission)
        found = in_charge(self._transaction, submission.region)
        return (submission.reviewer,) if submission.reviewer in found else found

    def around(self, submission: Submission) -> Around:
        """Return what stands beside a case of one's own."""
        self._require("see_submission", submission)
        return around(self._transaction, submission)

    def of_draft(self, draft: str) -> Submission | None:
        """Return the case a draft was sent as."""
        found = cases.sent_as(self._transaction, draft)
        if found is None or not self._may_see(found):
            return None
        return found

    def send(self, draft: str, edition: str, answers: Answers) -> Submission | None:
        """Send a draft, as the next version where it was sent before."""
        owner = owner_of(self._transaction, draft) or 0
        mode = mode_of(self._transaction, draft, self._me.person)
        shared = cast("Literal['', 'view', 'edit']", mode)
        require(self._me, "edit_draft", Thing(owner=owner, shared=shared))
        before = self.of_draft(draft)
        if before is not None:
            return self._send_again(before, answers)
        role = place_of(self._me)
        filed_as = str(answers.get("filed_as") or "")
        if role is None or role.region is None or not is_fitting(role, filed_as):
            return None
        if not self.in_charge(role.region):
            return None
        values: dict[str, object] = {
            "edition": edition,
            "region_id": role.region,
            "school_id": self._school(role, answers),
            "standing": "sent",
            "source": "chat",
            "draft_id": draft,
            "sender_id": owner,
            "is_seen": False,
        }
        made = cases.add_submission(self._transaction, values, answers, self._now)
        return self._sent(made)

    def withdraw(self, submission: int) -> Outcome:
        """Take back what was sent, until it is accepted."""
        found = self.get(submission)
        if found is None or found.standing == "accepted":
            return "moved"
        require(self._me, "edit_draft", self._thing(found))
        values = {"standing": "withdrawn", "place": None, "is_reserve": False}
        if found.standing == "withdrawn" or not cases.change(self._transaction, found, values):
            return "moved"
        self._note("withdraw", found)
        return "done"

    def withdraw_correction(self, submission: int) -> Outcome:
        """Take back the correction one sent, until it is decided."""
        found = self.get(submission)
        if found is None:
            return "moved"
        require(self._me, "edit_draft", self._thing(found))
        done = self._transaction.execute(
            update(CORRECTION)
            .where(CORRECTION.c.submission_id == found.id, CORRECTION.c.is_taken.is_(None))
            .where(CORRECTION.c.is_of_sender.is_(True))
            .values(is_taken=False)
        )
        if not done.rowcount:
            return "moved"
        show_as(self._transaction, found.id, WAITING, found.version)
        self._note("withdraw_correction", found)
        return "done"

    def get(self, submission: int) -> Submission | None:
        """Return one case."""
        found = cases.find_submission(self._transaction, SUBMISSION.c.id == submission)
        if found is not None:
            self._require("see_submission", found)
        return found

    def find(self, code: str) -> Submission | None:
        """Return the case of a short code; None where it is none the person may see."""
        found = cases.find_submission(self._transaction, SUBMISSION.c.code == code)
        return found if found is not None and self._may_see(found) else None

    def versions(self, submission: int) -> Sequence[Version]:
        """Return every version of a case, the oldest first."""
        return () if self.get(submission) is None else self._versions(submission)

    def remarks(self, submission: int) -> Sequence[Remark]:
        """Return what was remarked, in order."""
        if self.get(submission) is None:
            return ()
        return cases.remarks_of(self._transaction, submission)

    def correction(self, submission: int) -> Correction | None:
        """Return the correction that waits to be decided."""
        if self.get(submission) is None:
            return None
        return cases.waiting_correction(self._transaction, submission)

    def of_school(self, school: int, edition: str) -> Sequence[Submission]:
        """Return the cases of a school that were not withdrawn."""
        region = self._transaction.scalar(select(SCHOOL.c.region_id).where(SCHOOL.c.id == school))
        place = Thing(region=region or CENTRES_OWN, school=school)
        require(self._me, "see_counts", place)
        here = (SUBMISSION.c.school_id == school) & (SUBMISSION.c.edition == edition)
        return cases.submissions(self._transaction, here, cases.IS_KEPT)

    def region_day(self, region: int, edition: str) -> date | None:
        """Return the day a region wants papers by, where its liaison set one."""
        row = REGION_DAY.c
        query = select(row.day).where(row.region_id == region, row.edition == edition)
        found: date | None = self._transaction.scalar(query)
        return found

    def _send_again(self, before: Submission, answers: Answers) -> Submission | None:
        if before.standing == "accepted":
            self._transaction.execute(
                insert(CORRECTION).values(
                    submission_id=before.id,
                    answers=dict(answers),
                    at=self._now,
                    is_of_sender=True,
                )
            )
            show_draft(self._transaction, before.id, WAITING)
            self._note("correct", before)
            return before
        values = {"standing": "sent", "is_seen": False}
        if not cases.add_version(self._transaction, before, answers, values, self._now):
            return self.get(before.id)
        show_draft(self._transaction, before.id, before.version + 1)
        self._tick(before, answers)
        return self._sent(before.id)

    def _tick(self, before: Submission, answers: Answers) -> None:
        """Note the remarks whose cell was changed as done."""
        old = next(v.answers for v in self._versions(before.id) if v.version == before.version)
        paths = {each.question for each in cases.remarks_of(self._transaction, before.id)}
        changed = [path for path in paths if path and take(old, path) != take(answers, path)]
        self._transaction.execute(
            update(REMARK)
            .where(REMARK.c.submission_id == before.id, REMARK.c.question.in_(changed))
            .where(REMARK.c.done_at.is_(None))
            .values(done_at=self._now)
        )

    def _school(self, role: Role, answers: Answers) -> int:
        """Return the school of a case: the one its unit names, else its sender's."""
        if answers.get("filed_as") == "region" or role.region is None:
            return 0
        unit = str(answers.get("unit") or "").strip()
        return school_named(self._transaction, role.region, unit) or role.school

    def _sent(self, submission: int) -> Submission | None:
        found = self.get(submission)
        if found is not None:
            self._note("submit", found)
        return found

    def _versions(self, submission: int) -> Sequence[Version]:
        return cases.versions_of(self._transaction, submission)

    def _may_see(self, case: Submission) -> bool:
        return allowed(self._transaction, self._me, "see_submission", case)

    def _thing(self, case: Submission) -> Thing:
        return thing_of(self._transaction, self._me, case)

    def _require(self, act: Act, case: Submission) -> None:
        require(self._me, act, self._thing(case))

    def _note(self, act: str, case: Submission) -> None:
        thing = ("submission", str(case.id))
        note_deed(self._transaction, self._me.person, act, thing, self._now, case.region)
