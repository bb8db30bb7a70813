"""A list of known questions: each is found again by its words, by its sound, and beside many others."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.faq import ALIKE, FaqIndex
from knowledge.folding import folded
from knowledge.tables import sounds

KNOWN = [
    ("salary", "公司拖欠工资怎么办"),
    ("custody", "离婚后孩子的抚养费怎么算"),
    ("fever", "孩子发烧可以吃什么药"),
    ("bus", "校车乘坐需要交多少钱"),
    ("transfer", "转学手续在哪里办理"),
    ("visit", "外来人员怎样登记进校"),
]
INDEX = FaqIndex(KNOWN)


def typed_alike(text: str, seed: int) -> str:
    """Return a text with every second character replaced by one of the same sound."""
    drawn = random.Random(seed)
    by_sound: dict[str, list[str]] = {}
    for character, sound in sounds().items():
        by_sound.setdefault(sound, []).append(character)
    return "".join(
        drawn.choice(by_sound[sounds()[c]]) if at % 2 and c in sounds() else c
        for at, c in enumerate(text)
    )


@pytest.mark.parametrize(("owner", "wording"), KNOWN)
def test_its_own_words_find_an_entry(owner: str, wording: str) -> None:
    first = INDEX.match(wording)[0]
    assert first.id == owner
    assert first.score == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize(("owner", "wording"), KNOWN)
@pytest.mark.parametrize("seed", range(3))
def test_slips_that_sound_the_same_find_it_too(owner: str, wording: str, seed: int) -> None:
    first = INDEX.match(typed_alike(wording, seed))[0]
    assert first.id == owner
    assert first.score > 0.75


@pytest.mark.parametrize(
    ("owner", "question"),
    [
        ("salary", "请问单位拖欠工资该如何处理呢"),
        ("fever", "小孩发烧能吃啥药"),
        ("bus", "坐校车的费用"),
        ("transfer", "老师您好，转学去什么地方办手续"),
        ("fever", "haizi fashao 吃什么药"),
    ],
)
def test_other_words_for_the_same_find_it(owner: str, question: str) -> None:
    assert INDEX.match(question)[0].id == owner


@pytest.mark.parametrize("question", ["今天天气真好", "", "？？？", "😀", "\ud800", "hello world"])
def test_what_is_not_there_is_no_match(question: str) -> None:
    assert all(one.score < ALIKE for one in INDEX.match(question))


def test_an_empty_list_matches_nothing() -> None:
    assert FaqIndex([]).match("转学手续") == []


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_matched_calmly(text: str) -> None:
    for one in INDEX.match(text):
        assert 0.0 <= one.score <= 1.0


@settings(max_examples=150, deadline=None)
@given(wordings=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8))
def test_any_wording_finds_itself(wordings: list[str]) -> None:
    index = FaqIndex((str(at), wording) for at, wording in enumerate(wordings))
    for wording in wordings:
        if not folded(wording).sound:
            continue
        first = index.match(wording)[0]
        assert first.score == pytest.approx(1.0, abs=0.001)
        assert folded(wordings[int(first.id)]).sound == folded(wording).sound


def test_a_hundred_thousand_characters_take_no_time() -> None:
    start = time.perf_counter()
    INDEX.match("转学手续在哪里办理" * 12_000)
    assert time.perf_counter() - start < 0.5


def test_exact_words_are_found_among_thousands_that_sound_alike() -> None:
    many = [(str(n), f"{'上中下'[n % 3]}学期{n}班的校服在哪里订") for n in range(3_000)]
    index = FaqIndex(many)
    for owner, wording in many[::500]:
        assert index.match(wording)[0].id == owner


def batch(known: Path, lines: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "bot", "ask", "--batch", "--faq-only", str(known)]
    return subprocess.run(
        words, input=lines, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_list_is_matched_line_by_line_at_the_front_door(tmp_path: Path) -> None:
    known = tmp_path / "list.jsonl"
    rows = [{"id": owner, "question": text} for owner, text in [*KNOWN, (7, "食堂几点开饭")]]
    known.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    asked = [
        {"id": "q1", "question": "饭堂几点钟开饭"},
        {"id": 2, "question": "公司拖欠公资咋办"},
        {"id": None, "question": "火星上有水吗"},
    ]
    done = batch(known, "".join(json.dumps(row) + "\n" for row in asked) + "oops\n[]\n")
    assert done.returncode == 0, done.stderr
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["match"]) for one in replies] == [
        ("q1", 7),
        (2, "salary"),
        (None, None),
        (None, None),
        (None, None),
    ]
    assert replies[1]["candidates"][0].keys() == {"id", "score"}
    assert all(len(one["candidates"]) <= 3 for one in replies)


def test_a_bad_line_of_the_list_is_named_and_the_rest_serves(tmp_path: Path) -> None:
    known = tmp_path / "list.jsonl"
    known.write_text('{"id": "a", "question": "几点放学"}\n{"id": "b"}\nnonsense\n', "utf-8")
    done = batch(known, '{"id": 1, "question": "几点放学"}\n')
    assert json.loads(done.stdout)["match"] == "a"
    assert "list.jsonl:2" in done.stderr
    assert "list.jsonl:3" in done.stderr


def test_a_list_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    done = batch(tmp_path / "none.jsonl", "")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
