"""The main job through `chat --events`, killed on the way: forms filled, files reopened, cell by cell."""

from pathlib import Path
from typing import Any

import pytest

from forms.intake.read import read_file
from tests.chatting import Chat, Replies, chatting, said
from tests.test_commands import shenbao

LEADERS = [
    {
        "name": "徐玉兰",
        "unit": "苏州市示例小学教科室",
        "post": "教研组长",
        "phone": "０５１２-６５１２３４５６ 转 8",
        "email": "xuyulan@example.com",
    },
    {
        "name": "顾喆䶮",
        "unit": "苏州市示例小学",
        "post": "教师 <A&B>",
        "phone": "138 1234 5678",
        "email": "gu@example.com",
    },
]
ANSWERS: dict[str, Any] = {
    "filed_as": "district_school",
    "unit": "苏州市示例小学",
    "region": "姑苏区",
    "case_title": "运算能力提升 <A&B> {{x}} =1+1 “引号”",
    "category": "数学",
    "stage": "小学",
    "leaders": LEADERS,
    "members": [
        {"name": "陈静", "post": "教师", "task": "课堂观察与数据整理"},
        {"name": "顾明", "post": "教研组长", "task": "“命题”与测评"},
    ],
    "problem": "2024 年监测结果显示，运算能力偏弱。\n错误集中在 a<b 与 1&2 的混合运算。",
    "approach_idea": "从监测数据出发，先弄清错因。" * 30,
    "approach_method": "用问卷和访谈了解学情。",
    "approach_strategy": "分三步推进。\n\n第一步；第二步；第三步。",
    "outcomes": [
        {"period": "2025.3-2025.6", "title": "六年级运算错因分析", "form": "调研报告"},
        {"period": "2025年秋学期", "title": "分数运算研究课", "form": "课例"},
    ],
    "contact_leader": 1,
}
LINES = [
    "区域内学校",
    ANSWERS["unit"],
    ANSWERS["case_title"],
    *LEADERS[0].values(),
    "有",
    LEADERS[1]["name"],
    "同上",
    *list(LEADERS[1].values())[2:],
]
AFTER = [
    "\n".join("，".join(row.values()) for row in ANSWERS["members"]),
    "这一项填好了",
    *(ANSWERS["problem"], "完成"),
    *(ANSWERS["approach_idea"], "完成"),
    *(ANSWERS["approach_method"], "完成"),
    *(ANSWERS["approach_strategy"], "完成"),
    *("，".join(row.values()) for row in ANSWERS["outcomes"]),
    "这一项填好了",
    "姑苏区",
    "数学",
    "小学",
    "2",
]
BEGIN = {"2025": "填申报表", "2022": "填2022申报表"}
MORE = {"2025": [], "2022": ["没有"]}  # only 2022 asks for a third leader


def fill(data: Path, lines: list[str]) -> Replies:
    """Say every line, the process killed after each five, and return the last replies."""
    replies: Replies = []
    for start in range(0, len(lines), 5):
        with chatting(data) as chat:
            if start:
                chat.say("继续")
            for line in lines[start : start + 5]:
                replies = chat.say(line)
    return replies


def finished(data: Path) -> dict[str, Path]:
    """Finish the open draft and return its files by kind, the picture of the page first."""
    with chatting(data) as chat:
        replies = all_the_way(chat)
    files = [Path(file["path"]) for reply in replies for file in reply["files"]]
    for place in files:
        assert place.is_absolute()
        assert place.is_relative_to(data)
        assert place.stat().st_size > 1000
    return {place.suffix.removeprefix("."): place for place in files}


def all_the_way(chat: Chat) -> Replies:
    assert "还缺" not in said(chat.say("检查"))
    replies = chat.say("完成")
    offered = {choice["label"] for reply in replies for choice in reply["choices"]}
    if "就这样出文件" not in offered:  # 附件1 goes by mail: nothing is printed
        return replies
    return [*replies, *chat.tap("就这样出文件", replies)]


@pytest.mark.parametrize("edition", ["2025", "2022"])
def test_an_application_is_in_the_files_as_it_was_typed(edition: str, tmp_path: Path) -> None:
    fill(tmp_path, [BEGIN[edition], *LINES, *MORE[edition], *AFTER])
    files = finished(tmp_path)
    assert set(files) == {"docx", "pdf", "png", "xlsx"}
    for kind in ("docx", "xlsx", "pdf"):
        reading = read_file(files[kind])
        assert (reading.edition, reading.form) == (edition, "application")
        assert reading.answers == ANSWERS, kind
        assert reading.edits == ()


def test_the_liaison_form_is_in_the_files_as_it_was_typed(tmp_path: Path) -> None:
    given = ["示例区教育局", "徐玉兰", "教研员", "138 1234 5678", "1234567"]
    fill(tmp_path, ["填附件1", *given])
    files = finished(tmp_path)
    for kind in ("docx", "xlsx"):
        reading = read_file(files[kind])
        keys = ("unit", "name", "post", "mobile", "qq")
        assert reading.answers == dict(zip(keys, given, strict=True))


def test_three_applications_give_one_summary(tmp_path: Path) -> None:
    files = []
    for number in range(3):
        data = tmp_path / str(number)
        lines = [BEGIN["2025"], *LINES, *AFTER]
        unit = f"苏州市示例第{number + 1}小学"  # not the leaders': which one goes on 附件3 is asked
        lines[2:4] = [unit, f"案例之{number + 1}"]
        lines.append(unit)
        with chatting(data) as chat:
            for line in lines:
                chat.say(line)
        files.append(str(finished(data)["docx"]))
    summary = tmp_path / "汇总表.xlsx"
    done = shenbao("form", "summary", *files, "--to", str(summary))
    assert done.returncode == 0
    assert "2025：3 个案例" in done.stdout
    rows = read_file(summary).answers["rows"]
    assert isinstance(rows, list)
    assert [row["case_title"] for row in rows if isinstance(row, dict)] == [
        "案例之1",
        "案例之2",
        "案例之3",
    ]


def test_an_emoji_is_named_before_it_is_printed(tmp_path: Path) -> None:
    lines = [BEGIN["2025"], *LINES, *AFTER]
    lines[3] = "运算能力提升 😀"
    with chatting(tmp_path) as chat:
        for line in lines:
            chat.say(line)
        assert "印不出来：😀" in said(chat.say("完成"))
    assert set(finished(tmp_path)) == {"docx", "pdf", "png", "xlsx"}
