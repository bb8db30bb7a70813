"""The name of a unit, kept as typed; “同上” stands for the unit given before."""

from forms.characters import folded
from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

_SAME = frozenset(
    {"同上", "同单位", "同一单位", "同一个单位", "同盖章单位", "同前", "一样", "本单位", "本校"}
)


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the unit; raise `no-unit-above` for “同上” with nothing above, `unit-shape` for no name."""
    unit = short_text.line(question, text)
    if folded(unit) in _SAME:
        if not question.default:
            raise slip(question, "no-unit-above")
        return question.default
    if not any(character.isalpha() for character in unit):
        raise slip(question, "unit-shape")
    return unit


show = short_text.show
