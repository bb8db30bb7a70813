"""An author's slips, planted one at a time: each is found, with its file, its line and a cure."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.asking import load_asking
from knowledge.check import Finding, check, report
from knowledge.errors import BadNotice
from knowledge.load import ROOT

YAML = "notices/2025/2025-02-24-notice.yaml"
TEXT = "notices/2025/2025-02-24-notice.txt"
DATES = "topics/1-dates.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the knowledge to plant slips in."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def plant(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(root: Path) -> list[Finding]:
    return [finding for finding in check(root) if finding.severity == "error"]


SLIPS = [
    # a changed digit in a quote; the text altered under a quote
    (
        YAML,
        "quote: 于 2025 年 3 月 21 日前完成",
        "quote: 于 2025 年 3 月 22 日前完成",
        "2025-topic-deadline",
        "引文不在",
    ),
    (TEXT, "0512-87660126", "0512-87660127", "2025-contact", "引文不在"),
    # a figure of the value that its quotes do not hold
    (
        YAML,
        "value: {day: 2025-03-21}",
        "value: {day: 2025-03-22}",
        "2025-topic-deadline",
        "3月22日",
    ),
    (
        YAML,
        "value: {day: 2025-03-06}",
        "value: {day: 2026-03-06}",
        "2025-liaison-deadline",
        "2026年",
    ),
    (YAML, "{unit: 份, exactly: 1}", "{unit: 份, exactly: 2}", "2025-application-copies", "2份"),
    (YAML, "minimum: 1, maximum: 3}", "minimum: 1, maximum: 5}", "2025-school-quota-direct", "5个"),
    (YAML, "{unit: 人, maximum: 2}", "{unit: 人, maximum: 3}", "2025-leader-limit", "3人"),
    (YAML, "{unit: 行, exactly: 10}", "{unit: 行, exactly: 9}", "2025-outcome-rows", "9行"),
    (YAML, "maximum: 3, per: 每所学校", "maximum: 3, per: 每个区", "2025-school-quota", "每个区"),
    (
        YAML,
        "{month: 2026-12, part: 中旬",
        "{month: 2026-12, part: 下旬",
        "2025-final-deadline",
        "12月下旬",
    ),
    (YAML, "phone: 0512-87660126}", "phone: 0512-87660108}", "2025-contact", "许老师"),
    (YAML, "{name: 许老师", "{name: 徐老师", "2025-contact", "徐老师"),
    (
        YAML,
        "value: {address: jczx_xsz@suzhou.edu.cn}",
        "value: {address: 616588897@qq.com}",
        "2025-liaison-form-to",
        "616588897@qq.com",
    ),
    (YAML, "劳动路289号}", "劳动路298号}", "2025-address", "劳动路298号"),
    (YAML, "综合, 其他]", "综合, 体育]", "2025-category", "体育"),
    (YAML, "items: [一等奖, 二等奖,", "items: [特等奖, 二等奖,", "2025-awards", "特等奖"),
    (YAML, "text: Excel 格式", "text: Word 格式", "2025-summary-format", "Word 格式"),
    (YAML, "合计 2000 字以内\n", "合计 3000 字以内\n", "2025-approach-limit-scope", "3000"),
    (
        YAML,
        "通知写了份数的只有附件2，是 1 份",
        "通知写了份数的只有附件2，是两份",
        "2025-copies-scope",
        "两",
    ),
    (
        YAML,
        "通知说具体事宜另行通知，请",
        "请在 6 月 1 日前问于老师，请",
        "2025-midterm-material",
        "于老师",
    ),
    (YAML, "标题写“评选活动”", "标题写“推选活动”", "2025-call-name", "推选活动"),
    # a weekday that the calendar does not know, in the text and in the quote
    (TEXT, "（周四）", "（周五）", "2025-liaison-deadline", "引文不在"),
    # ids and topics
    (YAML, "- id: 2025-address", "- id: 2025-email", "2025-email", "已经用过"),
    (YAML, "- id: 2025-address", "- id: 2025_Address", "2025_Address", "小写"),
    (YAML, "topic: address", "topic: adress", "2025-address", "adress"),
    # the register
    (YAML, "reading: [R25-18]", "reading: [R25-81]", "2025-address", "R25-81"),
    # a scrap of a quote
    (
        YAML,
        "quote: 期间，中心将抽取部分学校开展现场调研。",
        "quote: 中心",
        "2025-site-visit",
        "太短",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "fact", "what"), SLIPS)
def test_a_slip_in_a_fact_is_found(
    root: Path, file: str, old: str, new: str, fact: str, what: str
) -> None:
    plant(root / file, old, new)
    found = [finding for finding in errors(root) if what in finding.what]
    assert found, report(check(root))
    lines = (root / YAML).read_text(encoding="utf-8").splitlines()
    places = [f"knowledge/{YAML}:{n}" for n, line in enumerate(lines, 1) if line == f"- id: {fact}"]
    assert {finding.where for finding in found} & set(places)
    assert all(finding.cure for finding in found)


def test_a_wrong_weekday_is_found_though_text_and_quote_agree(root: Path) -> None:
    for file in (YAML, TEXT):
        path = root / file
        path.write_text(
            path.read_text(encoding="utf-8").replace("（周四）", "（周五）"), encoding="utf-8"
        )
    found = [finding for finding in errors(root) if "与日历对不上" in finding.what]
    assert [finding.where for finding in found] == [f"knowledge/{TEXT}:171"]
    assert "2025年3月6日（周五）" in found[0].what


def test_the_weekdays_printed_are_right() -> None:
    assert not [finding for finding in check() if "与日历对不上" in finding.what]


def test_a_text_that_lost_a_sentence_is_found(root: Path) -> None:
    plant(root / TEXT, "4.案例“负责人”处，填报人数不得超过两人。", "")
    assert any("2025-leader-limit" in finding.what for finding in errors(root))


def test_a_quote_is_never_found_in_a_hidden_link(root: Path) -> None:
    plant(
        root / YAML,
        "quote: 案例“负责人”处，填报人数不得超过两人。",
        "quote: 发送至邮箱616588897@qq.com",
    )
    assert any("引文不在" in finding.what for finding in errors(root))


def test_a_head_that_differs_from_the_text_is_found(root: Path) -> None:
    plant(root / YAML, "issued: 2025-02-24", "issued: 2025-02-25")
    plant(root / YAML, "典型案例评选活动的通知\nfacts", "典型案例征集活动的通知\nfacts")
    found = " ".join(finding.what for finding in errors(root))
    assert "印发日期 2025-02-25" in found
    assert "标题" in found


def test_a_topic_without_ways_facts_or_known_neighbours_is_found(root: Path) -> None:
    path = root / DATES
    lines = path.read_text(encoding="utf-8").splitlines()
    made_up = ["- id: made-up", "  name: 编的", "  ways: []", "  near: [nowhere]"]
    path.write_text("\n".join([*lines, *made_up, ""]), encoding="utf-8")
    found = [f for f in errors(root) if f.where == f"knowledge/{DATES}:{len(lines) + 1}"]
    assert len(found) == 3
    text = report(found)
    for words in ("没有问法", "nowhere", "没有事实"):
        assert words in text


def test_a_way_of_two_topics_is_found(root: Path) -> None:
    path = root / DATES
    text = path.read_text(encoding="utf-8")
    made_up = "- {id: made-up, name: 编的, absent: 编的事, ways: [选题申报什么时候截止]}\n"
    path.write_text(text + made_up, encoding="utf-8")
    assert any("选题申报什么时候截止" in finding.what for finding in errors(root))


def test_a_row_nobody_claims_is_found(root: Path) -> None:
    plant(root / YAML, "reading: [R25-22]", "reading: []")
    assert any("R25-22" in finding.what for finding in errors(root))


def test_all_broken_entries_are_reported_together(root: Path) -> None:
    plant(root / YAML, "kind: place", "kind: places")
    plant(root / YAML, "kind: route", "kind: routes")
    plant(root / DATES, "- id: topic-deadline", "- ib: topic-deadline")
    found = errors(root)
    where = " ".join(finding.where for finding in found)
    assert f"knowledge/{DATES}:" in where
    assert {"places", "routes"} <= {
        word for f in found for word in ("places", "routes") if word in f.what
    }


def test_a_file_that_is_no_yaml_is_reported_with_its_line(root: Path) -> None:
    plant(root / DATES, "ways: [", "ways: [[")
    found = [finding for finding in errors(root) if "YAML" in finding.what]
    assert found
    assert found[0].where.startswith(f"knowledge/{DATES}:")
    assert found[0].cure


def test_the_hidden_links_are_notes_by_place() -> None:
    notes = [finding for finding in check() if finding.severity == "note"]
    assert [finding.where for finding in notes] == [
        f"knowledge/{TEXT}:{n}" for n in (117, 177, 293)
    ]
    assert ["与显示的地址不同" in finding.what for finding in notes] == [True, True, False]
    assert ["夹着别的文字" in finding.what for finding in notes] == [False, True, True]


def test_the_report_counts_and_names_the_cure() -> None:
    lines = report([Finding("error", "a.yaml:1", "缺少“id”", "补上")]).splitlines()
    assert lines == ["要改 a.yaml:1: 缺少“id”；补上", "要改 1 处，留意 0 处"]


def test_a_slip_in_the_lexicon_is_found_and_the_rest_goes_on_serving(root: Path) -> None:
    lexicon = root / "lexicon.yaml"
    text = lexicon.read_text(encoding="utf-8")
    lexicon.write_text(text + "- {id: twice, class: thing, words: 申报表}\n", encoding="utf-8")
    line = len(text.splitlines()) + 1
    found = next(finding for finding in check(root) if finding.severity == "error")
    assert found.where.endswith(f"lexicon.yaml:{line}")
    assert "申报表" in found.what
    assert found.cure
    reported: list[BadNotice] = []
    asking = load_asking(root, reported.append)
    assert len(reported) == 1
    assert asking.ask("申报表什么时候交", date(2025, 3, 1)).status == "answered"
