"""The envelope of a PDF file of ours; the page itself is not read."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from forms.document.envelope import ATTACHMENT_NAME
from forms.errors import BadFile
from forms.intake.grid import Source
from forms.intake.safe import BROKEN, refused

LIMIT_ATTACHMENTS = 50
LIMIT_PAGES = 3
# What is wrong with a file is told by its refusal, not on the console.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_source(name: str, data: bytes) -> Source:
    """Give the sealed lines attached to a PDF. Raises BadFile."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise refused(name, "encrypted")
        found = [
            attachment.content.decode("ascii", "replace")
            for attachment, _ in zip(reader.attachment_list, range(LIMIT_ATTACHMENTS), strict=False)
            if attachment.name == ATTACHMENT_NAME
        ]
    except (PyPdfError, *BROKEN) as error:
        if isinstance(error, BadFile):
            raise
        raise refused(name, "damaged") from error
    if not found:
        raise refused(name, "foreign-pdf" if has_words(reader) else "scan")
    return Source([], sealed=found)


def has_words(reader: PdfReader) -> bool:
    """Say whether the first pages of a PDF are set in letters; those of a scan are pictures."""
    pages = list(zip(reader.pages, range(LIMIT_PAGES), strict=False))
    return any("/Font" in (page.get("/Resources") or {}) for page, _ in pages)
