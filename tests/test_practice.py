"""A form for practice says so in its name, on its pages and inside, and is never summed up."""

import pytest

from forms.document.render import render
from forms.intake.read import read_bytes
from forms.summary import summarise
from tests.test_commands import shenbao

from .filled import APPLICATIONS, FORMS, LIMITS, application

FORMATS = ("docx", "xlsx", "pdf")


def made(kind, *, is_practice):
    form, answers = APPLICATIONS[1], application()
    return render(form, answers, [kind], limits=LIMITS, draft="d1", is_practice=is_practice)[0]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_for_practice_says_so_in_its_name_and_inside(kind):
    document = made(kind, is_practice=True)
    assert document.name.endswith(f"_练习稿.{kind}")
    found = read_bytes(document.name, document.content, FORMS)
    assert found.is_practice
    assert found.as_json()["practice"] is True
    assert not found.edits


@pytest.mark.parametrize("kind", FORMATS)
def test_a_fair_copy_says_nothing_of_it(kind):
    document = made(kind, is_practice=False)
    assert "练习" not in document.name
    found = read_bytes(document.name, document.content, FORMS)
    assert not found.is_practice


def test_practice_has_no_row_and_is_told_by_name():
    readings = [
        read_bytes(document.name, document.content, FORMS)
        for document in (made("docx", is_practice=True), made("docx", is_practice=False))
    ]
    summary = summarise(readings, FORMS, {})
    assert [len(rows) for rows in summary.rows.values()] == [1]
    told = [one for one in summary.findings if one.code == "practice"]
    assert [one.facts["name"] for one in told] == [readings[0].name]
    assert "same-draft" not in [one.code for one in summary.findings]


def test_the_command_refuses_to_sum_up_practice_alone(tmp_path):
    document = made("docx", is_practice=True)
    (tmp_path / document.name).write_bytes(document.content)
    done = shenbao(
        "form", "summary", str(tmp_path / document.name), "--to", str(tmp_path / "汇总.xlsx")
    )
    assert done.returncode == 1
    assert "是练习稿，没有列入汇总表" in done.stderr
    assert not (tmp_path / "汇总.xlsx").exists()
