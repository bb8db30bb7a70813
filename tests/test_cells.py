"""Whatever is typed: no cell is a formula, nothing unseen gets in, and what will not print is named."""

import io

from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pylopdf_fonts_zh_cn import sans_path, serif_path

from bot.message import File
from bot.reception import received
from forms.characters import clean
from forms.document.render import render, unprintable
from forms.errors import BadAnswer
from forms.form import Rules
from forms.kinds import read
from tests.filled import ANSWERS, FORMS, LIMITS, TEXTS

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: What a spreadsheet program would reckon, run or fetch if a cell let it.
FORMULAS = st.builds(
    lambda sign, rest: sign + rest,
    st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", " =", "＝"]),
    st.sampled_from(["1+1", "cmd|'/c calc'!A0", 'HYPERLINK("http://x")', "SUM(A1:A9)", "A1"]),
)
FIELD = st.fixed_dictionaries({}, optional=dict.fromkeys(["name", "post", "task"], FORMULAS))
CASES = st.lists(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["case_title", "region", "unit", "leader", "phone"], FORMULAS)
    ),
    max_size=3,
)
slow = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def kinds_of(content: bytes) -> set[str]:
    book = load_workbook(io.BytesIO(content))
    return {
        cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None
    }


@slow
@given(ANSWERS, st.lists(FIELD, max_size=3), FORMULAS, CASES)
def test_no_cell_of_any_form_is_ever_a_formula(answers, members, title, cases):
    application = {**answers, "members": members, "case_title": title, "problem": title}
    for name, given_ in (
        ("application", application),
        ("liaison", dict.fromkeys(["unit", "name", "post", "mobile", "qq"], title)),
        ("summary", {"rows": cases}),
    ):
        made = render(FORMS["2025", name], given_, ["xlsx"], limits=LIMITS)[0].content
        assert kinds_of(made) <= {"s", "inlineStr"}


@given(
    st.text(st.characters(), max_size=80), st.sampled_from(FORMS["2025", "application"].questions)
)
def test_nothing_that_cannot_be_seen_gets_through_the_door(text, question):
    unseen = "\u202e\u2066\x00\x07\x1b\ud800\ufffe"
    mixed = unseen.join([text[:40], text[40:], ""])
    try:
        kept = read(question, mixed, Rules("2025"))
    except BadAnswer:
        return
    assert not set(str(kept)) & (BIDI | set(unseen))


def test_nor_with_the_name_of_a_file():
    receipt = received(File("案例\u202excod.exe\x00.docx", "")).receipt
    assert receipt is not None
    assert receipt.name == "案例xcod.exe.docx"


@slow
@given(TEXTS | st.text(max_size=60))
def test_every_character_is_drawn_or_named(text):
    answers = {"case_title": text, "problem": text}
    named = set(unprintable(FORMS["2025", "application"], answers))
    joins = set("\n\t\u200b\u200c\u200d\ufe0e\ufe0f")
    for char in set(clean(text)) - joins:
        assert (ord(char) in DRAWN) != (char in named), hex(ord(char))


DRAWN = set(TTFont(serif_path()).getBestCmap()) & set(TTFont(sans_path()).getBestCmap())
