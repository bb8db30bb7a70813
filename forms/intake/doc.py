"""An old Word file (.doc) as rows: turned into docx first; its properties are read where they stand."""

import dataclasses
import io
import tempfile
import warnings
from pathlib import Path

import doc2docx  # type: ignore[import-untyped]
import olefile  # type: ignore[import-untyped]
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError  # type: ignore[import-untyped]

from forms.intake.docx import docx_source
from forms.intake.grid import Source
from forms.intake.safe import BROKEN, Package, refused

PROPERTIES_STREAM = "\x05DocumentSummaryInformation"


def doc_source(name: str, data: bytes) -> Source:
    """Give the rows of a .doc and its custom properties. Raises BadFile."""
    source = docx_source(Package(name, converted(name, data)))
    try:
        return dataclasses.replace(source, properties=properties(data))
    except BROKEN as error:
        raise refused(name, "damaged") from error


def converted(name: str, data: bytes) -> bytes:
    """Give the same document as a docx. Raises BadFile."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "a.doc"), Path(folder, "a.docx")
        old.write_bytes(data)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                doc2docx.convert(old, new)
            return new.read_bytes()
        except EncryptedDocumentError as error:
            raise refused(name, "encrypted") from error
        except (Doc2DocxError, *BROKEN) as error:
            raise refused(name, "damaged") from error


def properties(data: bytes) -> list[tuple[str, str]]:
    """Give the custom document properties of an old Word file."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        if not file.exists(PROPERTIES_STREAM):
            return []
        found = file.get_userdefined_properties([PROPERTIES_STREAM])
    return [
        (str(one["property_name"]), one["value"].decode("ascii", "replace"))
        for one in found
        if isinstance(one["value"], bytes)
    ]
