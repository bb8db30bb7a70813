"""The learned ranking: what it is made of, and that it helps with sentences it never saw."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from knowledge.asking import EMPTY, Asking, load_asking
from knowledge.ranking import NOWHERE, dump, load_ranking
from knowledge.segment import Segment

ROOT = Path(__file__).parents[1]
DAY = date(2025, 3, 1)
#: The share of terse sentences that must find their topic; concepts alone find 77 of 100.
FLOOR = 0.82
#: ... and of follow-ups; concepts alone find 84 of 100.
FLOOR_GOING_ON = 0.9


@cache
def asking() -> Asking:
    return load_asking()


def lines(place: Path) -> list[tuple[str, str]]:
    data = yaml.safe_load(place.read_text("utf-8"))
    return [(topic, str(line)) for topic, rows in data.items() for line in rows]


def topics_of(question: str) -> set[str]:
    """The topics of the last of some sentences, one after the other (前一句 / 后一句)."""
    thread = EMPTY
    for said in question.split(" / "):
        answer = asking().ask(said, DAY, None, thread)
        thread = answer.thread
    return {part.topic for part in answer.parts}


def test_terse_sentences_it_never_saw_find_their_topic() -> None:
    rows = lines(ROOT / "tests" / "said" / "terse.yaml")
    right = sum(topic in topics_of(line) for topic, line in rows)
    assert len(rows) > 300
    assert right / len(rows) >= FLOOR


def test_follow_ups_it_never_saw_find_their_topic() -> None:
    rows = lines(ROOT / "tests" / "said" / "follow-ups.yaml")
    right = sum(topic in topics_of(line) for topic, line in rows)
    assert len(rows) > 200
    assert right / len(rows) >= FLOOR_GOING_ON


@pytest.mark.parametrize("place", sorted((ROOT / "knowledge" / "said").glob("*.yaml")), ids=str)
def test_what_is_learned_from_names_topics_there_are(place: Path) -> None:
    known = {topic.id for topic in asking().knowledge.topics} | {NOWHERE}
    assert {topic for topic, _ in lines(place)} <= known


def test_the_table_knows_every_topic_that_can_be_asked() -> None:
    topics = {topic.id for topic in asking().knowledge.topics if not topic.id.startswith("chat-")}
    assert set(load_ranking().topics) - {NOWHERE} == topics


def test_what_is_held_back_was_not_learned() -> None:
    places = sorted((ROOT / "tests" / "said").glob("*.yaml"))
    held = {line for place in places for _, line in lines(place)}
    learned = {
        line for place in (ROOT / "knowledge" / "said").glob("*.yaml") for _, line in lines(place)
    }
    assert not held & learned


def test_a_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    place = tmp_path / "table.bin"
    place.write_bytes(
        dump(["甲", "乙"], [0.0, -0.5], {"copies": {0: 1.0}, "t:份": {0: 0.5, 1: 2.0}})
    )
    ranking = load_ranking(place)
    segment = Segment("份", concepts={"copies": 3.0})
    assert ranking.rank(segment) == [("甲", 1.5), ("乙", 1.5)]
    assert ranking.rank(Segment("无")) == [("甲", 0.0), ("乙", -0.5)]


@pytest.mark.parametrize("question", ["校长催我问选题到底哪天封口", "评选标准四条是啥"])
def test_a_word_nothing_explains_no_longer_spoils_a_plain_question(question: str) -> None:
    assert asking().ask(question, DAY).status == "answered"


def test_nothing_that_was_learned_can_name_a_topic_that_is_not_there() -> None:
    opinion = asking().finder.opinion
    assert opinion is not None
    read = asking().read("啥时候封口", DAY)
    found = replace(asking().finder, opinion=None).find(read, [])
    assert opinion.weigh(found) != found
    assert replace(opinion, topics=frozenset()).weigh(found) == found


def test_what_holds_of_one_paper_is_no_answer_for_another() -> None:
    assert topics_of("申报表要不要盖章") == {"stamp"}
    assert "stamp" not in topics_of("汇总表要不要盖章")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("汇总表发哪个邮箱 / 是发word还是excel", "summary-format"),
        ("附件3要几号前发 / 发给谁", "summary-to"),
        ("申报表弄好了送哪里 / 一定要纸的？", "application-medium"),
        ("联络人表几号交 / 那选题的呢", "topic-deadline"),
        ("那字数总有要求吧，问题描述那块", "problem-limit"),
        ("问题描述多少字 / 研究方法要写多少字 / 总共不能超过多少", "approach-limit"),
    ],
)
def test_a_follow_up_is_read_with_what_it_leans_on(said: str, topic: str) -> None:
    assert topic in topics_of(said)
