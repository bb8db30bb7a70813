"""Rows of cells out of what was typed or copied from a Word or Excel table."""

import re
from collections.abc import Sequence
from itertools import pairwise

from forms.characters import folded
from forms.form import Json, Question
from forms.kinds.slip import slip

MOST_ROWS = 100  # more is a text sent to the wrong question, not a list
_QUOTED_CELL = re.compile(r'(?:(?<=\t)|^)"((?:[^"\t]|"")*\n(?:[^"\t]|"")*)"(?=\t|$)', re.MULTILINE)
_NEWLINE_IN_CELL = "\u2028"  # clean() leaves none, so it can hold the place
_NUMBERED = re.compile(
    r"[（(]?(\d{1,2})(?:[)）.、．]?\t|[)）.、．]\s*(?=20\d\d|\D)|[ \u3000]+(?=20\d\d))"
)
_NUMBERED_LIST = re.compile(
    r"[（(]?(\d{1,2})(?:[)）.、．]?\t|[)）、]\s*|[.．]\s*(?=20\d\d|\D)"
    r"|[ \u3000]+(?=20\d\d|[^\d\s月年日\-–—~～至到]))"
)
_BRACKETS = dict(zip("《（(“「【", "》）)”」】", strict=True))
_COMMAS = "，,"
#: What is said before rows that come on top of others: 再加两位：…, 补充，….
_ADDING = re.compile(
    r"\s*(?:请|另外|还要|我?要|再|还)*(?:加上|加入|加|添加|添上|添|增加|补充|补上|补|有|来)"
    r"\s*(?:[一二两三四五六七八九十几\d]{1,2}?\s*[位个名项条行])?\s*(?:工作组)?(?P<of>成员|组员|老师|预期成果|成果)?"
    r"\s*[:：,，]\s*(?=\S)"
)
#: A line of these says that there are no more rows, and is none.
_ENDINGS = frozenset(
    {
        *(
            "没有了",
            "没了",
            "没有其他了",
            "没有别的了",
            "就这些",
            "就这些了",
            "就这么多",
            "完成",
            "完成了",
        ),
        *("填完了", "填好了", "写完了", "写好了", "好了", "结束", "这一项填好了", "都对", "以上"),
    }
)
_AROUND_DASH = re.compile(r"\s*([\-–—~～至到])\s*")


def table(question: Question, text: str) -> list[list[str]]:
    """Give one list of cells a row, at most as many as the columns; headings and 序号 are left out.

    Raises `too-many-rows` (count, limit) and, for rows of a pasted table with more cells than the
    form has, `too-many-cells` (row, count, columns).
    """
    width = len(question.columns)
    lines = _lines(without_endings(text))
    if len(lines) == 1 and "\t" not in lines[0]:
        lines = _by_semicolon(lines[0], width)
    lines = _without_ordinals([line for line in lines if not _is_head(question, line)])
    if len(lines) > MOST_ROWS:
        raise slip(question, "too-many-rows", count=len(lines), limit=MOST_ROWS)
    rows = [row for row in (cells(line, width) for line in lines) if any(row)]
    for number, row in enumerate(rows, 1):
        if len(row) > width:
            raise slip(question, "too-many-cells", row=number, count=len(row), columns=width)
    return rows


def adding(text: str) -> tuple[str, str] | None:
    """Give what rows are said to be added to, as it was named (empty: not named), and the rows.

    >>> adding("再加一位组员：李四，教师"), adding("再加一个：李四"), adding("李四，教师")
    (('组员', '李四，教师'), ('', '李四'), None)
    """
    said = _ADDING.match(text)
    return (said["of"] or "", text[said.end() :]) if said else None


def without_adding(text: str) -> str:
    """Give a text without the words that say its rows come on top of others (再加两位：……)."""
    said = adding(text)
    return said[1] if said else text


def without_endings(text: str) -> str:
    """Give the lines of a text without those that only say it ends (没有了); one line alone stays."""
    lines = text.split("\n")
    kept = [line for line in lines if folded(line) not in _ENDINGS]
    return "\n".join(kept) if any(line.strip() for line in kept) else text


