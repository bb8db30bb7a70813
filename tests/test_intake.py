"""A file of ours is read back without loss; what somebody changed in it is found cell by cell."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings

from forms.document.render import render
from forms.errors import BadFile
from forms.intake.read import read_bytes
from forms.intake.reading import reading_from_json

from .filled import ANSWERS, APPLICATIONS, FORMS, LIAISON, LIMITS, PARAGRAPH, STRANGE, application

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
CASE = {
    "case_title": "=1+1",
    "region": "示例区",
    "unit": "苏州市示例中学",
    "leader": "王喆、张䶮",
    "post": "教师",
    "category": "数学",
    "stage": "初中",
    "phone": "0512-00001234",
}


def made(form, answers, format_, limits=LIMITS, **more):
    return render(form, answers, [format_], limits=limits, **more)[0]


def read(document):
    return read_bytes(document.name, document.content, FORMS)


def repacked(content, change, without=()):
    """The package with its parts changed and some left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if not any(word in name for word in without):
                new.writestr(name, change(name, old.read(name).decode()))
    return target.getvalue()


def without_envelope(document):
    """The file as if an old program had thrown its envelope away."""
    gone = ("docProps/custom.xml", "customXml/item1.xml")
    return repacked(document.content, lambda _, text: text.replace("shenbao-", "gone-"), gone)


@pytest.mark.parametrize("format_", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_an_application_comes_back_as_it_was(form, format_):
    for answers in (
        {},
        application(),
        application(problem=PARAGRAPH * 40, approach_idea="字" * 4000),
    ):
        found = read(made(form, answers, format_, draft="d7", version=2))
        assert (found.edition, found.form, found.source) == (
            form.edition,
            "application",
            "envelope",
        )
        assert (found.draft, found.version) == ("d7", 2)
        assert (found.answers, found.edits, found.unread) == (answers, (), ())


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_in_every_cell_comes_back_as_it_was(text):
    person = dict.fromkeys(["name", "unit", "post", "phone", "email"], text)
    row = dict.fromkeys(["name", "post", "task", "period", "title", "form"], text)
    keys = [
        "unit",
        "case_title",
        "problem",
        "approach_idea",
        "approach_method",
        "approach_strategy",
    ]
    answers = {
        **dict.fromkeys(keys, text),
        "leaders": [person],
        "members": [row, row],
        "outcomes": [row],
    }
    for format_ in ("docx", "xlsx"):
        found = read(made(APPLICATIONS[1], answers, format_))
        assert (found.answers, found.edits) == (answers, ())


@SLOW
@given(ANSWERS)
def test_any_answers_come_back_from_word(answers):
    for limits in (LIMITS, {"problem": 20, "approach": 30}):
        found = read(made(APPLICATIONS[1], answers, "docx", limits))
        assert (found.answers, found.edits) == (answers, ())


@SLOW
@given(ANSWERS)
def test_any_answers_come_back_from_excel(answers):
    for limits in (LIMITS, {"problem": 20, "approach": 30}):
        found = read(made(APPLICATIONS[0], answers, "xlsx", limits))
        assert (found.answers, found.edits) == (answers, ())


@pytest.mark.parametrize("format_", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_the_liaison_form_comes_back_as_it_was(edition, format_):
    found = read(made(FORMS[edition, "liaison"], LIAISON, format_))
    assert (found.form, found.answers, found.edits) == ("liaison", LIAISON, ())


def test_the_summary_comes_back_as_it_was():
    found = read(made(FORMS["2025", "summary"], {"rows": [CASE, CASE]}, "xlsx"))
    assert (found.form, found.answers, found.edits) == ("summary", {"rows": [CASE, CASE]}, ())


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_what_was_changed_in_the_file_is_found_cell_by_cell(format_):
    changes = {"138-1234-5678": "139", "数据分析与访谈": "访谈", "坚持问题导向": "坚持目标导向"}

    def change(name, text):
        if "document.xml" in name or "sheet1.xml" in name:
            for old, new in changes.items():
                text = text.replace(old, new)
        return text

    document = made(APPLICATIONS[1], application(), format_)
    found = read_bytes(document.name, repacked(document.content, change), FORMS)
    assert {edit.path: edit.now for edit in found.edits} == {
        "leaders.0.phone": "139",
        "members.1.task": "访谈",
        "approach_idea": f"坚持目标导向。\n{PARAGRAPH}",
    }
    assert found.answers["leaders"][1] == application()["leaders"][1]
    assert found.answers["leaders"][0]["unit"] == "苏州市示例中学"
    assert found.answers["filed_as"] == "district_school"


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_without_an_envelope_the_labels_are_read(form, format_):
    answers = application(problem=PARAGRAPH * 30)
    document = made(form, answers, format_)
    found = read_bytes(document.name, without_envelope(document), FORMS)
    unprinted = ("filed_as", "region", "category", "stage", "contact_leader")
    assert (found.edition, found.source, found.edits) == (form.edition, "labels", ())
    assert found.answers == {key: answers[key] for key in answers if key not in unprinted}


@pytest.mark.parametrize("name", ["application", "liaison"])
def test_the_blank_form_read_by_its_labels_has_no_answers(name):
    document = made(FORMS["2022", name], {}, "docx")
    found = read_bytes("a.docx", without_envelope(document), FORMS)
    assert (found.edition, found.form, found.answers) == ("2022", name, {})


def test_deleted_and_hidden_words_are_not_read():
    def change(name, text):
        if name != "word/document.xml":
            return text
        text = text.replace(
            '<w:t xml:space="preserve">诊断报告</w:t></w:r>',
            "<w:t>诊断报告</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
            "<w:ins><w:r><w:t>新稿</w:t></w:r></w:ins>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>",
        )
        return text.replace(
            '<w:p><w:pPr><w:pStyle w:val="UnitLine"/>', '<w:p><w:pPr><w:pStyle w:val="X"/>'
        )

    document = made(APPLICATIONS[1], application(), "docx")
    found = read_bytes("a.docx", repacked(document.content, change), FORMS)
    assert [(edit.path, edit.now) for edit in found.edits] == [("outcomes.0.title", "诊断报告新稿")]


def test_a_file_that_bears_no_title_of_ours_is_refused():
    document = made(APPLICATIONS[1], {}, "docx")
    other = repacked(document.content, lambda _, text: text.replace("申报表", "表"), ("custom",))
    with pytest.raises(BadFile) as refusal:
        read_bytes("a.docx", other, FORMS)
    assert refusal.value.code == "no-form"


def test_a_reading_survives_json():
    found = read(made(APPLICATIONS[1], application(), "docx"))
    assert reading_from_json(found.as_json()) == found
