"""附件3 corrected in Excel and sent back: rows are known by what they say, never by their place."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import File, Incoming, Tap, Text
from bot.store import Database, open_database
from forms.document.cells import CASE, CODE
from forms.returned import returned
from tests.cast import give_roles
from tests.region import TODAY

TITLES = ("从错题到好题", "让错因被看见", "读懂说明文", "作业少一点")
HEAD = "案例标题"


@dataclass
class Office:
    """A liaison with four cases on paper and their 附件3 in Excel."""

    desk: Desk
    folder: Path

    def say(self, incoming: Incoming) -> tuple[str, dict[str, str], list[Path]]:
        letters = self.desk.receive(Update("联络人甲", incoming, TODAY))
        self.desk.confirm(letters)
        choices = {each.label: each.id for letter in letters for each in letter.choices}
        files = [file for letter in letters for file in letter.files]
        return "\n".join(letter.text for letter in letters), choices, files

    def sheet(self) -> Path:
        self.say(Text("出汇总表"))
        _, choices, _ = self.say(Text("出汇总表"))
        return self.say(Tap(choices["只放已接收上报的"]))[2][0]

    def rows(self) -> list[list[str]]:
        return rows_of(self.sheet())


@pytest.fixture
def office(library: Library, tmp_path: Path) -> Office:
    database: Database = open_database(f"sqlite:///{tmp_path / 'office.db'}")
    give_roles(database, {"联络人甲": "甲区 联络人", "教师甲": "甲区 苏州市样例小学 教师"})
    desk = Desk("story", library, database, Delivery(tmp_path / "out", library.papers(database)))
    made = Office(desk, tmp_path)
    for number, title in enumerate(TITLES):
        made.say(Text("登记一份纸质"))
        unit = f"苏州市样例第{'一二三四'[number]}小学"
        made.say(Text(f"{unit}，{title}，徐玉兰，教师，1380000111{number}，语文 小学"))
    return made


def rows_of(place: Path) -> list[list[str]]:
    """Return the cells of the cases, 序号 left out, the hidden code among them."""
    sheet = load_workbook(place).worksheets[0]
    every = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(every) if HEAD in row)
    return [row[1:] for row in every[head + 1 :] if row[1]]


def typed_over(place: Path, rows: Sequence[Sequence[str]]) -> str:
    """Write these rows in place of those of the sheet, as a person does in Excel."""
    book = load_workbook(place)
    sheet = book.worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows() if HEAD in [cell.value for cell in row])
    notes = next(row[0].row for row in sheet.iter_rows(min_row=head) if row[0].value == "注：")
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= notes:
            sheet.unmerge_cells(str(merged))
    sheet.delete_rows(head + 1, notes - head - 1)
    sheet.insert_rows(head + 1, len(rows))
    for number, row in enumerate(rows, 1):
        for column, text in enumerate((str(number), *row), 1):
            sheet.cell(head + number, column, text or None)
    target = io.BytesIO()
    book.save(target)
    changed = place.with_name("改过.xlsx")
    changed.write_bytes(target.getvalue())
    return str(changed)


def sent(office: Office, place: Path, rows: Sequence[Sequence[str]]) -> tuple[str, dict[str, str]]:
    text, choices, _ = office.say(File("改过.xlsx", typed_over(place, rows)))
    return text, choices


def test_the_code_stands_in_a_column_nobody_sees_or_prints(office: Office) -> None:
    sheet = load_workbook(office.sheet()).worksheets[0]
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden == ["J"]
    assert all(str(merged).split(":")[1][0] <= "I" for merged in sheet.merged_cells.ranges)


def test_sorted_rows_are_the_same_and_a_corrected_one_is_its_own(office: Office) -> None:
    place = office.sheet()
    rows = rows_of(place)[::-1]
    assert "一样，不用改" in sent(office, place, rows)[0]
    rows[0][CASE.index("case_title")] = "换了题目"
    was = sorted(row for row in office.rows() if row[-1] != rows[0][-1])
    text, choices = sent(office, place, rows)
    assert "有 1 处不一样" in text
    assert "现在“换了题目”" in text
    office.say(Tap(choices["照这样改"]))
    after = office.rows()
    assert sorted(row for row in after if row[-1] != rows[0][-1]) == was
    assert "换了题目" in [row[0] for row in after]


def test_a_deleted_row_is_told_as_missing_and_an_inserted_one_as_unknown(office: Office) -> None:
    place = office.sheet()
    rows = rows_of(place)
    gone = rows.pop(1)
    new = [
        "新的案例",
        "甲区",
        "苏州市样例第五小学",
        "张䶮",
        "教师",
        "语文",
        "小学",
        "13900002222",
        "",
    ]
    rows.insert(0, new)
    text, choices = sent(office, place, rows)
    assert f"表里少了这 1 个，案例还在收件里，没有动：{gone[0]}" in text
    assert "这 1 行不知道是收件里的哪一个，没有动：新的案例" in text
    assert "现在“" not in text
    assert "照这样改" not in choices


def test_what_is_not_on_the_list_is_refused_with_the_list(office: Office) -> None:
    place = office.sheet()
    rows = rows_of(place)
    rows[0][CASE.index("stage")] = "高中"
    rows[1][CASE.index("category")] = "体育"
    text, choices = sent(office, place, rows)
    assert "学段：“高中”不在单子里，没有动。可以写：小学、初中" in text.replace(
        "初中、小学", "小学、初中"
    )
    assert "类别：“体育”不在单子里，没有动。可以写：语文、数学" in text
    assert "照这样改" not in choices


def test_a_blanked_cell_is_told_and_asked_about(office: Office) -> None:
    place = office.sheet()
    rows = rows_of(place)
    code = rows[0][-1]
    rows[0][CASE.index("phone")] = ""
    rows[1][CASE.index("unit")] = ""
    text, choices = sent(office, place, rows)
    assert "联系电话：原来“1380000111" in text
    assert "表里空着。要清空吗" in text
    assert "单位：表里空着，这一项不能空，没有动" in text
    assert "一样" not in text
    office.say(Tap(choices["空着的清空"]))
    assert [row[CASE.index("phone")] for row in office.rows() if row[-1] == code] == [""]


def test_without_its_codes_a_row_is_known_by_title_and_unit_alone(office: Office) -> None:
    place = office.sheet()
    rows = [[*row[:-1], ""] for row in rows_of(place)]
    rows[0][CASE.index("phone")] = "13900003333"
    rows[1][CASE.index("unit")] = "苏州市另一所小学"
    text, _ = sent(office, place, rows)
    assert "有 1 处不一样" in text
    assert "现在“13900003333”" in text
    assert f"这 1 行不知道是收件里的哪一个，没有动：{rows[1][0]}" in text


ROW = st.fixed_dictionaries({key: st.sampled_from(["", "甲", "乙", "丙"]) for key in CASE})


@settings(max_examples=300)
@given(st.data())
def test_moving_deleting_and_adding_rows_changes_no_other_case(data: st.DataObject) -> None:
    cases = {
        n: {**row, CODE: f"K{n}"}
        for n, row in enumerate(data.draw(st.lists(ROW, min_size=1, max_size=6)))
    }
    order = data.draw(st.permutations(list(cases)))
    kept = order[: data.draw(st.integers(0, len(order)))]
    rows: list[tuple[int | None, dict[str, str]]] = [(n, cases[n]) for n in kept]
    for extra in data.draw(st.lists(ROW, max_size=3)):
        same = [case for case in cases.values() if name(case) == name(extra)]
        if not same:
            rows.insert(data.draw(st.integers(0, len(rows))), (None, {**extra, CODE: ""}))
    found = returned([row for _, row in rows], cases)
    for place, case in found.placed.items():
        assert rows[place][0] == case
    torn = [{**row, CODE: f"K{n}"} for n, (_, row) in enumerate(rows)]
    for place, case in returned(torn, cases).placed.items():
        assert all(torn[place][key] == cases[case][key] for key in ("case_title", "unit")) or any(
            torn[place][key] == cases[case][key] != "" for key in ("case_title", "leader", "phone")
        )


def name(row: dict[str, str]) -> tuple[str, str]:
    return row["case_title"], row["unit"]
