"""Regions, schools, roles and invitations in the store; the audit beside them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from bot.access import NotAllowed
from bot.codes import read_code
from bot.people import CENTRES_OWN, Invited, Outcome, Role
from bot.store import Database, Transaction, Unit, invite_centre, meet
from bot.store.audit import deeds
from bot.store.codes import MOST_WRONG, WRONG_COUNTED, new_code
from bot.store.roster import AUDIT, INVITATION

NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)
TODAY = date(2025, 3, 1)
UNTIL = date(2025, 3, 8)


def unit(transaction: Transaction, key: str, *, today: date = TODAY, now: datetime = NOW) -> Unit:
    return Unit(transaction, meet(transaction, "test", key, NOW).id, now, today)


def found_centre(transaction: Transaction) -> Unit:
    """Return the centre, come in by the operator's code."""
    centre = unit(transaction, "centre")
    assert centre.people.redeem(invite_centre(transaction, UNTIL, NOW, TODAY).code).role
    return centre


def found_region(transaction: Transaction, name: str, key: str) -> tuple[int, Unit]:
    """Return a region and its liaison, invited by the centre."""
    centre = found_centre(transaction)
    region = centre.people.add_region(name).id
    invited = centre.people.invite("region", Role("liaison", region), UNTIL)
    liaison = unit(transaction, key)
    assert outcome(liaison, invited) == "joined"
    return region, liaison


def outcome(who: Unit, invited: Invited) -> Outcome:
    return who.people.redeem(invited.code).outcome


def test_the_operators_code_makes_the_centre_once(database: Database) -> None:
    with database.transaction() as transaction:
        code = invite_centre(transaction, UNTIL, NOW, TODAY).code
        assert read_code(code) == code
        first, second = unit(transaction, "a"), unit(transaction, "b")
        assert first.people.redeem(code).outcome == "joined"
        assert first.me.has("centre")
        assert first.people.redeem(code).outcome == "already"
        assert second.people.redeem(code).outcome == "used"
        assert second.me.roles == ()


def test_no_code_is_kept(database: Database) -> None:
    with database.transaction() as transaction:
        code = invite_centre(transaction, UNTIL, NOW, TODAY).code
        rows = transaction.execute(select(INVITATION)).all()
    assert code not in str(rows)


def test_from_the_centre_to_a_teacher(database: Database) -> None:
    with database.transaction() as transaction:
        region, liaison = found_region(transaction, "示例区", "l")
        school = liaison.people.add_school("苏州市示例小学", region)
        assert liaison.people.add_school("苏州市示例小学", region) == school
        invited = liaison.people.invite("personal", Role("teacher", region, school.id), UNTIL)
        teacher = unit(transaction, "t")
        assert outcome(teacher, invited) == "joined"
        assert teacher.me.roles == (Role("teacher", region, school.id),)
        assert {each.person for each in liaison.people.members(region)} == {
            liaison.person,
            teacher.person,
        }


def test_two_liaisons_share_a_region(database: Database) -> None:
    with database.transaction() as transaction:
        region, first = found_region(transaction, "示例区", "l1")
        again, second = found_region(transaction, "示例区", "l2")
        assert region == again
        assert first.me.roles == second.me.roles == (Role("liaison", region),)


def test_a_poster_serves_many_up_to_its_limit(database: Database) -> None:
    with database.transaction() as transaction:
        region, liaison = found_region(transaction, "示例区", "l")
        poster = liaison.people.invite("poster", Role("teacher", region), UNTIL, most_uses=2)
        found = [outcome(unit(transaction, key), poster) for key in ("a", "b", "b", "c")]
        assert found == ["joined", "joined", "already", "used"]
        (listed,) = liaison.people.invitations()
        assert (listed.uses, listed.standing) == (2, "used")


def test_a_poster_makes_teachers_only(database: Database) -> None:
    with database.transaction() as transaction:
        centre = found_centre(transaction)
        region = centre.people.add_region("示例区").id
        with pytest.raises(ValueError, match="poster"):
            centre.people.invite("poster", Role("liaison", region), UNTIL, most_uses=9)


