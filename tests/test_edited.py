"""What was typed over in a file of ours: named by question and row, and undone without loss."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.document.cells import cells, records
from forms.edited import changes, undone
from forms.form import Json, Rules
from forms.intake.answers import differences, merged

from .filled import FORMS, application

FORM = FORMS["2025", "application"]
TEXT = st.sampled_from(["", "甲", "乙", "甲\n丙"])
ROW = st.fixed_dictionaries({"name": st.sampled_from(["陈静", "顾明"]), "post": TEXT, "task": TEXT})
PERSON = st.fixed_dictionaries(
    {"name": st.sampled_from(["王喆", "周堃"]), "unit": TEXT, "post": TEXT}
)
FILLED = st.fixed_dictionaries(
    {
        "problem": TEXT,
        "members": st.lists(ROW, max_size=3),
        "leaders": st.lists(PERSON, min_size=1, max_size=2),
    }
)


def bare(answers: dict[str, Json]) -> Json:
    """Return answers without what is empty, which no file tells from nothing."""

    def filled(value: Json) -> Json:
        if isinstance(value, list):
            return [row for row in map(filled, value) if row]
        if isinstance(value, dict):
            return {key: filled(cell) for key, cell in value.items() if filled(cell)}
        return value

    return filled(cast("Json", answers))


@given(FILLED, FILLED)
def test_what_was_typed_over_is_undone_whole(was: dict[str, Json], now: dict[str, Json]) -> None:
    assert bare(undone(now, differences(was, now))) == bare(was)


def test_a_row_that_came_or_went_is_told_as_such() -> None:
    was = application()
    now = application(
        members=[
            was["members"][1],
            {"name": "顾明", "post": "教师", "task": ""},
            *was["members"][:1],
        ]
    )
    told = changes(FORM, Rules("2025"), now, differences(was, now))
    assert [(each.label, each.was, each.now) for each in told] == [("工作组成员", "", "顾明，教师")]
    gone = changes(FORM, Rules("2025"), was, differences(now, was))
    assert [(each.was, each.now) for each in gone] == [("顾明，教师", "")]


@pytest.mark.parametrize("gone", [0, 1])
@pytest.mark.parametrize("key", ["phone", "email"])
def test_what_is_left_of_a_shared_cell_stays_with_whom_it_belongs(gone: int, key: str) -> None:
    answers = application()
    shown = cells("application", answers)
    entries = shown[f"leaders.{key}"].split("、")
    left = entries[1 - gone].strip()
    found = merged("application", answers, {**shown, f"leaders.{key}": left})
    people = records(found["leaders"])
    assert [person.get(key, "") for person in people] == ([left, ""] if gone else ["", left])
    other = "13900000000" if key == "phone" else "neu@example.com"
    found = merged("application", answers, {**shown, f"leaders.{key}": other})
    assert [person.get(key, "") for person in records(found["leaders"])] == [other, ""]
