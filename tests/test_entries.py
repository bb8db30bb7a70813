"""The centre's own questions and answers: served beside the notices, and harmless when broken."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.answering import answer_text
from knowledge.asking import Asking, load_asking
from knowledge.check import check
from knowledge.entries import load_entries
from knowledge.errors import BadNotice
from knowledge.load import ROOT

DAY = date(2025, 3, 1)
PARKING = """\
- id: parking
  question: 交表那天车停在哪里
  ways: [去中心可以停车吗]
  answer: 请停在大院东侧。
- id: deadline-words
  question: 申报那天要几点前到
  answer: 请在上班时间送到。
  source:
    document: 2025-02-24-notice
    clause: 四、1
    quote: 于 2025 年 3 月 21 日前完成案例选题申报工作
"""


def root_with(tmp_path: Path, text: str) -> Path:
    root = tmp_path / "knowledge"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("*.py", "__pycache__", "tables"))
    (root / "entries" / "more.yaml").write_text(text, "utf-8")
    return root


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    return load_asking(root_with(tmp_path, PARKING))


@pytest.mark.parametrize(
    "question", ["交表那天车停在哪里", "请问交表那天车停在哪儿呢", "去中心可以停车么"]
)
def test_an_entry_answers_in_its_own_words(asking: Asking, question: str) -> None:
    answer = asking.ask(question, DAY)
    assert answer.status == "answered"
    assert answer_text(answer) == "请停在大院东侧。"
    assert answer.citations == ()


def test_an_entry_with_a_source_cites_it(asking: Asking) -> None:
    answer = asking.ask("申报那天要几点前到", DAY)
    assert [one.clause for one in answer.citations] == ["四、1"]
    assert answer.citations[0].notice == "2025"


def test_a_topic_goes_before_an_entry_that_is_only_like_it(asking: Asking) -> None:
    assert "3月21日" in answer_text(asking.ask("选题申报什么时候截止", DAY))


def test_a_question_of_the_notice_still_gets_its_refusal(asking: Asking) -> None:
    assert asking.ask("一等奖奖金多少钱", DAY).status == "unknown"


def test_the_entries_of_the_repository_load() -> None:
    notices = [n for e in load_asking().knowledge.editions for n in e.notices]
    assert load_entries(ROOT, notices)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- id: a\n  question: 甲\n", 1, "answer"),
        ("- id: a\n  question: 甲\n  anwser: 乙\n", 3, "anwser"),
        ("- id: a\n  question: 甲\n  answer: ''\n", 3, "空"),
        ("- 甲\n", 1, "键"),
        ("id: a\n", 1, "列"),
        ("- id: word-of-the-assistant2\n  question: [\n", 3, "YAML"),
        (
            "- id: a\n  question: 甲\n  answer: 乙\n  source:\n    document: x\n    clause: y\n    quote: z\n",
            5,
            "通知",
        ),
        (
            "- id: a\n  question: 甲\n  answer: 乙\n  source: {document: 2025-02-24-notice, clause: y, quote: 没有这句}\n",
            4,
            "原文",
        ),
        ("- id: parking\n  question: 甲\n  answer: 乙\n" * 2, 4, "parking"),
    ],
)
def test_a_broken_entry_names_file_line_and_cure(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    root = root_with(tmp_path, text)
    told: list[BadNotice] = []
    asking = load_asking(root, told.append)
    assert [bad.where for bad in told] == [f"knowledge/entries/more.yaml:{line}"]
    assert words in str(told[0])
    assert told[0].cure
    assert answer_text(asking.ask("助手的回答能当依据吗", DAY))
    assert asking.ask("选题申报什么时候截止", DAY).status == "answered"
    with pytest.raises(BadNotice):
        load_asking(root)
    assert any(found.where == told[0].where for found in check(root))
