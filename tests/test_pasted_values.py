"""What is typed after a label is kept to the letter: addresses, numbers, dates; several people stay apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .test_handmade import ANSWERS, HEAD, TABLE
from .test_handmade import read as read_file
from .test_pasted import read

LOCAL = st.from_regex(r"[a-z0-9]{1,8}([._][a-z0-9]{1,8}){0,2}", fullmatch=True)
DOMAINS = st.sampled_from(
    ["163.com", "126.com", "qq.com", "example.com", "21cn.com", "a1.b2.cn", "sz12.edu.cn"]
)
EMAILS = st.builds("{}@{}".format, LOCAL, DOMAINS)
PHONES = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"1[3-9][0-9][ .-][0-9]{4}[ .-][0-9]{4}", fullmatch=True),
    st.from_regex(r"0512-[0-9]{8}", fullmatch=True),
)
NUMBERS = st.builds("{}{}".format, st.integers(0, 120), st.sampled_from(["", ".5", ".25", "%"]))
DATES = st.sampled_from(["2025.3.1", "2025.03-2026.06", "3.15", "12.9", "2025/9/1", "9月12日"])
TITLES = st.builds(
    "{}{}{}".format, st.sampled_from(["作业", "命题 "]), NUMBERS | DATES, st.just("题")
)


@settings(max_examples=200, deadline=None)
@given(
    EMAILS,
    PHONES,
    TITLES,
    st.sampled_from(["\n", "  ", "；", "\t"]),
    st.lists(st.sampled_from(["", "{}. ", "{}、", "（{}）"]), min_size=1, max_size=1),
)
def test_what_stands_after_a_label_comes_back_to_the_letter(email, phone, title, between, numbers):
    labelled = ("姓名：王建国", f"联系电话：{phone}", f"电子邮箱：{email}", f"案例名称：{title}")
    cells = [numbers[0].format(at) + cell for at, cell in enumerate(labelled, 1)]
    found = read(between.join(cells))
    assert found.answers == {
        "leaders": [{"name": "王建国", "phone": phone, "email": email}],
        "case_title": title,
    }
    assert found.unread == ()


def test_an_address_within_a_line_of_a_word_file_is_read_to_the_letter():
    head = [*HEAD, "姓名：王建国", "联系电话：13812345678  电子邮箱：wangjg@163.com"]
    leader = {"name": "王建国", "phone": "13812345678", "email": "wangjg@163.com"}
    assert read_file(head=head, table=[]).answers["leaders"] == [leader]


BEGINNING = "案例名称：减负\n"
BOTH = [
    {
        "name": "王建国",
        "unit": "苏州市甲中学校",
        "post": "教务主任",
        "phone": "13812345678",
        "email": "wjg@example.com",
    },
    {
        "name": "李红",
        "unit": "苏州市第二中学",
        "post": "教师",
        "phone": "13912345678",
        "email": "lh@example.com",
    },
]


@pytest.mark.parametrize("names", ["王建国、李红", "王建国 李红", "王建国，李红", "王建国/李红"])
@pytest.mark.parametrize("mark", ["、", "；", "，", "/"])
def test_two_leaders_in_shared_cells_get_their_own_whatever_parts_them(names, mark):
    found = read(
        f"{BEGINNING}姓名：{names}\n单位及职务：苏州市甲中学校教务主任{mark}苏州市第二中学 教师\n"
        f"联系电话：13812345678{mark}13912345678\n电子邮箱：wjg@example.com {mark} lh@example.com"
    )
    assert found.answers["leaders"] == BOTH


def test_what_cannot_be_parted_by_person_is_marked():
    found = read(
        f"{BEGINNING}姓名：王建国、李红、张三\n单位及职务：苏州市甲中学校教务主任、苏州市第二中学 教师\n"
        "联系电话：13812345678、13912345678\n电子邮箱：wjg@example.com；lh@example.com"
    )
    unsure = {path for path, code in found.doubts.items() if code == "shared-cell"}
    assert unsure == {f"leaders.0.{cell}" for cell in ("unit", "post", "phone", "email")}


@pytest.mark.parametrize(
    ("phones", "each"),
    [
        ("13812345678 13912345678", ["13812345678", "13912345678"]),
        ("0512 65123456  138 1234 5678", ["0512 65123456", "138 1234 5678"]),
        ("138 1234 5678", [None, None]),
    ],
)
def test_two_phones_that_only_blanks_part_go_to_their_leaders(phones, each):
    found = read(f"{BEGINNING}姓名：王建国、李红\n联系电话：{phones}")
    if each[0]:
        assert [one["phone"] for one in found.answers["leaders"]] == each
        assert found.doubts == {}
    else:
        assert found.doubts["leaders.0.phone"] == "shared-cell"


def test_names_parted_by_a_blank_are_two_people_but_one_of_two_characters_is_not():
    found = read(f"{BEGINNING}姓名：王建国 李红\n联系电话：13812345678\n13912345678")
    assert [one["name"] for one in found.answers["leaders"]] == ["王建国", "李红"]
    assert found.doubts["leaders.0.phone"] == "shared-cell"
    assert "13912345678" in found.unread
    found = read(f"{BEGINNING}姓名：王 红\n联系电话：138 1234 5678")
    assert found.answers["leaders"] == [{"name": "王 红", "phone": "138 1234 5678"}]


def test_the_cells_of_two_leaders_in_a_file_are_parted_too():
    row = [["负责人"], ["姓名"], ["王建国 李红"], ["联系电话"], ["13812345678；13912345678"]]
    found = read_file(table=[TABLE[0], row, *TABLE[3:]])
    people = [{key: one[key] for key in ("name", "phone")} for one in BOTH]
    assert found.answers["leaders"] == people


def test_a_heading_typed_short_in_a_file_begins_its_part():
    rows = [*TABLE[:8], [["三、预期成果"]], *TABLE[9:]]
    assert read_file(table=rows).answers == ANSWERS
    rows[7] = [[*TABLE[7][0][:2], "（二）预期成果"]]  # of somebody's own text
    assert read_file(table=rows).answers["approach_strategy"] == "丙\n（二）预期成果"
    own_row = [*TABLE[:8], [["（二）预期成果"]], [["丁"]], *TABLE[8:]]
    assert read_file(table=own_row).answers["approach_strategy"] == "丙\n\n（二）预期成果\n丁"
