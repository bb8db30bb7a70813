"""The picture of a round: a PNG with every sign of it drawn, the counts it is made of as given."""

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from bot.charting import blank_figure, chart, draw_days, draw_places, topics_told
from bot.message import Send
from bot.store import Database, with_cases
from bot.submissions import SHELVES
from forms.document.cells import records
from forms.form import Json
from tests.region import MOST, Place, now, sent, unit

CASES: list[Json] = [
    {"place": place, "unit": f"{place}小学", "shelf": shelf, "on": f"2025-03-{day:02}"}
    for place, shelf, day in (
        ("甲区", "main", 3),
        ("甲区", "sent", 5),
        ("乙区", "returned", 5),
        ("丙区", "reserve", 9),
    )
]


def height(picture: bytes) -> int:
    return int.from_bytes(picture[20:24], "big")


def drawn(names: Mapping[str, str] = MappingProxyType({}), /, **changed: Json) -> bytes:
    data: dict[str, Json] = {
        "region": "all",
        "place": "各区域",
        "day": "2025-03-21",
        "cases": CASES,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a sign the face lacks is a warning of matplotlib
        return chart({**data, **changed}, names)


def test_it_is_a_picture_that_changes_with_what_it_shows() -> None:
    whole = drawn()
    assert whole.startswith(b"\x89PNG")
    assert drawn() == whole
    assert drawn(cases=CASES[:3]) != whole
    assert drawn(region="1") != whole
    assert drawn(day="") != whole


def over_time(days: Sequence[date], last: str) -> Axes:
    figure = blank_figure()
    axes = figure.add_subplot()
    draw_days(axes, days, last)
    figure.canvas.draw()
    return axes


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ([date(2025, 3, 21)], date(2025, 3, 14)),
        ([date(2025, 3, 20)] * 3, date(2025, 3, 14)),
        ([date(2025, 1, 2), date(2025, 3, 22)], date(2025, 1, 2)),
        ([], date(2025, 3, 14)),
    ],
)
def test_time_runs_from_the_first_case_or_a_week_before_to_the_last_day(
    days: list[date], first: date
) -> None:
    axes = over_time(days, "2025-03-21")
    left, right = (date(1970, 1, 1) + timedelta(days=side) for side in axes.get_xlim())
    assert left == first - timedelta(days=1)
    assert right == max([date(2025, 3, 21), *days]) + timedelta(days=1)
    told = [label.get_text() for label in axes.get_xticklabels()]
    assert len(told) == len(set(told)) > 1
    legend = axes.get_legend()
    assert legend is not None
    assert legend.get_window_extent().x0 >= axes.get_window_extent().x1  # beside, not on it
    assert [text.get_text() for text in legend.get_texts()] == ["截止 3.21"]


def test_what_was_asked_most_stands_below() -> None:
    asked: list[Json] = [{"topic": "topic-deadline", "count": 7}, {"topic": "quota", "count": 2}]
    names = {"topic-deadline": "选题申报截止"}
    whole, named = drawn(asked=asked), drawn(names, asked=asked)
    assert height(whole) > height(drawn())
    assert named != whole


def test_every_state_the_desk_counts_has_its_part() -> None:
    axes = blank_figure().add_subplot()
    draw_places(axes, [("甲区", shelf) for shelf in SHELVES for _ in range(2)])
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        *("上报", "备选", "没定", "待看", "已退回")
    ]
    assert [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)] == [2.0] * 5


def test_the_picture_counts_what_the_desk_counts(database: Database) -> None:
    with database.transaction() as transaction:
        place = Place(transaction)
        liaison = unit(transaction, "liaison")
        for rank in ("main", "reserve"):
            case = sent(transaction, title=f"定为 {rank}")
            liaison.reviews.accept(case, MOST)
            liaison.reviews.rank(now(transaction, case), rank, MOST)
        sent(transaction)
        liaison.reviews.keep_stub(place.region, "2025", "扫描件.rar")
        here: dict[str, Json] = {"region": str(place.region), "edition": "2025", "which": "desk"}
        data: dict[str, Json] = {**here, "by": liaison.person, "place": "甲区", "day": ""}
    whole = with_cases(database, Send("", "region/chart", ("png",), data)).answers
    found = records(whole["cases"])
    assert Counter(str(each["shelf"]) for each in found) == {"main": 1, "reserve": 1, "sent": 2}
    assert chart(whole).startswith(b"\x89PNG")


def test_nothing_at_all_is_a_picture_too() -> None:
    assert drawn(cases=[]).startswith(b"\x89PNG")


def test_the_picture_of_schools_has_room_for_every_one() -> None:
    schools: list[Json] = [
        {"place": "甲区", "unit": f"甲区第{number}小学", "shelf": "sent", "on": "2025-03-03"}
        for number in range(1, 41)
    ]
    few, many = (drawn(by_school=True, region="1", cases=schools[:n]) for n in (5, 40))
    assert height(many) > 3 * height(few)


def test_an_answer_of_the_centres_own_is_called_by_its_question() -> None:
    asked: list[dict[str, Json]] = [
        {"topic": "quota", "count": 3, "name": ""},
        {"topic": "entry-1", "count": 2, "name": "会不会查重"},
        {"topic": "entry-2", "count": 1, "name": ""},
    ]
    told = topics_told(asked, {"quota": "名额"})
    assert told == [("名额", 3), ("会不会查重", 2), ("监测中心答复过的一问", 1)]
