"""One thought of a message: its concepts, cues, numbers and dates, taken from tokens."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from knowledge.lexicon import Lexicon
from knowledge.shapes import Token
from knowledge.speaker import speaker

_UNKNOWN_MOST = 2.6  # what one run of unexplained text weighs at the most
PREDICATE = 2.4  # what an unknown word weighs that is all a yes-or-no question asks
_ASK = 0.8  # what an ask weighs at the least to be more than a colour
_GIVEN = 1.5  # what a number with its measure weighs when a sentence is looked for
#: Words that ask; 好几趟 and 几年前 do not.
_ASKING = re.compile(
    r"[什啥哪谁怎咋何吗伐?]|(?<![好这那前])几(?!乎|年前)|多少|还是|不知道|不晓得|不清楚|想确认"
)
#: Words that ask for more than yes or no: 要坚持什么; 有没有什么 does not.
_WONDERING = re.compile(r"(?<!没有)(?:什么(?!的$)|啥)|[哪谁怎咋](?!么都)")
_ENDING = (3, 5)  # how many last digits of a telephone people give
_ENDS = ("尾", "结尾", "末尾", "后面是", "最后")
_BEFORE_NOW = ("以前", "从前", "过去")  # at the head of a thought; 21号以前 is a time
_PHONE = 1_000_000  # a number of this many digits is a telephone's
_OPTIONS = frozenset({"subject", "child-subject", "child-stage", "senior", "other-format", "excel"})
_WEAK = frozenset({"may", "is", "need"})  # 没事吧, 对吧, 要盖章吧
#: What turns a weak word into a question: 能不能, 是否, 有没有, 可以吗; 不用 denies.
_DOUBTING = frozenset("不否没吗么")
_QUIET_CUES = frozenset(
    {"edition-new", "edition-old", "both-editions", "last-year", "done", "compare"}
)
#: Data somebody has (手头只有2022年的监测数据) are of that year, and ask for no notice.
_IN_HAND = ("只有", "手头", "手里", "手上", "只存", "现成", "只拿到", "只查到", "只找到")
#: What a case is made from: 基于2024年的结果.
_LEANING = ("基于", "依据", "根据", "用", "按")
_DENYING = frozenset({"没", "没有", "不", "否"})  # a question only at the end: 交没交, 盖章不


@dataclass(frozen=True, slots=True)
class Number:
    """A number said, with its measure word (empty where none follows)."""

    value: int
    unit: str
    digits: str = ""  # as typed, with the noughts in front


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
    def is_negated(self) -> bool:
        """Whether what is named is said not to be so (我们不是直属学校)."""
        said = self.text.replace("是不是", "")
        return any(word in said for word in ("不是", "不属于", "并非"))

    @property
    def unknown_weight(self) -> float:
        """What the unexplained text weighs."""
        return sum(self.unknown.values())

    @property
    def asks_outright(self) -> bool:
        """Whether a word or the shape of it asks, not only what a word may mean."""
        return _ASKING.search(self.text) is not None or _is_either(self.text)

    @property
    def is_either(self) -> bool:
        """Whether both sides are named: 在不在, 交没交."""
        return _is_either(self.text)

    @property
    def wonders(self) -> bool:
        """Whether more is asked than yes or no."""
        return _WONDERING.search(self.text) is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of weight was said."""
        return not (self.concepts or self.unknown or self.cues or self.years or self.numbers)


def merged(segments: Iterable[Segment]) -> Segment:
    """Give all segments of a message as one."""
    whole = Segment()
    for segment in segments:
        whole.text += segment.text
        whole.numbers.extend(segment.numbers)
        whole.dates.extend(segment.dates)
        whole.options.extend(segment.options)
        whole.concepts.update(segment.concepts)
        whole.unknown.update(segment.unknown)
        whole.pieces.extend(segment.pieces)
        whole.cues.update(segment.cues)
        whole.is_asking |= segment.is_asking
    return whole


def read_segment(tokens: list[Token], lexicon: Lexicon, earlier: Collection[int] = ()) -> Segment:
    """Give the thought a run of tokens makes.

    `earlier` are the years of earlier notices: such a year names its notice even before 监测结果.
    """
    segment = Segment("".join(token.text for token in tokens))
    if segment.text.startswith(_BEFORE_NOW):
        segment.cues.add("edition-old")
    segment.is_asking = segment.asks_outright
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
        if token.text not in _DENYING or _ends(tokens[at + 1 :]):
            _take(segment, token, tokens[at + 1 : at + 4], lexicon, earlier)
    if run:
        segment.unknown[run] = min(weight, _UNKNOWN_MOST)
    if _asks_whether(segment, lexicon):
        weighed = {r: max(w, PREDICATE) if len(r) > 1 else w for r, w in segment.unknown.items()}
        segment.unknown = weighed
    says = bool(segment.concepts or segment.numbers)
    segment.is_asking |= segment.text.endswith("呢") and says
    segment.is_asking |= segment.text.endswith("吧") and (
        "compare" in segment.cues or bool(_WEAK & segment.concepts.keys())
    )
    if speaker(segment.text) and _only_introduces(segment, lexicon):
        segment.is_asking = False
    return segment


