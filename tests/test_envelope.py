"""Answers carried inside a file come out as they went in, or not at all."""

import json

from hypothesis import given
from hypothesis import strategies as st

from forms.document.envelope import PIECE_LENGTH, Envelope, opened, pieces, rejoined, sealed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
ENVELOPES = st.builds(
    Envelope,
    edition=st.sampled_from(["2022", "2025"]),
    form=st.sampled_from(["liaison", "application", "summary"]),
    answers=st.dictionaries(st.text(), JSON),
    draft=st.text(),
    version=st.integers(0, 10**6),
)


@given(ENVELOPES)
def test_what_is_sealed_opens_the_same(envelope):
    assert opened(sealed(envelope)) == envelope


@given(ENVELOPES, st.randoms())
def test_pieces_in_any_order_among_other_properties_join_again(envelope, random):
    found = [*pieces(sealed(envelope)), ("Company", "某校")]
    assert all(len(piece) <= PIECE_LENGTH for name, piece in found)
    random.shuffle(found)
    assert opened(rejoined(found)) == envelope


def test_a_changed_character_or_a_lost_piece_makes_it_no_envelope():
    line = sealed(Envelope("2025", "liaison", {"name": "Xu"}))
    assert opened(line.replace("Xu", "Xi")) is None
    kept = pieces(sealed(Envelope("2025", "application", {"problem": "监测" + "数据" * 500})), 20)
    assert rejoined(kept[:-1]) == ""
    assert rejoined([]) == ""
    assert [opened(bad) for bad in ("", "[]", "{}", "null", '{"answers": 1}')] == [None] * 5


def test_with_a_key_only_what_is_signed_with_it_opens():
    envelope = Envelope("2025", "liaison", {"name": "徐玉兰"})
    signed = sealed(envelope, b"key")
    assert opened(signed) == opened(signed, b"key") == envelope
    assert opened(signed, b"other") is None
    assert opened(sealed(envelope), b"key") is None


def test_it_says_what_it_is_in_plain_json():
    body = json.loads(sealed(Envelope("2025", "application", {"unit": "校"}, "d1", 3)))
    assert body.pop("sha256")
    assert body == {
        "draft": "d1",
        "edition": "2025",
        "form": "application",
        "version": 3,
        "answers": {"unit": "校"},
    }
