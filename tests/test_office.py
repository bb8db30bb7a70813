"""Our files after LibreOffice saved them again: the answers are still inside and nothing seems edited.

Needs `soffice` (libreoffice-writer-nogui, libreoffice-calc-nogui); without it these tests are skipped.
"""

import io
import re
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from forms.document.cells import cells
from forms.document.page import divided
from forms.document.render import render
from forms.intake.read import read_file

from .filled import APPLICATIONS, FORMS, LIAISON, LIMITS, PARAGRAPH, STRANGE, application

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs libreoffice")
ROUTES = [("docx", "docx"), ("docx", "odt"), ("docx", "doc"), ("xlsx", "xlsx"), ("xlsx", "ods")]
#: LibreOffice Calc itself drops a tab inside a cell and reads a typed _x000D_ as a line end.
TEXTS = [text for text in STRANGE if not {"\x00", "\t"} & set(text) and "_x000D_" not in text]


def saved_again(tmp_path, documents, format_):
    """The files as LibreOffice writes them in this format."""
    made = []
    for number, document in enumerate(documents):
        path = tmp_path / f"{number}.{document.name.rpartition('.')[2]}"
        path.write_bytes(document.content)
        made.append(path)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", format_, "--outdir", str(out)]
    subprocess.run([*command, *map(str, made)], check=True, capture_output=True, timeout=300)
    return [out / f"{path.stem}.{format_}" for path in made]


@pytest.mark.parametrize(("from_", "to"), ROUTES, ids=lambda name: name)
def test_answers_survive_another_program(tmp_path, from_, to):
    everything = {
        **application(problem=PARAGRAPH * 30, approach_idea="\n".join(TEXTS)),
        "members": [{"name": text, "post": "教师", "task": text} for text in TEXTS],
    }
    given = [(APPLICATIONS[0], {}), (APPLICATIONS[1], application()), (APPLICATIONS[1], everything)]
    given.append((FORMS["2025", "liaison"], LIAISON))
    documents = [
        render(form, answers, [from_], limits=LIMITS, draft="d1")[0] for form, answers in given
    ]
    for (form, answers), path in zip(given, saved_again(tmp_path, documents, to), strict=True):
        found = read_file(path, FORMS)
        assert (found.edition, found.form, found.draft) == (form.edition, form.name, "d1")
        assert (found.source, found.edits) == ("envelope", ())
        assert found.answers == answers


#: As a Word file lays them out: (members, outcomes, characters of 基本思路).
AMOUNTS = [(0, 0, 0), (1, 1, 500), (3, 10, 2_000), (12, 25, 20_000)]


def test_nothing_is_clipped_whatever_the_amount(tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler-utils")
    given = [
        application(
            members=[
                {"name": f"陈静{n}", "post": "教师", "task": f"第{n}组观察"} for n in range(members)
            ],
            outcomes=[
                {"period": "每学期", "title": f"第{n}项成果", "form": "课例"}
                for n in range(outcomes)
            ],
            approach_idea=(PARAGRAPH * (length // len(PARAGRAPH) + 1))[:length],
        )
        for members, outcomes, length in AMOUNTS
    ]
    documents = [render(APPLICATIONS[1], answers, ["docx"], limits=LIMITS)[0] for answers in given]
    for answers, path in zip(given, saved_again(tmp_path, documents, "pdf"), strict=True):
        text = printed(path)
        page = "".join(text.split())
        shown = [one[key] for one in answers["members"] for key in ("name", "task")]
        shown += [one["title"] for one in answers["outcomes"]]
        assert [words for words in shown if words not in page] == []
        for person in answers["leaders"]:
            assert person["phone"] in text, "a number stays whole on its line"
            assert person["email"] in text
        body = re.sub(
            r"第\d+页共\d+页|（续见附页）|附页：二、工作思路（一）基本思路（续）", "", page
        )
        kept, rest = divided(cells("application", answers), LIMITS)["approach_idea"]
        assert all("".join(part.split()) in body for part in (kept, rest))


def printed(path):
    """The text of a PDF, laid out as it stands on the page."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def test_word_files_convert_to_pages_that_hold_every_cell(tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler-utils")
    answers = application()
    document = render(APPLICATIONS[1], answers, ["docx"], limits=LIMITS)[0]
    (path,) = saved_again(tmp_path, [document], "pdf")
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
    page = "".join(done.stdout.decode().split())
    for text in (
        answers["problem"],
        answers["approach_strategy"],
        "王喆、张",
        "诊断报告",
        *APPLICATIONS[1].notes,
    ):
        assert "".join(text.split()) in page


#: (outcomes, characters of 基本思路): what stands at the end of a page hangs on every line.
LENGTHS = [(2, 400), (3, 900), (6, 1_400), (8, 3_100), (12, 6_000)]


def test_a_page_of_the_excel_form_is_as_wide_as_the_paper_and_never_ends_with_a_heading(tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler-utils")
    documents = [
        render(
            form,
            application(
                approach_idea="\n".join([PARAGRAPH] * (length // len(PARAGRAPH))),
                outcomes=[{"period": "每学期", "title": "课例", "form": "课例"}] * outcomes,
            ),
            ["xlsx"],
            limits=LIMITS,
        )[0]
        for form in APPLICATIONS
        for outcomes, length in LENGTHS
    ]
    for document, path in zip(documents, saved_again(tmp_path, documents, "pdf"), strict=True):
        sheet = load_workbook(io.BytesIO(document.content)).worksheets[0]
        pages = printed(path).split("\f")
        own = pages[: len(sheet.row_breaks.brk) + 1]
        assert "案例名称" in pages[len(own)], "the second sheet comes right after"
        for page in own:
            last = [line.strip() for line in page.split("\n") if line.strip()][-2]  # above 第 1 页
            assert not re.match(r"[一二三]、|（[一二三]）|附页|序号|姓名\s+职务", last), last
