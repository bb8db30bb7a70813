"""One line a liaison writes -> the cells of a case on paper: parted by marks or blanks, the phone holds them in place.

Pure: no clock, disk or database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.kinds.people import is_name
from forms.kinds.phone import is_phone

#: The cells in the order they are asked; 类别 and 学段 are one.
CELLS = ("unit", "title", "leader", "post", "phone", "kind")
PHONE = CELLS.index("phone")
#: What parts the cells, the surest first; the last takes blanks as well.
_MARKS = (r"\n+", r"\t+", r"[，,；;\t\n]+", r"[，,；;\s]+")
#: What may stand beside the names of 类别 and 学段.
_KIND_REST = re.compile(r"[\s，,；;、/]+")
#: A line of so many parts is more than one cell, whatever it says.
_MOST_PARTS_OF_ONE = 3
#: 138 0000 1111, or two such numbers.
_MOST_PARTS_OF_A_PHONE = 6


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What was understood of a line: cells in their order, each with all its signs.

    `is_sure` where each cell was parted by its own mark, or where blanks leave no other way. A phone that was
    left out is an empty cell. No `cells` where the line holds several but nothing tells them apart;
    `before_phone` are then the parts before its phone, if it has one.
    """

    cells: tuple[str, ...]
    is_sure: bool = True
    before_phone: int = 0


def read_paper_line(text: str, first: int, kinds: Sequence[str]) -> PaperLine:
    """Return the cells a line holds, of which `first` is the one that was asked for; often it is that one alone.

    `kinds` are the names a 类别 or a 学段 has.

    >>> read_paper_line(
    ...     "样例小学 从错题到好题 周堃 教师 13800001111 语文 小学", 0, ("语文", "小学")
    ... ).cells
    ('样例小学', '从错题到好题', '周堃', '教师', '13800001111', '语文 小学')
    """
    if first > PHONE:
        return PaperLine((plain(text),) if text.strip() else ())
    for mark in _MARKS:
        parts = _phones_joined(text, _parted(text, mark))
        is_blank = mark == _MARKS[-1]
        found = _around_phone(text, parts, first, kinds, is_blank=is_blank)
        if found is not None:
            return found
        found = _before_kind(text, parts, kinds, is_blank=is_blank) if first == 0 else None
        if found is not None:
            return found
        if first == 0 and len(parts) >= len(CELLS) and not is_blank:  # 电话 may be “无”
            joined = [*parts[: PHONE + 1], (parts[PHONE + 1][0], parts[-1][1])]
            return PaperLine(tuple(plain(text[a:b]) for a, b in joined))
    is_several = first == 0 and len(_parted(text, _MARKS[-1])) > _MOST_PARTS_OF_ONE
    return PaperLine(() if is_several or not text.strip() else (plain(text),))


def plain(text: str) -> str:
    """Return a cell with single blanks."""
    return " ".join(text.split())


def _around_phone(
    text: str, parts: Sequence[tuple[int, int]], first: int, kinds: Sequence[str], *, is_blank: bool
) -> PaperLine | None:
    """Return the cells before and after the one phone of a line; None where there is none, or too little before."""
    phones = [place for place, (a, b) in enumerate(parts) if is_phone(text[a:b])]
    if not phones:
        return None
    at = phones[-1]
    before, after = list(parts[:at]), parts[at + 1 :]
    kind, is_turned = [*after], False
    while not after and before and text[slice(*before[-1])] in kinds:
        kind.insert(0, before.pop())
        is_turned = True
    asked = PHONE - first
    if len(before) < asked or (before and not asked):
        return None
    cells = _spread(before, asked, first) if asked else []
    shown = [plain(text[a:b]) for a, b in (*cells, parts[at])]
    if kind:
        shown.append(plain(text[kind[0][0] : kind[-1][1]]))
    is_exact = len(before) == asked and len(phones) == 1 and not is_turned
    leader = shown[CELLS.index("leader") - first] if first <= CELLS.index("leader") else ""
    return PaperLine(tuple(shown), is_exact and (not is_blank or not leader or is_name(leader)))


def _before_kind(
    text: str, parts: Sequence[tuple[int, int]], kinds: Sequence[str], *, is_blank: bool
) -> PaperLine | None:
    """Return the cells of a whole line that ends with 类别 and 学段, a cell before them left out."""
    head = list(parts)
    while head and not _KIND_REST.sub("", _without(text[slice(*head[-1])], kinds)):
        head.pop()
    if len(head) == len(parts) or len(parts) <= _MOST_PARTS_OF_ONE or len(head) > PHONE:
        return None
    phones = [place for place, (a, b) in enumerate(head) if is_phone(text[a:b])]
    if phones or len(head) < PHONE:
        return PaperLine((), before_phone=phones[0] if phones else 0)
    kind = (parts[len(head)][0], parts[-1][1])
    cells = [plain(text[a:b]) for a, b in head]
    return PaperLine((*cells, "", plain(text[slice(*kind)])), not is_blank)


def _without(text: str, kinds: Sequence[str]) -> str:
    for kind in kinds:
        text = text.replace(kind, "")
    return text


def _spread(parts: Sequence[tuple[int, int]], asked: int, first: int) -> list[tuple[int, int]]:
    """Return so many cells; what is too much belongs to the title, or to the first cell asked for."""
    long = max(CELLS.index("title") - first, 0)
    more = len(parts) - asked
    return [*parts[:long], (parts[long][0], parts[long + more][1]), *parts[long + more + 1 :]]


def _phones_joined(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts, those of a number that was written with blanks as one."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(parts):
        ends = range(min(at + _MOST_PARTS_OF_A_PHONE, len(parts)), at, -1)
        end = next((e for e in ends if is_phone(text[parts[at][0] : parts[e - 1][1]])), at + 1)
        found.append((parts[at][0], parts[end - 1][1]))
        at = end
    return found


def _parted(text: str, mark: str) -> list[tuple[int, int]]:
    """Return where the parts of a text begin and end, blanks around them left out."""
    found, start = [], 0
    for between in [*re.finditer(mark, text), None]:
        end = between.start() if between else len(text)
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((start + lead, start + len(piece.rstrip())))
        start = between.end() if between else end
    return found
