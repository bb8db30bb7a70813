"""The picture of a round: a PNG with every sign of it drawn, the counts it is made of as given."""

import warnings
from collections.abc import Mapping
from types import MappingProxyType

from bot.charting import chart
from forms.form import Json

CASES: list[Json] = [
    {"place": place, "unit": f"{place}小学", "standing": standing, "on": f"2025-03-{day:02}"}
    for place, standing, day in (
        ("甲区", "accepted", 3),
        ("甲区", "sent", 5),
        ("乙区", "returned", 5),
        ("丙区", "accepted", 9),
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


def test_what_was_asked_most_stands_below() -> None:
    asked: list[Json] = [{"topic": "topic-deadline", "count": 7}, {"topic": "quota", "count": 2}]
    names = {"topic-deadline": "选题申报截止"}
    whole, named = drawn(asked=asked), drawn(names, asked=asked)
    assert height(whole) > height(drawn())
    assert named != whole


def test_nothing_at_all_is_a_picture_too() -> None:
    assert drawn(cases=[]).startswith(b"\x89PNG")
