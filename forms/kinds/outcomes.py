"""The outcomes of the case: one a row, period, title and form."""

from forms.form import Json, Question, Rules
from forms.kinds import period, rows
from forms.kinds.slip import slip


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the rows; a row without a period keeps the cell empty (`checks` warns).

    Raises `period-month` (row, period) for a month that is none, or a slip of `rows`.
    """
    text = rows.without_adding(text)
    table = _by_cell(rows.table(question, text))
    if not table:
        raise slip(question, "empty")
    found = [_with_period_first(row, text) for row in table]
    for number, row in enumerate(found, 1):
        if period.has_impossible_month(row[0]):
            raise slip(question, "period-month", row=number, period=row[0])
    return rows.records(question, found)


show = rows.rows_shown


def _with_period_first(row: list[str], text: str) -> list[str]:
    """Give the row with its period first, wherever it stood; blanks alone cut no row without one."""
    if not row[0] or period.is_period(row[0]):
        return row
    periods = [at for at, cell in enumerate(row) if period.is_period(cell)]
    if len(periods) == 1:
        at = periods[0]
        return [row[at], *row[:at], *row[at + 1 :]]
    whole = " ".join(row)
    if whole in text:
        return ["", whole]
    return row if len(row) == 3 else ["", *row]


def _by_cell(table: list[list[str]]) -> list[list[str]]:
    """Give rows of three where every cell came on a line of its own (a Word table on a phone)."""
    alone = [row[0] for row in table if len(row) == 1]
    if len(alone) != len(table) or len(alone) % 3 or not all(map(period.is_period, alone[::3])):
        return table
    return [alone[at : at + 3] for at in range(0, len(alone), 3)]
