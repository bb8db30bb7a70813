"""Whatever is said in whatever order: every message is answered, with a way on, and nothing breaks."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library import Library, load_library
from bot.message import Choice, File, Incoming, Say, Tap, Text, reply_from_json, reply_to_json
from bot.state import State
from bot.talk.handing_in import hand_in_sentence
from bot.turn import take_turn
from bot.world import Draft
from forms.form import Answers, FormName

TODAY = date(2025, 3, 1)
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
    *("小学", "　", "{x}", "%s", "x" * 3000, "一\n二\n三", "？", "😀", "不知道", "怎么填"),
]


class Notebook:
    """Drafts kept in memory."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    def all(self) -> Sequence[Draft]:
        return tuple(reversed(self._drafts.values()))

    def get(self, draft_id: str) -> Draft | None:
        return self._drafts.get(draft_id)

    def new(self, edition: str, form: FormName) -> Draft:
        draft = Draft(f"d{len(self._drafts)}", edition, form, {})
        self._drafts[draft.id] = draft
        return draft

    def save(self, draft: Draft, answers: Answers) -> Draft:
        kept = Draft(draft.id, draft.edition, draft.form, dict(answers), draft.version + 1)
        self._drafts.pop(draft.id)
        self._drafts[draft.id] = kept
        return kept


@cache
def library() -> Library:
    return load_library()


said = st.sampled_from(SAID).map(Text)
tapped = st.integers(0, 400)
sent = st.just(File("表.docx", "none.docx"))
moves = st.lists(st.one_of(said, said, tapped, sent), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves)
def test_every_message_gets_a_reply_with_a_way_on(moves: list[Text | File | int]) -> None:
    world = library().world(Notebook())
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
    handing = library().world(Notebook()).handing(edition, "application", filed_as)
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
