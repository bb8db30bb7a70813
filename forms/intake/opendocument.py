"""A LibreOffice file (odt, ods) as rows: our own files as people save them again."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from forms.document.envelope import rejoined
from forms.document.excel import ENVELOPE_SHEET
from forms.document.headings import OURS
from forms.intake.docx_things import DECODED, NUMBER, TABLE_NUMBER
from forms.intake.grid import MARKED, Cell, Row, Source, Thing, loose, marked, unmarked
from forms.intake.safe import Package

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, META = (f"{{{OASIS}{part}:1.0}}" for part in ("text", "table", "meta"))
OFFICE, DRAW = f"{{{OASIS}office:1.0}}", f"{{{OASIS}drawing:1.0}}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
FRAME = f"{DRAW}frame"
HREF = "{http://www.w3.org/1999/xlink}href"
UNSEEN = (f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls")
TABLE_FROM_COLUMNS = 2
LIMIT_ROWS = 20_000
LIMIT_COLUMNS = 60
LIMIT_BLANK_ROWS = 100


def opendocument_source(package: Package) -> Source:
    """Give the rows of an odt or of the first sheet of an ods, and its custom properties. Raises BadFile."""
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body") if root is not None else None
    meta = package.xml("meta.xml")
    kept = [] if meta is None else list(meta.iter(f"{META}user-defined"))
    properties = [(str(one.get(f"{META}name")), one.text or "") for one in kept]
    if body is None:
        return Source([], properties)
    tables = list(body.iter(f"{TABLE}table"))
    if package.kind == "odt":
        things = numbered(body)
        for number, table in enumerate(tables, 1):
            table.set(TABLE_NUMBER, str(number))
            number_inner(table, things)
        return Source(list(rows_of(body)), properties, things=things, read=package.read)
    hidden = [one for one in tables if one.get(f"{TABLE}name") == ENVELOPE_SHEET]
    pieces = [row.cells for sheet in hidden for row in table_rows(sheet) if len(row.cells) > 1]
    sealed = rejoined((name.text, piece.text) for name, piece, *_ in pieces)
    return Source(list(table_rows(tables[0])) if tables else [], properties, [sealed])


def numbered(body: etree._Element) -> list[Thing]:
    """Give the frames of a text: pictures, or else drawings; each gets its number written on it."""
    frames = list(body.iter(FRAME))
    things = []
    for number, frame in enumerate(frames):
        frame.set(NUMBER, marked(number))
        image = frame.find(f"{DRAW}image")
        place = image.get(HREF, "") if image is not None else ""
        is_picture = PurePosixPath(place).suffix.lower() in DECODED
        digest = frame.get(f"{DRAW}name", "")
        digest = digest.removeprefix(OURS) if digest.startswith(OURS) else ""
        things.append(Thing("picture", place, digest=digest) if is_picture else Thing("drawing"))
    return things


def number_inner(table: etree._Element, things: list[Thing]) -> None:
    """Make a thing of a table that stands in a cell of another, as in a Word file."""
    if next(table.iterancestors(CELLS[0]), None) is None:
        return
    rows = [[cell.text for cell in row.cells] for row in table_rows(table)]
    if max(map(len, rows), default=0) < TABLE_FROM_COLUMNS:
        return
    inside = [marked(int(one)) for row in rows for text in row for one in MARKED.findall(text)]
    table.set(NUMBER, marked(len(things)) + "".join(inside))
    plain = tuple(tuple(unmarked(text) for text in row) for row in rows)
    things.append(Thing("table", rows=plain))


def rows_of(parent: etree._Element) -> Iterator[Row]:
    """Give the paragraphs and table rows under `parent`, in order."""
    for child in parent:
        if child.tag in PARAGRAPHS:
            yield loose(paragraph(child))
        elif child.tag == f"{TABLE}table":
            yield from table_rows(child)
        elif child.tag not in UNSEEN and len(child):
            yield from rows_of(child)


def table_rows(table: etree._Element) -> Iterator[Row]:
    """Give the rows of a table, repeated ones written out up to a limit."""
    count, number = 0, int(table.get(TABLE_NUMBER, "0"))
    for row in own_rows(table):
        cells = tuple(cells_of(row))
        times = repeated(row, "rows")
        if times > LIMIT_BLANK_ROWS and not any(cell.text for cell in cells):
            return  # the blank rest of a sheet
        for _ in range(min(times, LIMIT_ROWS - count)):
            yield Row(cells, table=number)
        count += times
        if count >= LIMIT_ROWS:
            return


def own_rows(parent: etree._Element) -> Iterator[etree._Element]:
    """Give the rows of a table without those of tables in its cells."""
    for child in parent:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag != f"{TABLE}table":
            yield from own_rows(child)


def cells_of(row: etree._Element) -> Iterator[Cell]:
    """Give the cells of a row that are not covered by a merged one."""
    column = 0
    for cell in row:
        if cell.tag not in CELLS or column >= LIMIT_COLUMNS:
            continue
        times = repeated(cell, "columns")
        if cell.tag == CELLS[0]:
            lines = list(lines_of(cell))
            for place in range(min(times, LIMIT_COLUMNS - column)):
                yield Cell(column + place, "\n".join(lines))
        column += times


def lines_of(cell: etree._Element) -> Iterator[str]:
    """Give the paragraphs of a cell; a table inside gives its mark, one that is only a frame its text."""
    for child in cell:
        if child.tag in PARAGRAPHS:
            yield paragraph(child)
        elif child.tag == f"{TABLE}table" and NUMBER in child.attrib:
            yield child.get(NUMBER, "")
        elif child.tag == f"{TABLE}table":
            yield from ("\t".join(one.text for one in row.cells) for row in table_rows(child))
        elif child.tag not in UNSEEN and len(child):
            yield from lines_of(child)


def paragraph(element: etree._Element) -> str:
    """Give the text of a paragraph, its blanks, tabs and breaks written out."""
    return "".join(texts(element))


def texts(element: etree._Element) -> Iterator[str]:
    """Give the pieces of a paragraph in order."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", "1")), 1000)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == FRAME:
            yield child.get(NUMBER, "")
        elif child.tag not in UNSEEN and isinstance(child.tag, str):
            yield from texts(child)
        yield child.tail or ""


def repeated(element: etree._Element, of: str) -> int:
    """How many times a row or a cell stands for itself."""
    value = element.get(f"{TABLE}number-{of}-repeated", "1")
    return int(value) if value.isdecimal() and len(value) < 9 else 1
