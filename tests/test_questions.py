"""Questions as people type them, and what the answer has to hold: the stories of `questions/`."""

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from bot.answering import answer_text
from knowledge.asking import EMPTY, Asking, Thread, load_asking
from knowledge.calendar import last_day, months_between
from knowledge.figures import dense
from knowledge.notice import AUDIENCES, Audience, Deadline

FOLDER = Path(__file__).parent / "questions"
DEFAULT_DAY = date(2025, 3, 1)
#: Stories that fail for a known reason; one that passes fails the run, so the list cannot rot.
KNOWN_FAILURES: frozenset[str] = frozenset()


def _rows() -> list[tuple[str, dict[str, object]]]:
    return [
        (f"{path.stem}: {row.get('问') or row['对话'][0]['问']} [{row.get('身份', '')}]", row)
        for path in sorted(FOLDER.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


ROWS = _rows()


@pytest.fixture(scope="module")
def asking() -> Asking:
    return load_asking()


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_an_answer_holds_what_its_story_says(asking: Asking, name: str, row: dict) -> None:
    slips = list(_slips(asking, row))
    if name in KNOWN_FAILURES:
        assert slips, f"this passes now: take it off KNOWN_FAILURES: {name}"
    else:
        assert not slips, slips


def _slips(asking: Asking, row: dict):
    thread = EMPTY
    for turn in row.get("对话", [row]):
        answer = asking.ask(turn["问"], row.get("今天", DEFAULT_DAY), row.get("身份"), thread)
        thread = Thread.from_json(json.loads(json.dumps(answer.thread.to_json())))
        text = answer_text(answer)
        wanted = turn.get("状态", "answered")
        if answer.status != wanted:
            yield f"{turn['问']}: {answer.status}, not {wanted}: {text}"
        for words in turn.get("答", []):
            if words not in text:
                yield f"{turn['问']}: lacks {words}: {text}"
        for words in turn.get("不答", []):
            if words in text:
                yield f"{turn['问']}: holds {words}: {text}"
        labels = [choice.label for choice in answer.choices]
        for words in turn.get("选项", []):
            if words not in labels:
                yield f"{turn['问']}: does not offer {words}: {labels}"
        if answer.status == "answered" and not answer.citations:
            yield f"{turn['问']}: answered without a clause"


@pytest.mark.parametrize("role", [None, *AUDIENCES])
@pytest.mark.parametrize("day", ["2025-03-01", "2025-03-21", "2026-05-14", "2026-11-22"])
def test_no_answer_holds_a_figure_its_clauses_do_not(
    asking: Asking, role: Audience | None, day: str
) -> None:
    today = date.fromisoformat(day)
    every_quote = dense("".join(n.text for e in asking.knowledge.editions for n in e.notices))
    for topic in asking.knowledge.topics:
        for edition in ("", "2022年"):
            for way in topic.ways[:2]:
                answer = asking.ask(edition + way, today, role)
                text = answer_text(answer)
                invented = list(_unfounded(text, answer, today))
                assert not invented, f"{edition}{way}: {invented} stand in no clause cited: {text}"
                for citation in answer.citations:
                    assert dense(citation.quote) in every_quote


def _unfounded(text: str, answer, today: date):
    """Numbers of a text that are neither in its citations nor computed from them and today."""
    sources = [dense(words) for c in answer.citations for words in (c.quote, c.clause, c.notice)]
    sources += [*answer.editions.values(), "附件1、附件2、附件3", str(today.year)]
    known = {int(number) for source in sources for number in re.findall(r"\d+", source)}
    for part in answer.parts:
        value = getattr(part.fact, "value", None)
        day = getattr(value, "day", None)
        if getattr(value, "unit", "") == "行":
            known.add(value.exactly)  # printed as the number of the last row
        if isinstance(day, date):
            known.add(abs((day - today).days))
        if isinstance(value, Deadline) and part.other is not None:
            ends = sorted(map(last_day, (value, part.other.value)))
            known |= {(ends[1] - ends[0]).days, months_between(*ends)}
    for number in re.findall(r"\d+", text):
        if int(number) not in known:
            yield number


ODD = [
    "",
    " ",
    "\u200b\u200b",
    "？？？",
    "😀😀😀",
    "'; DROP TABLE notices; --",
    "<b>截止</b>",
    "=1+1",
    "{{7*7}}",
    "\ud800",
    "\x00\x07",
    "申报表" * 40_000,
    "a" * 100_000,
    "1" * 5_000,
    "二" * 3_000,
]


@pytest.mark.parametrize("text", ODD, ids=[repr(text[:12]) for text in ODD])
def test_odd_input_gets_a_calm_reply(asking: Asking, text: str) -> None:
    answer = asking.ask(text, DEFAULT_DAY)
    assert answer.status in {"answered", "unknown", "chat", "clarify"}
    assert 0 < len(answer_text(answer)) < 400


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=80), days=st.integers(-900, 900))
def test_any_text_is_answered(text: str, days: int) -> None:
    answer = ANY_ASKING.ask(text, DEFAULT_DAY + timedelta(days=days))
    assert answer_text(answer)


ANY_ASKING = load_asking()


LATER_TEXT = """关于案例总结参评时间的通知

各县级市（区）教育局（教体文旅委），各直属（代管）学校：

各地、各校请于 2026 年 12 月 18 日前完成案例总结参评工作。

苏州市教育质量监测中心

2026 年 11 月 2 日
"""
LATER_FACTS = """
notice: 2026-11-02-final
edition: "2025"
name: 2025~2026年度
issued: 2026-11-02
title: 关于案例总结参评时间的通知
facts:
- id: 2025-final-deadline-set
  topic: final-deadline
  kind: deadline
  value: {day: 2026-12-18}
  clause: 首段
  quote: 各地、各校请于 2026 年 12 月 18 日前完成案例总结参评工作。
"""


def test_a_later_notice_in_two_files_changes_the_answer(tmp_path: Path) -> None:
    root = tmp_path / "knowledge"
    shutil.copytree(Path(knowledge.__file__).parent, root, ignore=shutil.ignore_patterns("*.py"))
    folder = root / "notices" / "2025"
    (folder / "2026-11-02-final.txt").write_text(LATER_TEXT, encoding="utf-8")
    (folder / "2026-11-02-final.yaml").write_text(LATER_FACTS, encoding="utf-8")
    answer = load_asking(root).ask("总结参评什么时候", date(2026, 11, 22))
    assert "12月18日" in answer_text(answer)
    assert "中旬" not in answer_text(answer)
    quotes = [citation.quote for citation in answer.citations]
    assert "2026 年 12 月 18 日" in quotes[0], "the newest notice leads"
    assert any("中旬" in quote for quote in quotes[1:]), "the one it replaces is cited too"
