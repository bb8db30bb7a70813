"""A file's name tells whose it is and works on every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.document.filename import stem
from forms.document.render import render

from .filled import FORMS, LIAISON, LIMITS, application

FORM = FORMS["2025", "application"]


def test_it_names_edition_unit_and_title():
    assert (
        stem(FORM, application())
        == "2025申报表_苏州市示例中学_基于监测数据的初中数学“问题链”课堂改进实践"
    )
    assert stem(FORMS["2022", "liaison"], LIAISON) == "2022联络人信息上报表_示例区教育局_徐玉兰"


def test_a_blank_form_and_a_practice_copy_say_so():
    assert stem(FORM, {}) == "2025申报表_空白"
    assert stem(FORM, application(), "练习稿").endswith("_练习稿")


def test_only_the_formats_of_the_form_are_made():
    names = [
        one.name for one in render(FORMS["2025", "summary"], {}, ["docx", "xlsx"], limits=LIMITS)
    ]
    assert names == ["2025汇总表_空白.xlsx"]


@pytest.mark.parametrize(
    "bad", ['a/b\\c:d*e?f"g<h>i|j', "../../etc", "CON", "尾点. .", "换\n行\x00"]
)
def test_what_no_system_takes_is_left_out(bad):
    name = stem(FORM, {"unit": bad, "case_title": bad})
    assert not set(name) & set('/\\:*?"<>|\n\x00')
    assert ".." not in name.split("_")


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_name_is_never_too_long(unit, title):
    name = stem(FORM, {"unit": unit, "case_title": title}, "练习稿")
    assert len(f"{name}_10.docx".encode()) <= 255
    assert name.startswith("2025申报表")
