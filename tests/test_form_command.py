"""`shenbao form`: what is given and would be lost is refused or named; the summary leaves nothing out."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.__main__ import main
from tests.test_commands import APPLICATION, shenbao

LEADER = APPLICATION["leaders"][0]
UNFIT: list[tuple[str, str]] = [
    ('{"untis": "x"}', "untis 不是这张表的项目"),
    ('{"edition": "2025", "answers": {}}', "edition 不是这张表的项目"),
    ('{"unit": "a", "unit": "b"}', "unit 写了两次"),
    ('{"unit": 5}', '"unit": "苏州市示例小学"'),
    ('{"unit": ["x"]}', "unit 要写成加引号的文字"),
    ('{"problem": NaN}', "problem 要写成加引号的文字"),
    ('{"leaders": "张三"}', 'leaders 要写成一列，例如 "leaders": [{"name": "徐玉兰"'),
    ('{"leaders": {"name": "张三"}}', "leaders 要写成一列"),
    ('{"leaders": [1]}', "leaders.0 要写成一组项目"),
    (
        '{"leaders": [{"phone": 13812345678}]}',
        'leaders.0.phone 要写成加引号的文字，例如 "phone": "',
    ),
    ('{"leaders": [{"nmae": "张三"}]}', "leaders.0.nmae 不是"),
    ('{"outcomes": {}}', "outcomes 要写成一列"),
    ('{"outcomes": [{"period": true}]}', "outcomes.0.period 要写成加引号的文字"),
    ('{"members": ["张三"]}', "members.0 要写成一组项目"),
    ('{"filed_as": "学校"}', "filed_as 不在可选的里面，可写：district_school、"),
    ('{"category": "体育"}', "category 不在可选的里面"),
    ('{"stage": "高中"}', "stage 不在可选的里面，可写：初中、小学"),
    ('{"leaders": [{}, {}, {"name": "丙"}]}', "通知规定负责人最多 2 位"),
    ('{"leaders": [{"name": "甲"}], "contact_leader": 1}', "contact_leader 指的负责人不在"),
    ('{"leaders": [{"name": "甲"}], "contact_leader": "0"}', '"contact_leader": 0'),
    ('{"leaders": [{"name": "甲"}], "contact_leader": true}', "contact_leader 要写第几位"),
]


@pytest.mark.parametrize(("given", "reason"), UNFIT)
def test_answers_that_would_be_dropped_are_refused(
    given: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, out = tmp_path / "a.json", tmp_path / "out"
    answers.write_text(given, "utf-8")
    assert main(["form", "render", "2025/application", str(answers), "--to", str(out)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert reason in line
    assert not out.exists()


@pytest.mark.parametrize(
    ("form", "given"),
    [
        ("2025/application", {}),
        ("2025/application", {"unit": None, "leaders": None, "members": [], "category": ""}),
        ("2025/application", {"leaders": [{"name": "甲"}, LEADER], "contact_leader": 1}),
        ("2022/application", {"leaders": [LEADER] * 3, "filed_as": "unsure"}),
        ("2025/liaison", {"mobile": "138 1234 5678"}),
        ("2025/summary", {"rows": [{"case_title": "甲", "category": "数学"}]}),
    ],
)
def test_answers_in_part_are_rendered(
    form: str, given: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "a.json"
    answers.write_text(json.dumps(given), "utf-8")
    assert main(["form", "render", form, str(answers), "--to", str(tmp_path), "--as", "xlsx"]) == 0
    assert capsys.readouterr().err == ""


def test_characters_that_do_not_print_are_named(tmp_path: Path) -> None:
    words = ("form", "render", "2025/application", "-", "--to", str(tmp_path), "--as")
    done = shenbao(*words, "pdf", given='{"case_title": "运算😀☑"}')
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
    assert "😀 ☑" in done.stderr
    assert shenbao(*words, "docx", given='{"case_title": "运算😀"}').stderr == ""


def test_the_summary_names_blank_and_broken_files_on_its_last_sheet(tmp_path: Path) -> None:
    came = tmp_path / "收到"
    for given in ("{}", json.dumps(APPLICATION)):
        words = ("2025/application", "-", "--to", str(came), "--as", "docx")
        assert shenbao("form", "render", *words, given=given).returncode == 0
    (came / "坏.docx").write_text("x", "utf-8")
    to = tmp_path / "汇总表.xlsx"
    done = shenbao("form", "summary", str(came), "--to", str(to))
    assert done.returncode == 1
    assert "1 个案例" in done.stdout
    last = load_workbook(to).worksheets[-1]
    said = "\n".join(str(row[1]) for row in last.iter_rows(values_only=True))
    assert last.title == "核对"
    assert "坏.docx" in said
    assert "“2025申报表_空白.docx”没有写单位" in said


@pytest.mark.parametrize("name", ["汇总表.xls", "汇总表", "a.docx"])
def test_a_summary_is_an_excel_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "summary", str(tmp_path), "--to", str(tmp_path / name)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / name).exists()
