"""The specs print what the notices print, ask in kind words, and say what is wrong with a bad file."""

import re
import unicodedata
from pathlib import Path

import pytest

from forms.errors import BadForm
from forms.form import Question, Rules
from forms.kinds import read, show
from forms.load import load_form, load_forms

FORMS = load_forms()
NOTICES = Path(__file__).parents[1] / "knowledge" / "notices"
#: Words of ours among the labels; everything else stands in the notice.
OURS = {"extra_page", "continued", "see_extra_page", "nth"}
PRINTED = {
    "application": "unit_line case_title leader leader_name leader_unit_post leader_phone leader_email "
    "members member_name member_post member_task problem approach approach_idea approach_method "
    "approach_strategy outcomes outcome_no outcome_period outcome_title outcome_form notes_head",
    "liaison": "unit name post mobile qq notes_head",
    "summary": "no case_title region unit leader post category stage phone notes_head",
}
QUESTIONS = [
    pytest.param(form, question, id=f"{form.edition}/{form.name}/{question.id}")
    for form in FORMS.values()
    for question in form.questions
]
RUDE = re.compile("错误|非法|失败|无效|必须|不得|禁止|你(?!们)|！")


def bare(text: str) -> str:
    """The text without white space, of one width: 2022.txt mixes half and full width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def issued(edition: str) -> str:
    return bare("".join(file.read_text("utf-8") for file in NOTICES.glob(f"{edition}/*.txt")))


def test_there_are_three_forms_of_each_edition():
    names = ("application", "liaison", "summary")
    assert set(FORMS) >= {(edition, name) for edition in ("2022", "2025") for name in names}


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: f"{form.edition}-{form.name}")
def test_titles_notes_and_labels_are_the_words_of_the_notice(form):
    notice = issued(form.edition)
    printed = {form.title, *form.notes, *(w for key, w in form.labels.items() if key not in OURS)}
    assert [words for words in printed if bare(words) not in notice] == []
    assert set(PRINTED[form.name].split()) <= set(form.labels)
    assert bare(form.labels.get("title_lines", form.title)) == bare(form.title)
    assert f"{bare(form.attachment)}{bare(form.title)}" in notice


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: f"{form.edition}-{form.name}")
def test_every_note_under_the_form_is_there_in_order(form):
    under = issued(form.edition).split(bare(f"{form.attachment}{form.title}"), 1)[1]
    under = under.split("注:", 1)[1]
    # Mail links of the PDF and list dashes of the text stand between the lines of a note.
    under = re.sub(r"mailto:[^\u4e00-\u9fff]*", "", under).replace("-", "")
    notes = bare("".join(form.notes)).replace("-", "")
    assert under.startswith(notes)
    assert not re.match(r"\d\.", under[len(notes) :])


@pytest.mark.parametrize(
    ("name", "formats", "file_label"),
    [
        ("application", {"docx", "pdf", "png", "xlsx"}, "申报表"),
        ("liaison", {"docx", "xlsx", "pdf", "png"}, "联络人信息上报表"),
        ("summary", {"xlsx"}, "汇总表"),
    ],
)
def test_forms_come_in_these_formats_under_this_name(name, formats, file_label):
    for edition in ("2022", "2025"):
        assert set(FORMS[edition, name].formats) == formats
        assert FORMS[edition, name].file_label == file_label


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_category_and_stage_are_the_lists_of_the_notice(edition):
    asked = {question.id: question for question in FORMS[edition, "application"].questions}
    categories = [option.label for option in asked["category"].options]
    stages = [option.label for option in asked["stage"].options]
    notes = "".join(FORMS[edition, "summary"].notes).replace("“", "").replace("”", "")
    assert f"填写{'、'.join(categories)}中的一类" in notes
    assert f"填写{'或'.join(stages)}" in notes


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_the_interview_asks_in_the_agreed_order(edition):
    ids = [question.id for question in FORMS[edition, "application"].questions]
    assert ids == [
        *("filed_as", "unit", "case_title", "leader_name", "leader_unit", "leader_post"),
        *("leader_phone", "leader_email", "more_leaders", "members", "problem", "approach_idea"),
        *("approach_method", "approach_strategy", "outcomes", "filed_as_again", "region"),
        *("category", "stage", "contact_leader", "certificate_unit"),
    ]


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_every_question_is_asked_kindly_with_a_hint_and_an_example_that_is_read(form, question):
    assert question.ask.endswith("？")
    assert question.hint
    words = question.ask + question.hint
    assert not RUDE.search(words), words
    assert max(map(len, words.split("\n"))) <= 90
    if question.kind in ("which_leader", "which_unit"):
        return
    value = read(question, question.example, Rules(edition=form.edition))
    assert show(question, value)


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_a_question_for_the_summary_alone_says_so(edition):
    only = "只供汇总表，不印在申报表上"
    said = [q for q in FORMS[edition, "application"].questions if only in q.hint]
    assert [q.id for q in said] == [
        "region",
        "category",
        "stage",
        "contact_leader",
        "certificate_unit",
    ]
    assert not any(q.printed for q in said)


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_figures_in_a_hint_are_printed_by_the_form(form, question):
    figures = re.findall(r"\d{3,}(?= ?字)", question.hint)
    assert all(f"{figure} 字以内，可附页" in str(form.labels) for figure in figures)


GOOD = """\
form: liaison
edition: "2025"
attachment: 附件 1
title: 表
questions:
- id: unit
  kind: unit
  label: 单位
  ask: 哪个单位？
  example: 示例小学
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: 表\n", "", 1, "缺 title"),
        ("title: 表", "title: 表\ntitel: 表", 1, "不认识 titel"),
        ("title: 表", "title: 2025", 1, "title 不是文字"),
        ("form: liaison", "form: letter", 1, "没有 letter 这种表"),
        ("form: liaison", "form: summary", 1, "写着 2025/summary"),
        ("kind: unit", "kind: units", 6, "没有 units 这种答案"),
        ("example: 示例小学", "example: '12'", 6, "例子读不懂"),
        ("  label: 单位\n", "", 6, "缺 label"),
        ("  label: 单位", "  label: 单位\n  label: 单位", 6, "label 写了两次"),
        ("  label: 单位", "  label: 单位\n  required: 是", 6, "required 不是 true 或 false"),
        ("  label: 单位", "  label: 单位\n  options: [1]", 6, "选项 1 不是文字"),
        ("kind: unit", "kind: choice", 6, "没有选项"),
        ("kind: unit", "kind: people", 6, "没有列"),
        ("  label: 单位", "  label: 单位\n  default_from: school", 1, "school 没有问到"),
        ("  kind: unit", " kind: unit", 7, ""),
        ("questions:\n", "questions: 无\nmore:\n", 1, ""),
    ],
)
def test_a_bad_spec_names_file_line_and_cure(tmp_path, old, new, line, words):
    file = tmp_path / "2025" / "liaison.yaml"
    file.parent.mkdir()
    file.write_text(GOOD, "utf-8")
    assert load_form(file).questions[0] == Question(
        "unit", "unit", "unit", "单位", "哪个单位？", example="示例小学"
    )
    file.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(BadForm) as bad:
        load_forms(tmp_path)
    assert bad.value.where == f"{file}:{line}"
    assert words in bad.value.what
    assert bad.value.cure


def test_two_questions_of_one_name_are_refused(tmp_path):
    file = tmp_path / "2025" / "liaison.yaml"
    file.parent.mkdir()
    file.write_text(GOOD + GOOD[GOOD.index("- id") :], "utf-8")
    with pytest.raises(BadForm, match="unit 出现了两次"):
        load_form(file)
