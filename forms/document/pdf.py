"""A form as PDF and as pictures of its pages, set by typst with embedded Chinese faces."""

import json
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import pylopdf_fonts_zh_cn
import typst

from forms.document.breaks import SIZE_POINTS, breakable, room, whole
from forms.document.cells import cells
from forms.document.columns import columns
from forms.document.envelope import EXHIBITS_NAME
from forms.document.fitting import size_cm
from forms.document.job import Job
from forms.document.page import Page, Section, numbered
from forms.document.qr import EDGE_CM, SIDE_CM, qr
from forms.document.words import word
from forms.exhibit import Exhibit, listed
from forms.form import Json

TYPST = ("application.typ", "page.typ")
TEMPLATES = Path(__file__).with_name("templates")
PIXELS_PER_INCH = 120
# typst drops what it worked out (a picture decoded) once so many compilings made no use of it.
KEPT_COMPILINGS = 10
LINE_CHARACTERS = 36
# What each cell of `application.typ` holds in one line, from the widths of its columns.
TEXT, TITLE = room(16.0), room(12.4)
LEADER = {"name": room(4.4), "unit_post": room(5.4), "phone": room(4.4), "email": room(5.4)}
MEMBERS = (room(3.6), room(3.2), room(8.0))
OUTCOMES = (room(3.6), room(5.8), room(5.4))
KEPT_WHOLE = ("phone", "email", "mobile", "qq")
ROOM_LINES = {"problem": 6, "approach_idea": 7, "approach_method": 7, "approach_strategy": 7}
_own = threading.local()


def pdf(job: Job) -> bytes:
    """Give one file with the envelope attached; the same job gives the same bytes.

    It is PDF/A-3 unless a character has no glyph in the embedded faces, which that standard forbids.
    """
    words = data(job)
    with sources(job) as root:
        source = root / template(job)
        try:
            return compiled(source, words, "a-3b")
        except typst.TypstError:
            return compiled(source, words, "1.7")


def compiled(source: Path, words: str, standard: Literal["a-3b", "1.7"]) -> bytes:
    """Give the PDF of one standard. Raises TypstError."""
    made = compiler().compile(
        input=source,
        root=source.parent,
        format="pdf",
        sys_inputs={"data": words},
        pdf_standards=standard,
        timestamp=0,
    )
    return b"".join(pages(made))


def pictures(job: Job) -> list[bytes]:
    """Give one PNG a page."""
    with sources(job) as root:
        made = compiler().compile(
            input=root / template(job),
            root=root,
            format="png",
            ppi=PIXELS_PER_INCH,
            sys_inputs={"data": data(job)},
        )
    return pages(made)


@contextmanager
def sources(job: Job) -> Iterator[Path]:
    """Give the folder of the templates: with pictures beside them a copy, for typst sees one folder only."""
    pictures = [one for one in job.exhibits if one.is_picture]
    if job.form.name != "application" or not pictures:
        yield TEMPLATES
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in TYPST:
            shutil.copy(TEMPLATES / name, folder)
        for one in pictures:
            Path(folder, file_of(one)).write_bytes(one.content)
        try:
            yield Path(folder)
        finally:
            forget_pictures()


def forget_pictures() -> None:
    """Let go of what this thread's compiler keeps of pictures: files for good, decoded ones for some compilings."""
    for _ in range(KEPT_COMPILINGS):
        compiler().compile(input=b"", format="svg")
    del _own.compiler


def pages(made: bytes | list[bytes] | None) -> list[bytes]:
    """Give what the compiler made as a list, whether it was one page or several."""
    return [made] if isinstance(made, bytes) else list(made or [])


def template(job: Job) -> str:
    """Give the name of the typst file of a form."""
    return "application.typ" if job.form.name == "application" else "columns.typ"


def data(job: Job) -> str:
    """Give what the template reads, as JSON: an answer never becomes markup."""
    own = application_data(job.page) if job.form.name == "application" else columns_data(job)
    return json.dumps(shared_data(job) | own, ensure_ascii=False)


