"""Drafts in colleagues' hands, and two channels that become one person, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.access import NotAllowed
from bot.people import Role
from bot.sharing import Colleagues, Grant, Held
from bot.store import Database, Transaction, Unit, find_person, meet
from bot.store.discarded import KEPT, forget_discarded
from bot.store.members import give_role
from bot.store.pens import PEN_KEPT
from bot.world import Draft

NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)
TODAY = date(2025, 3, 1)
LATER = NOW + PEN_KEPT + timedelta(seconds=1)


def unit(transaction: Transaction, key: str, now: datetime = NOW) -> Unit:
    return Unit(transaction, meet(transaction, "test", key, NOW).id, now, TODAY)


def shared(transaction: Transaction, grant: Grant) -> tuple[Unit, Unit, Draft]:
    """Return an owner, a colleague, and the draft the one handed the other."""
    owner, colleague = unit(transaction, "o"), unit(transaction, "c")
    draft = owner.drafts.save(owner.drafts.new("2025", "application"), {"unit": "甲"})
    found = colleague.people.redeem(owner.sharing.grant(draft.id, grant))
    assert (found.outcome, found.draft, found.grant) == ("shared", draft.id, grant)
    return owner, colleague, draft


def test_one_writes_at_a_time(database: Database) -> None:
    with database.transaction() as transaction:
        _, colleague, draft = shared(transaction, "edit")
        theirs = colleague.drafts.get(draft.id)
        assert theirs
        assert (theirs.mode, theirs.is_held, theirs.is_open) == ("edit", True, False)
        with pytest.raises(Held):
            colleague.drafts.save(theirs, {"unit": "乙"})
        later = unit(transaction, "c", LATER)
        free = later.drafts.get(draft.id)
        assert free
        assert free.is_open
        later.drafts.save(free, {"unit": "乙"})
        back = unit(transaction, "o", LATER).drafts.get(draft.id)
        assert back
        assert (back.is_held, back.answers) == (True, {"unit": "乙"})
        assert unit(transaction, "o", LATER).sharing.writer(draft.id) == colleague.person


def test_the_pen_goes_from_hand_to_hand_among_those_who_may_write(database: Database) -> None:
    with database.transaction() as transaction:
        owner, colleague, draft = shared(transaction, "edit")
        stranger = unit(transaction, "s")
        assert not owner.sharing.pass_pen(draft.id, stranger.person)
        assert owner.sharing.pass_pen(draft.id, colleague.person)
        assert not owner.sharing.pass_pen(draft.id, colleague.person)
        fresh = unit(transaction, "c")
        mine = fresh.drafts.get(draft.id)
        assert mine
        fresh.drafts.save(mine, {"unit": "乙"})
        with pytest.raises(NotAllowed):
            stranger.sharing.pass_pen(draft.id, stranger.person)


def test_a_viewer_looks_and_no_more(database: Database) -> None:
    with database.transaction() as transaction:
        owner, viewer, draft = shared(transaction, "view")
        seen = viewer.drafts.get(draft.id)
        assert seen
        assert viewer.drafts.all() == (seen,)
        with pytest.raises(NotAllowed):
            viewer.drafts.save(seen, {"unit": "乙"})
        with pytest.raises(NotAllowed):
            viewer.sharing.grant(draft.id, "view")
        assert not viewer.own.drop_draft(draft.id)
        assert owner.sharing.colleagues(draft.id) == Colleagues(viewers=1, editors=0)
        assert owner.sharing.take_back(draft.id)
        assert unit(transaction, "c").drafts.get(draft.id) is None


def test_a_draft_given_away_is_the_others(database: Database) -> None:
    with database.transaction() as transaction:
        shared(transaction, "own")
        (mine,) = unit(transaction, "c").drafts.all()
        (seen,) = unit(transaction, "o").drafts.all()
        assert (mine.mode, seen.mode) == ("own", "view")


def test_a_code_works_once_and_for_a_week(database: Database) -> None:
    with database.transaction() as transaction:
        owner = unit(transaction, "o")
        draft = owner.drafts.new("2025", "application")
        code, late = owner.sharing.grant(draft.id, "view"), owner.sharing.grant(draft.id, "view")
        assert owner.people.redeem(code).outcome == "own_code"
        assert unit(transaction, "c").people.redeem(code).outcome == "shared"
        assert unit(transaction, "d").people.redeem(code).outcome == "used"
        after = NOW + timedelta(days=8)
        assert unit(transaction, "d", after).people.redeem(late).outcome == "expired"


def test_two_channels_become_one_person(database: Database) -> None:
    with database.transaction() as transaction:
        phone, desktop = unit(transaction, "phone"), unit(transaction, "desktop")
        one = phone.drafts.new("2025", "application")
        two = desktop.drafts.new("2025", "liaison")
        give_role(transaction, phone.person, Role("teacher", 1, 11), NOW)
        give_role(transaction, desktop.person, Role("teacher", 1, 12), NOW)
        give_role(transaction, desktop.person, Role("school", 1, 12), NOW)
        stays = phone.person
        found = desktop.people.redeem(unit(transaction, "phone").sharing.join_code())
        assert found.outcome == "linked"
        assert found.joined
        assert (found.joined.drafts, found.joined.lost) == (1, (Role("teacher", 1, 12),))
        assert desktop.person == stays
        assert {draft.id for draft in desktop.drafts.all()} == {one.id, two.id}
        assert set(desktop.me.roles) == {Role("teacher", 1, 11), Role("school", 1, 12)}
        assert find_person(transaction, "test", "desktop") == stays
        assert find_person(transaction, "test", "phone") == stays


def test_what_two_shared_is_one_persons_own_after_they_join(database: Database) -> None:
    with database.transaction() as transaction:
        owner, colleague, draft = shared(transaction, "edit")
        third = unit(transaction, "t")
        third.people.redeem(owner.sharing.grant(draft.id, "view"))
        owner.people.redeem(colleague.sharing.join_code())
        (mine,) = unit(transaction, "o").drafts.all()
        assert mine.mode == "own"
        assert [each.mode for each in unit(transaction, "t").drafts.all()] == ["view"]


def test_only_the_newest_code_for_another_device_works_and_for_half_an_hour(
    database: Database,
) -> None:
    with database.transaction() as transaction:
        phone = unit(transaction, "phone")
        first, second = phone.sharing.join_code(), phone.sharing.join_code()
        assert unit(transaction, "a").people.redeem(first).outcome == "unknown"
        late = unit(transaction, "a", NOW + timedelta(minutes=31))
        assert late.people.redeem(second).outcome == "expired"


def test_only_its_owner_takes_a_draft_away_and_it_goes_for_good_in_time(
    database: Database,
) -> None:
    with database.transaction() as transaction:
        owner, colleague, draft = shared(transaction, "edit")
        for act in (
            lambda: colleague.drafts.rename(draft, "x"),
            lambda: colleague.drafts.discard(draft),
        ):
            with pytest.raises(NotAllowed):
                act()
        owner.drafts.discard(draft)
        assert (owner.drafts.get(draft.id), owner.drafts.all()) == (None, ())
        assert unit(transaction, "c").drafts.all() == ()
        forget_discarded(transaction, NOW + KEPT)
        assert [one.id for one in owner.drafts.discarded()] == [draft.id]
        forget_discarded(transaction, NOW + 2 * KEPT)
        assert owner.drafts.discarded() == ()
