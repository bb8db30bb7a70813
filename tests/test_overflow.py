"""What does not fit a cell goes to the 附页, and nothing is lost between them."""

from hypothesis import given
from hypothesis import strategies as st

from forms.characters import length
from forms.document.cells import cells
from forms.document.overflow import allowances, cut
from forms.document.page import divided, page

from .filled import APPLICATIONS, LIMITS, PARAGRAPH, TEXTS, application

ANY = st.text(max_size=300) | TEXTS


@given(ANY, st.integers(0, 200))
def test_a_cut_loses_no_character_and_keeps_to_the_limit(text, limit):
    kept, rest = cut(text, limit)
    assert kept + rest == text
    assert length(kept) <= limit
    assert rest == "" or length(text) > limit


def test_a_cut_comes_after_a_sentence():
    kept, rest = cut("一二三四。五六七八！”九十", 9)
    assert (kept, rest) == ("一二三四。", "五六七八！”九十")
    assert cut("一二三四。五六七八！”九十", 11)[0] == "一二三四。五六七八！”"
    assert cut("一二三四五\n六七八九十", 6)[0] == "一二三四五\n"


def test_without_a_sentence_a_cut_comes_after_a_clause_and_never_inside_an_emoji():
    assert cut("一二三，四五六七八", 6)[0] == "一二三，"
    assert cut("字字👩‍👩‍👧‍👦字", 4)[0] == "字字"
    assert cut("字" * 2000, 500)[0] == "字" * 500


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=5), st.integers(0, 4000))
def test_texts_that_share_a_limit_never_exceed_it_and_use_it(lengths, limit):
    allowed = allowances(lengths, limit)
    assert sum(allowed) <= limit
    assert all(given <= wanted for given, wanted in zip(allowed, lengths, strict=True))
    if sum(lengths) <= limit:
        assert allowed == lengths
    else:
        assert sum(allowed) > limit - len(lengths)


def test_the_longest_part_of_the_approach_gives_way_first():
    assert allowances([300, 1800, 300], 2000) == [300, 1400, 300]


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_cells_and_extra_pages_together_hold_every_character(problem, idea, method, strategy):
    texts = {
        "problem": problem * 3,
        "approach_idea": idea,
        "approach_method": method * 2,
        "approach_strategy": strategy,
    }
    cuts = divided(cells("application", texts), {"problem": 40, "approach": 90})
    for key, (kept, rest) in cuts.items():
        assert kept + rest == cells("application", texts).get(key, "")
    assert length(cuts["problem"][0]) <= 40
    assert sum(length(cuts[key][0]) for key in cuts if key != "problem") <= 90


def test_a_cell_that_goes_on_says_so_and_the_extra_page_says_of_what():
    for form in APPLICATIONS:
        sheet = page(form, application(problem=PARAGRAPH * 20), LIMITS)
        assert sheet.sections[0].paragraphs[-1].text.endswith("。（续见附页）")
        assert [extra.heading for extra in sheet.extras] == ["附页：一、问题描述（续）"]


def test_a_text_within_its_limit_has_no_extra_page():
    assert page(APPLICATIONS[1], application(), LIMITS).extras == ()
    assert page(APPLICATIONS[1], application(problem=PARAGRAPH * 20), {}).extras == ()
