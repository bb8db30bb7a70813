"""What `bot.people.People` promises, for one person in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from bot.access import ENDING, INVITING, Thing, require
from bot.people import (
    Actor,
    Deed,
    Invitation,
    InvitationKind,
    Invited,
    Redeemed,
    Region,
    Role,
    School,
)
from bot.sharing import GRANTS
from bot.store import invitations, members, places
from bot.store.audit import deeds, note_deed
from bot.store.codes import is_limited, note_wrong
from bot.store.database import Transaction
from bot.store.joining import join_persons
from bot.store.onetime import find_code, use_code
from bot.store.pens import give


class PersonPeople:
    """Places, roles and invitations, each act looked at by `bot.access` first."""

    def __init__(
        self,
        transaction: Transaction,
        person: int,
        now: datetime,
        today: date,
        changed: Callable[[], None],
    ) -> None:
        self._transaction = transaction
        self.person = person
        self._now = now
        self._today = today
        self._changed = changed

    @cached_property
    def me(self) -> Actor:
        """The person who talks, with their roles."""
        return members.actor_of(self._transaction, self.person)

    def regions(self) -> tuple[Region, ...]:
        """Return every region, by name."""
        return places.all_regions(self._transaction)

    def region(self, region: int) -> Region | None:
        """Return one region."""
        return places.find_region(self._transaction, region)

    def add_region(self, name: str) -> Region:
        """Return the region of this name, made when new."""
        require(self.me, "add_region", Thing())
        made = places.make_region(self._transaction, name)
        self.note("add_region", "region", str(made.id), made.id)
        return made

    def schools(self, region: int) -> tuple[School, ...]:
        """Return the schools of a region, by name."""
        return places.schools_of(self._transaction, region)

    def school(self, school: int) -> School | None:
        """Return one school."""
        return places.find_school(self._transaction, school)

    def add_school(self, name: str, region: int) -> School:
        """Return the school of this name in a region, made when new."""
        require(self.me, "add_school", Thing(region=region))
        made = places.make_school(self._transaction, name, region)
        self.note("add_school", "school", str(made.id), region)
        return made

    def add_schools(self, names: Mapping[str, str], region: int) -> None:
        """Take up schools of a region by name, each with its alias; those there are get the alias."""
        require(self.me, "add_school", Thing(region=region))
        for name, alias in names.items():
            made = places.make_school(self._transaction, name, region)
            if alias and made.alias != alias:
                places.set_alias(self._transaction, made.id, alias)
        self.note("add_schools", "region", str(region), region)

    def invite(self, kind: InvitationKind, role: Role, until: date, most_uses: int = 1) -> Invited:
        """Make an invitation to a role."""
        require(self.me, INVITING[role.name], Thing(region=role.region, school=role.school))
        if (kind == "poster") != (most_uses > 1) or (kind == "poster" and role.name != "teacher"):
            raise ValueError(kind)
        wanted = Invitation(0, kind, role, until, 0, most_uses, "open", self.person)
        made = invitations.make_invitation(self._transaction, wanted, self._now, self._today)
        self.note(INVITING[role.name], "invitation", str(made.invitation.id), role.region)
        return made

    def invitations(self) -> tuple[Invitation, ...]:
        """Return the invitations this person made, the newest first."""
        return invitations.invitations_by(self._transaction, self.person, self._today)

    def revoke(self, invitation: int) -> bool:
        """Take an invitation back: one's own, or one to a role one may end."""
        found = invitations.find_invitation(self._transaction, invitation, self._today)
        if found is None:
            return False
        role = found.role
        if found.made_by != self.person:
            require(self.me, ENDING[role.name], Thing(region=role.region, school=role.school))
        done = invitations.take_back(self._transaction, invitation, self._now)
        if done:
            self.note("revoke", "invitation", str(invitation), role.region)
        return done

    def redeem(self, code: str) -> Redeemed:
        """Take a code that was typed."""
        if is_limited(self._transaction, self.person, self._now):
            return Redeemed("limited")
        found = invitations.invitation_of(self._transaction, code, self._today)
        if found is None:
            return self._one_time(code)
        if any(_covers(held, found.role) for held in self.me.roles):
            return Redeemed("already", found.role)
        outcome = invitations.take_up(self._transaction, found)
        if outcome == "joined":
            members.give_role(self._transaction, self.person, found.role, self._now)
            self.note("join", "invitation", str(found.id), found.role.region)
        return Redeemed(outcome, found.role)

    def _one_time(self, code: str) -> Redeemed:
        """Take a code for a draft or another device."""
        found = find_code(self._transaction, code, self._now)
        if found is None:
            note_wrong(self._transaction, self.person, self._now)
            return Redeemed("unknown")
        if found.is_used or found.is_expired:
            return Redeemed("used" if found.is_used else "expired")
        if found.person == self.person:
            return Redeemed("own_code")
        if not use_code(self._transaction, found, self._now):
            return Redeemed("used")
        self._changed()
        if found.purpose == "join":
            self.note("link", "person", str(found.person))
            joined = join_persons(self._transaction, self.person, found.person, self._now)
            self.person = found.person
            self.__dict__.pop("me", None)
            return Redeemed("linked", joined=joined)
        draft, grant = found.draft or "", next(g for g in GRANTS if g == found.purpose)
        give(self._transaction, draft, self.person, grant, self._now)
        self.note(f"take_{grant}", "draft", draft)
        return Redeemed("shared", draft=draft, grant=grant)

    def settle(self, school: int) -> bool:
        """Say which school of their region a teacher belongs to."""
        found = self.school(school)
        held = next((role for role in self.me.roles if role.name == "teacher"), None)
        if found is None or held is None or held.region != found.region:
            return False
        settled = Role("teacher", found.region, school)
        members.give_role(self._transaction, self.person, settled, self._now)
        self.note("settle", "school", str(school), found.region)
        return True

    def leave(self, role: Role) -> bool:
        """Give a role of one's own up."""
        done = members.end_role(self._transaction, self.person, role, self._now)
        if done:
            self.note("leave", role.name, str(role.school), role.region)
        return done

    def end(self, person: int, role: Role) -> bool:
        """End a role of somebody else."""
        require(self.me, ENDING[role.name], Thing(region=role.region, school=role.school))
        done = members.end_role(self._transaction, person, role, self._now)
        if done:
            self.note(ENDING[role.name], "person", str(person), role.region)
        return done

    def members(self, region: int) -> tuple[Actor, ...]:
        """Return who holds a role in a region."""
        require(self.me, "see_people", Thing(region=region))
        return members.members_of(self._transaction, region)

    def deeds(self, before: int, most: int) -> Sequence[Deed]:
        """Return the newest lines of the audit before one."""
        require(self.me, "see_audit", Thing())
        return deeds(self._transaction, before=before, most=most)

    def note(self, act: str, thing: str, thing_id: str = "", region: int | None = None) -> None:
        """Write down who did what to which thing, and look at the roles anew."""
        note_deed(self._transaction, self.person, act, (thing, thing_id), self._now, region)
        self.__dict__.pop("me", None)


def _covers(held: Role, offered: Role) -> bool:
    """True when an offered role adds nothing to one that is held."""
    is_same_place = held.name == offered.name and held.region == offered.region
    return is_same_place and offered.school in (0, held.school)
