"""A message -> what is asked: segments of thought, each with its concepts, cues, numbers and dates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.notice import Audience
from knowledge.pauses import at_pauses
from knowledge.reading import plain, read
from knowledge.retold import without_retelling
from knowledge.segment import Number, Segment, read_segment
from knowledge.speaker import speaker

_NOW = ("现在", "如今")  # beside an earlier edition it means the newest
#: Whether a thing is new is asked of both editions: 是以前就有的还是今年新设的.
_SINCE = re.compile(
    r"(?:新设|新加|新增|刚加|才有|以前就有|本来就有|一直有|一直都有)的?(?:吗|么|吧|嘛|还是|不是|是不是)"
    r"|还是.{0,6}(?:新设|新加|新增|才有|以前就有)"
)
#: So are the figures a thing went from and to: 从几份变成几份, 份数比现在多.
_FROM_TO = re.compile(
    r"从[几多哪][^，。,]{0,4}(?:变|改|减|增|升|降|提前|推迟|调)|比(?:以前|原来|上次|上届|上回|过去|现在)[多少早晚]"
)
_PAPERS, _IN_A_ROW = "attachment", "123"
_OF_EACH = frozenset({"when", "where", "who", "format", "to-whom"})  # asked of each paper apart
_NAMED = 0.6  # a concept of more weight is named
#: A year that is proposed, not named: 收尾那次是2027年吗.
_GUESSED_YEAR = re.compile(r"是(?:在|到)?20\d\d年?(?:的)?(?:吗|么|吧|嘛|不|还是|对)")
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
    said = without_retelling(text)
    reading = read(said.text)
    earlier = {year for year, edition in years.items() if edition != newest}
    segments: list[Segment] = []
    for clause in reading.clauses:
        for part in at_pauses(lexicon.tokens(clause), lexicon):
            segment = read_segment(part, lexicon, earlier)
            if not segment.is_empty:
                segments.append(segment)
    other = 0
    of_data = any("monitoring" in segment.concepts for segment in segments)
    for segment in segments:
        if not (of_data and _of_data(segment, years)):
            other = _name_editions(segment, newest, years, this_year) or other
        _of_all_papers(segment, lexicon)
    other = 0 if _GUESSED_YEAR.search(reading.plain) else other
    named = list(dict.fromkeys(e for s in segments for e in s.editions))
    if named and newest not in named and any(w in s.text for s in segments for w in _NOW):
        named.append(newest)
    cues = {cue for s in segments if s.is_asking or len(segments) == 1 for cue in s.cues}
    comparing = (
        "both-editions" in cues
        or len(named) > 1
        or said.of_which
        or any(sign.search(reading.plain) for sign in (_SINCE, _FROM_TO))
        or (
            "compare" in cues
            and bool({"edition-old", "edition-new"} & cues or named or "each" in cues)
        )
    )
    foreign = any(w >= _VETO for s in segments for w in s.concepts.values())
    if named and newest not in named:
        _of_older_address(segments)
    by = speaker(plain(text))
    return Question(tuple(segments), tuple(named), other, by, comparing, foreign)


def _of_data(segment: Segment, years: Mapping[int, str]) -> bool:
    """Take the years of data for such: 2023年、2024年的监测结果都有, or 2023还是2024 after them."""
    said = segment.years
    is_list = "monitoring" in segment.concepts and len(said) > 1
    is_bare = not any(weight > _NAMED for weight in segment.concepts.values())
    if is_bare and not said and "last-year" in segment.cues:
        return True
    if all(year in years for year in said) or not (is_list or is_bare):
        return False
    segment.numbers.extend(Number(year, "年") for year in said)
    segment.years = []
    return True


def _of_all_papers(segment: Segment, lexicon: Lexicon) -> None:
    """Read the three papers as each of them, where one thing is asked of all: 附件1 2 3分别几号."""
    is_each = "each" in segment.cues or _IN_A_ROW in segment.text
    if _PAPERS in segment.concepts and is_each and segment.concepts.keys() & _OF_EACH:
        del segment.concepts[_PAPERS]
        each = (
            c for c in lexicon.concepts.values() if c.family == "paper" and c.id.endswith("-form")
        )
        segment.concepts.update({concept.id: concept.weight for concept in each})


def _of_older_address(segments: Iterable[Segment]) -> None:
    """Read QQ邮箱 as the address itself, where the notice asked about gives one of that kind."""
    for segment in segments:
        weight = segment.concepts.pop("email-old", 0.0)
        if weight:
            segment.concepts["email"] = weight


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
    if "edition-old" in segment.cues and not other:  # 2020年那届 names its year itself
        older = sorted(edition for edition in set(years.values()) if edition < newest)
        named.extend(older[-1:])
    if "edition-new" in segment.cues:
        named.append(newest)
    segment.editions = list(dict.fromkeys(named))
    return other
