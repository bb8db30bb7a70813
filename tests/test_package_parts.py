"""A package is made a part at a time: each small enough, the next when it is asked for, or none any more."""

import zipfile
from pathlib import Path

import pytest

from bot.library import Library
from bot.submissions import PACKED_BYTES, packages
from tests.test_package import House, expected, handed_in


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


def test_a_package_stays_small_enough_to_be_sent() -> None:
    assert packages([]) == (range(0),)
    assert packages([0] * 51) == (range(50), range(50, 51))
    large = PACKED_BYTES // 4
    assert packages([large, large, 0]) == (range(1), range(1, 3))
    assert packages([0, PACKED_BYTES, 0]) == (range(1), range(1, 2), range(2, 3))
