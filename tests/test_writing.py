"""A long text over many messages: every character is in the cell or on the 附页, and can be taken back."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.message import Say, Text
from bot.state import State
from bot.turn import take_turn
from forms.characters import length
from forms.document.page import page
from forms.document.render import render
from forms.form import Json
from forms.intake.read import read_bytes

from .filled import LIMITS
from .test_turns import Notebook, library

TODAY = date(2025, 3, 1)
FORM = library().forms["2025", "application"]
#: Everything up to the first long text, as the contract names it, and what steers the asking.
BEFORE: dict[str, Json] = {
    "filed_as": "direct_school",
    "unit": "苏州市示例中学",
    "case_title": "阅读能力提升的实践",
    "leaders": [
        {"name": "徐玉兰", "unit": "苏州市示例中学", "post": "主任", "phone": "13812345678", "email": "a@b.cn"}
    ],
    "more_leaders": ["no"],
    "members": None,
}  # fmt: skip
#: Longer than any question in the middle of a form, so that a message is the answer whatever it says.
LONG = "监测结果显示，学生不会把图和文字对起来读，读完也说不清依据在哪里；怎么教？先教会他们看图表，再教会他们找依据，最后说清楚。"
PIECES = st.lists(
    st.tuples(st.text("阅读，。？ \n“”a1😀", max_size=300), st.integers(0, 9)).map(
        lambda given: f"{LONG}{given[1]}{given[0]}"
    ),
    min_size=1,
    max_size=8,
)


class Writer:
    """Somebody who has come to 问题描述."""

    def __init__(self) -> None:
        self.notebook = Notebook()
        draft = self.notebook.new("2025", "application")
        self.id = self.notebook.save(draft, BEFORE).id
        self.state = State(draft=self.id)

    def say(self, text: str) -> str:
        world = library().world(self.notebook)
        turn = take_turn(world, State.from_json(self.state.to_json()), Text(text), TODAY)
        self.state = turn.state
        return "\n".join(reply.text for reply in turn.replies if isinstance(reply, Say))

    @property
    def answers(self) -> dict[str, Json]:
        draft = self.notebook.get(self.id)
        assert draft
        return draft.answers


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES)
def test_every_character_of_every_message_is_in_the_cell_or_on_the_extra_page(
    pieces: list[str],
) -> None:
    writer, kept = Writer(), list[str]()
    for piece in pieces:
        said = writer.say(piece)
        if kept and piece.strip() == kept[-1].strip():
            continue
        kept.append(piece.strip("\n").rstrip())
        assert writer.answers["problem"] == "\n".join(kept)
        count = length("\n".join(kept))
        assert f"已存 {count} 字" in said
        assert ("多了" in said) == (count > 500)
    writer.say("完成")
    sheet = page(FORM, writer.answers, LIMITS)
    cell = "\n".join(paragraph.text for paragraph in sheet.sections[0].paragraphs)
    extra = "\n".join(p.text for one in sheet.extras for p in one.paragraphs)
    whole = cell.removesuffix("（续见附页）") + extra
    assert "".join(whole.split()) == "".join("".join(kept).split())
    assert length(cell.removesuffix("（续见附页）")) <= 500


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES)
def test_taking_back_gives_what_stood_before_each_message(pieces: list[str]) -> None:
    writer, stood = Writer(), list[Json]()
    for number, piece in enumerate(pieces):
        stood.append(writer.answers.get("problem"))
        writer.say(f"{number}{piece}")
    for before in reversed(stood):
        writer.say("撤回上一段")
        assert writer.answers.get("problem") == before
    assert "主要问题是什么" in writer.say("怎么填")


def test_a_text_that_replaced_another_gives_it_back() -> None:
    writer = Writer()
    writer.say(LONG)
    writer.say("完成")
    writer.say("改 问题描述")
    writer.say("这一次发错了。")
    assert writer.answers["problem"] == "这一次发错了。"
    writer.say("撤回")
    assert writer.answers["problem"] == LONG


def test_a_message_that_a_program_cut_is_joined_without_a_new_line() -> None:
    writer = Writer()
    writer.say("字" * 4096)
    writer.say("后面这一句是同一段里的。")
    assert writer.answers["problem"] == "字" * 4096 + "后面这一句是同一段里的。"


def test_twenty_thousand_characters_come_back_out_of_the_word_file() -> None:
    writer = Writer()
    for number in range(20):
        writer.say(f"第{number}段。" + "监测结果" * 250)
    writer.say("完成")
    document = render(FORM, writer.answers, ["docx"], limits=LIMITS)[0]
    read = read_bytes(document.name, document.content, library().forms)
    assert read.answers["problem"] == writer.answers["problem"]
    assert length(str(read.answers["problem"])) > 20_000
    assert not read.edits
