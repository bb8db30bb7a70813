"""Letters as Telegram shows them: split between sentences, escaped, on buttons that fit a phone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.links import link, opened
from bot.channels.telegram.buttons import LONGEST_LABEL, rows_of
from bot.channels.telegram.hearing import _KINDS
from bot.channels.telegram.menu import GROUP, PRIVATE, said_by
from bot.channels.telegram.pieces import LONGEST_TEXT, shortened, split
from bot.channels.telegram.rendering import Papers, Pictures, Words, posts_of
from bot.commands import read_command
from bot.delivery import Letter
from bot.message import Choice, Tap, Text
from bot.wording import sentence, with_sources
from knowledge.notice import Citation
from tests.botapi.entities import parse, units

FAMILY = "👩‍👩‍👧‍👦"
HOSTILE = "</b><b>&lt;<a href='x'>& 徐<玉>兰 \"'"


def shown(words: Words) -> str:
    text, _ = parse(words.html)
    return text


def only(letter: Letter, lead: str = "") -> list[Words]:
    posts = posts_of(letter, lead)
    assert all(isinstance(each, Words) for each in posts)
    return [each for each in posts if isinstance(each, Words)]


def test_a_text_is_cut_where_a_sentence_ends() -> None:
    sentences = [f"第{n}句话说的是运算能力。" for n in range(600)]
    pieces = split("".join(sentences))
    assert len(pieces) == 3
    assert all(piece.endswith("。") for piece in pieces)
    assert "".join(pieces) == "".join(sentences)


def test_a_paragraph_is_a_better_end_than_a_sentence() -> None:
    assert split("甲。乙\n\n丙。丁戊", 8) == ["甲。乙", "丙。丁戊"]


@pytest.mark.parametrize("whole", [FAMILY, "👍🏽", "🇨🇳", "e\u0301", "字\ufe00", "𠮷"], ids=ascii)
@pytest.mark.parametrize("before", range(6))
def test_no_cut_goes_through_a_character(whole: str, before: int) -> None:
    text = "好" * before + whole * 30
    for piece in split(text, 12):
        assert piece.removeprefix("好" * before).replace(whole, "") == ""


@given(st.text(max_size=300), st.integers(4, 60))
def test_pieces_fit_and_nothing_but_white_space_is_lost(text: str, longest: int) -> None:
    pieces = split(text, longest)
    assert all(0 < units(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(max_size=60))
def test_a_shortened_label_is_never_longer_than_allowed(text: str) -> None:
    assert shortened(text, LONGEST_LABEL).count("…") <= text.count("…") + 1
    assert len(shortened("字" * len(text), LONGEST_LABEL)) <= LONGEST_LABEL


@given(st.text(min_size=1, max_size=200).filter(str.strip), st.text(max_size=50))
def test_whatever_is_written_reads_as_written(text: str, quote: str) -> None:
    quotes = (Citation("2025", "四、1", quote, "notice"),)
    letter = Letter(1, "7", with_sources(text, quotes), quotes=quotes)
    (words,) = only(letter)
    assert shown(words) == letter.text


def test_hostile_text_is_only_text() -> None:
    (words,) = only(Letter(1, "7", HOSTILE))
    text, entities = parse(words.html)
    assert (text, entities) == (HOSTILE, [])


def test_clauses_stand_in_a_block_that_opens() -> None:
    quotes = (Citation("2025", "四、1", "于3月21日前", "n"), Citation("2025", "五", "<表>", "n"))
    letter = Letter(1, "7", with_sources("3月21日。", quotes), quotes=quotes)
    (words,) = only(letter)
    text, (entity,) = parse(words.html)
    assert entity.kind == "expandable_blockquote"
    assert text[entity.offset :].startswith("依据：2025 通知 四、1")
    assert "<表>" in text[entity.offset :]


def test_what_is_too_long_comes_in_several_messages_with_buttons_on_the_last() -> None:
    quotes = tuple(Citation("2025", f"{n}", "条款的原文。" * 300, "n") for n in range(3))
    choices = (Choice("fill@1", "填申报表", 1),)
    text = "第一句话 & 第二句话。" * 700
    letter = Letter(1, "7", with_sources(text, quotes), choices, quotes=quotes)
    words = only(letter, lead="先说一句")
    assert shown(words[0]).startswith("先说一句\n\n第一句话 &")
    assert all(units(shown(each)) <= LONGEST_TEXT for each in words)
    assert [bool(each.rows) for each in words] == [False] * (len(words) - 1) + [True]
    told = "".join(shown(each) for each in words)
    assert told.count("条款的原文") == 900


def labels(choices: list[Choice]) -> list[list[str]]:
    return [[button.label for button in row] for row in rows_of(choices)]


def test_buttons_stand_two_or_three_a_row_and_ways_apart() -> None:
    options = [
        Choice(f"set:d:q:{n}@3", label, n)
        for n, label in enumerate(["数学", "语文", "英语", "科学"], 1)
    ]
    ways = [
        Choice("back:d:q@3", "上一步"),
        Choice("check:d@3", "检查"),
        Choice("stop:d@3", "先停一下"),
    ]
    assert labels([*options, *ways]) == [
        ["数学", "语文", "英语"],
        ["科学"],
        ["上一步", "检查", "先停一下"],
    ]
    two = [Choice("a@1", "直属（代管）学校", 1), Choice("b@1", "区域内学校", 2)]
    assert labels(two) == [["直属（代管）学校", "区域内学校"]]


def test_a_long_label_is_shortened_and_told_whole() -> None:
    long = "2025申报表 · 基于监测数据的小学数学运算能力提升实践"
    letter = Letter(
        1, "7", "您说的是哪一个？", (Choice("open:d1@2", long, 1), Choice("x@2", "别的", 2))
    )
    (words,) = only(letter)
    assert all(len(b.label) <= LONGEST_LABEL for row in words.rows for b in row)
    assert f"1. {long}" in shown(words)
    listed = Letter(1, "7", f"您的草稿：\n1. {long}", letter.choices)
    assert shown(only(listed)[0]).count(long) == 1


def test_what_no_button_can_carry_is_told_to_be_typed() -> None:
    choices = (Choice(f"set:{'d' * 70}@1", "数学", 1), Choice("选@1", "语文"), Choice("ok@1", "好"))
    (words,) = only(Letter(1, "7", "选一个", choices))
    assert [[b.label for b in row] for row in words.rows] == [["好"]]
    assert "1. 数学" in shown(words)
    assert "· 语文" in shown(words)


def test_no_message_has_more_than_a_hundred_buttons() -> None:
    rows = rows_of([Choice(f"c{n}@1", f"第{n}项", n) for n in range(1, 150)])
    assert sum(map(len, rows)) == 100


def test_pictures_and_papers_come_after_the_words() -> None:
    names = ["表_1.png", "表_2.png", "表.docx", *(f"附{n}.pdf" for n in range(12))]
    posts = posts_of(Letter(1, "7", "都在这里", files=tuple(Path(name) for name in names)))
    assert isinstance(posts[0], Words)
    assert posts[1] == Pictures((Path("表_1.png"), Path("表_2.png")))
    sizes = [len(each.places) for each in posts if isinstance(each, Papers)]
    assert sizes == [10, 3]


def test_every_command_of_the_menu_means_something_here() -> None:
    for name in (*PRIVATE, *GROUP):
        said = said_by(name, "")
        assert not said.startswith("/") or read_command(said) or name == "privacy", name
    assert said_by("ask", "几个人") == "几个人"


def test_links_open_what_a_button_opens_and_nothing_that_ends_or_sends() -> None:
    assert opened("change-d1-case_title") == Tap("change:d1:case_title@")
    assert opened("fill-2022-application") == Tap("fill:2022:application@")
    assert opened("K7Q2M-ABCDE") == Text("/start K7Q2M-ABCDE")
    assert opened("send-d1") == Text("/start send-d1")
    assert opened("乱码 x") == Text("/start")
    assert link("bot", "change:d1:case_title@7") == "https://t.me/bot?start=change-d1-case_title"
    assert link("bot", "x" * 65) == "https://t.me/bot"


def test_every_kind_of_message_has_its_sentence() -> None:
    for kind in {*_KINDS.values(), "edited"}:
        assert sentence(f"other.{kind}")
