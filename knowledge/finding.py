"""The thoughts of a message -> what each asks, with what it leans on."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from knowledge.completing import NOD, Completing
from knowledge.lexicon import Lexicon
from knowledge.matching import Index
from knowledge.opinion import SecondOpinion
from knowledge.question import Question
from knowledge.segment import Segment, merged
from knowledge.thought import COMPLETING, Concepts, Found, Thoughts

_MOST_PARTS = 3
_POINTING = "notice"  # 通知允许吗 asks no more than 允许吗
_WHAT = frozenset({"what", "two-things"})
_BARE = 6  # how long a thought may be that only names the next thing
_SAID_BEFORE = 0.2  # what a thought without a thing gains by taking it from the same message
_ASKED_OF = frozenset({"paper", "field"})  # families of things that are asked about
_OF_TIME = frozenset({"days-left", "weekday", "overdue", "in-time", "fixed"})
#: Persons and places of a story told before the question: 领导开会说的, 在办公室听到的.
_SCENERY = frozenset(
    {"training", "director", "room", "traffic", "hours", "group-chat", "personal", "outsiders"}
    | {"print-shop", "title-rank", "career", "eligibility", "off-topic", "weather", "other-contest"}
)
#: What a question holds that asks no more than whether one may take part all the same.
_TAKING_PART = frozenset(
    {"topic-filing", "file-case", "hand-in", "join", "may", "need", "when", "case", "activity"}
    | {"is", "have", "over"}
)
#: What goes on with a refusal of the same message: 要不要拍视频，多长.
_BARE_ASK = re.compile(
    r"(?:那|写|是|在|到底要|要|得|大概|一般)?(?:几年|几岁|啥时候|什么时候|多长|多久|几号|哪天|哪里|在哪|哪儿|多少|几个|几份|怎么弄|咋弄|几点)[呢啊呀]?"
    r"|(?:申报表|表格?|通知|文件|这个|对此)?[里上]?有(?:没有)?(?:什么|明确)?(?:规定|要求)[吗没么不]?"
)
_JUDGING = frozenset({"over", "minimum"})  # 超没超, 够了没有
_FAINT = 1.0  # an ask of no more weight may stand in a statement
_FARTHER = 0.01  # what an earlier part of the last answer gains less than a later one


@dataclass(slots=True)
class Finder:
    """Finds topics for the segments of a message."""

    lexicon: Lexicon
    index: Index
    words: Completing
    refusing: frozenset[str] = frozenset()  # topics the notices leave open
    opinion: SecondOpinion | None = None
    thoughts: Thoughts = field(init=False)

    def __post_init__(self) -> None:
        self.thoughts = Thoughts(self.lexicon, self.index, self.refusing, self.words)

    def find(
        self,
        read: Question,
        contexts: Sequence[Concepts],
        refused: Concepts | None = None,
        last: Collection[str] = (),
    ) -> list[Found]:
        """Find the topics of each segment that asks something, in order.

        `contexts` is what the last answer was about, its last part first, `last` its topics;
        `refused` what was asked in vain since: a thought that asks nothing of its own (那二等奖呢)
        goes on with it, another only with the papers it named.
        """
        papers = self.words.family(refused or {}, "paper")
        contexts = [papers, *contexts] if papers else contexts
        segments = _of_told_years(self._joined(read.segments))
        if contexts:
            segments = [self._pointing(one, contexts[0]) for one in segments]
        asking = [s for s in segments if s.is_asking and (s.cues or _weighs(s))]
        asking = [s for s in asking if not self._only_tells(s, asking)]
        if not asking:
            asking = [s for s in segments if s.concepts or s.unknown] or segments
        said: Concepts = {}
        gain = _SAID_BEFORE
        found: list[Found] = []
        for segment in segments:
            if not any(segment is one for one in asking) and not self._adds(segment, found):
                stated = self._stated(segment, said)
                said, gain = (stated, _SAID_BEFORE) if stated else (said, gain)
                continue
            if found and self._was_refused(found[-1]) and _BARE_ASK.fullmatch(segment.text):
                continue
            of_time = bool(segment.cues & _OF_TIME)
            follows = refused and not of_time and not self.words.has(segment.concepts, "ask")
            before = (refused,) if refused and follows else contexts
            items = self._again(segment, said, gain, before, read.is_comparing)
            found.extend(items)
            said, gain = self._leads_on(segment, items[-1], said, gain)
        found = _sensible(found + self._together(read, found, contexts))
        return self.opinion.weigh(found, last) if self.opinion else found

    def _only_tells(self, segment: Segment, asking: Sequence[Segment]) -> bool:
        """Whether a thought asks by no more than a faint word before one that asks outright: 校长看重这事."""
        asks = [segment.concepts[c] for c in self.words.asks(segment.concepts)]
        is_faint = not segment.cues and max(asks, default=_FAINT) <= _FAINT
        if not is_faint or segment.asks_outright or self.words.has(segment.concepts, "thing"):
            return False
        return asking[-1] is not segment and asking[-1].asks_outright

    def _pointing(self, segment: Segment, context: Concepts) -> Segment:
        """A thought with what its pointing words point at."""
        return replace(segment, concepts=self.words.pointed(segment.concepts, context))

    def _stated(self, segment: Segment, said: Concepts) -> Concepts:
        """What a statement names, with the whole or the part of it that was named before."""
        named = self.words.things(segment.concepts, pointing=False)
        matter = {c: w for c, w in named.items() if c not in _SCENERY}
        if not matter:
            return {} if said else named
        kin = {c for c in said if self.words.is_part(c, matter)}
        return {c: said[c] for c in kin} | matter

    def _was_refused(self, item: Found) -> bool:
        if item.is_sure:
            return item.matches[0].topic in self.refusing
        return any(self.words.kind(concept) == "miss" for concept in item.segment.concepts)

    def _leads_on(
        self, segment: Segment, item: Found, said: Concepts, gain: float
    ) -> tuple[Concepts, float]:
        """What the next thought may lean on, and what it gains by that."""
        if segment.text.endswith("呢") and self.words.has(segment.concepts, "thing"):
            return self.words.things(segment.concepts), _SAID_BEFORE  # 那选题呢，还有几天
        return (self._named(item, said), COMPLETING) if item.is_sure else (said, gain)

    def _named(self, item: Found, said: Concepts) -> Concepts:
        """What the next thought may lean on: what this one named, and the paper spoken of so far."""
        named = dict(item.matches[0].concepts) | dict(item.concepts)
        kept = {} if self.words.family(named, "paper") else self.words.family(said, "paper")
        return kept | named

    def _joined(self, segments: Sequence[Segment]) -> list[Segment]:
        """Put together what is one thought: 几号截止啊，汇总表; 问题描述写了650，没事吧."""
        *before, last = segments or (Segment(),)
        is_nod = last.is_asking and not last.unknown and not _weighs(last) and not last.years
        is_nod |= bool(before) and self._asks_to_take_part(before[-1], last)
        if is_nod and before and not any(s.is_asking for s in before):
            return [merged([*before, last])]
        if before and (
            self._lists(before[-1], last)
            or self._judges(before[-1], last)
            or self._asks_if_told(before[-1], last)
        ):
            return [*before[:-1], merged([before[-1], last])]
        if before and self._asks_of_a_day(before[-1], last):
            return [merged([*before, last])]
        asks = [s for s in before[-1:] if s.is_asking and not self.words.has(s.concepts, "thing")]
        is_named = bool(self.words.named(last.concepts, _ASKED_OF)) and not last.unknown
        if not asks or not is_named or last.is_asking or self.words.has(last.concepts, "ask"):
            return list(segments)
        return [*before[:-1], merged([last, *asks])]

    def _lists(self, before: Segment, last: Segment) -> bool:
        """Whether something is asked of each of several things named just before: …和…，各是几号."""
        named = self.words.named(before.concepts)
        each = "each" in last.cues and not self.words.has(last.concepts, "thing")
        return each and not before.is_asking and len(named) > 1

    def _judges(self, before: Segment, last: Segment) -> bool:
        """Whether it is asked if a number told just before is too much, or enough: 写了5个，全报超没超."""
        tells = not before.is_asking and any(number.unit for number in before.numbers)
        is_bare = not last.numbers and not last.unknown
        named = self.words.has(last.concepts, "thing") or self.words.has(last.concepts, "ask")
        judged = _JUDGING | {"may"} if "case" in before.concepts else _JUDGING
        return tells and is_bare and not named and bool(judged & last.concepts.keys())

    def _asks_if_told(self, before: Segment, last: Segment) -> bool:
        """Whether no more is asked than if the notice says it: 材料怎么交，通知里写明白了没."""
        return before.is_asking and "fixed" in last.cues and not last.unknown and not _weighs(last)

    def _asks_to_take_part(self, before: Segment, last: Segment) -> bool:
        """Whether something no notice holds was told, and then whether one may: 没抽到，还能报吗."""
        matters = (c for c in before.concepts if c not in _SCENERY)
        tells = any(self.words.kind(c) == "miss" for c in matters)
        may = "may" in last.concepts or "in-time" in last.cues
        return tells and may and not last.unknown and last.concepts.keys() <= _TAKING_PART

    def _asks_of_a_day(self, before: Segment, last: Segment) -> bool:
        """Whether a day was told, and then no more is asked than what is due: 3月6日前报掉，报啥."""
        tells = (
            before.dates and not before.is_asking and not self.words.has(before.concepts, "thing")
        )
        things = self.words.has(last.concepts, "thing") or last.unknown or last.dates
        return bool(tells) and not things and bool(_WHAT & last.concepts.keys())

    def _adds(self, segment: Segment, found: Sequence[Found]) -> bool:
        """Whether a bare thing goes on with a list of asks: 申报表交几份，盖章，地址."""
        if not found or not found[-1].is_sure or segment.unknown or len(segment.text) > _BARE:
            return False
        things = self.words.things(segment.concepts)
        return self.words.has(segment.concepts, "thing") and not any(
            thing in found[-1].concepts or thing in found[-1].matches[0].concepts
            for thing in things
        )

    def _together(
        self, read: Question, found: Sequence[Found], contexts: Sequence[Concepts]
    ) -> list[Found]:
        """The whole message as one thought, where its parts by themselves are not understood."""
        if len(read.segments) < 2 or any(item.is_sure for item in found):
            return []
        whole = merged(read.segments)
        earlier = [({}, 0.0), *((one, COMPLETING) for one in contexts)]
        item = self.thoughts.best(whole, earlier, read.is_comparing)
        return [item] if item.is_sure else []

    def _again(
        self,
        segment: Segment,
        said: Concepts,
        gain: float,
        before: Sequence[Concepts],
        comparing: bool,
    ) -> list[Found]:
        """The best reading of a thought; one that asks nothing goes on with all that was asked."""
        earlier = [(one, COMPLETING - at * _FARTHER) for at, one in enumerate(before)]
        if len(before) > 1 and not said and not self.words.asks(segment.concepts):
            each = [self.thoughts.best(segment, [(said, gain), one], comparing) for one in earlier]
            good = [f for f in reversed(each) if f.is_sure and f.is_completed]
            good = [f for f in good if f.matches[0].topic not in self.refusing]
            if good:
                return list({item.matches[0].topic: item for item in good}.values())
        return [self.thoughts.best(segment, [(said, gain), *earlier], comparing)]


def _of_told_years(segments: list[Segment]) -> list[Segment]:
    """Ask of the year of data that were told of just before: 只有2022年的监测数据，能用吗."""
    for told, asking in pairwise(segments):
        if asking.is_asking and not told.is_asking and not asking.numbers:
            asking.numbers.extend(n for n in told.numbers if n.unit == "年")
    return segments


def _weighs(segment: Segment) -> bool:
    """Whether a thought holds more than a nod (行吧, 可以吗)."""
    weighty = (c for c, w in segment.concepts.items() if w >= NOD and c != _POINTING)
    return bool(segment.unknown) or any(weighty)


def _sensible(found: list[Found]) -> list[Found]:
    """Drop thoughts nothing was found for beside answered ones; of many, the last are the question."""
    sure = [item for item in found if item.is_sure]
    return (sure or found)[-_MOST_PARTS:]