def cells(line: str, width: int) -> list[str]:
    """Give the cells of one line, cut at tabs, else bars, commas, 、 or blanks, whichever is plain.

    Only a table copied with tabs can give more than `width`; else the last cell keeps the rest.
    """
    line = line.strip(" \u3000")
    if "\t" in line:
        found = [_restored(cell) for cell in line.split("\t")]
        while len(found) > width and not found[-1]:
            found.pop()
        return found
    bar = next((mark for mark in "|｜" if mark in line), "")
    if bar:
        return cut(line.strip(bar).strip(), bar, width)
    if any(mark in line for mark in _COMMAS):
        found = cut(line, _COMMAS, width)
        if len(found) > 1:
            return found
    return _cut_by_first(line, width)


def rows_shown(question: Question, value: Json) -> str:
    """Give one line a row, cells joined by a comma; empty cells at the end are left out."""
    shown = []
    for row in value if isinstance(value, list) else []:
        found = (
            [str(row.get(c.id) or "") for c in question.columns] if isinstance(row, dict) else []
        )
        shown.append("，".join(found).rstrip("，"))
    return "\n".join(line for line in shown if line)


def records(question: Question, table_: Sequence[Sequence[str]]) -> Json:
    """Give each row as an object keyed by the columns; a cell that is not there is empty."""
    return [
        {column.id: row[at] if at < len(row) else "" for at, column in enumerate(question.columns)}
        for row in table_
    ]


def _lines(text: str) -> list[str]:
    def held(match: re.Match[str]) -> str:
        return match[1].replace('""', '"').replace("\n", _NEWLINE_IN_CELL)

    lines = _QUOTED_CELL.sub(held, text).split("\n")
    return [line.strip(" \u3000") for line in lines if line.strip()]


def _restored(cell: str) -> str:
    return cell.replace(_NEWLINE_IN_CELL, "\n").strip()


def _by_semicolon(line: str, width: int) -> list[str]:
    """Give the rows of one line: cut at ；, unless what follows it is no row of its own."""
    pieces = [piece for piece in cut(line, "；;", 0) if piece]
    counts = [len(cells(piece, width)) for piece in pieces]
    return pieces if counts and (min(counts) > 1 or max(counts) == 1) else [line]


def _is_head(question: Question, line: str) -> bool:
    words = {folded(word) for word in re.split(r"[\t|｜，,、\s]+", line)} - {"", "序号"}
    labels = {folded(column.label) for column in question.columns}
    joined = folded(line).removeprefix("序号")
    return len(words) > 0 and (
        words <= labels or joined == "".join(folded(c.label) for c in question.columns)
    )


def _without_ordinals(lines: list[str]) -> list[str]:
    """Give the lines without 1. 2. 3. before them; one line alone must be plainly numbered."""
    shape = _NUMBERED_LIST if len(lines) > 1 else _NUMBERED
    matches = [shape.match(line) for line in lines]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) != len(lines) or any(b - a != 1 for a, b in pairwise(numbers)):
        return lines
    return [line[match.end() :] for line, match in zip(lines, matches, strict=True) if match]


def cut(line: str, marks: str, most: int = 0) -> list[str]:
    """Cut at any of the marks outside brackets, into at most `most` pieces (0: all)."""
    pieces: list[str] = []
    start, closing = 0, ""
    for at, character in enumerate(line):
        if closing:
            closing = "" if character == closing else closing
        elif character in _BRACKETS and _BRACKETS[character] in line[at : at + 200]:
            closing = _BRACKETS[character]
        elif character in marks and len(pieces) + 1 != most:
            pieces.append(line[start:at].strip())
            start = at + 1
    return [*pieces, line[start:].strip()]


def _cut_by_first(line: str, width: int) -> list[str]:
    """Cut at 、 or at blanks, whichever comes first; blanks around a dash belong to a period."""
    tight = _AROUND_DASH.sub(r"\1", line)
    first = re.search(r"[、\s]", tight)
    if not first:
        return [line]
    return cut(line, "、", width) if first[0] == "、" else _by_blanks(line, width)


def _by_blanks(line: str, width: int) -> list[str]:
    dashes = [(match.start(), match.end()) for match in _AROUND_DASH.finditer(line)]
    pieces: list[str] = []
    start, dash = 0, 0
    for gap in re.finditer(r"\s+", line):
        while dash < len(dashes) and dashes[dash][1] < gap.end():
            dash += 1
        inside = dash < len(dashes) and dashes[dash][0] <= gap.start()
        if inside or len(pieces) + 1 == width:
            continue
        pieces.append(line[start : gap.start()])
        start = gap.end()
    return [*pieces, line[start:]]
