"""What is checked before a file from outside is opened: its size, its kind, what it unpacks to.

Every refusal is a `BadFile` with a code; the limits stop the known tricks (zip bombs, entity bombs, files
that are not what their name says). Parsing itself still belongs in a child process (`worker.py`).
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from forms.errors import BadFile

# What libraries raise over a file that is not whole.
BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError),
    *(OSError, EOFError, SyntaxError, NotImplementedError, RecursionError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
LIMIT_BYTES = 10 * 1024 * 1024
LIMIT_PARTS = 400
LIMIT_UNPACKED_BYTES = 60 * 1024 * 1024
LIMIT_PART_BYTES = 20 * 1024 * 1024
LIMIT_RATIO = 200
RATIO_FROM_BYTES = 4 * 1024 * 1024
ENCRYPTED_FLAG = 0x1
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
SIGNATURES: Mapping[bytes, str] = {
    b"PK\x03\x04": "zip",
    b"%PDF-": "pdf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
}
ENDINGS = ("docx", "xlsx", "odt", "ods", "pdf", "doc")
MACRO_ENDINGS = ("docm", "dotm", "xlsm", "xltm", "xlam")


def refused(name: str, code: str, **facts: str | int) -> BadFile:
    """Give the refusal of the file called `name`."""
    return BadFile(code, {"name": name, **facts})


def bytes_of(path: Path) -> bytes:
    """Give the bytes of a file that is one, is not empty and not too big. Raises BadFile."""
    if path.is_dir():
        raise refused(path.name, "folder")
    if not path.is_file():
        raise refused(path.name, "no-plain-file" if path.exists() else "not-a-file")
    with path.open("rb") as source:
        data = source.read(LIMIT_BYTES + 1)
    check_size(path.name, data)
    return data


def check_size(name: str, data: bytes) -> None:
    """Raise BadFile for an empty or a too big file."""
    if not data:
        raise refused(name, "empty-file")
    if len(data) > LIMIT_BYTES:
        raise refused(name, "too-big", megabytes=LIMIT_BYTES // 1024 // 1024)


def kind_of(name: str, data: bytes) -> str:
    """`docx`, `xlsx`, `odt`, `ods`, `pdf` or `doc`, told by the content; the name must agree.

    Raises BadFile (`unknown-kind`, `wrong-ending`, `macros`, `encrypted`, `old-excel`, `damaged` …).
    """
    ending = Path(name).suffix.lower().lstrip(".")
    if ending in MACRO_ENDINGS:
        raise refused(name, "macros")
    found = next((kind for start, kind in SIGNATURES.items() if data.startswith(start)), "")
    if found == "zip":
        found = Package(name, data).kind
    elif found == "ole":
        found = ole_kind(name, data)
    if not found or (ending and ending not in ENDINGS):
        raise refused(name, "unknown-kind")
    if ending and ending != found:
        raise refused(name, "wrong-ending", ending=ending, found=found)
    return found


def ole_kind(name: str, data: bytes) -> str:
    """`doc` for an old Word file without macros. Raises BadFile for what else this container holds."""
    import olefile  # type: ignore[import-untyped]  # noqa: PLC0415 - old files are rare

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {entry[0].lower() for entry in file.listdir()}
    except BROKEN as error:
        raise refused(name, "damaged") from error
    if "encryptedpackage" in streams:
        raise refused(name, "encrypted")
    if streams & {"macros", "_vba_project_cur", "vba"}:
        raise refused(name, "macros")
    if streams & {"workbook", "book"}:
        raise refused(name, "old-excel")
    return "doc" if "worddocument" in streams else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part, parsed without entities, network or a document type."""

    name: str
    root: etree._Element


class Package:
    """A zip whose directory has been checked; parts are read only up to their limit."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise refused(name, "damaged") from error
        self.sizes = {info.filename: info.file_size for info in self.file.infolist()}
        self.check(len(data))

    def check(self, packed_bytes: int) -> None:
        """Raise BadFile for encryption, macros, or too much inside."""
        infos = self.file.infolist()
        unpacked = sum(info.file_size for info in infos)
        if any(info.flag_bits & ENCRYPTED_FLAG for info in infos):
            raise refused(self.name, "encrypted")
        if any(info.filename.lower().endswith(MACRO_PARTS) for info in infos):
            raise refused(self.name, "macros")
        if (
            len(infos) > LIMIT_PARTS
            or unpacked > LIMIT_UNPACKED_BYTES
            or max(self.sizes.values(), default=0) > LIMIT_PART_BYTES
            or (unpacked > RATIO_FROM_BYTES and unpacked > LIMIT_RATIO * packed_bytes)
        ):
            raise refused(self.name, "unpacks-too-big")

    @property
    def kind(self) -> str:
        """`docx`, `xlsx`, `odt` or `ods` by the parts inside; empty for another zip."""
        if "word/document.xml" in self.sizes:
            return "docx"
        if "xl/workbook.xml" in self.sizes:
            return "xlsx"
        kind = self.read("mimetype") if "mimetype" in self.sizes else b""
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
        return "ods" if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet") else ""

    def read(self, part: str) -> bytes:
        """Give the bytes of a part; b"" when there is none. Raises BadFile when it is not what it claims."""
        if part not in self.sizes:
            return b""
        try:
            with self.file.open(part) as source:
                data = source.read(self.sizes[part] + 1)
        except BROKEN as error:
            raise refused(self.name, "damaged") from error
        if len(data) > self.sizes[part]:
            raise refused(self.name, "unpacks-too-big")
        return data

    def xml(self, part: str) -> etree._Element | None:
        """Give a part as an XML tree, None when there is none. Raises BadFile."""
        data = self.read(part)
        return parsed(self.name, data) if data else None


def parsed(name: str, data: bytes) -> etree._Element:
    """Give an XML tree that had no document type and no entities. Raises BadFile."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused(name, "damaged") from error
    if b"<!DOCTYPE" in data[:4096] or root.getroottree().docinfo.internalDTD is not None:
        raise refused(name, "unsafe-markup")
    return root
