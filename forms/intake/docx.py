"""A Word file as rows: what a person sees on the page, deleted and hidden text left out."""

import re
from collections.abc import Iterator

from lxml import etree

from forms.document.envelope import NAMESPACE
from forms.intake.docx_things import BOX, NUMBER, PICTURES, TABLE_NUMBER, pictures_of
from forms.intake.grid import MARKED, Cell, Row, Source, Thing, loose, marked, unmarked
from forms.intake.safe import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P, TBL, TR, TC, T, R = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "t", "r"))
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# LibreOffice writes a typed "_x0041_" as "_x005F_x0041_".
ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
UNSEEN = (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{MC}Fallback")
TABLE_FROM_COLUMNS = 2
CUSTOM = "docProps/custom.xml"


def docx_source(package: Package) -> Source:
    """Give the rows of a docx, and the envelope texts it carries. Raises BadFile."""
    root = package.xml("word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    things: list[Thing] = []
    if body is not None:
        things += pictures_of(package, body)
        number_tables(body, things)
    rows = list(rows_of(body)) if body is not None else []
    return Source(rows, properties(package), sealed_parts(package), things, package.read)


def number_tables(body: etree._Element, things: list[Thing]) -> None:
    """Write each table's number on it; one inside a cell of another becomes a thing."""
    for number, table in enumerate(body.iter(TBL), 1):
        table.set(TABLE_NUMBER, str(number))
        if next(table.iterancestors(TC), None) is None:
            continue
        rows = [[one.text for one in cells_of(row)] for row in within(table, TR)]
        if max(map(len, rows), default=0) < TABLE_FROM_COLUMNS:
            continue
        inside = [
            marked(int(found)) for row in rows for text in row for found in MARKED.findall(text)
        ]
        plain = tuple(tuple(unmarked(text) for text in row) for row in rows)
        table.set(NUMBER, marked(len(things)) + "".join(inside))
        things.append(Thing("table", rows=plain))


def rows_of(parent: etree._Element) -> Iterator[Row]:
    """Give the paragraphs and table rows under `parent`, in the order of the page."""
    for child in parent:
        if child.tag == P:
            yield loose(paragraph(child))
        elif child.tag == TBL:
            number = int(child.get(TABLE_NUMBER, "0"))
            for row in within(child, TR):
                yield Row(tuple(cells_of(row)), table=number)
        elif child.tag not in UNSEEN and len(child):
            yield from rows_of(child)


def cells_of(row: etree._Element) -> Iterator[Cell]:
    """Give the cells of a table row; those merged into the cell above are left out."""
    column = number(row.find(f"{W}trPr/{W}gridBefore"))
    for cell in within(row, TC):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            yield Cell(column, "\n".join(text_lines(cell)))
        column += number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1


def text_lines(cell: etree._Element) -> Iterator[str]:
    """Give the paragraphs of a cell; a table inside gives its mark, one that is only a frame its text."""
    for child in cell:
        if child.tag == P:
            yield paragraph(child)
        elif child.tag == TBL and NUMBER in child.attrib:
            yield child.get(NUMBER, "")
        elif child.tag == TBL:
            for row in within(child, TR):
                yield "\t".join(one.text for one in cells_of(row))
        elif child.tag not in UNSEEN and len(child):
            yield from text_lines(child)


def within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give the nearest descendants called `tag`, through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in UNSEEN:
            yield from within(child, tag)


def paragraph(element: etree._Element) -> str:
    """Give the text of a paragraph as a person reads it."""
    return "".join(run_texts(element))


def run_texts(element: etree._Element) -> Iterator[str]:
    """Give the pieces of a paragraph that can be seen, in order."""
    for child in element:
        if child.tag == T:
            yield ESCAPED.sub("_", child.text or "")
        elif child.tag in BREAKS:
            yield "" if child.get(f"{W}type") == "page" else BREAKS[child.tag]
        elif child.tag in PICTURES:
            yield child.get(NUMBER, "")
            yield "\n".join(line for box in child.iter(BOX) for line in text_lines(box))
        elif child.tag == R and child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        elif child.tag not in UNSEEN and len(child):
            yield from run_texts(child)


def properties(package: Package) -> list[tuple[str, str]]:
    """Give the custom document properties of an OOXML file."""
    root = package.xml(CUSTOM)
    if root is None:
        return []
    return [(str(one.get("name")), str(one.xpath("string()"))) for one in root]


def sealed_parts(package: Package) -> list[str]:
    """Give the sealed lines among the custom XML parts."""
    lines = []
    for name in package.sizes:
        if name.startswith("customXml/item") and name.count("/") == 1 and name.endswith(".xml"):
            root = package.xml(name)
            if root is not None and root.tag == f"{{{NAMESPACE}}}envelope":
                lines.append(root.text or "")
    return lines


def number(element: etree._Element | None) -> int:
    """Give the whole number a property holds, 0 without one."""
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else 0
