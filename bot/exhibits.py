"""The pictures and tables that go with a draft, and those that wait until their place is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.submissions import Submission
from forms.exhibit import Exhibit, Kind

#: So many go with one draft.
MOST = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """What is kept of a picture or a table, without its content. `part` is empty for the whole form."""

    id: int
    part: str
    kind: Kind
    caption: str
    digest: str

    @property
    def is_picture(self) -> bool:
        """True for a picture, False for a table."""
        return self.kind != "table"


class Exhibits(Protocol):
    """The pictures and tables a person may reach. They go on the 附页 of their draft."""

    def of(self, draft: str) -> Sequence[Shown]:
        """Return those of a draft, in the order they came."""

    def of_case(self, case: Submission) -> Sequence[Shown]:
        """Return those of a case that was read for this person, as they were sent with it."""

    def waiting(self) -> Sequence[Shown]:
        """Return those that wait for this person to say where they go."""

    def wait(self, found: Sequence[Exhibit], *, adds: bool = False) -> None:
        """Let these wait, in place of those that did unless they are to be added."""

    def wait_from(self, draft: str) -> None:
        """Let copies of those of a draft wait, in place of those that did."""

    def keep(self, draft: str, part: str | None = None) -> int:
        """Let those that wait go to a draft (and all to one part of it), and return how many went.

        What the draft has already stays as it is; beyond `MOST` none goes.
        """

    def leave(self) -> None:
        """Take away those that wait."""

    def change(
        self, draft: str, number: int, *, part: str | None = None, caption: str | None = None
    ) -> bool:
        """Give one of a draft another place or caption; False when it is not there."""

    def remove(self, draft: str, number: int) -> bool:
        """Take one away from a draft; False when it is not there."""
