"""A span of time as people write it (2025.3-2025.6, 3月到6月, 2025年春学期), shown as written."""

import re
from typing import NamedTuple

from forms.characters import half_width
from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

_LONGEST = 60
_DASH = re.compile(r"[\-–—―~～一]+|至|到")
_TENTH = r"(?:[上中下]旬|[初底末])?"
_POINT = re.compile(
    rf"(?:(20\d\d)年(?:度)?)?(\d{{1,2}})月份?(?:\d{{1,2}}[日号]?)?{_TENTH}"  # 2025年3月1日, 3月底
    r"|(20\d\d)([./\-])(\d{1,2})(?:\4\d{1,2})?[日号月]?"  # 2025.3, 2025-03-01
    r"|(20\d\d)年?(\d{1,2})"  # 2025年3, 202503
    r"|(\d{1,2})(?:[./]\d{1,2})?"  # 3, 3.15
)
_SCHOOL_YEAR = re.compile(r"(20\d\d)[\-–—~至到/](?:20)?\d\d学年(?:度)?(?:第?([一二12上下])学?期)?")
_NAMED = re.compile(r"(?:(20\d\d)年?度?)?(.*)")
_PARTS: dict[str, tuple[int, int]] = {
    "": (1, 12), "全年": (1, 12), "上半年": (1, 6), "下半年": (7, 12),
    "第一季度": (1, 3), "第二季度": (4, 6), "第三季度": (7, 9), "第四季度": (10, 12),
    "春学期": (2, 7), "春季学期": (2, 7), "秋学期": (9, 13), "秋季学期": (9, 13),
    "春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (11, 13), "寒假": (1, 2), "暑假": (7, 8),
    "春季": (3, 5), "夏季": (6, 8), "秋季": (9, 11), "冬季": (11, 13),
    "初": (1, 2), "年初": (1, 2), "年中": (6, 7), "底": (11, 12), "年底": (11, 12), "末": (11, 12), "年末": (11, 12),
}  # fmt: skip
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_FIGURES = re.compile(r"[\d\s./\-–—~～年月日号至到起止底初中上下旬从自前后约末份一]+")
_BARE_NUMBER = re.compile(r"(?!20\d\d)\d+")
_TIME_WORD = re.compile(r"[年月周旬]|学期|学年|季度|[寒暑]假|[春秋]季|长期|全程|每天|日")
_TIME_WORDS = re.compile(
    r"(?:[\d\s./\-–—~～一二三四五六七八九十两第每前后全上下中旬初底末年度月周日天号学期季寒暑假春夏秋冬长程起止至到从自的和、份半今明去本开始结束以之间内次个各])+"
)


class Span(NamedTuple):
    """First and last month, each as year * 12 + month - 1."""

    first: int
    last: int


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the period as written; raise `period-shape`, or `period-month` (row, period) for no month."""
    typed = short_text.line(question, text)
    if not is_period(typed):
        raise slip(question, "period-shape")
    if has_impossible_month(typed):
        raise slip(question, "period-month", row=1, period=typed)
    return typed


show = short_text.show


def is_period(text: str) -> bool:
    """Tell whether the text says when, in figures of dates or in words of time alone."""
    typed = half_width(text).strip()
    if not typed or len(typed) > _LONGEST:
        return False
    if _FIGURES.fullmatch(typed):
        return any(mark.isdecimal() for mark in typed) and not _BARE_NUMBER.fullmatch(typed)
    return span(typed) is not None or bool(
        _TIME_WORDS.fullmatch(typed) and _TIME_WORD.search(typed)
    )


def has_impossible_month(text: str) -> bool:
    """Tell whether a period names a month that no year has (2025.13, 15月)."""
    typed = half_width(text)
    months = re.findall(r"20\d\d[.年/](\d{1,2})(?!\d)|(?<!\d)(\d{1,2})月", typed)
    return is_period(typed) and any(not 1 <= int(a or b) <= 12 for a, b in months)


def span(text: str, year: int | None = None) -> Span | None:
    """Give the months a period covers, or None where that cannot be told.

    `year` is used where the text has none (3月到6月); without it such a period gives None.
    """
    plain = re.sub(r"\s", "", half_width(text[:_LONGEST]))
    plain = re.sub(
        r"([一二三四五六七八九]|十[一二]?)(?=月)", lambda m: str(_MONTHS.index(m[1]) + 1), plain
    )
    plain = re.sub(r"(?:之间|期间|左右|[以之]?[前后]|[起始止])$", "", plain).lstrip("从自")
    whole = _whole(plain, year)
    if whole:
        return whole
    for dash in _DASH.finditer(plain):
        first = _whole(plain[: dash.start()], year)
        last = _whole(plain[dash.end() :], first.first // 12) if first else None
        if first and last:
            over = 12 if last.last < first.first and not plain[dash.end() :].startswith("20") else 0
            return Span(first.first, last.last + over)
    return None


def _whole(text: str, year: int | None) -> Span | None:
    """Give the months of a text that is one point or one named part of a year."""
    school_year = _SCHOOL_YEAR.fullmatch(text)
    if school_year:
        halves = {"": (8, 18), "一": (8, 12), "1": (8, 12), "上": (8, 12)}
        first, last = halves.get(school_year[2] or "", (13, 18))
        return Span(int(school_year[1]) * 12 + first, int(school_year[1]) * 12 + last)
    point = _POINT.fullmatch(text)
    if point:
        own_year = point[1] or point[3] or point[6] or year
        month = int(point[2] or point[5] or point[7] or point[8])
        at = int(own_year) * 12 + month - 1 if own_year else 0
        return Span(at, at) if own_year and 1 <= month <= 12 else None
    named = _NAMED.fullmatch(text)
    part = _PARTS.get(named[2]) if named else None
    if named and part and (named[1] or (year and named[2])):
        start = int(named[1] or year or 0) * 12 - 1
        return Span(start + part[0], start + part[1])
    return None
