"""What the centre answered or made known besides the notices, and who wants to hear when that changes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.unanswered import Group
from knowledge.folding import folded

#: How what an answer is about begins: a note that was answered, or a topic of an edition.
ENTRY, TOPIC = "entry", "topic"


@dataclass(frozen=True, slots=True)
class Known:
    """One answer of the centre's own: what was asked, what is said, in which version.

    `about` names it (`entry-12`, `topic-2025-summary-deadline`); until it `is_published`, it waits for review.
    `at` is when this version was published, or proposed.
    """

    id: int
    about: str
    question: str
    text: str
    version: int
    is_published: bool
    at: datetime

    @property
    def is_of_topic(self) -> bool:
        """True for what a notice leaves open, not a question that was asked."""
        return self.about.startswith(f"{TOPIC}-")

    @property
    def topic(self) -> tuple[str, str]:
        """The edition and the topic it is about."""
        _, edition, topic = self.about.split("-", 2)
        return edition, topic


def about_topic(edition: str, topic: str) -> str:
    """Return the name of what is made known on a topic of an edition."""
    return f"{TOPIC}-{edition}-{topic}"


def about_question(question: str) -> str:
    """Return the name of the answer to a question, as it is kept: masked, and however it is spelt."""
    return f"{ENTRY}-{hashlib.sha256(folded(question).text.encode()).hexdigest()[:10]}"


class KnownAnswers(Protocol):
    """Answers proposed, published and changed; what is not theirs raises `bot.access.NotAllowed`."""

    def propose(self, note: int) -> Known | None:
        """Propose the answer of a note; None where it has none, or was proposed before."""

    def waiting(self) -> Sequence[Known]:
        """Return what waits for the centre's review, the oldest first."""

    def published(self) -> tuple[Known, ...]:
        """Return what everybody may be told."""

    def get(self, about: str) -> Known | None:
        """Return one by its name; the centre alone sees one that waits."""

    def unanswered(self) -> Sequence[Group]:
        """Return what was asked and nobody could answer, grouped, what was asked most first."""

    def publish(
        self,
        about: str,
        question: str,
        text: str,
        asked: Sequence[str] = (),
        by: Sequence[int] = (),
    ) -> Known:
        """Publish, or change what was published; the next version of it.

        Who wished to hear of one of `asked` (names of the same question, worded otherwise), and those
        `by` whom it was asked, want to hear of it from now on.
        """

    def drop(self, about: str) -> bool:
        """Take one away that waits; False when there is none."""

    def wish(self, about: str) -> None:
        """Note that the person who talks wants to hear when this changes."""

    def is_wished(self, about: str) -> bool:
        """True when the person who talks wants to hear of it already."""

    def wishing_in(self, region: int, about: Sequence[str]) -> Sequence[int]:
        """Return who of a region one is in charge of wants to hear of one of these."""

    def wishing(self, about: str) -> int:
        """Return how many want to hear of it."""

    def to_tell(self, known: Known) -> Sequence[int]:
        """Return who wants to hear of this version and has not; they count as told from now on."""
