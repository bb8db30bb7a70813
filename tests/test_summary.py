"""附件3 out of many applications, and what the liaison is asked to look at."""

import dataclasses
import io

import pytest
from openpyxl import load_workbook

from forms.document.words import sentence
from forms.form import Quota
from forms.intake.answers import Edit
from forms.intake.read import read_bytes
from forms.intake.reading import Reading
from forms.summary import render_summary, summarise

from .filled import FORMS, application

QUOTAS = {
    "2025": (
        Quota("region", "region-quota", minimum=1),
        Quota("school", "school-quota", maximum=3),
        Quota("direct_school", "direct-quota", minimum=1, maximum=3),
    ),
    "2022": (
        Quota("region", "region-quota", minimum=1),
        Quota("school", "school-quota", maximum=3, readings=("each-school", "all-schools")),
        Quota("direct_school", "direct-quota", minimum=1, maximum=3),
    ),
}


def reading(title="案例", edition="2025", draft="", version=0, **changed):
    answers = application(case_title=title, **changed)
    return Reading(edition, "application", answers, "envelope", draft=draft, version=version)


def region(edition="2025", **changed):
    """The case of the region itself, so that its quota is met."""
    given = {"filed_as": "region", "unit": "示例区教育局", **changed}
    return reading(f"{given.get('region', '')}区域案例", edition, **given)


def several(count, edition="2025", **changed):
    return [reading(f"案例{number}", edition, **changed) for number in range(count)]


def found(*given):
    return summarise(given, FORMS, QUOTAS).findings


def codes(*given):
    return [one.code for one in found(*given)]


@pytest.mark.parametrize(
    ("chosen", "unit"),
    [
        (None, "苏州市示例中学"),
        ("unit", "苏州市示例中学"),
        ("leaders.1.unit", "示例区教师发展中心"),
        ("leaders.9.unit", "苏州市示例中学"),
    ],
)
def test_the_row_names_the_unit_that_was_chosen_for_the_certificate(chosen, unit):
    rows = summarise([reading(certificate_unit=chosen)], FORMS, QUOTAS).rows["2025"]
    assert [row[2] for row in rows] == [unit]


def test_a_case_is_one_row_of_nine_columns():
    rows = summarise([reading()], FORMS, QUOTAS).rows
    row = (
        "案例",
        "示例区",
        "苏州市示例中学",
        "王喆、张䶮",
        "教研组长、教研员",
        "数学",
        "初中",
        "0512-00001234",
    )
    assert rows == {"2025": (row,)}


def test_the_first_phone_stands_there_unless_another_leader_is_named():
    assert (
        summarise([reading(contact_leader=None)], FORMS, QUOTAS).rows["2025"][0][-1]
        == "138-1234-5678"
    )
    assert (
        summarise([reading(contact_leader=7)], FORMS, QUOTAS).rows["2025"][0][-1] == "138-1234-5678"
    )


def test_rows_are_sorted_by_unit_and_editions_newest_first():
    given = [
        reading("乙", unit="丙校"),
        reading("甲", unit="丙校"),
        reading("丁", unit="一校"),
        reading(edition="2022"),
    ]
    rows = summarise(given, FORMS, QUOTAS).rows
    assert list(rows) == ["2025", "2022"]
    assert [(row[2], row[0]) for row in rows["2025"]] == [
        ("一校", "丁"),
        ("丙校", "乙"),
        ("丙校", "甲"),
    ]


def test_other_forms_are_left_out():
    liaison = Reading("2025", "liaison", {"unit": "局"}, "envelope")
    assert summarise([liaison], FORMS, QUOTAS).rows == {}


def test_a_draft_handed_in_twice_counts_once_in_its_newest_version():
    given = [reading("新", draft="d1", version=3), reading("旧", draft="d1", version=2), region()]
    summary = summarise(given, FORMS, QUOTAS)
    assert [row[0] for row in summary.rows["2025"]] == ["区域案例", "新"]
    assert [(one.code, one.facts["count"]) for one in summary.findings] == [("same-draft", 2)]


def test_the_same_title_and_unit_is_pointed_out_and_kept():
    summary = summarise([reading(draft="d1"), reading(draft="d2"), region()], FORMS, QUOTAS)
    assert len(summary.rows["2025"]) == 3
    assert [one.code for one in summary.findings] == ["same-case"]


def test_missing_cells_are_named_but_not_those_a_direct_school_may_leave_out():
    (finding,) = found(reading(region="示例区", category="", leaders=[{"name": "王"}]), region())
    assert (finding.code, finding.facts["labels"]) == ("missing-cell", "职务、类别、联系电话")
    direct = reading(filed_as="direct_school", region="", category="", stage="")
    assert codes(direct) == []


def test_a_region_without_a_case_of_its_own_or_of_a_school_is_told():
    assert codes(reading()) == ["region-too-few"]
    assert codes(region()) == ["no-school-case"]
    assert codes(region(), reading()) == []


