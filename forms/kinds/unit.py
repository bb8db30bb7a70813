"""The name of a unit, kept as typed; “同上” stands for the unit given before."""

import re

from forms.characters import folded
from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

_DEPARTMENT = re.compile(r"\w{1,8}(?:室|处|科|组|部)")
_SAME = frozenset(
    {"同上", "同单位", "同一单位", "同一个单位", "同盖章单位", "同前", "一样", "本单位", "本校"}
)

_PLAIN_NAME = re.compile(
    r"(?!.*[我您你是的吗呢？?，,。])[\w（）()·]{3,30}"
    r"(?:小学|中学|学校|[一二三四五六七八九十]中|附中|附小|实小|教育局|教体文旅委|幼儿园|学院|校区|分校)"
)


_SCHOOL = re.compile(
    r"(?!.*直属)[\w（）()·]*"
    r"(?:小学|中学|学校|[一二三四五六七八九十]中|附中|附小|实小|幼儿园|学院|校区|分校)"
)
#: How people lead up to the name when they talk (我们是……, 我们学校叫……).
_SPOKEN = re.compile(
    r"(?:我们|我|咱们|本人)?(?:学校|单位|校|这里|这边)?(?:是|叫|在)(?P<name>.+?)[。.!！]?"
)


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the unit; raise `no-unit-above` for “同上” with nothing above, `unit-shape` for no name."""
    unit = short_text.line(question, text)
    spoken = _SPOKEN.fullmatch(unit)
    if spoken and is_plain_name(spoken["name"]):
        return spoken["name"]
    if folded(unit) in _SAME:
        if not question.default:
            raise slip(question, "no-unit-above")
        return question.default
    if not any(character.isalpha() for character in unit):
        raise slip(question, "unit-shape")
    return unit


def is_plain_name(text: str) -> bool:
    """Tell whether a text is plainly the name of a school or an office, and nothing else.

    >>> is_plain_name("苏州市示例小学"), is_plain_name("小学"), is_plain_name("我们是区里的学校")
    (True, False, False)
    """
    return bool(_PLAIN_NAME.fullmatch(text.strip()))


def is_school(text: str) -> bool:
    """Tell whether a text is plainly the name of a school.

    >>> is_school("苏州市示例小学"), is_school("姑苏区"), is_school("直属（代管）学校")
    (True, False, False)
    """
    return bool(_SCHOOL.fullmatch(text.strip()))


def is_same(stamp: str, other: str) -> bool:
    """Tell whether two names are one unit: alike but for blanks, or a part of the house after it.

    >>> (
    ...     is_same("苏州市示例小学", "苏州市示例小学教科室"),
    ...     is_same("苏州市示例小学", "苏州市示例小学东校区"),
    ... )
    (True, False)
    """
    one, two = (re.sub(r"\s", "", name) for name in (stamp, other))
    return one == two or bool(two.startswith(one) and _DEPARTMENT.fullmatch(two[len(one) :]))


show = short_text.show
