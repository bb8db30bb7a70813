"""An Excel file as rows: its first visible sheet, read with a limit on rows and columns."""

import io
import re
import warnings
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from forms.document.envelope import rejoined
from forms.document.excel import ENVELOPE_SHEET
from forms.intake.docx import properties
from forms.intake.docx_things import DECODED
from forms.intake.grid import Cell, Row, Source, Thing, loose, marked
from forms.intake.safe import BROKEN, Package, refused

LIMIT_ROWS = 20_000
LIMIT_COLUMNS = 60
LIMIT_STRINGS_BYTES = 12 * 1024 * 1024
LIMIT_STYLES_BYTES = 4 * 1024 * 1024
LIMIT_BLANK_ROWS = 200
ESCAPED = re.compile(r"_x(005[Ff]|00[01][0-9A-Fa-f])_")


def xlsx_source(package: Package, data: bytes) -> Source:
    """Give the rows of the first sheet and the envelope texts of a workbook. Raises BadFile."""
    sizes = package.sizes
    if (
        sizes.get("xl/sharedStrings.xml", 0) > LIMIT_STRINGS_BYTES
        or sizes.get("xl/styles.xml", 0) > LIMIT_STYLES_BYTES
    ):
        raise refused(package.name, "unpacks-too-big")
    for part in sizes:
        if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part)[:4096]:
            raise refused(package.name, "unsafe-markup")
    workbook = opened(package.name, data)
    try:
        rows: list[Row] = []
        hidden: list[tuple[str, str]] = []
        for place, sheet in enumerate(workbook.worksheets):
            sheet.reset_dimensions()
            values = sheet.iter_rows(max_row=LIMIT_ROWS, max_col=LIMIT_COLUMNS, values_only=True)
            if sheet.title == ENVELOPE_SHEET:
                hidden += [(shown(row[0]), shown(row[1])) for row in values if len(row) > 1]
            elif place == 0:
                rows = rows_of(values)
        things = things_of(package)
        rows = [loose("".join(map(marked, range(len(things))))), *rows] if things else rows
        return Source(rows, properties(package), [rejoined(hidden)], things, package.read)
    except BROKEN as error:
        raise refused(package.name, "damaged") from error
    finally:
        workbook.close()


def things_of(package: Package) -> list[Thing]:
    """Give the pictures and charts of a workbook; where they stand in it is not read."""
    pictures = [name for name in package.sizes if name.startswith("xl/media/")]
    charts = sum(
        re.fullmatch(r"xl/charts/chart\d+\.xml", name) is not None for name in package.sizes
    )
    return [
        Thing("picture", name) if name.lower().endswith(DECODED) else Thing("drawing")
        for name in pictures
    ] + [Thing("chart")] * charts


def opened(name: str, data: bytes) -> Workbook:
    """Give the workbook, read as a stream and without what it links to. Raises BadFile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise refused(name, "damaged") from error


def rows_of(values: Iterable[Sequence[object]]) -> list[Row]:
    """Give the rows with text, and the blank ones between them."""
    rows: list[Row] = []
    blank = 0
    for row in values:
        cells = tuple(
            Cell(column, shown(value)) for column, value in enumerate(row) if value is not None
        )
        blank = 0 if cells else blank + 1
        if blank > LIMIT_BLANK_ROWS:
            break
        rows.append(Row(cells))
    return rows


def shown(value: object) -> str:
    """Give a cell's value as a person reads it; a number without a false decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).replace("\r\n", "\n")
