"""Where an edition stands on a day."""

from datetime import UTC, date, datetime

import pytest

from bot.cli import today
from knowledge.calendar import (
    is_over,
    last_day,
    left_days,
    stages,
    weekday_name,
)
from knowledge.load import load
from knowledge.notice import Deadline
from knowledge.topic import Topic

KNOWLEDGE = load()
FORMER, CURRENT = KNOWLEDGE.editions
STEPS = [
    Topic("final-deadline", "总结参评", ("总结",), "dates"),
    Topic("topic-deadline", "选题申报截止", ("选题",), "dates"),
    Topic("midterm-deadline", "中期汇报", ("中期",), "dates"),
]


@pytest.mark.parametrize(
    ("today", "states", "topic", "left"),
    [
        (date(2025, 3, 1), ["next", "later", "later"], "topic-deadline", 20),
        (date(2025, 3, 21), ["next", "later", "later"], "topic-deadline", 0),
        (date(2025, 3, 22), ["over", "next", "later"], "midterm-deadline", 419),
        (date(2026, 5, 1), ["over", "next", "later"], "midterm-deadline", 14),
        (date(2026, 11, 22), ["over", "over", "next"], "final-deadline", None),
        (date(2026, 12, 20), ["over", "over", "next"], "final-deadline", None),
    ],
)
def test_stages_as_of_a_day(today: date, states: list[str], topic: str, left: int | None) -> None:
    found = stages(CURRENT, STEPS, today)
    assert [stage.state for stage in found] == states
    stage = next(stage for stage in found if stage.state == "next")
    assert stage is not None
    assert (stage.topic, stage.left_days) == (topic, left)
    assert stage.fact.topic == topic


def test_after_the_last_day_everything_is_over() -> None:
    found = stages(CURRENT, STEPS, date(2026, 12, 21))
    assert all(stage.state == "over" for stage in found)


def test_an_edition_has_only_the_stages_it_writes() -> None:
    found = stages(FORMER, STEPS, date(2022, 3, 1))
    assert [stage.topic for stage in found] == ["topic-deadline", "final-deadline"]
    assert found[0].left_days == -8


def test_stages_of_one_day_are_next_together() -> None:
    found = stages(CURRENT, KNOWLEDGE.topics, date(2025, 3, 10), "liaison")
    ahead = [stage.topic for stage in found if stage.state == "next"]
    assert ahead == ["topic-deadline", "summary-deadline"]
    assert [stage.topic for stage in found if stage.state == "over"] == ["liaison-deadline"]


def test_a_part_of_a_month_ends_on_its_last_day() -> None:
    for part, day in (("上旬", 10), ("中旬", 20), ("下旬", 31), ("", 31)):
        assert last_day(Deadline(month="2026-12", part=part)) == date(2026, 12, day)
    assert left_days(Deadline(month="2026-12", part="中旬"), date(2026, 12, 1)) is None
    assert not is_over(Deadline(month="2026-12", part="中旬"), date(2026, 12, 20))


def test_weekdays_have_their_names() -> None:
    assert weekday_name(date(2025, 3, 6)) == "周四"
    assert weekday_name(date(2025, 3, 21)) == "周五"
    assert weekday_name(date(2022, 2, 16)) == "周三"
    assert weekday_name(date(2025, 3, 23)) == "周日"


def test_the_day_is_the_one_in_china_on_a_server_that_keeps_utc(monkeypatch):
    monkeypatch.delenv("SHENBAO_TODAY", raising=False)
    monkeypatch.setattr("bot.cli.now", lambda: datetime(2025, 3, 20, 15, 59, tzinfo=UTC))
    assert today() == date(2025, 3, 20)
    monkeypatch.setattr("bot.cli.now", lambda: datetime(2025, 3, 20, 16, 0, tzinfo=UTC))
    assert today() == date(2025, 3, 21)
