"""The PDF prints every character, clips nothing and leaves no heading alone at the foot of a page.

Looks at pages with `pdftotext` (poppler-utils); without it those tests are skipped.
"""

import io
import re
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from forms.document.breaks import ZERO_WIDTH_SPACE, breakable, width
from forms.document.glyphs import missing
from forms.document.render import render, unprintable
from forms.intake.read import read_bytes

from .filled import ANSWERS, APPLICATIONS, FORMS, LIAISON, LIMITS, PARAGRAPH, STRANGE, application

POPPLER = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
A4 = (595.3, 841.9)
MARGIN = 70.0  # points kept free left and right
HEADINGS = (
    "一、问题描述",
    "二、工作思路",
    "（一）基本思路",
    "（二）研究方法",
    "（三）推进策略",
    "三、预期成果",
    "附页：",
)


def pdf(answers, form=APPLICATIONS[1], **more):
    return render(form, answers, ["pdf"], limits=LIMITS, **more)[0].content


def pdftotext(content, *options):
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout


def words(content):
    return "".join(re.sub(r"[\s\u200b]", "", pdftotext(content).decode()))


def lines_of_pages(content):
    """Each page as its lines from top to bottom: (text, left, right) in points."""
    root = etree.fromstring(pdftotext(content, "-bbox-layout"))
    for page in root.iter("{*}page"):
        lines = []
        for line in page.iter("{*}line"):
            text = "".join(word.text for word in line.iter("{*}word"))
            box = [float(line.get(side)) for side in ("yMin", "xMin", "xMax")]
            lines.append((box[0], text, box[1], box[2]))
        yield [line[1:] for line in sorted(lines)]


LENGTHS = [(0, 0, 0), (1, 3, 5), (3, 12, 25), (20, 6, 10), (100, 1, 1)]


def sized(paragraphs, members, outcomes):
    """An application of about this size."""
    long = PARAGRAPH * paragraphs
    return application(
        problem=long,
        approach_idea=long,
        approach_method=f"{long}\n{long}",
        approach_strategy=long,
        members=[{"name": "李𬭚", "post": "一级教师", "task": "课例设计"}] * members,
        outcomes=[{"period": "2025.3-2025.6", "title": "诊断报告", "form": "研究报告"}] * outcomes,
    )


@POPPLER
@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
def test_every_character_of_form_and_answers_is_on_the_page(form):
    answers = application()
    found = words(pdf(answers, form))
    printed = [form.title, form.attachment, *form.notes, answers["case_title"], answers["problem"]]
    printed += [answers[f"approach_{part}"] for part in ("idea", "method", "strategy")]
    printed += [
        "王喆、张䶮",
        "138-1234-5678、0512-00001234",
        "李𬭚",
        "2025年秋学期",
        "“问题链”设计手册",
    ]
    printed += [
        form.labels[key] for key in ("unit_line", "case_title", "problem", "approach", "outcomes")
    ]
    assert [text for text in printed if "".join(text.split()) not in found] == []


@POPPLER
@pytest.mark.parametrize(
    "text",
    [
        "x" * 2000,
        "WWWW" * 20,
        "字" * 2000,
        "https://a.cn/" + "q" * 300,
        "=1+1 <b>&amp; {{ }} #x *y* _z_",
    ],
)
def test_nothing_runs_off_the_page_or_is_cut(text):
    answers = application(
        case_title=text,
        problem=text,
        members=[{"name": text[:200], "post": text[:200], "task": text}],
        outcomes=[{"period": text[:200], "title": text, "form": text[:200]}],
    )
    content = pdf(answers)
    for page in lines_of_pages(content):
        for line, left, right in page:
            assert left >= MARGIN - 1, line
            assert right <= A4[0] - MARGIN + 1, line
    flat = "".join(text.split())
    assert words(content).count(flat[0]) >= 3 * flat.count(flat[0])


