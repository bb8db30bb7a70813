"""The rows of a filled 附件1 or 附件3 -> what the cells under their head row hold."""

from collections.abc import Sequence

from forms.document.cells import CODE, Cells
from forms.document.headings import bare_label
from forms.document.words import word
from forms.form import Form
from forms.intake.grid import Row, unmarked_row
from forms.intake.labels import Found


def columns_cells(form: Form, rows: Sequence[Row], prefix: str, keys: Sequence[str]) -> Found:
    """Give what the cells under the head row of 附件1 or 附件3 hold; `prefix` is `rows` for a list.

    A list may carry a column that is hidden: the code of each case.
    """
    codes = {bare_label(word("summary_code")): CODE} if prefix else {}
    names = {bare_label(form.labels[key]): key for key in keys}
    notes = bare_label(form.labels["notes_head"])
    columns: dict[int, str] = {}
    found: Cells = {}
    count = 0
    for row in map(unmarked_row, rows):
        filled = row.filled
        labels = {cell.column: bare_label(cell.text) for cell in filled}
        heads = {at: (names | codes).get(label, "") for at, label in labels.items()}
        if not columns and set(names.values()) <= set(heads.values()):
            columns = {at: name for at, name in heads.items() if name}
        elif columns and (row.loose or (filled and bare_label(filled[0].text).startswith(notes))):
            break
        elif columns and (prefix or not count):
            for cell in row.cells:
                name = columns.get(cell.column, "")
                if name and cell.text:
                    found[f"{prefix}.{count}.{name}" if prefix else name] = cell.text
            count += 1
    return Found(found, ())
