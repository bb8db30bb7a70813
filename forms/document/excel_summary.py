"""附件3 of one edition or more as an Excel file, the findings on its last sheet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from forms.document.cells import CASE, CODE
from forms.document.envelope import Envelope, sealed
from forms.document.excel import BODY, CENTRED, LABEL, Sheet, lines, workbook
from forms.document.excel_columns import form_options, summary_sheet
from forms.document.words import sentence, word, word_list
from forms.form import Form, Json
from forms.quotas import Finding

FINDINGS_WIDTHS = (9, 110)
LINE_POINTS = 16.5
LEAST_POINTS = 24


def summary_workbook(
    rows: Mapping[str, Sequence[Sequence[str]]],
    findings: Sequence[Finding],
    forms: Mapping[tuple[str, str], Form],
    unread: Sequence[str] = (),
    codes: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> bytes:
    """Give the file; `rows` by edition in the order of the sheets, none for the newest blank form; `codes` beside them."""
    rows = rows or {max(edition for edition, _ in forms): ()}
    sheets = [
        summary_sheet(
            forms[edition, "summary"],
            cases,
            form_options(forms[edition, "application"]),
            codes.get(edition, ()),
        )
        for edition, cases in rows.items()
    ]
    first = next(iter(rows))
    records: list[Json] = []
    for place, case in enumerate(rows[first]):
        code = codes[first][place] if codes.get(first) else ""
        cells: dict[str, Json] = dict(zip(CASE, case, strict=True))
        records.append(cells | {CODE: code} if code else cells)
    answers: dict[str, Json] = {"rows": records}
    envelope = sealed(Envelope(first, "summary", answers))
    form = forms[first, "summary"]
    return workbook(form.title, sheets, envelope, last=[findings_sheet(findings, unread)])


def findings_sheet(findings: Sequence[Finding], unread: Sequence[str] = ()) -> Sheet:
    """Give the sheet with one sentence a file not read or a finding, or the one that says there is none."""
    sheet = Sheet(word("sheet_findings"), FINDINGS_WIDTHS, landscape=True)
    heads = enumerate(word_list("findings_head"), 1)
    sheet.line(*((place, place, head, LABEL) for place, head in heads), points=LEAST_POINTS)
    sheet.head_row = 1
    written = [("", said) for said in unread]
    written += [(one.edition, sentence(one.code, one.facts)) for one in findings]
    for edition, said in written or [("", word("findings_none"))]:
        points = max(lines(said, FINDINGS_WIDTHS[1]) * LINE_POINTS, LEAST_POINTS)
        sheet.line((1, 1, edition, CENTRED), (2, 2, said, BODY), points=points)
    return sheet
