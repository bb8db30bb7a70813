"""What is kept about the person who talks, and what they may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from forms.form import Json


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept: drafts with their pictures, roles, ways in (phone, page …), lines in the audit."""

    drafts: int
    roles: int
    ways_in: int
    deeds: int
    exhibits: int = 0


class OwnData(Protocol):
    """The person's own data: seen, taken along, taken away."""

    def holdings(self) -> Holdings:
        """Return how much is kept."""

    def export(self) -> Mapping[str, Json]:
        """Return all of it as JSON: `drafts`, `roles`, `deeds`, and the other rows by table."""

    def exhibits(self) -> tuple[int, ...]:
        """Return the numbers of all one's pictures and tables, for the export."""

    def agree(self) -> None:
        """Write down that the person went on after the notice of what is kept."""

    def drop_draft(self, draft: str) -> bool:
        """Take one draft of one's own away for good; False when it is not theirs."""

    def erase(self) -> None:
        """Take away whatever is kept about the person. The next message comes from a stranger."""

    def ends(self) -> Mapping[str, date]:
        """Return the day each edition is over, where the centre has set one."""

    def end_edition(self, edition: str, day: date, dropped_on: date) -> None:
        """Set the day an edition is over, and the one its drafts are dropped on."""
