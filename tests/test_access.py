"""Every act, tried by every role on things of their own place and of another: nobody reaches further."""

from typing import get_args

import pytest

from bot.access import ALLOWED, Act, NotAllowed, Thing, may, require
from bot.people import CENTRES_OWN, Actor, Role

OWN, OTHER = 1, 2
OWN_SCHOOL, OTHER_SCHOOL, DIRECT_SCHOOL = 11, 12, 13
OWNER = 70

#: Everybody there is, as person 80 unless the thing is theirs.
ACTORS: dict[str, Actor] = {
    "nobody": Actor(80),
    "owner": Actor(OWNER, (Role("teacher", OWN, OWN_SCHOOL),)),
    "teacher": Actor(80, (Role("teacher", OWN, OWN_SCHOOL),)),
    "direct_teacher": Actor(80, (Role("teacher", CENTRES_OWN, DIRECT_SCHOOL),)),
    "school": Actor(80, (Role("school", OWN, OWN_SCHOOL),)),
    "school_elsewhere": Actor(80, (Role("school", OWN, OTHER_SCHOOL),)),
    "liaison": Actor(80, (Role("liaison", OWN),)),
    "liaison_elsewhere": Actor(80, (Role("liaison", OTHER),)),
    "liaison_of_none": Actor(80, (Role("liaison", None),)),
    "centre": Actor(80, (Role("centre"),)),
}
#: Things of somebody else, by where they belong.
THINGS: dict[str, Thing] = {
    "district": Thing(owner=OWNER, region=OWN, school=OWN_SCHOOL),
    "direct": Thing(owner=OWNER, region=CENTRES_OWN, school=DIRECT_SCHOOL),
    "placeless": Thing(owner=OWNER),
}
MINE = {"see_draft", "edit_draft", "give_draft"}
CENTRE = {
    "see_counts", "export_region", "broadcast_region", "answer_question", "set_region", "see_people",
    "publish_entry", "add_school", "add_region", "invite_teacher", "invite_school", "invite_liaison", "invite_centre",
    "end_teacher", "end_school", "end_liaison", "end_centre", "see_audit", "close_edition",
    "see_submission",
}  # fmt: skip
REVIEWING = {"review_submission", "rank_submission", "receive_paper"}
LIAISON = REVIEWING | {
    "see_submission", "see_counts", "export_region", "broadcast_region", "answer_question",
    "set_region", "see_people", "add_school", "invite_teacher", "invite_school", "end_teacher",
    "end_school",
}  # fmt: skip
SCHOOL = {"see_submission", "rank_submission", "see_counts", "invite_teacher"}

#: (who, which thing) -> what they may do; whoever is not named here may do nothing.
EXPECTED: dict[tuple[str, str], set[str]] = {
    ("owner", "district"): MINE | {"see_submission"},
    ("owner", "direct"): MINE | {"see_submission"},
    ("owner", "placeless"): MINE | {"see_submission"},
    ("school", "district"): SCHOOL,
    ("liaison", "district"): LIAISON,
    ("centre", "district"): CENTRE,
    ("centre", "placeless"): CENTRE,
    ("centre", "direct"): CENTRE | REVIEWING,
}


@pytest.mark.parametrize("act", get_args(Act))
def test_an_act_is_for_those_it_is_meant_for(act: Act) -> None:
    for who, actor in ACTORS.items():
        for where, thing in THINGS.items():
            expected = act in EXPECTED.get((who, where), set())
            assert may(actor, act, thing) is expected, f"{who} {act} {where}"


def test_every_act_has_a_rule_and_is_expected_of_somebody() -> None:
    acts = set(get_args(Act))
    assert set(ALLOWED) == acts
    assert set.union(*EXPECTED.values()) == acts


def test_a_colleague_sees_or_edits_what_was_shared_and_gives_it_to_nobody() -> None:
    viewer, editor = Thing(owner=OWNER, shared="view"), Thing(owner=OWNER, shared="edit")
    nobody = ACTORS["nobody"]
    assert [may(nobody, act, viewer) for act in ("see_draft", "edit_draft", "give_draft")] == [
        True,
        False,
        False,
    ]
    assert [may(nobody, act, editor) for act in ("see_draft", "edit_draft", "give_draft")] == [
        True,
        True,
        False,
    ]


def test_what_may_not_be_done_is_refused_with_the_act() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(ACTORS["liaison_elsewhere"], "export_region", THINGS["district"])
    assert refused.value.act == "export_region"
