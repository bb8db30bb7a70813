"""The labels of a form as people type and copy them: other words, blanks in between, a colon, a number."""

import re
from functools import cache
from itertools import pairwise

from forms.document.cells import LISTS
from forms.document.headings import bare_label
from forms.form import Form
from forms.intake.label_words import HEADS, PARTS, PERSON, Label, head_words, label_named
from forms.kinds.people import is_name

_NUMBER = r"(?:[一二三四五]\s*[、.．]\s*|[(（]\s*[一二三四五]\s*[)）]\s*)?"
_ORDINAL = re.compile(r"[\s\u3000]*[(（]?(\d{1,2})(?:[)）][.、．]?|[.、．])[ \u3000]*(?!\d)")
#: The number of the label after it, at the end of a cell: 姓名：王建国 2. 联系电话：….
_NEXT_ORDINAL = re.compile(
    r"(?:(?:^|[\s\u3000,，;；。])[(（]?|(?<=[\u4e00-\u9fff]))(?<![\d.])\d{1,2}(?:[)）][.、．]?|[.、．])$"
)
_NAMES_BEHIND = re.compile(
    r"\s*(?:工作组|工作小组|小组)?成员[ \u3000]+(?P<rest>(?P<first>[^\W\d_]{2,4})(?:[、，,;；\s(（].*)?)$"
)
_AROUND = " \u3000,，;；"  # a cell within a line
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
    names = _NAMES_BEHIND.match(line)
    return ("members", names["rest"]) if names and is_name(names["first"]) else ("", "")


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
    for cell in cells_of(line):
        starts = [match.start("label") for match in inner_label(form).finditer(cell)]
        cuts = [0, *(at for at in starts if at), len(cell)]
        *before, last = [cell[a:b].strip(_AROUND) for a, b in pairwise(cuts)]
        parts = [_NEXT_ORDINAL.sub("", part).strip(_AROUND) for part in before]
        found += [part for part in (*parts, last) if part]
    return found


def cells_of(line: str) -> list[str]:
    """Give the cells of a line that was copied from a table."""
    return re.split(r"[\t|｜]", line)


def label_of(form: Form, text: str) -> tuple[Label | None, str]:
    """Give the label a cell is or begins with, and the rest of the cell; None without one."""
    text = unnumbered(text)
    label = label_named(form, text)
    if label:
        return label, ""
    match = inner_label(form).match(text)
    if match:
        return label_named(form, match["label"]), text[match.end() :].strip()
    first, _, rest = text.strip().partition(" ")
    label = label_named(form, first) if rest.strip() else None
    return label, rest.strip() if label else ""


def is_labelled(form: Form, line: str) -> bool:
    """Tell whether a line begins with a label of the first part and a colon."""
    return bool(inner_label(form).match(unnumbered(line)))


def is_note(form: Form, text: str) -> bool:
    """Tell whether a text is the form's own note, or a part of it."""
    own = bare_label(form.labels["notes_head"] + "".join(form.notes))
    head = bare_label(form.labels["notes_head"])
    return bare_label(text).removeprefix(head) in own


def inner_label(form: Form) -> re.Pattern[str]:
    """Give how a label with a colon after it is found within a line."""
    return _label_pattern(tuple(head_words(form)))


def number_of(line: str) -> int:
    """Give the number a line begins with (1. 2、 （3）), 0 for none."""
    match = _ORDINAL.match(line)
    return int(match[1]) if match else 0


def unnumbered(line: str) -> str:
    """Give a line without the number before it."""
    line = line.strip()
    match = _ORDINAL.match(line)
    return line[match.end() :] if match else line


@cache
def _label_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(spaced(word).replace(r"\(", "[(（]").replace(r"\)", "[)）]") for word in words)
    whose = rf"{PERSON}(?:{names})?"
    return re.compile(
        rf"(?:^|(?<=[\s,，;；、。.．)）]))(?P<label>(?:{whose}|{names}){_BRACKETS})\s*[:：]",
        re.IGNORECASE,
    )
