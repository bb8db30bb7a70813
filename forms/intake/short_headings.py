"""Headings typed shorter than the form prints them (三、预期成果), given back whole for the reader of rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from forms.document.headings import SECTIONS, bare_label, section_of
from forms.form import Form
from forms.intake.grid import Row
from forms.intake.typed_labels import part_of

_NUMBER = re.compile(r"[一二三]、|\([一二三]\)")


def with_whole_headings(form: Form, rows: Sequence[Row]) -> list[Row]:
    """Give the rows with the short headings that stand alone, numbered and in order, as the form has them."""
    whole = {section_of(form.labels, text) for text in map(alone, rows)}
    found, last = [], -1
    for row in rows:
        text = alone(row)
        key = section_of(form.labels, text)
        short = "" if key else short_heading(form, text)
        if short and short not in whole and SECTIONS.index(short) > last:
            key = short
            cells = [
                replace(cell, text=form.labels[key]) if cell.text else cell for cell in row.cells
            ]
            found.append(replace(row, cells=tuple(cells)))
        else:
            found.append(row)
        last = SECTIONS.index(key) if key else last
    return found


def alone(row: Row) -> str:
    """Give the text of a row with nothing but one cell at the margin; else nothing."""
    filled = row.filled
    return filled[0].text if len(filled) == 1 and not filled[0].column else ""


def short_heading(form: Form, text: str) -> str:
    """Give the section a short heading with the form's own number names; empty for none."""
    key, rest = part_of(form, text) if "\n" not in text else ("", "")
    if key not in SECTIONS or rest:
        return ""
    number = _NUMBER.match(bare_label(form.labels[key]))
    return key if number and bare_label(text).startswith(number[0]) else ""
