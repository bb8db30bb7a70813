"""What was made known since takes the place of what a notice leaves open, and of nothing else."""

from datetime import date

import pytest

from bot.answering import answer_text
from bot.library import Library
from knowledge.notice import Deadline, MadeKnown
from knowledge.since import is_dated, last_day_in

ON = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年12月15日前完成总结参评。", date(2026, 12, 15)),
        ("１２月１５号（周二）之前交", date(2026, 12, 15)),
        ("截止是2027年1月5日以前", date(2027, 1, 5)),
        ("12月15日截止。", date(2026, 12, 15)),
        ("12月10日至12日现场交", None),
        ("12月10日前报名，12月15日前交", None),
        ("12月15日开会", None),
        ("13月15日前交", None),
        ("交纸质一份", None),
    ],
)
def test_one_last_day_is_read_and_nothing_is_guessed(text: str, day: date | None) -> None:
    assert last_day_in(text, 2026) == day


@pytest.mark.parametrize(
    ("text", "said"), [("12月底前", True), ("改到下旬，6月", True), ("交纸质1份", False)]
)
def test_words_that_speak_of_a_day_are_told_from_others(text: str, *, said: bool) -> None:
    assert is_dated(text) is said


def test_the_steps_go_by_the_day_that_was_made_known(library: Library) -> None:
    made = {("2025", "midterm-deadline"): MadeKnown("中期汇报推迟到6月30日前交。", ON)}
    now = library.asking.since(made)
    told = answer_text(now.ask("接下来", date(2026, 6, 1)))
    assert told == "接下来是中期汇报。监测中心已答复（8月1日）：中期汇报推迟到6月30日前交。"
    assert "总结参评" in answer_text(library.asking.ask("接下来", date(2026, 6, 1)))


def test_what_no_notice_leaves_open_stays_as_it_is(library: Library) -> None:
    made = {("2025", "topic-deadline"): MadeKnown("4月1日前", ON)}
    now, before = library.asking.since(made), library.asking
    for question in ("选题申报什么时候截止", "时间安排", "每校能报几个"):
        today = date(2025, 3, 1)
        assert answer_text(now.ask(question, today)) == answer_text(before.ask(question, today))


def test_the_print_of_a_fact_does_not_change_with_it() -> None:
    """Nobody is told of a change in the notices because the centre made something known."""
    assert repr(Deadline(made_known=MadeKnown("12月15日前", ON))) == repr(Deadline())