@POPPLER
@pytest.mark.parametrize("size", LENGTHS)
@pytest.mark.parametrize("shift", range(0, 12, 3))
def test_no_heading_stands_alone_at_the_foot_of_a_page(size, shift):
    answers = sized(*size)
    answers["case_title"] = "案例名称很长" * (shift * 6 + 1)
    for page in list(lines_of_pages(pdf(answers)))[:-1]:
        body = [line for line, _, _ in page if not re.match(r"第\d+页", line)]
        assert not body[-1].startswith(HEADINGS), body[-2:]


def test_the_empty_form_fits_two_pages_and_long_ones_grow():
    pages = [len(PdfReader(io.BytesIO(pdf(answers))).pages) for answers in ({}, sized(20, 12, 25))]
    assert pages[0] == 2
    assert pages[1] > 4


def test_faces_are_inside_the_file_and_the_page_is_a4():
    page = PdfReader(io.BytesIO(pdf(application()))).pages[0]
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    faces = {name.rpartition("+")[2] for name in page._get_fonts()[0]}
    assert any("NotoSerifSC" in name for name in faces)
    assert any("NotoSansSC" in name for name in faces)
    assert page._get_fonts()[1] == set()  # none is left to the machine that prints


@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_pictures_are_one_a_page_and_named_by_their_number(edition):
    made = render(FORMS[edition, "application"], application(), ["png"], limits=LIMITS)
    content = render(FORMS[edition, "application"], application(), ["pdf"], limits=LIMITS)[
        0
    ].content
    assert len(made) == len(PdfReader(io.BytesIO(content)).pages)
    assert [one.name.rpartition("_")[2] for one in made] == [
        f"{n}.png" for n in range(1, len(made) + 1)
    ]
    assert all(one.content.startswith(b"\x89PNG") for one in made)


@POPPLER
def test_the_liaison_form_prints_too():
    found = words(pdf(LIAISON, FORMS["2025", "liaison"]))
    assert "示例区教育局徐玉兰教研员13812345678" in found
    assert "jczx_xsz@suzhou.edu.cn" in found


@POPPLER
def test_a_practice_copy_says_so_on_every_page():
    pages = list(lines_of_pages(pdf(application(), is_practice=True)))
    assert all(any("练习稿" in line for line, _, _ in page) for page in pages)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_a_mark_stands_at_the_foot_only_where_it_is_asked_for(kind):
    plain, marked = (
        render(APPLICATIONS[1], application(), [kind], limits=LIMITS, mark=mark)[0].content
        for mark in ("", "短码 HXQ-28R")
    )
    assert marked != plain
    before, after = read_bytes(f"a.{kind}", plain), read_bytes(f"a.{kind}", marked)
    assert (after.answers, after.edits) == (before.answers, ())
    if kind == "pdf":
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(marked)).pages]
        assert all("HXQ-28R" in page.split("\n")[-1] for page in pages)


def test_the_same_answers_give_the_same_bytes():
    assert pdf(application()) == pdf(application())


def test_characters_the_faces_lack_are_named_before_printing():
    rare = "喆堃䶮𬭚㛃犇镕頔，。“”《》—…√□■①"
    assert missing(rare + "abc 123\n\t") == []
    assert missing("好😀☑好😀") == ["😀", "☑"]
    assert unprintable(APPLICATIONS[1], application(case_title="笑😀")) == ["😀"]
    assert unprintable(APPLICATIONS[1], application()) == []


@given(
    st.text(st.characters(max_codepoint=0x24F, min_codepoint=0x20), max_size=80), st.floats(4, 30)
)
def test_every_latin_run_may_break_before_it_is_wider_than_its_cell(text, ems):
    broken = breakable(text, ems)
    assert broken.replace(ZERO_WIDTH_SPACE, "") == text
    runs = re.split(rf"[\s{ZERO_WIDTH_SPACE}]", broken)
    assert all(width(run) <= ems or len(run) < 5 for run in runs)


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_prints_and_comes_back(text):
    answers = application(case_title=text, problem=text, members=[{"name": text, "task": text}])
    assert read_bytes("a.pdf", pdf(answers), FORMS).answers == answers
    assert render(APPLICATIONS[0], answers, ["png"], limits=LIMITS)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ANSWERS)
def test_any_answers_print_and_come_back(answers):
    assert read_bytes("a.pdf", pdf(answers), FORMS).answers == answers
