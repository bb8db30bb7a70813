"""Our files after LibreOffice saved them again: the answers are still inside and nothing seems edited.

Needs `soffice` (libreoffice-writer-nogui, libreoffice-calc-nogui); without it these tests are skipped.
"""

import shutil
import subprocess

import pytest

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
