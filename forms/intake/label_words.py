"""What people write for the labels of a form, besides the form's own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.document.headings import bare_label
from forms.form import Form

HEADS: Mapping[str, Mapping[str, str]] = {
    "members": {"member_name": "name", "member_post": "post", "member_task": "task"},
    "outcomes": {
        "outcome_period": "period",
        "outcome_title": "title",
        "outcome_form": "form",
    },
}
#: What people write for a label of the first part of the form; its own words come from the form.
HEAD: Mapping[str, tuple[str, ...]] = {
    "unit_line": ("单位", "申报单位", "填报单位", "学校", "学校名称", "单位名称", "盖章单位"),
    "case_title": ("案例标题", "案例题目", "案例名", "题目", "标题", "课题名称"),
    "leader_name": ("负责人", "案例负责人", "名字"),
    "leader_unit_post": (
        *("单位职务", "单位和职务", "单位与职务", "单位、职务", "单位/职务"),
        *("工作单位及职务", "工作单位和职务", "所在单位及职务"),
    ),
    "leader_unit": ("工作单位", "所在单位", "所在学校"),
    "leader_post": ("职务", "职称", "职务职称"),
    "leader_phone": ("电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系手机"),
    "leader_email": ("邮箱", "电子邮件", "邮箱地址", "电子信箱", "信箱", "email", "e-mail", "mail"),
    "region": ("区域", "所属区域", "所在区域"),
    "category": ("类别", "案例类别"),
    "stage": ("学段", "所属学段"),
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "members": ("工作小组成员", "小组成员", "成员"),
    "problem": ("问题描述",),
    "approach": ("工作思路",),
    "approach_idea": ("基本思路",),
    "approach_method": ("研究方法",),
    "approach_strategy": ("推进策略",),
    "outcomes": ("预期成果及工作进度", "预期成果和工作进度", "预期成果", "工作进度"),
}
#: What a row under a list begins with when it is a remark, and no row of the list.
REMARKS = frozenset({"备注", "说明", "其他", "其他说明", "备注说明"})

_PLACES = {sign: place for place, sign in enumerate("一二三四五", 1)} | {
    str(place): place for place in range(1, 6)
}
#: Whose label it is: 第一负责人, 负责人2, 负责人（二）; what follows is the label itself.
PERSON = r"(?:(?:第?[一二三四五1-5]位?|主要|牵头)负责人|负责人)(?:[(（]?[一二三四五1-5][)）]?)?的?"
_PERSON = re.compile(
    r"(?:第?(?P<before>[一二三四五1-5])位?|主要|牵头)?负责人(?:\(?(?P<after>[一二三四五1-5])\)?)?的?"
)
_EXPLAINED = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the first part: its key in the form, and which 负责人 it names (0: not said)."""

    key: str
    nth: int = 0


def head_words(form: Form) -> dict[str, str]:
    """Give the labels of the first part, bare, each with its key; the longest first."""
    words = {bare_label(form.labels[key]): key for key in HEAD if key in form.labels}
    words |= {bare_label(word): key for key, also in HEAD.items() for word in also}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def label_named(form: Form, text: str) -> Label | None:
    """Give the label that a whole text is, with an explanation in brackets after it or without."""
    bare = bare_label(text).lower()
    return _label(form, bare) or _label(form, _EXPLAINED.sub("", bare))


def _label(form: Form, bare: str) -> Label | None:
    words = head_words(form)
    if bare in words:
        return Label(words[bare])
    match = _PERSON.match(bare)
    if not match:
        return None
    rest, place = bare[match.end() :], match["before"] or match["after"]
    key = words.get(rest, "") if rest else "leader_name"
    key = "leader_unit" if key == "unit_line" else key
    return Label(key, _PLACES.get(place or "", 0)) if key.startswith("leader_") else None
