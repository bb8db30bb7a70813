"""Handing a draft to a colleague, and carrying on elsewhere: what a talk may do about it."""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

#: What a colleague gets: to look, to fill in, or the draft itself.
Grant: TypeAlias = Literal["view", "edit", "own"]
GRANTS: tuple[Grant, ...] = ("view", "edit", "own")


@dataclass(frozen=True, slots=True)
class Colleagues:
    """How many others may see and fill in a draft."""

    viewers: int
    editors: int


class Held(Exception):  # noqa: N818 - says what happened
    """A colleague is writing in a draft just now: its id, and the colleague's number."""

    def __init__(self, draft: str, by: int) -> None:
        super().__init__(draft)
        self.draft = draft
        self.by = by


class Sharing(Protocol):
    """One's drafts in others' hands, and one's own hands on other devices."""

    def grant(self, draft: str, grant: Grant) -> str:
        """Return a one-time code that gives a colleague the draft; raises NotAllowed."""

    def colleagues(self, draft: str) -> Colleagues:
        """Return how many others may see and fill in a draft of one's own."""

    def take_back(self, draft: str) -> bool:
        """Let nobody else at a draft of one's own any more; or give up a colleague's."""

    def writer(self, draft: str) -> int | None:
        """Return the number of the colleague who writes in a draft now, None when nobody does."""

    def pass_pen(self, draft: str, to: int) -> bool:
        """Let a colleague write who asked to; False when it is not for them, or not one's to give."""

    def join_code(self) -> str:
        """Return a one-time code that carries on on another device."""
