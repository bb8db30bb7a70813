"""Which row of a list a command means, and where that row goes."""

from collections.abc import Sequence
from dataclasses import replace

from bot.row_commands import LAST, RowCommand
from bot.wording import sentence
from forms.form import Json, Question


def row_place(question: Question, rows: Sequence[Json], command: RowCommand) -> int:
    """Return the number of the row a command means, 0 for none: by number, or by its first cell."""
    if command.name:
        is_whole = not command.other or row_place(
            question, rows, replace(command, name=command.other, other="")
        )
        return _named_place(question, rows, command.name) if is_whole else 0
    place = len(rows) if command.row == LAST else command.row
    is_there = 0 < place <= len(rows)
    goes_there = command.deed not in ("move", "swap") or command.to <= len(rows)
    return place if is_there and goes_there else 0


def _named_place(question: Question, rows: Sequence[Json], name: str) -> int:
    """Return the number of the row with a name, or with the one title that holds the words; 0 for none."""
    column = "title" if question.kind == "outcomes" else question.columns[0].id
    names = [str(each.get(column) or "") if isinstance(each, dict) else "" for each in rows]
    if name in names:
        return names.index(name) + 1
    near = [at for at, each in enumerate(names, 1) if name in each and question.kind == "outcomes"]
    return near[0] if len(near) == 1 else 0


def no_such(rows: Sequence[Json], command: RowCommand) -> str:
    """Return what is said of a row that is not there."""
    if not rows:
        return sentence("rows.none_yet")
    if command.name:
        return sentence("rows.no_such_name", count=len(rows))
    return sentence("rows.no_such", count=len(rows))


def goal(command: RowCommand, place: int, count: int) -> int:
    """Return the number a row has after a command moved it."""
    if command.deed in ("up", "down"):
        return min(max(place + (-1 if command.deed == "up" else 1), 1), count)
    return count if command.to == LAST else max(command.to, 1)