@cache
def fonts() -> typst.Fonts:
    """Give the embedded faces alone, so that every machine sets the same page."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(pylopdf_fonts_zh_cn.__file__).parent],
    )


def compiler() -> typst.Compiler:
    """Give give this thread's compiler: one shared by threads raises "Already borrowed"."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(root=TEMPLATES, font_paths=fonts())
    made: typst.Compiler = _own.compiler
    return made


def application_data(sheet: Page) -> dict[str, Json]:
    """Give what `application.typ` reads."""
    found = sheet.cells
    problem, approach, *parts = (section(one) for one in sheet.sections)
    return {
        "labels": dict(sheet.form.labels),
        "unit": breakable(found.get("unit", ""), TEXT),
        "case_title": breakable(found.get("case_title", ""), TITLE),
        "leader": {
            key: cell(key, found.get(f"leaders.{key}", ""), ems) for key, ems in LEADER.items()
        },
        "members": table(sheet.members, MEMBERS),
        "outcomes": table(sheet.outcomes, OUTCOMES),
        "problem": problem,
        "approach": approach["heading"],
        "parts": list(parts),
        "extras": [section(one) for one in sheet.extras],
    }


def columns_data(job: Job) -> dict[str, Json]:
    """Give what `columns.typ` reads: a form of one head row and the rows under it."""
    form = job.form
    head = columns(form)
    total = sum(column.width for column in head)
    found = cells(form.name, job.answers)
    return {
        "columns": [column.label for column in head],
        "widths": [column.width for column in head],
        "rows": [
            [
                cell(one.path, found.get(one.path, ""), room(16.0 * one.width / total))
                for one in head
            ]
        ],
        "notes_head": form.labels["notes_head"],
    }


def shared_data(job: Job) -> dict[str, Json]:
    """Give what every page needs."""
    form = job.form
    return {
        "title": form.title.replace("\n", ""),
        "title_lines": list(form.labels.get("title_lines", form.title).split("\n")),
        "attachment": form.attachment,
        "notes": list(form.notes),
        "envelope": job.envelope,
        "description": word("attachment"),
        "exhibits": listed([one for _, one in numbered(job.exhibits)]) if job.exhibits else "",
        "exhibits_file": EXHIBITS_NAME,
        "exhibits_description": word("attachment_exhibits"),
        "page": job.foot(word("page")),
        "qr": qr(job.link, "svg").decode() if job.link else "",
        "qr_cm": SIDE_CM,
        "qr_edge_cm": EDGE_CM,
        "stamp": job.stamp,
    }


def section(one: Section) -> dict[str, Json]:
    """One section, with the blank lines that keep a short one at its official size."""
    taken = sum(len(line.text) // LINE_CHARACTERS + 1 for line in one.paragraphs)
    return {
        "heading": one.heading,
        "paragraphs": [[breakable(line.text, TEXT), line.indented] for line in one.paragraphs],
        "room": max(0, ROOM_LINES.get(one.key, 0) - taken),
        "exhibits": [exhibit(each) for each in one.exhibits],
    }


def exhibit(one: Exhibit) -> dict[str, Json]:
    """Give a picture with its file and its width on paper, or a table with its rows."""
    caption = breakable(one.caption, TEXT)
    if one.is_picture:
        return {"caption": caption, "file": file_of(one), "width": size_cm(one)[0]}
    columns = max(map(len, one.rows), default=1)
    ems = room(16.0 / columns)
    return {
        "caption": caption,
        "columns": columns,
        "rows": [[breakable(text, ems) for text in row] for row in one.rows],
    }


def file_of(one: Exhibit) -> str:
    """Give the name of a picture's file beside the templates."""
    return f"{one.digest}.{one.kind}"


def cell(path: str, text: str, ems: float) -> Json:
    """Give a text that may break in its cell; a number or an address as what is to be kept whole."""
    if path not in KEPT_WHOLE:
        return breakable(text, ems)
    return {"lines": whole(text, ems), "room": ems * SIZE_POINTS}


def table(rows: Sequence[Sequence[str]], room_ems: Sequence[float]) -> list[Json]:
    """Give rows of texts, each of which may break in its column."""
    return [[breakable(text, ems) for text, ems in zip(row, room_ems, strict=True)] for row in rows]
