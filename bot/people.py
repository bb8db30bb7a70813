"""Who works with the assistant, and where: regions, schools, roles, invitations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from forms.form import Json

#: What somebody may be; a person may be several.
RoleName: TypeAlias = Literal["teacher", "school", "liaison", "centre"]
#: A school of a region, or one that hands in straight to the centre.
SchoolKind: TypeAlias = Literal["district", "direct"]
#: `personal` serves once, `poster` many times and makes teachers only, `region` once, given before
#: it is known who will be a region's liaison.
InvitationKind: TypeAlias = Literal["personal", "poster", "region"]
#: How an invitation stands today.
Standing: TypeAlias = Literal["open", "used", "expired", "revoked"]

ROLE_NAMES: tuple[RoleName, ...] = ("teacher", "school", "liaison", "centre")

#: The region of what belongs to the centre itself: 直属（代管）学校.
CENTRES_OWN = 0


@dataclass(frozen=True, slots=True)
class Region:
    """A district that collects for itself (区域)."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class School:
    """A school by its standard name; `region` is `CENTRES_OWN` for a direct one.

    `alias` is how else people call it (简称), several parted by 、.
    """

    id: int
    name: str
    kind: SchoolKind
    region: int
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """One thing somebody is, and where; `region` None where no place goes with it, `school` 0."""

    name: RoleName
    region: int | None = None
    school: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, with all roles they have now."""

    person: int
    roles: tuple[Role, ...] = ()

    def regions(self, name: RoleName) -> tuple[int, ...]:
        """Return the regions this person holds a role in."""
        return tuple(
            role.region for role in self.roles if role.name == name and role.region is not None
        )

    @property
    def is_more(self) -> bool:
        """True for somebody who is more than a teacher: they see what is not theirs."""
        return any(role.name != "teacher" for role in self.roles)

    def has(self, name: RoleName) -> bool:
        """True when the person holds a role of this name anywhere."""
        return any(role.name == name for role in self.roles)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as its maker sees it; the code itself is kept nowhere."""

    id: int
    kind: InvitationKind
    role: Role
    until: date
    uses: int
    most_uses: int
    standing: Standing
    made_by: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation with its code, shown this once."""

    invitation: Invitation
    code: str


#: What came of a code. `joined` and `already`: a role; `shared`: a colleague's draft; `linked`: this
#: channel goes on as the person who made the code; the rest says why nothing came of it.
Outcome: TypeAlias = Literal[
    "joined",
    "already",
    "shared",
    "linked",
    "own_code",
    "unknown",
    "used",
    "expired",
    "revoked",
    "limited",
]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two persons become one: the conversation that goes on, how many drafts came, which roles did not."""

    state: Mapping[str, Json] | None
    drafts: int
    lost: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What came of a code somebody typed: the outcome, and the role, draft or person it gives."""

    outcome: Outcome
    role: Role | None = None
    draft: str = ""
    grant: str = ""
    joined: Joined | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit: numbers and codes only."""

    id: int
    at: datetime
    person: int
    act: str
    thing: str
    thing_id: str
    region: int | None


class People(Protocol):
    """Places, roles and invitations, as far as the person who talks may reach them.

    What is not theirs raises `bot.access.NotAllowed`.
    """

    def regions(self) -> tuple[Region, ...]:
        """Return every region, by name."""

    def region(self, region: int) -> Region | None:
        """Return one region."""

    def add_region(self, name: str) -> Region:
        """Return the region of this name, made when new."""

    def schools(self, region: int) -> tuple[School, ...]:
        """Return the schools of a region (`CENTRES_OWN`: the direct ones), by name."""

    def school(self, school: int) -> School | None:
        """Return one school."""

    def add_school(self, name: str, region: int) -> School:
        """Return the school of this name in a region, made when new."""

    def add_schools(self, names: Mapping[str, str], region: int) -> None:
        """Take up schools of a region by name, each with its alias (or none); raises NotAllowed."""

    def invite(self, kind: InvitationKind, role: Role, until: date, most_uses: int = 1) -> Invited:
        """Make an invitation to a role."""

    def invitations(self) -> tuple[Invitation, ...]:
        """Return the invitations this person made, the newest first."""

    def revoke(self, invitation: int) -> bool:
        """Take an invitation back; False when there is none that could be."""

    def redeem(self, code: str) -> Redeemed:
        """Take a code that was typed, in the form `bot.codes.read_code` gives."""

    def settle(self, school: int) -> bool:
        """Say which school of their region a teacher belongs to."""

    def leave(self, role: Role) -> bool:
        """Give a role of one's own up."""

    def end(self, person: int, role: Role) -> bool:
        """End a role of somebody else; False when they hold it no more."""

    def members(self, region: int) -> tuple[Actor, ...]:
        """Return who holds a role in a region."""

    def deeds(self, before: int, most: int) -> Sequence[Deed]:
        """Return the `most` newest lines of the audit before one (0: of all)."""

    def note(self, act: str, thing: str, thing_id: str = "", region: int | None = None) -> None:
        """Write down who did what to which thing; never with a personal word in it."""
