"""A message -> what is asked: segments of thought, each with its concepts, cues, numbers and dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.lexicon import Lexicon
from knowledge.notice import Audience
from knowledge.reading import read
from knowledge.shapes import Token
from knowledge.speaker import speaker

_UNKNOWN_MOST = 2.6  # what one run of unexplained text weighs at the most
_EDITION_YEARS = frozenset({2022})  # a year that names a notice even before 监测结果
_GIVEN = 1.5  # what a number with its measure weighs when a sentence is looked for
_ASKING = ("什", "啥", "几", "哪", "谁", "怎", "咋", "何", "吗", "多少", "?")
_PHONE = 1_000_000  # a number of this many digits is a telephone's
_VETO = 4.0  # a concept of this weight is a matter of its own, whatever stands beside it


@dataclass(frozen=True, slots=True)
class Number:
    """A number said, with its measure word (empty where none follows)."""

    value: int
    unit: str


@dataclass(slots=True)
class Segment:
    """One thought of a message.

    `concepts` maps each concept to its weight; `unknown` maps runs of text nothing explains to
    their weight; `pieces` are the words that carry matter: as typed, as which concept, of what weight; `cues` are what steers the answer; `options` are words of closed lists (语文, 高中) as typed.
    """

    text: str = ""
    concepts: dict[str, float] = field(default_factory=dict)
    unknown: dict[str, float] = field(default_factory=dict)
    pieces: list[tuple[str, str, float]] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    numbers: list[Number] = field(default_factory=list)
    dates: list[tuple[int, int, int]] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    editions: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    is_asking: bool = False

    @property
    def unknown_weight(self) -> float:
        """What the unexplained text weighs."""
        return sum(self.unknown.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing of weight was said."""
        return not (self.concepts or self.unknown or self.cues or self.years)


@dataclass(frozen=True, slots=True)
class Question:
    """A whole message, understood: its segments, and what holds for all of them."""

    segments: tuple[Segment, ...]
    editions: tuple[str, ...] = ()
    other_year: int = 0
    audience: Audience | None = None
    is_comparing: bool = False
    is_foreign: bool = False  # a matter of its own (weather, a prompt injection)


_OPTIONS = frozenset({"subject", "child-subject", "child-stage", "senior", "other-format", "excel"})


def understand(
    text: str, lexicon: Lexicon, *, newest: str, years: Mapping[int, str], this_year: int
) -> Question:
    """Understand a message. `years` maps a calendar year to the edition it belongs to."""
    reading = read(text)
    segments: list[Segment] = []
    for clause in reading.clauses:
        for part in _at_pauses(lexicon.tokens(clause), lexicon):
            segment = _segment(part, lexicon)
            if not segment.is_empty:
                segments.append(segment)
    other = 0
    for segment in segments:
        other = _name_editions(segment, newest, years, this_year) or other
    named = list(dict.fromkeys(e for s in segments for e in s.editions))
    cues = {cue for s in segments if s.is_asking or len(segments) == 1 for cue in s.cues}
    comparing = (
        "both-editions" in cues
        or len(named) > 1
        or (
            "compare" in cues
            and bool({"edition-old", "edition-new"} & cues or named or "each" in cues)
        )
    )
    foreign = any(w >= _VETO for s in segments for w in s.concepts.values())
    return Question(
        tuple(segments), tuple(named), other, speaker(reading.plain), comparing, foreign
    )


def merged(segments: Iterable[Segment]) -> Segment:
    """Give all segments of a message as one."""
    whole = Segment()
    for segment in segments:
        whole.concepts.update(segment.concepts)
        whole.unknown.update(segment.unknown)
        whole.pieces.extend(segment.pieces)
        whole.cues.update(segment.cues)
        whole.is_asking |= segment.is_asking
    return whole


