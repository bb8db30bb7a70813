"""Whatever is said in whatever order: every message is answered, with a way on, and nothing breaks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.handing import handing_in
from bot.library import Library, SharedWorld, load_library
from bot.message import Choice, File, Incoming, Say, Tap, Text, reply_from_json, reply_to_json
from bot.people import Actor, Region, School
from bot.state import State
from bot.store import Unit, meet, open_database
from bot.talk.handing_in import hand_in_sentence
from bot.turn import take_turn
from bot.world import Draft
from forms.form import Answers, FormName
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt
from tests.filled import LIAISON, application

TODAY = date(2025, 3, 1)
NOW = datetime(2025, 3, 1, tzinfo=UTC)
NUMBERS = count()
SAID = [
    *("填申报表", "填附件1", "填2022申报表", "空白表", "通知原文", "帮助", "你好", "谢谢", "附件3"),
    *(
        "返回",
        "跳过",
        "先停一下",
        "继续",
        "检查",
        "完成",
        "重新开始",
        "我的草稿",
        "没有了",
        "练习",
        "存稿",
        "填进这一格",
    ),
    *(
        "改 单位",
        "改3",
        "改99",
        "1",
        "2",
        "3",
        "0",
        "99",
        "第一项",
        "我是直属学校的",
        "/start",
        "/x",
    ),
    *("什么时候截止", "怎样提高？", "苏州市示例小学", "徐玉兰", "同上", "13812345678", "a@b.cn"),
    *(
        "陈静，教师，观察",
        "2025.3-2025.6，分析，报告",
        "区域内学校",
        "不清楚",
        "有",
        "没有",
        "数学",
    ),
    *(
        "从头填",
        "发文件",
        "全部采用",
        "逐项看",
        "采用这一项",
        "都对",
        "不用了",
        "放进新的一份",
        "采用",
    ),
    *(
        "单位：示例小学\n案例名称：减负提质\n负责人：王喆\n电话：138",
        "成员：\n陈静，教师\n顾明，教师",
    ),
    *(
        "删第1个",
        "第2行移到最前",
        "1和2对调",
        "把第1行改成 王芳，教师",
        "改第2行",
        "往前移",
        "都对，记下",
    ),
    *("删第2位负责人", "第2位负责人移到最前", "顾明，教师\n王芳，教师\n李明，教师", "删掉顾明"),
    *("隐私", "不同意", "导出我的数据", "删除我的数据", "全部删除"),
    *("交给同事", "换设备", "我的身份"),
    *("邀请老师", "我发出的邀请", "K7QMX-4RT9Z", "K7QMX-4RT9A"),
    *("小学", "　", "{x}", "%s", "x" * 3000, "一\n二\n三", "？", "😀", "不知道", "怎么填"),
]


class Notebook:
    """Drafts kept in memory."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self.drafts = self
        self.me = Actor(1)
        self.people = self
        self.own = self

    def agree(self) -> None:
        """Nothing is written down here."""

    def regions(self) -> tuple[Region, ...]:
        return ()

    def schools(self, region: int) -> tuple[School, ...]:  # noqa: ARG002
        return ()

    def all(self) -> Sequence[Draft]:
        return tuple(reversed(self._drafts.values()))

    def get(self, draft_id: str) -> Draft | None:
        return self._drafts.get(draft_id)

    def new(self, edition: str, form: FormName) -> Draft:
        draft = Draft(f"d{len(self._drafts)}", edition, form, {})
        self._drafts[draft.id] = draft
        return draft

    def save(self, draft: Draft, answers: Answers) -> Draft:
        return self._keep(replace(draft, answers=dict(answers), version=draft.version + 1))

    def mark(self, draft: Draft, *, is_practice: bool) -> Draft:
        return self._keep(replace(draft, is_practice=is_practice))

    def _keep(self, kept: Draft) -> Draft:
        self._drafts.pop(kept.id)
        self._drafts[kept.id] = kept
        return kept


@cache
def library() -> Library:
    return load_library()


