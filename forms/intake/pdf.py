"""The envelope of a PDF file of ours, and the pictures and tables of its 附页; the page itself is not read."""

import io
import json
import logging
from collections.abc import Iterator, Mapping, Sequence

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from forms.document.cells import records
from forms.document.envelope import ATTACHMENT_NAME, EXHIBITS_NAME
from forms.errors import BadFile
from forms.exhibit import PARTS
from forms.form import Json
from forms.intake.grid import Source, Thing
from forms.intake.safe import BROKEN, refused

LIMIT_ATTACHMENTS = 50
LIMIT_PAGES = 3
LIMIT_PICTURES = 100
# What is wrong with a file is told by its refusal, not on the console.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_source(name: str, data: bytes) -> Source:
    """Give the sealed lines attached to a PDF, and what stands on its 附页. Raises BadFile."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise refused(name, "encrypted")
        attached = [
            (attachment.name, attachment.content.decode("ascii", "replace"))
            for attachment, _ in zip(reader.attachment_list, range(LIMIT_ATTACHMENTS), strict=False)
            if attachment.name in (ATTACHMENT_NAME, EXHIBITS_NAME)
        ]
        found = [content for kind, content in attached if kind == ATTACHMENT_NAME]
        places = list(pictures_of(reader)) if found else []
    except (PyPdfError, *BROKEN) as error:
        if isinstance(error, BadFile):
            raise
        raise refused(name, "damaged") from error
    if not found:
        raise refused(name, "foreign-pdf" if has_words(reader) else "scan")
    listed = next((content for kind, content in attached if kind == EXHIBITS_NAME), "")
    things = list(things_of(list_of(listed), places))

    def read(place: str) -> bytes:
        return picture_at(reader, place)

    return Source(
        [],
        sealed=found,
        things=[thing for thing, *_ in things],
        read=read,
        where=[(part, caption) for _, part, caption in things],
    )


def has_words(reader: PdfReader) -> bool:
    """Say whether the first pages of a PDF are set in letters; those of a scan are pictures."""
    pages = list(zip(reader.pages, range(LIMIT_PAGES), strict=False))
    return any("/Font" in (page.get("/Resources") or {}) for page, _ in pages)


def pictures_of(reader: PdfReader) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where each picture stands (`3 /x0`: page and name) and its size in pixels, each once."""
    seen: set[object] = set()
    for number, page in enumerate(reader.pages):
        objects = within(within(page, "/Resources"), "/XObject")
        for key in sorted(objects, key=lambda each: (len(each), each)):  # /x2 before /x10
            one = within(objects, key)
            here = getattr(objects.raw_get(key), "idnum", (number, key))
            if one.get("/Subtype") == "/Image" and here not in seen and len(seen) < LIMIT_PICTURES:
                seen.add(here)
                yield f"{number} {key}", (int(one.get("/Width", 0)), int(one.get("/Height", 0)))


def within(parent: DictionaryObject, key: str) -> DictionaryObject:
    """Give the dictionary under a key, wherever in the file it stands; an empty one for anything else."""
    raw = parent.get(key)
    found = raw.get_object() if raw is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def picture_at(reader: PdfReader, place: str) -> bytes:
    """Give the bytes of one picture as a file of its own; nothing where it cannot be read."""
    page, _, key = place.partition(" ")
    try:
        return bytes(reader.pages[int(page)].images[key].data)
    except (PyPdfError, *BROKEN):
        return b""


def list_of(content: str) -> Sequence[Mapping[str, Json]]:
    """Give the entries of the list of exhibits; none of what is no such list."""
    try:
        found = json.loads(content) if content else []
    except (ValueError, RecursionError):
        return ()
    return [one for one in records(found) if one.get("part") in PARTS]


def things_of(
    listed: Sequence[Mapping[str, Json]], places: Sequence[tuple[str, tuple[int, int]]]
) -> Iterator[tuple[Thing, str, str]]:
    """Yield each thing with its part and caption: pictures stand in the file in the order of the list.

    One that the list does not name belongs to no part; one that is not there is a drawing, which is named as
    left behind.
    """
    left = list(places)
    for one in listed:
        part, caption, digest = (str(one.get(key) or "") for key in ("part", "caption", "digest"))
        if one.get("kind") == "table":
            yield Thing("table", rows=tuple(rows_of(one.get("rows"))), digest=digest), part, caption
            continue
        size = one.get("width"), one.get("height")
        found = next((each for each in (*left, *places) if each[1] == size), None)
        if found in left:
            left.remove(found)
        place = found[0] if found else ""
        yield Thing("picture" if found else "drawing", place, digest=digest), part, caption
    for place, _ in left:
        yield Thing("picture", place), "", ""


def rows_of(value: Json) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table."""
    for row in value if isinstance(value, list) else []:
        yield tuple(str(cell) for cell in row) if isinstance(row, list) else ()
