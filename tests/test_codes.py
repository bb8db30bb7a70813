"""Codes are read as people type them, and a slip is noticed."""

import itertools
import re
from pathlib import Path

import pytest

from bot.cli import invite
from bot.codes import ALPHABET, looks_miscopied, read_code, show_code, with_check

CODE = with_check("K7QMX4RT9")


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        show_code(CODE),
        " ".join(CODE),
        f"邀请码：{CODE}",
        f"我的邀请码是 {show_code(CODE)}，谢谢",
        "Ｋ７ＱＭＸ－４ｒｔ９" + CODE[-1],
        f"https://t.me/some_bot?start={CODE}",
        f"http://10.0.0.8:8000/c/{CODE}",
        f"K7QMX—4RT9{CODE[-1]}",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == CODE


def test_every_single_slip_and_every_swap_is_noticed() -> None:
    for place, sign in itertools.product(range(len(CODE)), ALPHABET):
        slipped = CODE[:place] + sign + CODE[place + 1 :]
        assert slipped == CODE or read_code(slipped) is None
    for place in range(len(CODE) - 2):
        swapped = CODE[:place] + CODE[place + 1] + CODE[place] + CODE[place + 2 :]
        assert swapped == CODE or read_code(swapped) is None


@pytest.mark.parametrize(
    "text",
    ["13812345678", "1234567890", "2345678923", "xuyulan@example.com", "苏州市示例小学", "", "ABC"],
)
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text) is None
    assert not looks_miscopied(text)


@pytest.mark.parametrize("text", ["K7QMX-4RT9A", "K7QMX4RT9", "k7qmx 4rt90"])
def test_a_code_with_a_slip_looks_like_one(text: str) -> None:
    assert read_code(text) is None
    assert looks_miscopied(text)


def test_the_first_code_of_the_centre_comes_with_its_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHENBAO_URL", "https://page.example")
    assert invite.run(["centre", "--data", str(tmp_path)]) == 0
    found = re.search(r"https://page\.example/c/(\w+)", capsys.readouterr().out)
    assert found
    assert read_code(found[1]) == found[1]
