"""What is told along with a topic, or in its place, though nobody asked for it by name."""

from collections.abc import Mapping

from knowledge.notice import AUDIENCES, Audience
from knowledge.spans import steps_named
from knowledge.thought import Found

#: What is told along with a topic, and to whom.
_WITH: Mapping[str, tuple[str, frozenset[Audience | None]]] = {
    "region-hands-in": ("liaison-form-to", frozenset({"liaison"})),
    "stage-cross": ("school-stage", frozenset({None, *AUDIENCES})),
}
#: Who hands in at the centre itself, and so asks for its address with the way there.
_GO_THERE = frozenset({"direct_school", "liaison"})
#: What is left to a later notice is told with the day: 中期要交什么，有说法没.
LATER: Mapping[str, str] = {
    "midterm-material": "midterm-deadline",
    "final-material": "final-deadline",
}


def told_for(topic: str, item: Found) -> str:
    """Give the topic that answers for one: what is left open, with when it will be told."""
    return LATER.get(topic, topic) if "fixed" in item.segment.cues else topic


def told_along(topic: str, item: Found, audience: Audience | None) -> str:
    """Give the topic told along with one, or nothing."""
    if topic == "application-medium" and "how" in item.concepts:
        return "hand-in-route"
    if topic == "hand-in-route" and "where" in item.concepts and audience in _GO_THERE:
        return "address"
    if topic == "deadline-year" and "when" in item.concepts:
        return next(iter(steps_named(item.concepts)), "")
    if topic.endswith("-deadline") and "which-year" in item.concepts:
        return "deadline-year"
    along, whom = _WITH.get(topic, ("", frozenset()))
    return along if audience in whom else ""
