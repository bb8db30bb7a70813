"""Reading the YAML: what a broken entry says, and what a later notice changes."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from knowledge.errors import BadNotice
from knowledge.load import ROOT, Knowledge, load
from knowledge.notice import Count, Deadline, Route

NOTICE = "notices/2025/2025-02-24-notice.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the knowledge to write in."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def add_notice(root: Path, facts: str, text: str) -> None:
    """A made-up later notice of the 2025 edition: two files and no Python."""
    folder = root / "notices" / "2025"
    (folder / "2026-10-08-final.txt").write_text(dedent(text), encoding="utf-8")
    head = dedent("""\
        notice: 2026-10-08-final
        edition: "2025"
        name: 2025~2026
        issued: 2026-10-08
        title: 关于典型案例总结参评时间的通知
        facts:
        """)
    (folder / "2026-10-08-final.yaml").write_text(head + dedent(facts), encoding="utf-8")


FINAL_TEXT = """\
    关于典型案例总结参评时间的通知

    各地、各校请于 2026 年 12 月 18 日前完成案例总结参评工作。
    每所学校申报的改进案例数不超过 2 个。

    2026 年 10 月 8 日
    """

FINAL_FACT = """\
    - id: 2025-final-day
      topic: final-deadline
      kind: deadline
      value: {day: 2026-12-18}
      clause: 首段
      quote: 各地、各校请于 2026 年 12 月 18 日前完成案例总结参评工作。
    """


def test_loading_gives_editions_oldest_first_and_topics_in_file_order() -> None:
    knowledge = load()
    assert [edition.id for edition in knowledge.editions] == ["2022", "2025"]
    assert [edition.name for edition in knowledge.editions] == ["2022年度", "2025~2026年度"]
    groups = [topic.group for topic in knowledge.topics]
    assert groups == sorted(groups)


def test_loading_needs_no_heavy_package() -> None:
    code = "import sys, knowledge.load as l; l.load(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint({"pydantic", "sqlmodel", "sqlalchemy", "jieba", "pypinyin"})


def test_a_fact_knows_its_line() -> None:
    fact = next(f for f in load().editions[1].facts if f.id == "2025-address")
    line = line_of(ROOT / NOTICE, "- id: 2025-address")
    assert fact.origin == f"knowledge/{NOTICE}:{line}"


@pytest.mark.parametrize(
    ("old", "new", "marked", "what", "cure"),
    [
        (
            "value: {day: 2025-03-21}",
            "value: {day: 2025-02-30}",
            "2025-02-30",
            "2025-02-30",
            "2025-03-21",
        ),
        ("value: {day: 2025-03-21}", "value: {}", "value: {}", "day 或 month", "month: 2026-12"),
        ("value: {day: 2025-03-21}", "value: {dey: 2025-03-21}", "dey", "dey", "day"),
        ("kind: deadline", "kind: dedline", "  kind: dedline", "dedline", "deadline"),
        ("kind: place", "kind: places", "  kind: places", "places", "place"),
        ("  clause: 四、1\n", "", "- id: 2025-topic-deadline", "clause", "补上"),
        ("  clause: 四、1\n", "  clause:\n", "  clause:", "clause", "补上"),
        ("  topic: topic-deadline", "  topic: a\n  topic: b", "topic: b", "写了两次", "只留一个"),
        (
            "audience: [school, liaison]",
            "audience: [teacher]",
            "audience: [teacher]",
            "teacher",
            "school",
        ),
        ("minimum: 1}", "minimum: 一}", "minimum: 一}", "一", "阿拉伯数字"),
        ("{unit: 个, minimum: 1}", "{unit: 个}", "{unit: 个}", "没有数", "minimum"),
        ("verdict: no", "verdict: maybe", "verdict: maybe", "maybe", "yes"),
        ("part: 中旬", "part: 月中", "part: 月中", "月中", "中旬"),
        ("month: 2026-12", "month: 2026-13", "month: 2026-13", "2026-13", "2026-12"),
        (", pending_words: 具体事宜另行通知", "", "pending: true}", "pending_words", "另行通知"),
        ("items: [选题申报,", "items: 选题申报\n  x: [", "value: {items: 选题申报", "YAML", "缩进"),
        (
            "document: 2022-01-10-notice",
            "document: 2021-notice",
            "document: 2021",
            "2021-notice",
            "2022-01-10",
        ),
        ("facts:\n", "facts:\n- 一句话\n", "- 一句话", "键: 值", "相邻"),
    ],
)
def test_a_malformed_entry_names_file_line_and_cure(
    root: Path, old: str, new: str, marked: str, what: str, cure: str
) -> None:
    path = root / NOTICE
    rewrite(path, old, new)
    with pytest.raises(BadNotice) as caught:
        load(root)
    file, _, line = caught.value.where.partition(":")
    assert file == f"knowledge/{NOTICE}"
    assert abs(int(line) - line_of(path, marked)) <= 1
    assert what in caught.value.what
    assert cure in caught.value.cure


def test_a_serving_program_leaves_out_the_broken_entry_and_keeps_the_rest(root: Path) -> None:
    rewrite(root / NOTICE, "kind: place", "kind: places")
    bad: list[BadNotice] = []
    knowledge = load(root, bad.append)
    assert len(bad) == 1
    kept = {fact.id for fact in knowledge.editions[1].facts}
    whole = {fact.id for fact in load().editions[1].facts}
    assert whole - kept == {"2025-address"}


def test_a_serving_program_outlives_a_file_that_is_no_yaml(root: Path) -> None:
    (root / NOTICE).write_text("facts: [\n", encoding="utf-8")
    bad: list[BadNotice] = []
    knowledge = load(root, bad.append)
    assert [edition.id for edition in knowledge.editions] == ["2022"]
    assert len(bad) >= 1


def test_a_notice_without_its_text_is_named(root: Path) -> None:
    (root / NOTICE).with_suffix(".txt").unlink()
    with pytest.raises(BadNotice, match=r"2025-02-24-notice\.txt.*没有这个文件"):
        load(root)


def test_a_text_without_facts_is_named(root: Path) -> None:
    (root / "notices/2025/2026-01-01-more.txt").write_text("补充通知", encoding="utf-8")
    with pytest.raises(BadNotice, match=r"2026-01-01-more\.txt.*没有事实文件"):
        load(root)


def final_of(knowledge: Knowledge) -> list[str]:
    edition = knowledge.editions[-1]
    return [fact.id for fact in edition.facts if fact.topic == "final-deadline"]


def test_a_later_notice_changes_the_fact_in_force_and_both_are_cited(root: Path) -> None:
    add_notice(root, FINAL_FACT, FINAL_TEXT)
    knowledge = load(root)
    edition = knowledge.editions[-1]
    assert [notice.id for notice in edition.notices] == ["2025-02-24-notice", "2026-10-08-final"]
    assert final_of(knowledge) == ["2025-final-day"]
    fact = next(fact for fact in edition.facts if fact.id == "2025-final-day")
    assert fact.value == Deadline(day=date(2026, 12, 18))
    assert [quote.document for quote in fact.quotes] == ["2026-10-08-final", "2025-02-24-notice"]
    assert "12 月中旬" in fact.quotes[1].quote
    assert {quote.notice for quote in fact.quotes} == {"2025"}
    assert fact.replaces == "2025-final-deadline"


def test_a_later_notice_may_speak_to_one_audience_only(root: Path) -> None:
    narrow = FINAL_FACT.replace("      clause:", "      audience: [direct_school]\n      clause:")
    add_notice(root, narrow, FINAL_TEXT)
    knowledge = load(root)
    assert final_of(knowledge) == ["2025-final-day", "2025-final-deadline"]
    rest = next(f for f in knowledge.editions[-1].facts if f.id == "2025-final-deadline")
    assert rest.audience == {"school", "liaison"}


def test_replaces_takes_the_place_of_that_one_fact(root: Path) -> None:
    quota = """\
        - id: 2025-fewer
          topic: school-quota
          kind: count
          value: {unit: 个, maximum: 2, per: 每所学校}
          audience: [school, liaison]
          replaces: 2025-school-quota
          clause: 首段
          quote: 每所学校申报的改进案例数不超过 2 个。
        """
    add_notice(root, quota, FINAL_TEXT)
    facts = [f for f in load(root).editions[-1].facts if f.topic == "school-quota"]
    assert [fact.id for fact in facts] == ["2025-fewer", "2025-school-quota-direct"]
    assert facts[0].value == Count(unit="个", maximum=2, per="每所学校")
    assert len(facts[0].quotes) == 2


def test_replacing_what_is_not_there_is_named(root: Path) -> None:
    facts = FINAL_FACT.replace("      clause:", "      replaces: 2025-nothing\n      clause:")
    add_notice(root, facts, FINAL_TEXT)
    with pytest.raises(BadNotice, match=r"2026-10-08-final\.yaml:7: .*2025-nothing"):
        load(root)


def test_one_fact_for_all_replaces_the_facts_for_each_audience(root: Path) -> None:
    route = """\
        - id: 2025-new-route
          topic: hand-in-route
          kind: route
          value: {steps: [各地、各校]}
          clause: 首段
          quote: 各地、各校请于 2026 年 12 月 18 日前完成案例总结参评工作。
        """
    add_notice(root, route, FINAL_TEXT)
    facts = [f for f in load(root).editions[-1].facts if f.topic == "hand-in-route"]
    assert [fact.value for fact in facts] == [Route(("各地、各校",))]
