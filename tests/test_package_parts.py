"""A package is made a part at a time: each small enough, the next when it is asked for, or none any more."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.channels.terminal import CHANNEL, PERSON, converse
from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Send, Text
from bot.submissions import PACKED_BYTES, packages
from tests.cast import give_roles
from tests.test_package import TODAY, House, case, expected, handed_in


def test_a_package_is_made_a_part_at_a_time_and_can_be_stopped(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(library, tmp_path)
    monkeypatch.setattr("bot.submissions.PACKED", 4)
    wanted = len(expected(handed_in()["甲区"]))
    assert wanted == 8
    handed, asked = house.say("联络人甲", "打包")
    assert "第 1 包，共 2 包" in handed.text
    first = zipfile.ZipFile(handed.files[0]).namelist()
    assert [each.label for each in asked.choices[:2]] == ["接着打第 2 包", "先停，后面不打"]
    (stopped,) = house.tap("联络人甲", asked.choices[1].id)
    assert "停在第 1 包，共 2 包" in stopped.text
    assert not stopped.files
    handed, asked = house.tap("联络人甲", stopped.choices[0].id)
    assert "第 2 包，共 2 包，这是最后一包" in handed.text
    second = zipfile.ZipFile(handed.files[0]).namelist()
    assert "先停，后面不打" not in [each.label for each in asked.choices]
    documents = [name for name in (*first, *second) if name.endswith(".docx")]
    assert len(documents) == len(set(documents)) == wanted
    assert [len([n for n in names if n.endswith(".docx")]) for names in (first, second)] == [4, 4]
    house.close()


def test_a_list_that_changed_between_two_parts_is_packed_anew(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(library, tmp_path)
    monkeypatch.setattr("bot.submissions.PACKED", 4)
    asked = house.say("联络人甲", "打包")[-1]
    following, stop, _ = asked.choices
    (stopped,) = house.tap("联络人甲", stop.id)
    house._hand_in("甲区", case("甲区", "甲区新城小学", 1, "district_school"))
    for tapped in (following.id, stopped.choices[0].id, stop.id):
        (told,) = house.tap("联络人甲", tapped)
        assert "名单变了" in told.text
        assert not told.files
    handed, asked = house.tap("联络人甲", told.choices[0].id)
    assert "第 1 包，共 3 包" in handed.text
    parts = [handed]
    while asked.choices[0].label.startswith("接着打"):
        handed, asked = house.tap("联络人甲", asked.choices[0].id)
        parts.append(handed)
    names = [name for each in parts for name in zipfile.ZipFile(each.files[0]).namelist()]
    documents = [name for name in names if name.endswith(".docx")]
    assert len(documents) == len(set(documents)) == 9
    assert any("新城小学" in name for name in documents)
    house.close()


def test_a_part_holds_the_cases_it_was_asked_for_though_another_comes_first_meanwhile(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(library, tmp_path)
    monkeypatch.setattr("bot.submissions.PACKED", 4)
    kept = house.desk.keep(Update("联络人甲", Text("打包"), TODAY))
    house._hand_in("甲区", case("甲区", "甲区实验中学", 1, "district_school"))
    (handed, _) = kept.letters()
    names = zipfile.ZipFile(handed.files[0]).namelist()
    assert sum(name.endswith(".docx") for name in names) == 4
    assert not any("实验中学" in name for name in names)
    house.close()


def test_how_long_a_part_takes_is_said_before_it_is_made(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(library, tmp_path)
    monkeypatch.setattr("bot.submissions.PACKED_A_SECOND", 1)
    give_roles(house.database, {"联络人甲": "甲区 联络人"}, lambda _: (CHANNEL, PERSON))
    shown: list[str] = []

    def made(send: Send) -> Mapping[str, bytes | Path]:
        shown.append(f"({send.form})")
        return {"a.zip": b"a"}

    desk = Desk(CHANNEL, library, house.database, Delivery(tmp_path / "there", made))
    converse(["打包"], shown.append, desk, lambda: TODAY)
    at = shown.index("(region/package)")
    assert "正在打第 1 包，共 1 包：这一包 8 个案例，大约 10 秒。" in shown[at - 1]
    assert "材料包好了：8 份申报表" in shown[at + 1]
    desk.close()
    house.close()


def test_a_package_stays_small_enough_to_be_sent() -> None:
    assert packages([]) == (range(0),)
    assert packages([0] * 51) == (range(50), range(50, 51))
    large = PACKED_BYTES // 4
    assert packages([large, large, 0]) == (range(1), range(1, 3))
    assert packages([0, PACKED_BYTES, 0]) == (range(1), range(1, 2), range(2, 3))
