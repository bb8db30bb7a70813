"""The list paper and 附件3 are compared by: one row a case, a box to tick."""

from collections.abc import Sequence

from forms.document.excel import BODY, CENTRED, LABEL, TITLE, Sheet, lines, workbook
from forms.document.words import word, word_list

WIDTHS = (6, 24, 40, 14, 10, 8, 10, 12)
LINE_POINTS = 16.5
LEAST_POINTS = 24


def checklist_workbook(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Give the file; a row has 单位, 案例名称, 负责人, 短码, 上报, 纸质."""
    sheet = Sheet(word("sheet_checklist"), WIDTHS, landscape=True)
    sheet.line((1, len(WIDTHS), title, TITLE), points=30)
    heads = enumerate(word_list("checklist_head"), 1)
    sheet.line(*((place, place, head, LABEL) for place, head in heads), points=LEAST_POINTS)
    sheet.head_row = 2
    for number, row in enumerate(rows, 1):
        cells = [str(number), *row, word("box")]
        points = max(max(lines(row[0], 24), lines(row[1], 40)) * LINE_POINTS, LEAST_POINTS)
        looks = [BODY if place in (1, 2, 3) else CENTRED for place in range(len(cells))]
        spans = (
            (at, at, text, look)
            for at, (text, look) in enumerate(zip(cells, looks, strict=True), 1)
        )
        sheet.line(*spans, points=points)
    return workbook(title, [sheet], "")