def test_one_file_without_region_and_level_does_not_hide_that_no_school_case_came():
    lost = reading("另一个", unit="某单位", region="", filed_as="")
    (finding,) = (each for each in found(region(), lost) if each.code.startswith("no-school"))
    assert (finding.code, finding.facts["pending"]) == ("no-school-pending", 1)


def test_a_school_may_hand_in_three():
    assert codes(region(), *several(3)) == []
    (finding,) = found(region(), *several(4))
    assert (finding.code, finding.fact) == ("school-too-many", "school-quota")
    assert finding.facts == {"unit": "苏州市示例中学", "count": 4, "maximum": 3}


def test_the_two_readings_of_2022_are_both_told():
    assert codes(region("2022"), *several(4, "2022")) == ["school-too-many-either"]
    spread = [*several(2, "2022", unit="甲校"), *several(2, "2022", unit="乙校")]
    assert codes(region("2022"), *spread) == ["schools-unclear"]
    assert codes(region("2022"), *several(3, "2022")) == []


def test_a_direct_school_hands_in_one_to_three():
    direct = several(4, filed_as="direct_school", unit="直属学校", region="")
    assert codes(*direct[:3]) == []
    assert codes(*direct) == ["direct-too-many"]


def test_what_is_not_said_is_left_open_and_never_guessed_from_the_name():
    unsaid = several(2, filed_as="unsure")
    open_ = ["not-said", "not-said"]
    assert codes(region(), *unsaid) == [*open_, "no-school-pending"]
    assert codes(*unsaid) == [*open_, "region-pending", "no-school-pending"]
    more = [
        dataclasses.replace(one, answers={**one.answers, "case_title": f"未说{n}"})
        for n, one in enumerate(unsaid)
    ]
    assert codes(region(), *several(2), *more) == ["not-said", "not-said", "school-pending"]


def test_a_form_without_unit_title_and_leader_is_named_and_has_no_row():
    blank = Reading("2025", "application", {"leaders": [{"name": " "}]}, "envelope", name="空.docx")
    summary = summarise([blank, reading(), region()], FORMS, QUOTAS)
    assert len(summary.rows["2025"]) == 2
    assert [(one.code, one.facts) for one in summary.findings] == [
        ("nameless", {"name": "空.docx"})
    ]
    assert summarise([blank], FORMS, QUOTAS).rows == {}
    half = dataclasses.replace(blank, answers={"leaders": [{"name": "王"}]})
    assert len(summarise([half], FORMS, QUOTAS).rows["2025"]) == 1


def test_a_file_that_could_not_be_read_stands_on_the_last_sheet():
    summary = summarise([reading(), region()], FORMS, QUOTAS)
    book = load_workbook(io.BytesIO(render_summary(summary, FORMS, ["坏.docx：打不开"])))
    assert book.sheetnames == ["2025汇总表", "shenbao", "核对"]
    said = [row[1] for row in book.worksheets[-1].iter_rows(values_only=True)]
    assert said[1:] == ["坏.docx：打不开"]


def test_an_edited_file_is_pointed_out():
    one = dataclasses.replace(reading(), edits=(Edit("unit", "a", "b"),))
    assert codes(one, region()) == ["edited"]


@pytest.mark.parametrize("given", [[reading()], [reading(), reading(edition="2022")], []])
def test_the_file_has_a_sheet_an_edition_and_the_findings_last(given):
    summary = summarise(given, FORMS, QUOTAS)
    content = render_summary(summary, FORMS)
    book = load_workbook(io.BytesIO(content))
    visible = [sheet for sheet in book if sheet.sheet_state == "visible"]
    editions = sorted({one.edition for one in given} or {"2025"}, reverse=True)
    assert book.worksheets[-1].title == "核对"
    assert [sheet.title for sheet in visible] == [
        *(f"{edition}汇总表" for edition in editions),
        "核对",
    ]
    first = [[cell for cell in row if cell] for row in visible[0].iter_rows(values_only=True)]
    for number, row in enumerate(summary.rows.get(editions[0], ()), 1):
        assert [str(number), *row] in first
    said = [row[1] for row in visible[-1].iter_rows(values_only=True)]
    sentences = [sentence(one.code, one.facts) for one in summary.findings]
    assert said[1:] == (sentences or ["未发现需要核对之处。"])
    assert render_summary(summary, FORMS) == content
    assert read_bytes("汇总表.xlsx", content, FORMS).form == "summary"


def test_every_finding_has_a_sentence_without_gaps():
    given = [
        *several(4),
        *several(4, unit="直属", filed_as="direct_school"),
        *several(2, filed_as="unsure", region=""),
    ]
    for one in found(*given, *several(4, "2022")):
        said = sentence(one.code, one.facts)
        assert "{" not in said
        assert "“”" not in said
