"""What one thought asks: alone, or completed from what went before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.beside import BESIDE, side_asked
from knowledge.completing import NOD, Completing
from knowledge.covering import cover
from knowledge.lexicon import Lexicon
from knowledge.matching import SURE, Index, Match
from knowledge.segment import Segment
from knowledge.spans import SPAN, names_issue, steps_named
from knowledge.topic import DATE_LOOKUP

_FULLER = 0.03  # what a fuller completion is worth more than the next
_MATTER = 1.5  # from this weight on a concept is a matter of its own
#: What a comparison says of itself.
_COMPARED_AWAY = frozenset({"notice", "which-year", "what", "is"})
_AMOUNT = frozenset({"how-many"})  # 晚多少
#: How long it is, and where something stands.
_LONG, _LEFT = frozenset({"between", "cycle"}), "days-left"
_PLACES = frozenset({"stands-where", "which-form", "which-place", "attachment-which", "which-step"})
_PLACES |= {"which-criterion"}
_PLACED = 0.86  # how well the rest of a question for a place has to fit
_FITS = 0.9  # from this score on a thought is well understood alone
#: What is due tomorrow: 明天到期的是什么材料.
_AHEAD, _DUE = re.compile("明天|后天"), re.compile("到期|截止|要交|该交|要报|之前|前要|前交|前报")
_MATERIALS = frozenset({"what", "two-things", "which-form", "attachment-which"})
_WHICH_FIRST = re.compile("先.{1,12}还是先|[谁哪]个?(?:先|早|在前)")  # 先交联络人信息还是先交申报表
_IN_WHAT = frozenset({"what", "list", "which", "where"})  # 有什么区别, 区别在哪
_WHETHER = ("吗", "么", "没", "没有", "不", "吧", "嘛")
_ALSO = "也"  # 22年也一样吗 goes on with what was answered
_LEFT_OUT = (
    0.6  # what 联络人表呢 loses alone, where it was asked just before whether another needs a stamp
)
_OWN_WORDS = 0.25  # what a completion loses that takes up less of the thought's own words
_SPOILING = 0.12  # what a completion loses that turns a thought with a thing into a refusal
COMPLETING = 0.06  # what a reading gains by having both a thing and what is asked of it

Concepts = Mapping[str, float]

#: What asks for the meaning of a word leans on nothing that went before: 什么是跟进式改进.
_DEFINING = re.compile("^(?:什么是|啥是|什么叫|啥叫|何为)")
_ALONE: Sequence[tuple[Concepts, float]] = (({}, 0.0),)


@dataclass(frozen=True, slots=True)
class Found:
    """What one segment turned out to ask: its topics, best first.

    `concepts` is what it was read as, `contexts` what it may lean on, the nearest first;
    `is_completed` where it does; `is_placed` where it asks for the place in the notice.
    """

    segment: Segment
    matches: tuple[Match, ...]
    concepts: Concepts
    contexts: tuple[Concepts, ...] = ()
    is_completed: bool = False
    is_placed: bool = False

    @property
    def is_shaped(self) -> bool:
        """Whether the shape of the segment alone tells the topic: a day with no more than its weekday asked."""
        return bool(self.matches) and self.matches[0].way == self.segment.text != ""

    @property
    def is_sure(self) -> bool:
        """Whether the best topic explains the segment well enough to answer."""
        return bool(self.matches) and self.matches[0].score >= SURE


@dataclass(frozen=True, slots=True)
class Thoughts:
    """Reads thoughts, one at a time; `refusing` are the topics the notices leave open."""

    lexicon: Lexicon
    index: Index
    refusing: frozenset[str]
    words: Completing

    def best(
        self, segment: Segment, contexts: Iterable[tuple[Concepts, float]], comparing: bool
    ) -> Found:
        """The best reading of a segment: alone, or completed from this message or the last turn."""
        contexts = list(contexts) if not _DEFINING.search(segment.text) else _ALONE
        before = tuple(one for one, _ in contexts if one)
        own = dict(segment.concepts)
        if comparing or "compare" in segment.cues:
            away = _COMPARED_AWAY | _AMOUNT if comparing else _COMPARED_AWAY
            own = {c: w for c, w in own.items() if c not in away} or own
            is_bare = not any(w >= _MATTER for w in own.values())
            leans = bool(before) and (_ALSO in segment.text or _asks_whether_same(segment))
            if not contexts[0][0] and not segment.unknown and is_bare and not leans:
                return Found(segment, (Match("whole-difference", segment.text, 1.0, own),), own)
        if self._asks_of_a_day(segment, own):
            return Found(segment, (Match(DATE_LOOKUP, segment.text, 1.0, own),), own)
        if side_asked(segment):
            return Found(segment, (Match(BESIDE, segment.text, 1.0, own),), own)
        asks_long = bool(own.keys() & _LONG) or _LEFT in segment.cues
        goes_on = any(_LONG & one.keys() for one in before) and not self.words.asks(own)
        asks_long |= _WHICH_FIRST.search(segment.text) is not None
        ends = len(steps_named(own)) + names_issue(segment.text)
        ends += len(segment.dates) if asks_long and _LONG & own.keys() else 0
        if (asks_long or goes_on) and ends > 1:
            return Found(segment, (Match(SPAN, segment.text, 1.0, own),), own)
        best = Found(segment, self._cover(segment, own, own), own, before)
        if _PLACES & own.keys() and not _explains_place(best):
            return self._placed(segment, own, contexts) or best
        return self._completed(best, own, contexts, comparing)

    def _asks_of_a_day(self, segment: Segment, own: Concepts) -> bool:
        """Whether a day is named and no more is asked than what is due, what weekday or year it is."""
        if _AHEAD.search(segment.text) and _DUE.search(segment.text) and _MATERIALS & own.keys():
            return not self.words.has(own, "thing") and not segment.unknown
        in_full = any(month and day for _, month, day in segment.dates)
        asks = "weekday" in segment.cues or "which-year" in own
        return in_full and asks and not self.words.has(own, "thing") and not segment.unknown

    def _completed(
        self,
        best: Found,
        own: Concepts,
        contexts: Iterable[tuple[Concepts, float]],
        comparing: bool,
    ) -> Found:
        """The reading alone, or the completion that is better."""
        segment = best.segment
        has_thing = self.words.has(own, "thing")
        is_whole = has_thing and (comparing or self.words.has(own, "ask"))
        plainly = self._said(best, own)
        fits = bool(best.matches) and best.matches[0].score >= _FITS
        contexts = list(contexts)
        goes_on = segment.text.endswith("呢") and not self.words.asks(own)
        left = goes_on and any(self.words.leaves_out(own, before) for before, _ in contexts)
        top = self._merit(best, 0.0 if is_whole else -_LEFT_OUT if left else -COMPLETING)
        for before, gain in contexts:
            for tier, fuller in enumerate(self.words.completed(own, before)):
                matches = self._cover(segment, fuller, own)
                item = Found(segment, matches, fuller, best.contexts, is_completed=True)
                bias = min(0.0, self._said(item, own) - plainly) * _OWN_WORDS
                if fits and has_thing and _leads_to(item, self.refusing):
                    bias -= _SPOILING
                elif is_whole:
                    bias -= COMPLETING
                elif item.is_sure and not has_thing:
                    bias += gain
                merit = self._merit(item, bias - tier * _FULLER)
                if merit > top + 0.001:
                    best, top = item, merit
        return best

    def _placed(
        self, segment: Segment, own: Concepts, contexts: Iterable[tuple[Concepts, float]]
    ) -> Found | None:
        """A question for the place of something: whatever it is, the clause that says it."""
        rest = {c: w for c, w in own.items() if c not in _PLACES}
        asked = [rest] if self.words.has(rest, "thing") else []
        if not any(w > NOD for w in rest.values()):
            asked += [dict(before) | rest for before, _ in contexts if before]
        for concepts in asked:
            matches = tuple(self.index.rank(concepts, segment.unknown)[:1])
            item = Found(segment, matches, concepts, is_completed=concepts != rest, is_placed=True)
            if matches and matches[0].score >= _PLACED and not _leads_to(item, self.refusing):
                return item
        return None

    def _cover(self, segment: Segment, concepts: Concepts, own: Concepts) -> tuple[Match, ...]:
        """The topics of a thought; one that asks one thing has one, and a refusal is not helped."""
        asks = self.words.asks(own)
        if concepts is not own and len(asks) < 2 and len(self.words.things(own)) < 2:
            return tuple(self.index.rank(concepts, segment.unknown)[:1])
        matches = tuple(cover(self.index, segment, concepts))
        if len(asks) > 1 or not matches:
            return matches
        absent = tuple(m for m in matches if m.topic.startswith("absent"))
        if matches[0].topic in self.refusing:
            return absent or matches[:1]
        return absent or matches[:1] + tuple(m for m in matches[1:] if m.topic not in self.refusing)

    def _said(self, item: Found, own: Concepts) -> float:
        """How much of what a thought itself says its topics take up, word for word."""
        matter = {c: w for c, w in own.items() if w >= NOD}
        taken = {c for match in item.matches for c in match.concepts}
        return sum(w for c, w in matter.items() if c in taken) / (sum(matter.values()) or 1.0)

    def _merit(self, item: Found, bias: float) -> float:
        """How good a reading is: its score, and whether thing and ask are both there."""
        if not item.matches:
            return 0.0
        used = item.matches[0].concepts
        both = self.words.has(used, "thing") and self.words.has(used, "ask")
        return item.matches[0].score + bias + (COMPLETING if both else 0.0)


def _asks_whether_same(segment: Segment) -> bool:
    """Whether a thought asks if things differ (跟上届有区别吗), not in what."""
    asks = segment.text.endswith(_WHETHER) or "是不是" in segment.text
    return asks and not _IN_WHAT & segment.concepts.keys()


def _explains_place(item: Found) -> bool:
    """Whether a topic is found that itself tells the place asked for."""
    return item.is_sure and bool(_PLACES & item.matches[0].concepts.keys())


def _leads_to(item: Found, topics: frozenset[str]) -> bool:
    return bool(item.matches) and item.matches[0].topic in topics
