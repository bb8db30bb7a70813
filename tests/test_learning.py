"""What could not be answered is kept without who asked, and shown so that it can be written down."""

import json
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.masking import LONGEST_KEPT, masked


def shenbao(*words: str, lines: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def talk(data: Path, *said: tuple[str, str]) -> list[str]:
    lines = "".join(json.dumps({"person": who, "text": text}) + "\n" for who, text in said)
    today = f"{datetime.now(tz=UTC):%Y-%m-%d}"  # what is long past is dropped by the clean-up
    out = shenbao("chat", "--events", "--data", str(data), "--today", today, lines=lines)
    return [json.loads(line)["replies"][0]["text"] for line in out.splitlines()]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    talk(
        tmp_path,
        ("a", "我叫徐玉兰，电话13812345678，查重率要求多少"),
        ("b", "查重率要求是多少"),
        ("c", "请问查重率要求多少呢"),
        ("c", "你好"),
        ("d", "食堂在几楼 xuyulan@example.com"),
        ("e", "选题申报什么时候截止"),
        ("e", "没答对"),
        ("f", "每所学校能报几个案例"),
    )
    return tmp_path


def rows(data: Path) -> list[tuple[str, str, int]]:
    with sqlite3.connect(data / "shenbao.db") as base:
        found = base.execute("SELECT text, status, is_disliked FROM question_log").fetchall()
    base.close()
    return found


def test_questions_are_kept_without_anything_personal(data: Path) -> None:
    kept = rows(data)
    assert len(kept) == 6
    text = "".join(row[0] for row in kept)
    for personal in ("徐玉兰", "138", "12345678", "xuyulan", "example", "@"):
        assert personal not in text
    with sqlite3.connect(data / "shenbao.db") as base:
        columns = {row[1] for row in base.execute("PRAGMA table_info(question_log)")}
    base.close()
    assert columns == {"id", "day", "text", "status", "topics", "score", "is_disliked"}


def test_only_the_last_question_of_the_same_person_is_marked(data: Path) -> None:
    assert [row[0] for row in rows(data) if row[2]] == ["选题申报什么时候截止"]


def test_nobody_can_mark_what_was_not_asked(tmp_path: Path) -> None:
    assert "还没有问过" in talk(tmp_path, ("a", "没答对"))[0]


def test_the_unanswered_are_grouped_most_frequent_first(data: Path) -> None:
    shown = shenbao("knowledge", "unanswered", "--data", str(data))
    heads = re.findall(r"^\d+\. 问了 (\d+) 次，其中 (\d+) 次", shown, re.MULTILINE)
    counts = [int(count) for count, _ in heads]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 2
    assert "查重率" in shown.split("\n\n")[0]
    assert "每所学校能报几个案例" not in shown
    assert "选题申报什么时候截止" in shown
    assert "knowledge/topics/" in shown


def test_what_no_notice_says_is_grouped_by_what_it_asks(tmp_path: Path) -> None:
    talk(
        tmp_path,
        ("a", "区域层面最多报几个"),
        ("b", "公示几天"),
        ("c", "区级案例有没有封顶"),
        ("d", "紫色墨水行不行"),
    )
    first, *others = shenbao("knowledge", "unanswered", "--data", str(tmp_path)).split("\n\n")
    assert first.startswith("1. 问了 2 次")
    assert "区域层面案例的上限，看懂了，通知没有写" in first
    assert "它的 ways" not in first
    assert any("公示几天" in group for group in others)
    assert any("紫色墨水" in group and "它的 ways" in group for group in others)


def test_the_snippet_is_an_entry_as_it_stands(data: Path) -> None:
    shown = shenbao("knowledge", "unanswered", "--data", str(data))
    snippets = re.findall(
        r"^      - id: .*\n(?:        .*\n)*?   ? ? ? ?  answer: .*$", shown, re.MULTILINE
    )
    assert snippets
    for snippet in snippets:
        (entry,) = yaml.safe_load(snippet)
        assert set(entry) <= {"id", "question", "ways", "answer"}


def test_a_log_with_nothing_open_says_so(tmp_path: Path) -> None:
    assert "没有未答的问题" in shenbao("knowledge", "unanswered", "--data", str(tmp_path))


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    place = tmp_path / "none"
    words = ("knowledge", "unanswered", "--data", str(place))
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(place) in done.stderr
    assert not place.exists()


def test_try_shows_how_a_question_was_read() -> None:
    shown = shenbao("knowledge", "try", "申抱表什么时候截至", "--today", "2025-03-01")
    for words in ("申抱表=", "概念", "最像的问法", "topic-deadline", "没有解释到", "3月21日"):
        assert words in shown


def test_try_names_what_it_does_not_know() -> None:
    shown = shenbao("knowledge", "try", "申报表要不要烫金", "--role", "school")
    assert "不认识的字" in shown
    assert "烫金" in shown


@pytest.mark.parametrize("text", ["", "？", "\u200b", "<b>", "😀"])
def test_try_takes_anything(text: str) -> None:
    assert "答复" in shenbao("knowledge", "try", text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("我叫徐玉兰，几号截止", "徐玉兰"),
        ("我是张伟想问一下几号截止", "张伟"),
        ("姓名：欧阳小明 单位不写", "欧阳小明"),
        ("我的微信 wx_8812ab 加一下", "8812"),
        ("请打幺三八一二三四五六七八", "三八一二"),
        ("发到 ａｂｃ＠ｑｑ．ｃｏｍ 行吗", "abc"),
        ("身份证32050219800101123X", "1980"),
    ],
)
def test_what_is_personal_is_taken_out(text: str, gone: str) -> None:
    assert gone not in masked(text)


@pytest.mark.parametrize("text", ["我是直属学校的老师，报几个", "我是常熟的老师", "申报表交给谁"])
def test_what_is_not_personal_stays(text: str) -> None:
    assert masked(text).replace(",", "，") == text


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(
        alphabet=st.one_of(st.sampled_from("我叫是0189@.a-＠９①²一二附件表"), st.characters()),
        max_size=80,
    )
)
def test_no_digit_and_no_address_survives(text: str) -> None:
    kept = re.sub(r"(附件|附表|表) ?[1-3]", "", masked(text))
    assert not any(sign.isdigit() and sign != "0" for sign in kept)
    assert "@" not in kept
    assert len(masked(text)) <= LONGEST_KEPT


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("附件1要盖章吗", "附件1要盖章吗"),
        ("表３和附表 2 交几份", "表3和附表 2 交几份"),
        ("附件12345678901打不开", "附件0打不开"),
        ("表3205061980010112", "表0"),
        ("附件1.docx发到13812345678", "附件1.docx发到0"),
    ],
)
def test_the_number_of_a_paper_stays_and_no_other(text: str, kept: str) -> None:
    assert masked(text) == kept
