"""The way through a form follows from the answers: stories, and what holds for any answers."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import journey, review
from forms.answers import placed, take
from forms.errors import BadAnswer
from forms.form import Answers, Form, Json, Limit, Question, Rules
from forms.kinds import read
from forms.load import load_forms

FORMS = load_forms()
STORIES = sorted((Path(__file__).parent / "forms" / "journeys").glob("*.yaml"))
RULES = {
    "2022": Rules(edition="2022"),
    "2025": Rules(edition="2025", limits={"leaders": Limit(2, "2025-leader-limit", "人")}),
}


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_story(file):
    story = yaml.safe_load(file.read_text("utf-8"))
    edition, name = story["form"].split("/")
    form, rules = FORMS[edition, name], RULES[edition]
    answers = story.get("given", {})
    for part in (story, *story.get("then", [])):
        for turn in part["turns"]:
            answers = taken(form, rules, answers, turn)
        assert journey.on_path(form, answers, rules) == part["answers"]
    found = {line.label: line for line in review.lines(form, answers, rules)}
    for label, shown in story.get("review", {}).items():
        assert shown in (found[label].shown, found[label].state)
    if "missing" in story:
        assert [q.label for q in review.missing(form, answers, rules)] == story["missing"]


def taken(form: Form, rules: Rules, answers: Answers, turn: dict[str, Json]) -> dict[str, Json]:
    """The answers after one turn of a story."""
    path = journey.path(form, answers, rules)
    question = journey.next_question(path, answers)
    if "change" in turn:
        question = next(q for q in path if q.id == turn["change"])
    else:
        assert question.id == turn["at"]
        place = journey.place(path, question)
        assert f"{place.number}/{place.total}" == turn["place"]
    assert turn.get("asks", question.ask) == question.ask
    if "slip" in turn:
        with pytest.raises(BadAnswer) as slip:
            read(question, turn["type"], rules)
        assert slip.value.code == turn["slip"]
        return dict(answers)
    value = None if turn.get("skip") else read(question, turn["type"], rules)
    return journey.put(form, answers, question, value)


@pytest.mark.parametrize("key", FORMS)
def test_an_empty_form_has_no_answers_and_asks_its_first_question(key):
    form = FORMS[key]
    assert journey.on_path(form, {}) == {}
    first = journey.next_question(journey.path(form, {}), {})
    assert (first and first.id) == (form.questions[0].id if form.questions else None)


CHOICES = ["example", "skip", "2", "3", "有", "没有", "不清楚", "字" * 600]


@pytest.mark.parametrize("key", [key for key in FORMS if FORMS[key].questions])
@settings(deadline=None)
@given(picks=st.lists(st.sampled_from(CHOICES), min_size=60, max_size=60))
def test_any_answers_come_to_an_end_and_the_place_never_passes_the_total(key, picks):
    form, rules = FORMS[key], RULES[key[0]]
    answers: dict[str, Json] = {}
    steps = 0
    while question := journey.next_question(path := journey.path(form, answers, rules), answers):
        place = journey.place(path, question)
        assert 1 <= place.number <= place.total
        pick = picks[steps] if steps < len(picks) else "example"
        before = answers
        answers = journey.put(form, answers, question, answered(question, pick, rules))
        assert journey.is_answered(answers, question)
        assert before == {**before}, "old answers are left as they were"
        steps += 1
        assert steps < 500
    shown = review.lines(form, answers, rules)
    assert {line.question.id for line in shown if line.state == "missing"} == {
        question.id for question in review.missing(form, answers, rules)
    }
    kept = journey.on_path(form, answers, rules)
    assert journey.on_path(form, kept, rules) == kept, "what is kept is kept as it is"


def answered(question: Question, pick: str, rules: Rules) -> Json:
    """What is put for a pick: the example where the pick does not fit, None where it may be skipped."""
    if pick == "skip" and not question.required:
        return None
    try:
        return read(question, pick, rules)
    except BadAnswer:
        fits = {"another": "没有", "which_unit": "1"}.get(question.kind, question.example)
        return read(question, fits, rules)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["leaders", "name", "members", "filed_as", "more_leaders"]), inner),
                    max_leaves=20))  # fmt: skip
def test_answers_of_any_shape_do_not_stop_the_journey(value):
    form, rules = FORMS["2025", "application"], RULES["2025"]
    answers = value if isinstance(value, dict) else {"leaders": value, "filed_as": value}
    assert journey.path(form, answers, rules)
    review.lines(form, answers, rules)
    journey.on_path(form, answers, rules)


def test_a_required_question_may_be_left_for_later_and_is_then_missing():
    form = FORMS["2025", "liaison"]
    answers = journey.put(form, {}, form.questions[0], None)
    asked = journey.next_question(journey.path(form, answers), answers)
    assert asked is not None
    assert asked.id == "name"
    assert form.questions[0] in review.missing(form, answers)


def test_the_second_leader_gets_the_unit_as_default_too():
    form = FORMS["2025", "application"]
    answers: dict[str, Json] = {"unit": "甲校", "leaders": [{"name": "徐玉兰"}, {"name": "陈静"}]}
    defaults = [q.default for q in journey.path(form, answers) if q.id.startswith("leader_unit")]
    assert defaults == ["甲校", "甲校"]


def test_three_leaders_of_2025_stay_on_the_way_so_that_one_can_be_taken_out():
    form, rules = FORMS["2025", "application"], RULES["2025"]
    answers: dict[str, Json] = {"leaders": [{"name": "徐玉兰"}, {"name": "陈静"}, {"name": "顾明"}]}
    ids = [question.id for question in journey.path(form, answers, rules)]
    assert "leader_name_3" in ids
    assert "more_leaders_3" not in ids
    fewer = placed(answers, "more_leaders", ["yes", "no"])
    assert len(take(journey.on_path(form, fewer, rules), "leaders")) == 2


def test_a_question_no_longer_on_the_way_stands_at_the_end():
    form = FORMS["2025", "application"]
    region = next(question for question in form.questions if question.id == "region")
    answers: dict[str, Json] = {"filed_as": "direct_school"}
    place = journey.place(journey.path(form, answers, RULES["2025"]), replace(region))
    assert place.number == place.total
