"""留言: what nobody could answer, left for one's liaison or the centre; and how others are reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Note:
    """A question somebody left: where, who asked, what was answered (empty until then)."""

    id: int
    region: int
    asker: int
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who of a region can be written to: teachers and 学校负责人; and schools where nobody is.

    `quiet` are those among them whom no channel tells of a letter: they read it when they open the page;
    `quiet_schools` is where they are.
    """

    teachers: tuple[int, ...]
    heads: tuple[int, ...]
    schools_without: tuple[str, ...]
    quiet: tuple[int, ...] = ()
    quiet_schools: tuple[str, ...] = ()

    @property
    def persons(self) -> tuple[int, ...]:
        """Everybody, each once."""
        return tuple(dict.fromkeys((*self.teachers, *self.heads)))

    @property
    def told(self) -> int:
        """How many of them hear of a letter at once."""
        return len(self.persons) - len(self.quiet)


class Notes(Protocol):
    """Questions left and answered, letters to a whole region, reminders.

    What is not theirs raises `bot.access.NotAllowed`.
    """

    def leave(self, region: int, text: str) -> Note:
        """Leave a question for those in charge of a region (`CENTRES_OWN`: the centre)."""

    def waiting(self, region: int) -> Sequence[Note]:
        """Return the questions of a region nobody has answered, the oldest first."""

    def get(self, note: int) -> Note | None:
        """Return one question of a region one is in charge of."""

    def answer(self, note: int, text: str) -> bool:
        """Answer a question; False when somebody has."""

    def reach(self, region: int) -> Reach:
        """Return who of a region can be written to."""

    def reach_schools(self, schools: Sequence[int]) -> Reach:
        """Return who of some schools can be written to: their 学校负责人, else their teachers."""

    def hears(self, person: int) -> bool:
        """True when somebody is told of a letter at once; False for who reads it when they open the page."""

    def plan(self, region: int, edition: str, day: date) -> None:
        """Remind those of a region before a day, once each; a day set anew takes the place of the last."""

    def mute(self) -> None:
        """Send the person who talks no more reminders."""
