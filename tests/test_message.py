"""What crosses the border comes back from its JSON as it was, whatever fields it has."""

import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from bot.message import Choice, Say, Send, reply_from_json, reply_to_json
from bot.state import State
from knowledge.notice import Citation

TEXT = st.text(max_size=20)
CITATIONS = st.lists(st.builds(Citation, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple)
CHOICES = st.lists(st.builds(Choice, TEXT, TEXT, st.integers(0, 9), TEXT), max_size=2).map(tuple)
SAYS = st.builds(
    Say, text=TEXT, quotes=CITATIONS, choices=CHOICES, brief=st.none() | TEXT, role=TEXT
)
SENDS = st.builds(
    Send,
    text=TEXT,
    form=TEXT,
    formats=st.lists(TEXT, max_size=2).map(tuple),
    answers=st.dictionaries(TEXT, TEXT | st.booleans() | st.lists(TEXT, max_size=2), max_size=3),
    draft=TEXT,
    version=st.integers(0, 99),
    to=TEXT,
    is_practice=st.booleans(),
    exhibits=st.lists(st.integers(1, 99), max_size=3).map(tuple),
)

TEXTS = st.lists(TEXT, max_size=3).map(tuple)
COUNTS = st.integers(0, 99)
STATES = st.builds(
    State,
    draft=TEXT,
    change=TEXT,
    listing=TEXT,
    pieces=st.lists(COUNTS, max_size=3).map(tuple),
    former=TEXT,
    reviewing=st.booleans(),
    doubt=TEXT,
    role=st.sampled_from([None, "school", "direct_school", "liaison"]),
    offered=CHOICES,
    revision=COUNTS,
    asked=COUNTS,
    errand=TEXTS,
    rows=st.none() | st.lists(st.dictionaries(TEXT, TEXT, max_size=2), max_size=2).map(tuple),
    row=COUNTS,
    notice=TEXT,
    case=COUNTS,
    remarks=st.dictionaries(TEXT, TEXT, max_size=2),
)


@given(SAYS | SENDS)
def test_a_reply_comes_back_as_it_was(reply: Say | Send) -> None:
    assert reply_from_json(json.loads(json.dumps(reply_to_json(reply)))) == reply


@given(STATES)
def test_a_state_comes_back_as_it_was(state: State) -> None:
    assert State.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_no_field_is_left_out() -> None:
    """A field that is added and not tried here would be lost without a word."""
    for value in (Say(""), Send("", "", (), {})):
        assert {field.name for field in fields(value)} <= set(reply_to_json(value))
    assert {field.name for field in fields(State)} <= set(State().to_json())
