"""What those in charge of a region, or the centre, do with its cases."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.submissions import Outcome, Rank, Remark, Source, Submission, Tally
from forms.form import Answers, Json


class Reviews(Protocol):
    """What those in charge of a region (or the centre, of the direct schools) do with its cases."""

    def set_region_day(self, region: int, edition: str, day: date | None) -> None:
        """Set the day a region wants papers by; None takes it back."""

    def listed(self, region: int, edition: str) -> Sequence[Submission]:
        """Return the cases of a region that were not withdrawn, by unit and title."""

    def tallies(self, edition: str) -> Sequence[Tally]:
        """Return how the cases of every region stand that has any."""

    def answers(self, region: int, edition: str) -> Mapping[int, Mapping[str, Json]]:
        """Return the answers of those cases, by their number."""

    def picture_bytes(self, region: int, edition: str) -> Mapping[int, int]:
        """Return how many bytes the pictures of those cases are that have any, by their number."""

    def seen(self, submission: int) -> None:
        """Note that somebody in charge looked at a case."""

    def accept(self, submission: Submission, most: int) -> Outcome:
        """Accept this version; it takes a 上报 place where one of `most` (0: no limit) is free."""

    def send_back(self, submission: Submission, remarks: Sequence[Remark]) -> Outcome:
        """Send this version back with remarks."""

    def rank(self, submission: Submission, rank: Rank, most: int) -> Outcome:
        """Mark a case 上报 or 备选."""

    def receive_paper(self, submission: Submission, *, is_received: bool = True) -> Outcome:
        """Note that the stamped paper came, or that it was noted by mistake."""

    def settle(
        self, submission: Submission, correction: int, most: int, *, is_taken: bool
    ) -> Outcome:
        """Take the correction that was shown over as the next version, or leave the case as it is."""

    def register(
        self,
        region: int,
        edition: str,
        answers: Answers,
        source: Source,
        draft: str = "",
        most: int = 0,
    ) -> Submission:
        """Keep a case that came another way; it counts as accepted, and as 上报 where a place is free.

        Where it is not said whose case it is, nothing is decided.
        """

    def keep_stub(self, region: int, edition: str, name: str, mark: str = "") -> Submission | None:
        """Keep a row for a file nobody could read, once a content; None where it was kept before.

        `mark` tells contents apart; without one the name does.
        """

    def complete(self, stub: Submission, answers: Answers, most: int) -> Outcome:
        """Make a case of a stub, known by a few cells like one on paper; it counts as accepted."""

    def drop(self, submission: Submission) -> Outcome:
        """Take a case that came by a file or on paper, or a stub, off the list: it came by mistake."""

    def holder(self, draft: str) -> int | None:
        """Return the region that holds the case a draft was sent as, and nothing more of it; None where none does."""

    def propose(self, submission: Submission, answers: Answers) -> None:
        """Lay other answers of a case beside it, as a correction that waits."""

    def amend(self, submission: Submission, answers: Answers, most: int) -> Outcome:
        """Keep answers of a case that those in charge corrected (类别, 学段, a row of 附件3)."""