def test_an_invitation_ends_with_its_day_or_when_taken_back(database: Database) -> None:
    with database.transaction() as transaction:
        region, liaison = found_region(transaction, "示例区", "l")
        first, second = (
            liaison.people.invite("personal", Role("teacher", region), UNTIL) for _ in range(2)
        )
        assert liaison.people.revoke(first.invitation.id)
        assert not liaison.people.revoke(first.invitation.id)
        assert outcome(unit(transaction, "t"), first) == "revoked"
        late = unit(transaction, "t", today=UNTIL + timedelta(days=1))
        assert outcome(late, second) == "expired"
        assert outcome(unit(transaction, "t", today=UNTIL), second) == "joined"


def test_nobody_invites_beyond_their_region(database: Database) -> None:
    with database.transaction() as transaction:
        one, liaison = found_region(transaction, "示例区", "l1")
        other, colleague = found_region(transaction, "另一区", "l2")
        theirs = colleague.people.invite("personal", Role("teacher", other), UNTIL)
        for role in (Role("teacher", other), Role("liaison", one), Role("centre")):
            with pytest.raises(NotAllowed):
                liaison.people.invite("personal", role, UNTIL)
        with pytest.raises(NotAllowed):
            liaison.people.revoke(theirs.invitation.id)
        with pytest.raises(NotAllowed):
            liaison.people.members(other)
        with pytest.raises(NotAllowed):
            liaison.people.add_school("别处小学", CENTRES_OWN)
        assert theirs.invitation not in liaison.people.invitations()


def test_too_many_wrong_codes_have_to_wait_an_hour(database: Database) -> None:
    with database.transaction() as transaction:
        good = invite_centre(transaction, UNTIL, NOW, TODAY).code
        guesser = unit(transaction, "g")
        found = [guesser.people.redeem(new_code()).outcome for _ in range(MOST_WRONG + 1)]
        assert found == ["unknown"] * MOST_WRONG + ["limited"]
        assert guesser.people.redeem(good).outcome == "limited"
        later = unit(transaction, "g", now=NOW + WRONG_COUNTED + timedelta(seconds=1))
        assert later.people.redeem(good).outcome == "joined"


def test_a_teacher_names_a_school_of_their_region_only(database: Database) -> None:
    with database.transaction() as transaction:
        region, liaison = found_region(transaction, "示例区", "l")
        other, colleague = found_region(transaction, "另一区", "l2")
        mine = liaison.people.add_school("苏州市示例小学", region)
        theirs = colleague.people.add_school("苏州市样例小学", other)
        teacher = unit(transaction, "t")
        poster = liaison.people.invite("poster", Role("teacher", region), UNTIL, most_uses=9)
        assert outcome(teacher, poster) == "joined"
        assert not teacher.people.settle(theirs.id)
        assert teacher.people.settle(mine.id)
        assert teacher.me.roles == (Role("teacher", region, mine.id),)


def test_somebody_leaves(database: Database) -> None:
    with database.transaction() as transaction:
        region, liaison = found_region(transaction, "示例区", "l")
        assert liaison.people.leave(Role("liaison", region))
        assert not liaison.people.leave(Role("liaison", region))
        with pytest.raises(NotAllowed):
            liaison.people.members(region)


def test_the_audit_tells_who_did_what_in_order(database: Database) -> None:
    with database.transaction() as transaction:
        region, liaison = found_region(transaction, "示例区", "l")
        found = [(deed.person, deed.act, deed.region) for deed in deeds(transaction)]
        centre = meet(transaction, "test", "centre", NOW).id
    assert found == [
        (0, "invite_centre", None),
        (centre, "join", None),
        (centre, "add_region", region),
        (centre, "invite_liaison", region),
        (liaison.person, "join", region),
    ]


@pytest.mark.parametrize("change", [update(AUDIT).values(act="nothing"), delete(AUDIT)])
def test_the_audit_cannot_be_changed(database: Database, change: object) -> None:
    with database.transaction() as transaction:
        found_centre(transaction)
    with pytest.raises(DatabaseError, match="only grows"), database.transaction() as transaction:
        transaction.execute(change)  # type: ignore[call-overload]
    with database.transaction() as transaction:
        assert len(deeds(transaction)) == 2
