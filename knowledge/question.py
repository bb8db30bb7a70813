"""A message -> what is asked: segments of thought, each with its concepts, cues, numbers and dates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.notice import Audience
from knowledge.pauses import at_pauses
from knowledge.reading import read
from knowledge.segment import Number, Segment, read_segment
from knowledge.speaker import speaker

#: What somebody takes back before saying what they meant: 不是汇总表，是申报表.
_TAKEN_BACK = re.compile(
    r"(?:不是|不要|别说)[^，,。！!？?\s吗]{1,10}[，,\s]+(?=(?:而是|是|我是问|我问的是|我问|问的是|我说的是|要的是|我要)(?!不是|不))"
)
#: Who passed the matter on, before what they said: 领导丢给我一句3月21日前弄好.
_PASSED_ON = re.compile(
    r"(?:领导|主任|书记|校长|局长|组长|同事|上面|上级|群里|有人)[^，,。！!？?\s]{0,4}?(?:丢|甩|扔|撂|发|转|给|留|回)"
    r"(?:给|过来|下来|来|了|我们|我|个)*(?:一|1)?句(?:话)?(?:说|是|：|:)?"
)
#: Whether a school hands in by itself or through its region, however it is put.
_GIVES = "(?:报送|上报|送|交|报|寄|递)"
_REGION = "(?:区教育局|教育局|教体局|教研室|局里|区里|区域|县里|区)"
_EITHER_WAY = re.compile(
    f"(?:自己|单独|直接|各自|自行)(?:单独|直接|去)?{_GIVES}(?:过去|上去)?还是(?:要|先|等|让)?由?{_REGION}"
    f"[^，,。！!？?\\s]{{0,6}}?{_GIVES}(?:过去|上去)?"
)
_NOW = ("现在", "如今")  # beside an earlier edition it means the newest
#: Whether a thing is new is asked of both editions: 是以前就有的还是今年新设的.
_SINCE = re.compile(
    r"(?:新设|新加|新增|刚加|才有|以前就有|本来就有|一直有|一直都有)的?(?:吗|么|吧|嘛|还是|不是|是不是)"
    r"|还是.{0,6}(?:新设|新加|新增|才有|以前就有)"
)
_VETO = 4.0  # a concept of this weight is a matter of its own, whatever stands beside it


@dataclass(frozen=True, slots=True)
class Question:
    """A whole message, understood: its segments, and what holds for all of them."""

    segments: tuple[Segment, ...]
    editions: tuple[str, ...] = ()
    other_year: int = 0
    audience: Audience | None = None
    is_comparing: bool = False
    is_foreign: bool = False  # a matter of its own (weather, a prompt injection)


def understand(
    text: str, lexicon: Lexicon, *, newest: str, years: Mapping[int, str], this_year: int
) -> Question:
    """Understand a message. `years` maps a calendar year to the edition it belongs to."""
    said = _PASSED_ON.sub("", _TAKEN_BACK.sub("", text))
    reading = read(_EITHER_WAY.sub("自己交还是区里交", said))
    earlier = {year for year, edition in years.items() if edition != newest}
    segments: list[Segment] = []
    for clause in reading.clauses:
        for part in at_pauses(lexicon.tokens(clause), lexicon):
            segment = read_segment(part, lexicon, earlier)
            if not segment.is_empty:
                segments.append(segment)
    other = 0
    for segment in segments:
        other = _name_editions(segment, newest, years, this_year) or other
    named = list(dict.fromkeys(e for s in segments for e in s.editions))
    if named and newest not in named and any(w in s.text for s in segments for w in _NOW):
        named.append(newest)
    cues = {cue for s in segments if s.is_asking or len(segments) == 1 for cue in s.cues}
    comparing = (
        "both-editions" in cues
        or len(named) > 1
        or _SINCE.search(reading.plain) is not None
        or (
            "compare" in cues
            and bool({"edition-old", "edition-new"} & cues or named or "each" in cues)
        )
    )
    foreign = any(w >= _VETO for s in segments for w in s.concepts.values())
    return Question(
        tuple(segments), tuple(named), other, speaker(reading.plain), comparing, foreign
    )


def _name_editions(segment: Segment, newest: str, years: Mapping[int, str], this_year: int) -> int:
    """Write down the editions a segment names; give a year no notice in hand belongs to, else 0."""
    other = 0
    named: list[str] = []
    said = list(segment.years)
    if "last-year" in segment.cues and not said and segment.is_asking:
        said.append(this_year - 1)
    said.extend(year for year, month, _ in segment.dates if year and month and year not in years)
    for year in said:
        if year in years:
            named.append(years[year])
        elif "monitoring" in segment.concepts:
            segment.numbers.append(Number(year, "年"))
        else:
            other = year
    named.extend(years[year] for year, month, _ in segment.dates if month and year in years)
    if "edition-old" in segment.cues:
        older = sorted(edition for edition in set(years.values()) if edition < newest)
        named.extend(older[-1:])
    if "edition-new" in segment.cues:
        named.append(newest)
    segment.editions = list(dict.fromkeys(named))
    return other
