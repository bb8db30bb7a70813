"""Files that are not what they seem are refused with one code each, quickly, and never opened whole."""

import contextlib
import io
import os
import random
import zipfile

import pytest

from forms.document.render import render
from forms.errors import BadFile
from forms.intake import worker
from forms.intake.bundle import files
from forms.intake.pool import readings
from forms.intake.read import read_bytes, read_file
from forms.intake.worker import Worker

from .filled import APPLICATIONS, FORMS, LIMITS, application

DOCX = render(APPLICATIONS[1], application(), ["docx"], limits=LIMITS)[0].content
XLSX = render(APPLICATIONS[1], application(), ["xlsx"], limits=LIMITS)[0].content
PDF = render(APPLICATIONS[1], application(), ["pdf"], limits=LIMITS)[0].content
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(base=DOCX, **parts):
    """A copy of a package with parts replaced or added; `__` stands for a slash, `_dot_` for a dot."""
    target = io.BytesIO()
    names = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(base)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, data in names.items():
            new.writestr(name, data)
    return target.getvalue()


def xml(words):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{words}<w:document xmlns:w="{space}"><w:body/></w:document>'.encode()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "empty-file": ("a.docx", b""),
    "too-big": ("a.docx", DOCX + b"\0" * 50_000_000),
    "unknown-kind": ("a.txt", "文字".encode()),
    "unknown-kind 2": ("a.docx", b"plain words"),
    "wrong-ending": ("a.docx", PDF),
    "wrong-ending 2": ("a.pdf", DOCX),
    "wrong-ending 3": ("a.xlsx", DOCX),
    "macros": ("a.docm", DOCX),
    "macros 2": ("a.docx", package(word__vbaProject_dot_bin=b"x")),
    "damaged": ("a.docx", DOCX[: len(DOCX) // 2]),
    "damaged 2": ("a.pdf", PDF[:2000]),
    "damaged 3": ("a.docx", package(word__document_dot_xml=b"<w:document>")),
    "damaged 4": ("a.doc", OLE + b"\0" * 4000),
    "damaged 5": ("a.xlsx", package(XLSX, xl__workbook_dot_xml=b"<x")),
    "no-form 2": ("a.xlsx", package(XLSX, xl__workbook_dot_xml=b"<x/>")),
    "unpacks-too-big": ("a.docx", package(word__document_dot_xml=b"0" * 70_000_000)),
    "unpacks-too-big 2": ("a.docx", package(**{f"part{number}": b"x" for number in range(500)})),
    "unpacks-too-big 3": ("a.xlsx", package(XLSX, xl__sharedStrings_dot_xml=b"0" * 18_000_000)),
    "unsafe-markup": ("a.docx", package(word__document_dot_xml=xml(ENTITIES))),
    "unsafe-markup 2": ("a.docx", package(word__document_dot_xml=xml(OUTSIDE))),
    "unsafe-markup 3": ("a.xlsx", package(XLSX, xl__sharedStrings_dot_xml=xml(OUTSIDE))),
    "no-form": (
        "a.docx",
        package(
            word__document_dot_xml=xml(""),
            docProps__custom_dot_xml=b"<x/>",
            customXml__item1_dot_xml=b"<x/>",
        ),
    ),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_a_hostile_file_is_refused(code):
    name, content = HOSTILE[code]
    with pytest.raises(BadFile) as refusal:
        read_bytes(name, content, FORMS)
    assert refusal.value.code == code.split()[0]
    assert refusal.value.facts["name"] == name


def test_a_folder_a_pipe_and_a_missing_file_are_refused(tmp_path):
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    refused_as = {tmp_path: "folder", pipe: "no-plain-file", tmp_path / "none.docx": "not-a-file"}
    for path, code in refused_as.items():
        with pytest.raises(BadFile) as refusal:
            read_file(path, FORMS)
        assert refusal.value.code == code


def test_a_name_without_an_ending_is_told_by_its_content():
    for content in (DOCX, XLSX, PDF):
        assert read_bytes("upload", content, FORMS).answers == application()


def sheet_of(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 400_000)),
    ],
    ids=["one far cell", "400,000 rows"],
)
def test_an_endless_sheet_is_read_to_its_limit_only(rows):
    content = package(XLSX, xl__worksheets__sheet1_dot_xml=sheet_of(rows))
    found = read_bytes("a.xlsx", content, FORMS)
    assert found.edits  # the envelope is whole, the page says something else


def test_a_worker_reads_and_refuses_like_the_reader_itself(tmp_path):
    reader = Worker()
    try:
        good, bad = tmp_path / "好.docx", tmp_path / "坏.docx"
        good.write_bytes(DOCX)
        bad.write_bytes(HOSTILE["unsafe-markup"][1])
        assert reader.read(good) == read_file(good)
        with pytest.raises(BadFile) as refusal:
            reader.read(bad)
        assert refusal.value.code == "unsafe-markup"
        assert reader.read(good).answers == application()
    finally:
        reader.close()


def test_a_worker_that_stalls_or_dies_is_replaced(tmp_path):
    good = tmp_path / "a.docx"
    good.write_bytes(DOCX)
    reader = Worker(limit_seconds=0.0)
    with pytest.raises(BadFile) as refusal:
        reader.read(good)
    assert refusal.value.code == "too-slow"
    reader.limit_seconds = worker.LIMIT_SECONDS
    assert reader.read(good).answers == application()
    reader.child.kill()
    reader.child.wait()
    assert reader.read(good).answers == application()
    reader.close()


def test_folders_and_zips_are_opened_and_hidden_files_left(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.docx").write_bytes(DOCX)
    (tmp_path / "sub" / "~$a.docx").write_bytes(b"lock")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as bundle:
        bundle.writestr("校/b.xlsx", XLSX)
        bundle.writestr("../c.pdf", PDF)
        bundle.writestr(".DS_Store", b"x")
    with files([tmp_path]) as found:
        read = [read_file(path, FORMS) for path in found]
    assert sorted(one.name for one in read) == ["a.docx", "b.xlsx", "c.pdf"]
    assert all(one.answers == application() for one in read)


def test_names_of_a_zip_made_on_chinese_windows_can_be_read(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("xxxx.docx", DOCX)
    path.write_bytes(path.read_bytes().replace(b"xxxx.docx", "申报".encode("gbk") + b".docx"))
    with files([path]) as found:
        assert [one.name for one in found] == ["申报.docx"]


def test_a_zip_that_is_none_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 no")
    with files([path]) as found, pytest.raises(BadFile) as refusal:
        list(found)
    assert refusal.value.code == "damaged"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("name", "content"), [("a.docx", DOCX), ("a.xlsx", XLSX), ("a.pdf", PDF)])
def test_a_file_with_broken_bytes_is_read_or_refused_and_nothing_else(name, content, seed):
    chance = random.Random(seed)
    for _ in range(10):
        broken = bytearray(content)
        for _ in range(chance.choice([1, 10, 100])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with contextlib.suppress(BadFile):
            read_bytes(name, bytes(broken), FORMS)


def test_a_pool_reads_many_files_in_order_and_one_bad_file_stops_nothing(tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02}.docx").write_bytes(b"no form" if number == 5 else DOCX)
    with files([tmp_path]) as found:
        results = list(readings(found, workers=2))
    assert [path.name for path, _ in results] == [f"{number:02}.docx" for number in range(12)]
    assert [path.name for path, one in results if isinstance(one, BadFile)] == ["05.docx"]
    assert all(isinstance(one, BadFile) or one.answers == application() for _, one in results)
