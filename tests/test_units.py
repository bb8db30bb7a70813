"""Which standard name a typed unit may stand for; and a liaison's list of schools, row by row."""

import io

import pytest
from openpyxl import Workbook

from bot.units import proposed
from forms.errors import BadFile
from forms.intake.school_list import Listed
from forms.intake.schools import read_schools

KNOWN = [
    "苏州市示例实验小学",
    "苏州市示例第一中学",
    "示例区江湾中心小学",
    "苏州大学示例附属中学",
    "示例区东湖小学",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("苏州市示例实小", "苏州市示例实验小学"),
        ("示利实小", "苏州市示例实验小学"),
        ("示列一中", "苏州市示例第一中学"),
        ("西湖实小", None),
        ("示例二中", None),
        ("示例实小", "苏州市示例实验小学"),
        ("示例一中", "苏州市示例第一中学"),
        ("江湾中心小学", "示例区江湾中心小学"),
        ("苏大示例附中", "苏州大学示例附属中学"),
        ("苏州市示例实验小学校", "苏州市示例实验小学"),
        ("苏洲市示例实验小学", "苏州市示例实验小学"),
        ("苏州市事例实验小学", "苏州市示例实验小学"),
        ("suzhoushishilishiyanxiaoxue", "苏州市示例实验小学"),
        ("szsslsyxx", "苏州市示例实验小学"),
        ("蘇州市示例實驗小學", None),
        ("苏州市 示例实验小学", None),
        ("苏州市示例第二中学", None),
        ("示例区西湖小学", None),
        ("市里的学校", None),
        ("小学", None),
        ("昆山市某某学校", None),
        ("", None),
    ],
)
def test_a_name_is_proposed_for_what_may_stand_for_it_and_for_nothing_else(typed, meant):
    assert proposed(typed, KNOWN) == ((meant,) if meant else ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("江湾中学", "苏州市江湾第一初级中学校"),
        ("jiangwan zhongxue", "苏州市江湾第一初级中学校"),
        ("jiangwanzhongxue", "苏州市江湾第一初级中学校"),
        ("东瑚中学", "苏州市东湖第二初级中学校"),
        ("苏大东湖小学", "示例区东湖大学附属实验小学"),
        ("苏达东湖小学", "示例区东湖大学附属实验小学"),
        ("苏大东潮小学", "示例区东湖大学附属实验小学"),
        ("江港中学", "苏州市江湾第一初级中学校"),
        ("西湖中学", None),
    ],
)
def test_a_short_form_is_known_by_its_sound_and_with_one_wrong_character(typed, meant):
    aliases = [
        ("江湾中学、江中", "苏州市江湾第一初级中学校"),
        ("东湖中学", "苏州市东湖第二初级中学校"),
        ("苏大东湖小学", "示例区东湖大学附属实验小学"),
    ]
    known = [name for _, name in aliases]
    assert proposed(typed, known, aliases) == ((meant,) if meant else ())


def test_no_more_names_than_fit_a_phone():
    assert len(proposed("示例小学", [f"示例{place}小学" for place in "甲乙丙丁戊"])) == 3


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


HEADED = [
    ("示例区学校名单",),
    ("序号", "所属区域", "学校全称", "电话"),
    (1, "姑苏区", "苏州市示例小学", "0512-65123456"),
    (2, "姑苏区", " 苏州市\n示例中学 ", None),
    (None, None, None, None),
    (3, "姑苏区", None, "0512-65123457"),
    (4, "吴江区", "苏州市示例小学", None),
    (5, "姑苏区", "苏州市示例小学", None),
    (6, "姑苏区", 12345, None),
    (7, "姑苏区", "字" * 81, None),
]


def test_a_list_gives_each_school_once_and_names_the_rows_to_look_at():
    found = read_schools("学校.xlsx", workbook(*HEADED))
    assert found.schools == (
        Listed("苏州市示例小学", "姑苏区", 3),
        Listed("苏州市示例中学", "姑苏区", 4),
        Listed("苏州市示例小学", "吴江区", 7),
    )
    assert [(odd.row, odd.code) for odd in found.oddities] == [
        (6, "no-name"),
        (8, "twice"),
        (9, "no-letters"),
        (10, "too-long"),
    ]
    assert found.oddities[1].facts == {"name": "苏州市示例小学", "first": 3}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_of_names_alone_needs_no_head(encoding):
    text = "1,苏州市示例小学\n2,苏州市示例中学\n"
    found = read_schools("学校.csv", text.encode(encoding))
    assert [school.name for school in found.schools] == ["苏州市示例小学", "苏州市示例中学"]


def test_what_is_no_list_is_refused():
    with pytest.raises(BadFile):
        read_schools("学校.docx", b"PK\x03\x04")
