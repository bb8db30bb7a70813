"""Several 负责人 one a row under the heads of columns (负责人 | 姓名 | 单位及职务 | …), as a table of members is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.document.headings import bare_label
from forms.form import Form
from forms.intake.grid import Cell, Row
from forms.intake.label_words import REMARKS, Label, label_named
from forms.kinds.people import is_name

LEADER = "负责人"
#: Heads of columns that no cell of the form is for; what stands under them is told.
OTHERS = frozenset(
    {
        *("性别", "年龄", "民族", "学历", "学科", "任教学科", "政治面貌", "出生年月", "备注"),
        *("微信", "微信号", "QQ", "QQ号", "签名"),
    }
)
ORDINALS = frozenset({"序号", "编号"})
LONGEST_NAME = 30


@dataclass(slots=True)
class LeaderHeads:
    """The columns of a table of 负责人 while its rows are read: column -> the key of its label, or empty."""

    form: Form
    columns: Mapping[int, str] = field(default_factory=dict)
    table: int = 0

    def begin(self, row: Row, *, is_told: bool) -> bool:
        """Whether a row holds such heads; unless `is_told` they have to say that they are of 负责人."""
        columns = heads_of(self.form, row, is_told=is_told)
        if columns:
            self.columns, self.table = columns, row.table
        return bool(columns)

    def end(self) -> None:
        """Leave the table: the next row is none of its."""
        self.columns = {}

    def cells(self, row: Row) -> list[tuple[str, str]] | None:
        """Give the cells of a row under the heads, each with its key (empty: no cell of the form).

        None where the row is none of the table.
        """
        filled = row.filled
        if not self.columns or row.loose or row.table != self.table or not self.is_person(row):
            return None
        first = min(self.columns)
        return [
            (self.columns.get(cell.column, ""), cell.text)
            for cell in filled
            if cell.column >= first
        ]

    def is_person(self, row: Row) -> bool:
        """Tell whether a row is one of a 负责人: beside it at most whose it is, and no label in it."""
        first = min(self.columns)
        beside = [cell.text for cell in row.filled if cell.column < first]
        inside = [cell for cell in row.filled if cell.column >= first]
        if not inside or not all(map(self.is_whose, beside)):
            return False
        if any(
            label_named(self.form, cell.text) or bare_label(cell.text) in REMARKS for cell in inside
        ):
            return False
        name = next(
            (c.text.strip() for c in inside if self.columns.get(c.column) == "leader_name"), ""
        )
        if len(inside) == 1:
            return is_name(name) or (name != "" and len(name) <= 4)
        return len(name) <= LONGEST_NAME

    def is_whose(self, text: str) -> bool:
        """Tell whether a cell beside a row says whose row it is: 第一负责人, 2."""
        label = label_named(self.form, text)
        return is_title(text, label) or bare_label(text).strip(".、").isdecimal()


def heads_of(form: Form, row: Row, *, is_told: bool) -> dict[int, str]:
    """Give the columns whose heads a row holds, nothing where it is no row of heads.

    Labels of pairs with empty cells between them are none.
    """
    cells = list(row.cells)
    while cells and not cells[-1].text.strip():
        cells.pop()
    while cells and (not cells[0].text.strip() or bare_label(cells[0].text) in ORDINALS):
        cells = cells[1:]
    if row.loose or len(cells) < 2:
        return {}
    title = label_named(form, cells[0].text)
    is_leader = any(LEADER in bare_label(cell.text) for cell in cells)
    named = [key for _, key in keyed(form, cells[1:])]
    if is_title(cells[0].text, title) and "leader_name" in named:
        cells = cells[1:]
    found = dict(keyed(form, cells))
    is_heads = len(found) == len(cells) and "leader_name" in found.values()
    known = [key for key in found.values() if key]
    is_enough = len(known) > 1 and len(known) == len(set(known))
    return found if is_heads and is_enough and (is_leader or is_told) else {}


def keyed(form: Form, cells: list[Cell]) -> Iterator[tuple[int, str]]:
    """Give the columns of heads, each with the key of its label; empty for one the form has no cell for."""
    for cell in cells:
        label = label_named(form, cell.text)
        key = "leader_unit" if label and label.key == "unit_line" else label.key if label else ""
        if key.startswith("leader_") or bare_label(cell.text) in OTHERS:
            yield cell.column, key if key.startswith("leader_") else ""


def is_title(text: str, label: Label | None) -> bool:
    """Tell whether a cell says 负责人 and nothing of one, as left of their table."""
    bare = bare_label(text)
    is_about = bare.removesuffix("信息").removesuffix("情况").removesuffix("基本").endswith(LEADER)
    return is_about or (
        label is not None and label.key == "leader_name" and LEADER in bare and "姓名" not in bare
    )