@contextmanager
def a_world(folder: Path) -> Iterator[SharedWorld]:
    """Give the world of somebody new, with a store of its own in one transaction."""
    database = open_database(f"sqlite:///{folder / f'{next(NUMBERS)}.db'}")
    with database.transaction() as transaction:
        person = meet(transaction, "test", "t1", NOW).id
        yield library().world(Unit(transaction, person, NOW, TODAY))
    database.close()


said = st.sampled_from(SAID).map(Text)
tapped = st.integers(0, 400)
READ = [
    Reading("2025", "application", application(), "envelope", unread=("同意",)),
    Reading("2022", "application", {**application(), "leaders": [{"name": "张三"}] * 3}, "labels"),
    Reading("2025", "application", {"unit": 3, "leaders": "x", "members": [{}], "x": 1}, "labels"),
    Reading("2025", "liaison", LIAISON, "labels"),
    Reading("2025", "summary", {"rows": []}, "labels"),
    Reading("1999", "application", {}, "labels", dropped={"pictures": 2}),
]
receipts = st.sampled_from(
    [
        None,
        *(Receipt("表.docx", reading=reading) for reading in READ),
        Receipt("说明.txt", text="案例名称：减负"),
        Receipt("坏了.docx", code="damaged", facts={"name": "坏了.docx"}),
    ]
)
sent = st.builds(File, st.just("表.docx"), st.just("none.docx"), receipts)
moves = st.lists(st.one_of(said, said, tapped, sent), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves)
def test_every_message_gets_a_reply_with_a_way_on(
    tmp_path_factory: pytest.TempPathFactory, moves: list[Text | File | int]
) -> None:
    with a_world(tmp_path_factory.getbasetemp()) as world:
        play(world, moves)


def play(world: SharedWorld, moves: list[Text | File | int]) -> None:
    state = State()
    offered: list[Choice] = []
    for move in moves:
        incoming = _incoming(move, offered)
        turn = take_turn(world, State.from_json(state.to_json()), incoming, TODAY)
        assert turn.replies
        assert turn.state.revision == state.revision + 1
        assert State.from_json(turn.state.to_json()) == turn.state
        choices = [c for reply in turn.replies if isinstance(reply, Say) for c in reply.choices]
        assert choices, incoming
        numbers = [choice.number for choice in choices if choice.number]
        assert numbers == list(range(1, len(numbers) + 1))
        for choice in choices:
            assert len(choice.id.encode("ascii")) <= 64
        for reply in turn.replies:
            assert reply.text.strip()
            assert reply_from_json(reply_to_json(reply)) == reply
        offered += choices
        state = turn.state


def _incoming(move: Text | File | int, offered: list[Choice]) -> Incoming:
    if not isinstance(move, int):
        return move
    return Tap(offered[-1 - move % len(offered)].id if offered else f"x:{move}@{move}")


@pytest.mark.parametrize(
    ("edition", "filed_as", "said"),
    [
        ("2025", "district_school", ("打印 1 份，盖单位章", "交给本区域的联络人", "3月21日前")),
        ("2025", "direct_school", ("打印 1 份，盖单位章", "（苏州市姑苏区劳动路", "3月21日前")),
        ("2025", "region", ("打印 1 份，盖章", "统一报送", "盖哪个单位的章，通知没有写")),
        ("2025", "", ("区域内学校交给", "直属学校直接报送", "什么时候交到区里")),
        (
            "2022",
            "direct_school",
            ("打印 2 份", "份数通知写得不够清楚，备两份最稳妥。", "2月21日前"),
        ),
    ],
)
def test_what_comes_next_is_told_step_by_step(
    edition: str, filed_as: str, said: Sequence[str]
) -> None:
    handing = handing_in(library().editions[edition], "application", filed_as)
    assert handing.deadline
    told = hand_in_sentence(handing, handing.deadline)
    assert [line[0] for line in told.split("\n")[1:4]] == list("①②③")
    assert not [words for words in said if words not in told]
    assert "已经过了" not in told
    late = hand_in_sentence(handing, handing.deadline + timedelta(days=1))
    assert "已经过了" in late
    by_the_region = filed_as in ("district_school", "")
    assert ("本区联络人或监测中心还收不收" in late) == by_the_region
    assert ("请先问监测中心还收不收" in late) != by_the_region
