"""The columns of a form that is one head row with rows under it: 附件1 and 附件3."""

from dataclasses import dataclass

from forms.document.cells import CASE, LIAISON
from forms.form import Form

# Shares of the page's width; Source: 附件1 (five columns) and 附件3 (nine columns) of both editions.
WIDTHS = {
    "unit": 30,
    "name": 14,
    "post": 16,
    "mobile": 20,
    "qq": 20,
    "no": 6,
    "case_title": 40,
    "region": 12,
    "leader": 12,
    "category": 12,
    "stage": 8,
    "phone": 18,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name of the answer it prints, its label, its share of the width."""

    path: str
    label: str
    width: int


def columns(form: Form) -> tuple[Column, ...]:
    """Give the columns of 附件1 or 附件3 in the notice's order, labelled as the spec says."""
    keys = LIAISON if form.name == "liaison" else ("no", *CASE)
    return tuple(Column(key, form.labels[key], WIDTHS[key]) for key in keys)
