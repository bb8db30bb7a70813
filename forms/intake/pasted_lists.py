"""The rows of a list within a pasted form; what stands beside them is told."""

import re
from collections.abc import Mapping, Sequence

from forms import kinds
from forms.document.headings import bare_label
from forms.errors import BadAnswer
from forms.form import Form, Json, Question, Rules
from forms.intake.grid import Cell, Row
from forms.intake.label_words import HEADS
from forms.intake.lists import is_remark, is_row

_ORDINAL = re.compile(r"\d{1,2}[.、．]?")
_LABELLED = re.compile(r"\s*[^\W\d_]{2,8}\s*[:：]")


def list_rows(
    form: Form, key: str, lines: Sequence[str], rules: Rules, unread: list[str]
) -> list[Row]:
    """Give the rows of a list under their head; what is no row goes to `unread`."""
    question = next(each for each in form.questions if each.id == key)
    kept, aside = table_lines(question, lines)
    unread += aside
    records = read_lines(question, kept, rules, unread)
    if not records:
        return []
    head = Row(tuple(Cell(at, form.labels[label]) for at, label in enumerate(HEADS[key])))
    cells = [[str(one.get(column.id) or "") for column in question.columns] for one in records]
    return [head, *(Row(tuple(Cell(at, text) for at, text in enumerate(row))) for row in cells)]


def read_lines(
    question: Question, lines: Sequence[str], rules: Rules, unread: list[str]
) -> list[Mapping[str, Json]]:
    """Give what the lines of a list say; where they are none of it, they go to `unread`."""
    if not "".join(lines).strip():
        return []
    try:
        records = kinds.read(question, "\n".join(lines), rules)
    except BadAnswer:
        unread += [line.strip() for line in lines if line.strip()]
        return []
    return [one for one in records if isinstance(one, dict)] if isinstance(records, list) else []


def table_lines(question: Question, lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the lines of a copied table without its empty rows, its margin and ordinals on their own.

    Second come the lines beside the table: before its first row, after its last, and remarks.
    """
    heads = {bare_label(column.label) for column in question.columns} | {"序号"}
    rows = [line for line in lines if line.strip() and bare_label(line) not in heads]
    aside = [line.strip() for line in rows if is_remark(re.split(r"[\t:：]", line.strip())[0])]
    rows = [line for line in rows if line.strip() not in aside]
    has_tabs = any("\t" in line for line in rows)
    if not has_tabs and question.id == "outcomes":
        aside += [line.strip() for line in rows if is_beside(line, rows)]
        rows = [line for line in rows if line.strip() not in aside]
    kept: list[str] = []
    for at, line in enumerate(rows):
        filled = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if len(filled) == 1 and _ORDINAL.fullmatch(filled[0]):
            continue  # an empty row, or an ordinal in a line of its own
        if has_tabs and "\t" not in line:
            is_inside = any("\t" in later for later in rows[at + 1 :])
            if kept and (is_inside or is_open(question, kept[-1])):
                kept[-1] += line.strip()  # a cell of several paragraphs
            else:
                aside.append(line.strip())
        else:
            kept.append(line)
    if has_tabs and all(line.startswith("\t") for line in kept if "\t" in line):
        kept = [line.removeprefix("\t") for line in kept]
    return kept, aside


def is_beside(line: str, rows: Sequence[str]) -> bool:
    """Tell whether a line is a sentence or a label beside typed outcomes, of which others have a period."""
    if is_row("outcomes", line) or not any(is_row("outcomes", each) for each in rows):
        return False
    return line.rstrip().endswith("。") or bool(_LABELLED.match(line))


def is_open(question: Question, line: str) -> bool:
    """Tell whether a row has fewer cells than the list has columns, so that its last cell may go on."""
    cells = line.strip("\n").split("\t")
    cells = cells[1:] if _ORDINAL.fullmatch(cells[0].strip()) or not cells[0].strip() else cells
    return len([cell for cell in cells if cell.strip()]) < len(question.columns)
