"""What people type is kept, shown and refused as tests/forms/kinds.yaml says."""

from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forms.characters import clean, length, length_without_marks, one_line
from forms.errors import BadAnswer
from forms.form import Form, Json, Limit, Question, Rules
from forms.kinds import KINDS, period, read, show
from forms.load import load_forms

FORMS = load_forms()
RULES = Rules(edition="2025", limits={"leaders": Limit(2, "2025-leader-limit", "人")})
CASES: dict[str, list[dict[str, Json]]] = yaml.safe_load(
    (Path(__file__).parent / "forms" / "kinds.yaml").read_text("utf-8")
)
IDS = {"choice": "category", "short_text": "case_title", "name": "leader_name", "unit": "unit"}


def questions(form: Form) -> dict[str, Question]:
    return {question.id: question for question in form.questions}


def question_of(kind: str) -> Question:
    """The question of the 2025 forms to try a kind on."""
    asked = [*FORMS["2025", "application"].questions, *FORMS["2025", "liaison"].questions]
    if kind == "period":
        return Question("when", "when", "period", "起止时间", "什么时候？", example="2025.3-2025.6")
    found = next(q for q in asked if q.id == IDS.get(kind, q.id) and q.kind == kind)
    return Question(**{**fields(found), "path": found.path.replace("*", "0")})


def fields(question: Question) -> dict[str, object]:
    return {name: getattr(question, name) for name in Question.__slots__}


def kept(case: dict[str, Json], question: Question) -> Json:
    value = case.get("kept", case["typed"])
    if question.columns:
        return [dict(zip([c.id for c in question.columns], row, strict=True)) for row in value]
    return value


@pytest.mark.parametrize(
    ("kind", "case"),
    [(kind, case) for kind, cases in CASES.items() for case in cases],
    ids=lambda part: part if isinstance(part, str) else part["typed"][:20],
)
def test_what_is_typed_is_kept_or_refused_with_what_its_sentence_needs(kind, case):
    question = question_of(kind)
    if "slip" not in case:
        assert read(question, case["typed"], RULES) == kept(case, question)
        return
    with pytest.raises(BadAnswer) as slip:
        read(question, case["typed"], RULES)
    assert slip.value.code == case["slip"]
    facts = {"label": question.label, "example": question.example, **case.get("facts", {})}
    assert slip.value.facts.items() >= facts.items()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_cases(kind):
    assert CASES.get(kind) or kind in {"which_leader", "which_unit"}


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_no_text_whatever_does_more_than_slip(kind, text):
    question = question_of(kind)
    with suppress(BadAnswer):
        show(question, read(question, text, RULES))


TYPED = st.text(
    alphabet="王李陈静教师2025.3-6月至，,、；; \t\n|《》（）“”1一二年学期@a好", max_size=60
)


@pytest.mark.parametrize("kind", ["people", "outcomes", "period", "phone", "choice"])
@given(text=TYPED)
def test_no_likely_text_does_more_than_slip(kind, text):
    with suppress(BadAnswer):
        show(question_of(kind), read(question_of(kind), text, RULES))


@pytest.mark.parametrize(
    "kind", ["email", "name", "period", "phone", "post", "qq", "short_text", "unit"]
)
@given(text=TYPED | st.sampled_from([c["typed"] for cases in CASES.values() for c in cases]))
def test_what_is_shown_reads_back_as_itself(kind, text):
    question = question_of(kind)
    try:
        value = read(question, text, RULES)
    except BadAnswer:
        return
    assert read(question, show(question, value), RULES) == value


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["陈静", "顾明", "李文博", "朱喆堃"]),
            st.sampled_from(["教师", "教研组长", "副校长"]),
            st.text(alphabet="课堂观察与数据整理、 ，", min_size=1).map(str.strip).filter(bool),
        ),
        min_size=1,
        max_size=12,
    )
)
@pytest.mark.parametrize("separator", ["，", "\t", ","])
def test_rows_are_the_cells_that_were_typed(rows, separator):
    question = question_of("people")
    text = "\n".join(separator.join(row) for row in rows)
    assert read(question, text, RULES) == [
        {"name": name, "post": post, "task": task} for name, post, task in rows
    ]


@given(text=st.text(max_size=500).filter(lambda text: clean(text).strip()))
def test_a_long_text_loses_no_character_but_what_cannot_be_printed(text):
    question = question_of("long_text")
    assert show(question, read(question, text, RULES)).split() == clean(text).split()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "piece", ["监测", "，", "\t", "\n", "1\n", "(", "《", "张三 ", "2025.3-", "1 3 ", '"\n']
)
def test_a_hundred_thousand_characters_are_read_in_a_moment(kind, piece):
    text = "字" + piece * (100_000 // len(piece))
    start = process_time()
    with suppress(BadAnswer):
        read(question_of(kind), text, RULES)
    assert process_time() - start < 1


def test_same_as_above_gives_the_unit_above():
    question = Question("u", "u", "unit", "单位", "？", default="苏州市示例小学")
    assert read(question, "同上", RULES) == "苏州市示例小学"
    assert read(question, "同单位。", RULES) == "苏州市示例小学"


def test_one_leader_too_many_is_refused_with_the_fact():
    question = Question(**{**fields(question_of("another")), "path": "more_leaders.1"})
    with pytest.raises(BadAnswer) as slip:
        read(question, "有", RULES)
    assert slip.value.code == "too-many-leaders"
    assert (slip.value.facts["limit"], slip.value.facts["fact"]) == (2, "2025-leader-limit")
    assert read(question, "没有", RULES) == "no"
    assert read(question, "有", Rules(edition="2022")) == "yes"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2025.3-2025.6", ("2025-03", "2025-06")),
        ("2025.3-6", ("2025-03", "2025-06")),
        ("2025-03-2025-06", ("2025-03", "2025-06")),
        ("2025.03.01—2025.06.30", ("2025-03", "2025-06")),
        ("2025年三月至六月", ("2025-03", "2025-06")),
        ("2025年9月-2026年1月", ("2025-09", "2026-01")),
        ("2025年9月至1月", ("2025-09", "2026-01")),
        ("2025年春学期", ("2025-02", "2025-07")),
        ("2025-2026学年第二学期", ("2026-02", "2026-07")),
        ("2025年9月起", ("2025-09", "2025-09")),
        ("2025", ("2025-01", "2025-12")),
        ("2025.6-2025.3", ("2025-06", "2025-03")),
    ],
)
def test_a_period_covers_these_months(text, months):
    span = period.span(text)
    assert span is not None
    assert tuple(f"{month // 12}-{month % 12 + 1:02}" for month in span) == months


@pytest.mark.parametrize("text", ["3月到6月", "第一学期", "长期", "报告", "2025.13", ""])
def test_a_period_that_does_not_say_its_year_is_not_guessed(text):
    assert period.span(text) is None


def test_lengths_count_with_and_without_punctuation():
    assert length("监测，  2024\n年。") == 9
    assert length_without_marks("监测，  2024\n年。") == 7


def test_lines_join_without_a_blank_only_between_chinese():
    assert one_line("监测\n结果") == "监测结果"
    assert one_line("Data\nuse") == "Data use"
