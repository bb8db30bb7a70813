"""Cases in the store: sent, reviewed, ranked; who may see them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.access import NotAllowed
from bot.people import CENTRES_OWN
from bot.store import Database, forget_editions
from bot.store.submitted import SUBMISSION, SUBMISSION_VERSION
from bot.submissions import Remark
from tests.region import MOST, NOW, TODAY, Place, answers, now, sent, unit


def test_a_case_goes_to_its_region_and_keeps_every_version(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        case = sent(transaction)
        assert (case.region, case.school, case.version) == (place.region, place.school, 1)
        assert (case.unit, case.title, case.leader) == ("甲区实验小学", "课堂改进", "徐玉兰")
        assert case.is_new
        teacher = unit(transaction, "teacher")
        again = teacher.submissions.send(case.draft, "2025", answers("课堂再改进"))
        assert again is not None
        assert (again.id, again.version, again.title) == (case.id, 2, "课堂再改进")
        assert again.checksum != case.checksum
        titles = [v.answers["case_title"] for v in teacher.submissions.versions(case.id)]
        assert titles == ["课堂改进", "课堂再改进"]
        assert teacher.submissions.find(case.code) == again


def test_nobody_sends_past_their_region(database: Database) -> None:
    """A district school never at the centre (2025 附件2 注2), a direct one never in a region."""
    with database.transaction() as transaction:
        Place(transaction)
        for key, filed_as in (("teacher", "direct_school"), ("direct", "district_school")):
            who = unit(transaction, key)
            draft = who.drafts.new("2025", "application").id
            assert who.submissions.send(draft, "2025", answers(filed_as=filed_as)) is None
        case = sent(transaction, "direct", filed_as="direct_school")
        assert case.region == CENTRES_OWN
        centre = unit(transaction, "centre")
        assert centre.reviews.accept(case, MOST) == "done"


def test_another_region_sees_nothing_by_any_way(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        case = sent(transaction)
        remark = [Remark("", "请看")]
        other = unit(transaction, "other")
        ways: list[Callable[[], object]] = [
            lambda: other.submissions.get(case.id),
            lambda: other.submissions.versions(case.id),
            lambda: other.submissions.remarks(case.id),
            lambda: other.submissions.correction(case.id),
            lambda: other.submissions.reviewers(case),
            lambda: other.submissions.withdraw(case.id),
            lambda: other.submissions.withdraw_correction(case.id),
            lambda: other.submissions.of_school(place.school, "2025"),
            lambda: other.submissions.send(case.draft, "2025", answers()),
            lambda: other.reviews.listed(place.region, "2025"),
            lambda: other.reviews.answers(place.region, "2025"),
            lambda: other.reviews.set_region_day(place.region, "2025", TODAY),
            lambda: other.reviews.seen(case.id),
            lambda: other.reviews.accept(case, MOST),
            lambda: other.reviews.send_back(case, remark),
            lambda: other.reviews.rank(case, "main", MOST),
            lambda: other.reviews.receive_paper(case),
            lambda: other.reviews.settle(case, 1, MOST, is_taken=True),
            lambda: other.reviews.amend(case, answers(), MOST),
            lambda: other.reviews.register(place.region, "2025", answers(), "paper"),
        ]
        for way in ways:
            with pytest.raises(NotAllowed):
                way()
        assert other.submissions.find(case.code) is None
        assert other.submissions.of_draft(case.draft) is None
        assert other.reviews.listed(place.other, "2025") == ()
        neighbour = unit(transaction, "neighbour")
        assert neighbour.submissions.find(case.code) is None
        with pytest.raises(NotAllowed):
            neighbour.submissions.get(case.id)


def test_a_file_nobody_could_read_is_kept_once_and_made_a_case_once(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        liaison, other = unit(transaction, "liaison"), unit(transaction, "other")
        stub = liaison.reviews.keep_stub(place.region, "2025", "扫描.pdf")
        assert stub is not None
        assert liaison.reviews.keep_stub(place.region, "2025", "扫描.pdf") is None
        ways: list[Callable[[], object]] = [
            lambda: other.reviews.keep_stub(place.region, "2025", "材料.rar"),
            lambda: other.reviews.complete(stub, answers(), MOST),
            lambda: other.reviews.drop(stub),
        ]
        for way in ways:
            with pytest.raises(NotAllowed):
                way()
        assert liaison.reviews.accept(stub, MOST) == "moved"
        assert liaison.reviews.complete(stub, answers(), MOST) == "done"
        assert liaison.reviews.complete(stub, answers(), MOST) == "moved"
        assert liaison.reviews.drop(stub) == "moved"
        (kept,) = liaison.reviews.listed(place.region, "2025")
        assert (kept.source, kept.standing, kept.rank) == ("paper", "accepted", "main")
        assert (kept.school, kept.paper_at) == (place.school, None)


def test_sent_back_and_sent_again_ticks_the_remark_whose_cell_was_changed(
    database: Database,
) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction)
        liaison, teacher = unit(transaction, "liaison"), unit(transaction, "teacher")
        remarks = [Remark("case_title", "太笼统"), Remark("stage", "没有填")]
        assert liaison.reviews.send_back(case, remarks) == "done"
        assert liaison.reviews.send_back(case, remarks) == "moved"
        assert now(transaction, case).standing == "returned"
        teacher.submissions.send(case.draft, "2025", answers("错因"))
        assert [each.is_done for each in teacher.submissions.remarks(case.id)] == [True, False]
        assert teacher.submissions.reviewers(now(transaction, case)) == (liaison.person,)


def test_after_acceptance_a_change_waits_as_a_correction(database: Database) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction)
        liaison, teacher = unit(transaction, "liaison"), unit(transaction, "teacher")
        assert liaison.reviews.accept(case, MOST) == "done"
        assert teacher.submissions.withdraw(case.id) == "moved"
        teacher.submissions.send(case.draft, "2025", answers("改了名", unit="甲区新小学"))
        accepted = now(transaction, case)
        assert (accepted.title, accepted.version, accepted.rank) == ("课堂改进", 1, "main")
        (shown,) = filter(None, [liaison.submissions.correction(case.id)])
        assert liaison.reviews.settle(accepted, shown.id, MOST, is_taken=True) == "done"
        taken = now(transaction, case)
        assert (taken.title, taken.unit, taken.standing) == ("改了名", "甲区新小学", "accepted")
        assert taken.rank == "main"
        assert liaison.reviews.settle(taken, shown.id, MOST, is_taken=True) == "moved"
        assert teacher.submissions.withdraw_correction(case.id) == "moved"


def test_a_correction_is_taken_back_by_its_sender_and_another_is_never_taken_unseen(
    database: Database,
) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction)
        liaison, teacher = unit(transaction, "liaison"), unit(transaction, "teacher")
        liaison.reviews.accept(case, MOST)
        teacher.submissions.send(case.draft, "2025", answers("改了名"))
        (shown,) = filter(None, [liaison.submissions.correction(case.id)])
        assert teacher.submissions.withdraw_correction(case.id) == "done"
        assert liaison.submissions.correction(case.id) is None
        accepted = now(transaction, case)
        assert (accepted.title, accepted.is_correcting) == ("课堂改进", False)
        assert liaison.reviews.settle(accepted, shown.id, MOST, is_taken=True) == "moved"
        teacher.submissions.send(case.draft, "2025", answers("又改了"))
        assert liaison.reviews.settle(accepted, shown.id, MOST, is_taken=True) == "moved"
        teacher.submissions.withdraw_correction(case.id)
        liaison.reviews.propose(accepted, answers("附件3里的"))
        assert teacher.submissions.withdraw_correction(case.id) == "moved"
        assert now(transaction, case).is_correcting


def test_only_those_with_a_place_count_and_the_head_may_rank(database: Database) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        cases = [sent(transaction, title=f"案例{n}") for n in range(4)]
        liaison, head = unit(transaction, "liaison"), unit(transaction, "head")
        found = [liaison.reviews.accept(case, MOST) for case in cases]
        assert found == ["done", "done", "done", "full"]
        fourth = now(transaction, cases[3])
        assert (fourth.standing, fourth.rank) == ("accepted", "")
        assert head.reviews.rank(fourth, "main", MOST) == "full"
        assert head.reviews.rank(now(transaction, cases[0]), "reserve", MOST) == "done"
        assert head.reviews.rank(fourth, "main", MOST) == "done"
        with pytest.raises(NotAllowed):
            head.reviews.accept(fourth, MOST)
        ranks = [each.rank for each in liaison.reviews.listed(fourth.region, "2025")]
        assert ranks == ["reserve", "main", "main", "main"]


def test_paper_is_received_once_and_may_be_taken_back(database: Database) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction)
        liaison = unit(transaction, "liaison")
        assert liaison.reviews.receive_paper(case) == "done"
        got = now(transaction, case)
        assert got.paper_at == NOW
        assert liaison.reviews.receive_paper(got) == "moved"
        assert liaison.reviews.receive_paper(got, is_received=False) == "done"
        assert now(transaction, case).paper_at is None


def test_whoever_erases_themselves_takes_their_cases_along(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        case, kept = sent(transaction), sent(transaction, "neighbour")
        liaison = unit(transaction, "liaison")
        liaison.reviews.send_back(case, [Remark("", "请看")])
        liaison.reviews.accept(kept, MOST)
        unit(transaction, "teacher").own.erase()
        left = unit(transaction, "liaison2").reviews.listed(place.region, "2025")
        assert [each.id for each in left] == [kept.id]
        rows = transaction.execute(select(SUBMISSION_VERSION.c.submission_id)).scalars().all()
        assert rows == [kept.id]
        unit(transaction, "liaison").own.erase()
        assert unit(transaction, "liaison2").submissions.get(kept.id)


def test_the_cases_of_an_edition_go_with_it(database: Database) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        sent(transaction)
        unit(transaction, "centre").own.end_edition("2025", TODAY, TODAY)
        forget_editions(transaction, NOW)
        assert transaction.execute(select(SUBMISSION)).all() == []


def test_a_draft_given_away_takes_its_case_along(database: Database) -> None:
    with database.transaction() as transaction:
        Place(transaction)
        case = sent(transaction)
        code = unit(transaction, "teacher").sharing.grant(case.draft, "own")
        neighbour = unit(transaction, "neighbour")
        neighbour.people.redeem(code)
        assert neighbour.submissions.of_draft(case.draft)
        assert now(transaction, case).sender == neighbour.person
