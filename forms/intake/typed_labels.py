"""The labels of a form as people type and copy them: other words, blanks in between, a colon, a number."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from forms.document.cells import LISTS
from forms.document.headings import bare_label
from forms.form import Form
from forms.intake.labels import HEADS

#: What people write for a label of the first part of the form; its own words come from the form.
HEAD: Mapping[str, tuple[str, ...]] = {
    "unit_line": ("单位", "申报单位", "填报单位", "学校", "学校名称", "单位名称", "盖章单位"),
    "case_title": ("案例标题", "案例题目", "案例名", "题目", "标题", "课题名称"),
    "leader_name": ("负责人", "负责人姓名", "案例负责人"),
    "leader_unit_post": ("单位职务", "单位和职务", "单位与职务", "工作单位及职务"),
    "leader_unit": ("工作单位", "所在单位", "所在学校"),
    "leader_post": ("职务", "职称", "职务职称"),
    "leader_phone": ("电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"),
    "leader_email": ("邮箱", "电子邮件", "邮箱地址", "email", "e-mail"),
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
_NUMBER = r"(?:[一二三四五]\s*[、.．]\s*|[(（]\s*[一二三四五]\s*[)）]\s*)?"
_BRACKETS = r"(?:\s*[(（][^()（）]*[)）])?"


def part_of(form: Form, line: str) -> tuple[str, str]:
    """Give the part of the form that a line begins, and what follows its heading in the line."""
    for key, pattern in part_patterns(form.labels["members"]):
        match = pattern.match(line)
        if match:
            rest = (match["rest"] or "").strip()
            if key in LISTS and bare_label(rest) in heads_joined(form, key):
                rest = ""
            return key, rest
    return "", ""


def heads_joined(form: Form, key: str) -> set[str]:
    """Give the column heads of a list as they stand in one line, with 序号 or without."""
    heads = "".join(bare_label(form.labels[label]) for label in HEADS[key])
    return {heads, f"序号{heads}"}


@cache
def part_patterns(members: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give how each part begins: its number, its name, an explanation in brackets, a colon or the end."""
    names = {**PARTS, "members": (members, *PARTS["members"])}
    after = {key: r"[:：\t]" if key in LISTS else "[:：]" for key in names}
    return tuple(
        (
            key,
            re.compile(
                rf"[\s\u3000]*{_NUMBER}(?:{'|'.join(map(spaced, words))}){_BRACKETS}"
                rf"[ \u3000]*(?:{after[key]}(?P<rest>.*))?$"
            ),
        )
        for key, words in names.items()
    )


def spaced(word: str) -> str:
    """Give a label as a pattern: people put blanks between its characters."""
    return r"[ \u3000]*".join(map(re.escape, word))


def pieces(form: Form, line: str) -> list[str]:
    """Give the cells of a line: parted by tabs, and before each label with a colon."""
    found: list[str] = []
    for cell in re.split(r"[\t|｜]", line):
        starts = [match.start("label") for match in inner_label(form).finditer(cell)]
        cuts = [0, *(at for at in starts if at), len(cell)]
        found += [cell[a:b].strip(" \u3000,，;；") for a, b in pairwise(cuts) if cell[a:b].strip()]
    return found


def label_of(form: Form, text: str) -> tuple[str, str]:
    """Give the label a cell is or begins with, and the rest of the cell; empty for none."""
    bare = bare_label(text)
    words = head_words(form)
    if bare in words:
        return words[bare], ""
    match = inner_label(form).match(text)
    if match:
        return words[bare_label(match["label"])], text[match.end() :].strip()
    for word, key in words.items():
        first, _, rest = text.strip().partition(" ")
        if bare_label(first) == word and rest.strip():
            return key, rest.strip()
    return "", ""


def is_labelled(form: Form, line: str) -> bool:
    """Tell whether a line begins with a label of the first part and a colon."""
    return bool(inner_label(form).match(line.strip()))


def inner_label(form: Form) -> re.Pattern[str]:
    """Give how a label with a colon after it is found within a line."""
    return _label_pattern(tuple(head_words(form)))


def head_words(form: Form) -> dict[str, str]:
    """Give the labels of the first part, bare, each with its key; the longest first."""
    words = {bare_label(form.labels[key]): key for key in HEAD if key in form.labels}
    words |= {bare_label(word): key for key, also in HEAD.items() for word in also}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


@cache
def _label_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(spaced(word).replace(r"\(", "[(（]").replace(r"\)", "[)）]") for word in words)
    return re.compile(
        rf"(?:^|(?<=[\s,，;；、。]))(?P<label>(?:{names}){_BRACKETS})\s*[:：]", re.IGNORECASE
    )