def _ends(rest: list[Token]) -> bool:
    """Whether no more than a particle is left: 定了没呀; 没人回 tells."""
    return all(t.concept == "filler" for t in rest) and sum(len(t.text) for t in rest) <= 1


def _is_either(text: str) -> bool:
    """Whether a text asks by naming both sides: 要不要, 交没交."""
    return any(a == c and b in "不没" for a, b, c in zip(text, text[1:], text[2:], strict=False))


def _asks_whether(segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a thought asks no more than yes or no: then what nothing explains is what it asks."""
    known = [lexicon.concepts[c] for c in segment.concepts if c in lexicon.concepts]
    asks = any(one.kind == "ask" and one.weight >= _ASK for one in known)
    doubts = "polar" in segment.cues or any(one.kind == "weak" for one in known)
    return doubts and not asks and not segment.wonders


def _only_introduces(segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a segment says no more than who is speaking."""
    known = [lexicon.concepts[concept] for concept in segment.concepts]
    return not _ASKING.search(segment.text) and all(
        concept.kind in {"weak", "detail", "act"} or concept.family == "level" or concept.spare < 1
        for concept in known
    )


def _take(
    segment: Segment,
    token: Token,
    after: list[Token],
    lexicon: Lexicon,
    earlier: Collection[int],
) -> None:
    """Take one token into the segment."""
    shape = _shape(segment, token, lexicon)
    if shape:
        segment.concepts[shape] = lexicon.concepts[shape].weight
        return
    if token.concept == "year":
        _take_year(segment, token, after, earlier)
        return
    concept = lexicon.concepts.get(token.concept)
    if concept is None or concept.kind == "filler":
        return
    if concept.id in _OPTIONS:
        segment.options.append(token.text)
    if concept.kind == "cue":
        segment.cues.add(concept.id)
        segment.is_asking |= concept.id not in _QUIET_CUES
        if not concept.counts_as:
            return
    heard = lexicon.concepts[concept.counts_as] if concept.counts_as else concept
    if concept.kind in {"thing", "miss", "detail", "act"}:
        segment.pieces.append((token.text, concept.id, concept.weight))
    segment.concepts[heard.id] = heard.weight
    doubts = heard.kind == "weak" and bool(_DOUBTING & set(token.text[1:]))
    segment.is_asking |= (heard.kind == "ask" and token.value is None) or doubts


def _shape(segment: Segment, token: Token, lexicon: Lexicon) -> str:
    """Take in a date, a weekday or a number; give the concept its shape alone stands for."""
    if token.date is not None:
        segment.dates.append(token.date)
        return "date"
    if token.concept == "named-weekday":
        segment.weekdays.append(token.value or 0)
        return "date"
    if token.value is not None and token.concept != "year":
        digits = "" if token.unit else token.text
        segment.numbers.append(Number(token.value, token.unit, digits))
        if token.unit:
            segment.pieces.append((token.text, "", _GIVEN))
            segment.concepts["proposed"] = lexicon.concepts["proposed"].weight
        if token.value >= _PHONE or _is_ending(segment, digits):
            return "phone-number"
    return ""


def _is_ending(segment: Segment, digits: str) -> bool:
    """Whether a figure is the last digits of a telephone: 0126, 尾号108."""
    if not _ENDING[0] <= len(digits) <= _ENDING[1]:
        return False
    return digits.startswith("0") or any(word in segment.text for word in _ENDS)


def _take_year(
    segment: Segment, token: Token, after: list[Token], earlier: Collection[int]
) -> None:
    """A year is the edition's, or the monitoring's where 监测 follows at once (用2022年的监测结果)."""
    nearest = next((t.concept for t in after if t.concept != "filler"), "")
    year = token.value or 0
    is_proposed = "use" in segment.concepts or any(word in segment.text for word in _IN_HAND)
    leans = nearest == "result" and any(word in segment.text for word in _LEANING)
    if leans or (nearest == "monitoring" and (year not in earlier or is_proposed)):
        segment.numbers.append(Number(year, "年"))
    else:
        segment.years.append(year)
