"""Six cells in one line: each found whatever parts them, none of them lost, and asked about where in doubt."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paper_line import CELLS, read_paper_line

KINDS = ("语文", "数学", "其他", "小学", "初中")
CASE = ("甲区实验小学", "从错题到好题", "周堃", "教师", "13800001111", "语文 小学")
#: What parts cells: it is no word of anybody.
MARKS = re.compile(r"[\s，,；;]+")


def signs(text: str) -> Counter[str]:
    return Counter(MARKS.sub("", text))


@pytest.mark.parametrize("mark", ["，", ",", "；", "\t", "\n", " ", "　", "  ", "， "])
def test_whatever_parts_them_they_are_six(mark: str) -> None:
    found = read_paper_line(mark.join(CASE), 0, KINDS)
    assert (found.cells, found.is_sure) == (CASE, True)


@pytest.mark.parametrize(
    ("line", "cells", "is_sure"),
    [
        ("甲小 题 目 周堃 教师 13800001111 语文 小学", ("甲小", "题 目", "周堃", "教师", "13800001111", "语文 小学"), False),
        ("甲小 题目 教师 周堃 13800001111 语文 小学", ("甲小", "题目", "教师", "周堃", "13800001111", "语文 小学"), False),
        ("甲小 题目 周堃 教师 语文 小学 13800001111", ("甲小", "题目", "周堃", "教师", "13800001111", "语文 小学"), False),
        ("甲小 题目 周堃 教师 138 0000 1111 语文 小学", ("甲小", "题目", "周堃", "教师", "138 0000 1111", "语文 小学"), True),
        ("甲小，2024-2025 的题目，周堃，教师，13800001111，语文，小学", ("甲小", "2024-2025 的题目", "周堃", "教师", "13800001111", "语文，小学"), True),
        ("甲小，先看，再改，周堃，教师，13800001111，语文小学", ("甲小", "先看，再改", "周堃", "教师", "13800001111", "语文小学"), False),
        ("甲小 题目 周堃、吴敏 教师 13800001111", ("甲小", "题目", "周堃、吴敏", "教师", "13800001111"), False),
        ("甲小，题目，周堃，教师，无，语文 小学", ("甲小", "题目", "周堃", "教师", "无", "语文 小学"), True),
        ("甲小 题目 周堃 教师", (), True),
        ("甲区 实验小学", ("甲区 实验小学",), True),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart(line: str, cells: tuple[str, ...], *, is_sure: bool) -> None:
    found = read_paper_line(line, 0, KINDS)
    assert (found.cells, found.is_sure) == (cells, is_sure)


@pytest.mark.parametrize("first", range(len(CELLS)))
def test_what_is_left_may_come_in_one_line_from_any_cell_on(first: int) -> None:
    assert read_paper_line("，".join(CASE[first:]), first, KINDS).cells == CASE[first:]


def test_a_title_with_commas_alone_is_one_cell() -> None:
    title = "先看数据，再改课堂，后测一次，再看变化"
    assert read_paper_line(title, 1, KINDS).cells == (title,)


words = st.text("甲乙丙丁题目校长ab1-、“”", min_size=1, max_size=8)


@given(st.lists(words, min_size=1, max_size=12), st.sampled_from("，, \t\n；"), st.integers(0, 5))
def test_nothing_is_lost(parts: list[str], mark: str, first: int) -> None:
    for line in (mark.join(parts), mark.join([*parts[:4], "13800001111", *parts[4:]])):
        found = read_paper_line(line, first, KINDS)
        if found.cells:
            assert signs("".join(found.cells)) == signs(line)
            assert len(found.cells) <= len(CELLS) - first


@given(st.lists(words, min_size=6, max_size=9))
def test_what_was_shown_and_confirmed_is_kept_as_shown(parts: list[str]) -> None:
    line = " ".join([*parts[:5], "13800001111", *parts[5:]])
    shown = read_paper_line(line, 0, KINDS)
    again = read_paper_line("\t".join(shown.cells), 0, KINDS)
    assert (again.cells, again.is_sure) == (shown.cells, True)