def _at_pauses(tokens: Iterable[Token], lexicon: Lexicon) -> list[list[Token]]:
    """Cut a clause where a speaker takes breath (然后, 就是, 我想问一下)."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if (
            token.concept
            and lexicon.concepts.get(token.concept)
            and (lexicon.concepts[token.concept].kind == "pause")
        ):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _segment(tokens: list[Token], lexicon: Lexicon) -> Segment:
    segment = Segment("".join(token.text for token in tokens))
    segment.is_asking = any(mark in segment.text for mark in _ASKING)
    run, weight = "", 0.0
    for at, token in enumerate(tokens):
        if not token.concept:
            if token.weight and token.text.isalnum():
                run, weight = run + token.text, weight + token.weight
                segment.pieces.append((token.text, "", token.weight))
            continue
        if run:
            segment.unknown[run] = min(weight, _UNKNOWN_MOST)
            run, weight = "", 0.0
        _take(segment, token, tokens[at + 1 : at + 4], lexicon)
    if run:
        segment.unknown[run] = min(weight, _UNKNOWN_MOST)
    if speaker(segment.text) and _only_introduces(segment, lexicon):
        segment.is_asking = False
    return segment


def _only_introduces(segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a segment says no more than who is speaking."""
    known = [lexicon.concepts[concept] for concept in segment.concepts]
    return not any(mark in segment.text for mark in _ASKING) and all(
        concept.kind in {"weak", "detail", "act"} or concept.family == "level" or concept.spare < 1
        for concept in known
    )


def _take(segment: Segment, token: Token, after: list[Token], lexicon: Lexicon) -> None:
    """Take one token into the segment."""
    shape = _shape(segment, token, lexicon)
    if shape:
        segment.concepts[shape] = lexicon.concepts[shape].weight
        return
    if token.concept == "year":
        _take_year(segment, token, after)
        return
    concept = lexicon.concepts.get(token.concept)
    if concept is None or concept.kind == "filler":
        return
    if concept.id in _OPTIONS:
        segment.options.append(token.text)
    if concept.kind == "cue":
        segment.cues.add(concept.id)
        segment.is_asking |= concept.id not in {"edition-new", "edition-old", "last-year"}
        if not concept.counts_as:
            return
    heard = lexicon.concepts[concept.counts_as] if concept.counts_as else concept
    if concept.kind in {"thing", "miss", "detail", "act"}:
        segment.pieces.append((token.text, concept.id, concept.weight))
    segment.concepts[heard.id] = heard.weight
    segment.is_asking |= heard.kind in {"ask", "weak"}


def _shape(segment: Segment, token: Token, lexicon: Lexicon) -> str:
    """Take in a date, a weekday or a number; give the concept its shape alone stands for."""
    if token.date is not None:
        segment.dates.append(token.date)
        return "date"
    if token.concept == "named-weekday":
        segment.weekdays.append(token.value or 0)
        return "date"
    if token.value is not None and token.concept != "year":
        segment.numbers.append(Number(token.value, token.unit))
        if token.unit:
            segment.pieces.append((token.text, "", _GIVEN))
            segment.concepts["proposed"] = lexicon.concepts["proposed"].weight
        if token.value >= _PHONE:
            return "phone-number"
    return ""


def _take_year(segment: Segment, token: Token, after: list[Token]) -> None:
    """A year is the edition's, or the monitoring's where 监测 follows at once (用2022年的监测结果)."""
    nearest = next((t.concept for t in after if t.concept != "filler"), "")
    year = token.value or 0
    if nearest == "monitoring" and (year not in _EDITION_YEARS or "use" in segment.concepts):
        segment.numbers.append(Number(year, "年"))
    else:
        segment.years.append(year)


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
    if "edition-old" in segment.cues:
        older = sorted(edition for edition in set(years.values()) if edition < newest)
        named.extend(older[-1:])
    if "edition-new" in segment.cues:
        named.append(newest)
    segment.editions = list(dict.fromkeys(named))
    return other
