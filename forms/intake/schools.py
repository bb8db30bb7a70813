"""A liaison's list of schools (Excel or CSV) -> standard names with their region; what is odd, row by row."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import PurePath

from forms.characters import clean, folded, one_line
from forms.intake.grid import Cell, Row
from forms.intake.safe import Package, check_size, kind_of, refused
from forms.intake.school_list import Listed, Oddity, SchoolList

LONGEST_NAME = 80
MOST_SCHOOLS = 3000
HEAD_ROWS = 10  # a title and a note may stand above the heads
_NAME_HEADS = re.compile(
    r"学校(?:全称|名称|规范名称)?|单位(?:全称|名称|规范名称)?|校名|规范名称|全称|名称"
)
_REGION_HEADS = re.compile(r"(?:所属|所在)?(?:区域|县区|县市区|区县|县级市区?|辖区|市区)(?:名称)?")
_ALIAS_HEADS = re.compile(r"简称|学校简称|校名简称|别名|又称|曾用名|其他叫法")
_ORDINAL = re.compile(r"\d{1,4}[.、．]?")


def read_schools(name: str, data: bytes) -> SchoolList:
    """Give the schools of a file. Raises BadFile; call it in a guarded child (`forms.intake.worker`)."""
    check_size(name, data)
    if PurePath(name).suffix.lower() in (".csv", ".txt"):
        return schools_of(csv_rows(name, data))
    if kind_of(name, data) != "xlsx":
        raise refused(name, "unknown-kind")
    from forms.intake.xlsx import xlsx_source  # noqa: PLC0415 - loaded when a workbook comes

    return schools_of(xlsx_source(Package(name, data), data).rows)


def schools_of(rows: Sequence[Row]) -> SchoolList:
    """Give the schools of rows, below a head that names the columns, or of their first column of words."""
    head, name_at, region_at, alias_at = _columns(rows)
    found: dict[tuple[str, str], Listed] = {}
    oddities: list[Oddity] = []
    for number, row in enumerate(rows[head:], head + 1):
        name, region = _cell(row, name_at), _cell(row, region_at)
        if not any(cell.text.strip() for cell in row.cells):
            continue
        first = found.get((folded(region), folded(name)))
        oddity = _odd(number, name, first)
        if oddity is None and len(found) >= MOST_SCHOOLS:
            oddities.append(Oddity(number, "too-many", {"limit": MOST_SCHOOLS}))
            break
        if oddity:
            oddities.append(oddity)
        else:
            alias = _cell(row, alias_at)[:LONGEST_NAME]
            found[folded(region), folded(name)] = Listed(name, region, number, alias)
    return SchoolList(tuple(found.values()), tuple(oddities), head > 0)


def csv_rows(name: str, data: bytes) -> list[Row]:
    """Give the rows of a CSV, written by Excel in China (GB18030) or in UTF-8. Raises BadFile."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        mark = "\t" if "\t" in text else ","
        lines = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=mark)
        return [Row(tuple(Cell(at, cell) for at, cell in enumerate(line))) for line in lines]
    raise refused(name, "damaged")


def _columns(rows: Sequence[Row]) -> tuple[int, int, int, int]:
    """Give the number of head rows, and the columns of name, region, alias (-1 where there is none)."""
    for number, row in enumerate(rows[:HEAD_ROWS], 1):
        heads = {folded(cell.text): cell.column for cell in row.cells}
        names = [column for head, column in heads.items() if _NAME_HEADS.fullmatch(head)]
        regions = [column for head, column in heads.items() if _REGION_HEADS.fullmatch(head)]
        aliases = [column for head, column in heads.items() if _ALIAS_HEADS.fullmatch(head)]
        if names:
            return number, names[0], (regions or [-1])[0], (aliases or [-1])[0]
    for row in rows:
        for cell in row.cells:
            if cell.text.strip() and not _ORDINAL.fullmatch(cell.text.strip()):
                return 0, cell.column, -1, -1
    return 0, 0, -1, -1


def _cell(row: Row, column: int) -> str:
    return next((one_line(clean(cell.text)) for cell in row.cells if cell.column == column), "")


def _odd(number: int, name: str, first: Listed | None) -> Oddity | None:
    if not name:
        return Oddity(number, "no-name")
    if not any(character.isalpha() for character in name):
        return Oddity(number, "no-letters", {"name": name})
    if len(name) > LONGEST_NAME:
        return Oddity(number, "too-long", {"count": len(name), "limit": LONGEST_NAME})
    return Oddity(number, "twice", {"name": name, "first": first.row}) if first else None
