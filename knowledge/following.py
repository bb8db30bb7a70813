"""Messages that go on with the last answer and name none of it: an ordinal, a year, who is asking."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from knowledge.answer import Thread
from knowledge.composing import Composer
from knowledge.finding import Finder
from knowledge.matching import Match
from knowledge.notice import Contact, Fact, Items
from knowledge.question import Question
from knowledge.remembering import DUE
from knowledge.segment import Number, Segment
from knowledge.setting import Setting
from knowledge.thought import Found

_NTH = re.compile(
    r"\s*(?:那|那么)?(?:第?([一二三四1-4])(?:个|号)?(呢|是什么|是啥|又是什么)?[？?。]?"
    r"|第([一二三四1-4])(?:个|张|份)(.{2,}))\s*"
)
#: Another day after what falls on one: 3月6日前要发什么, then 3月21号前呢.
_ANOTHER_DAY = re.compile(
    r"(\s*(?:那|那么)?(?:\d{4}年)?[\d一二三四五六七八九十]+[月日号](?:[\d一二三四五六七八九十]+[日号]?)?(?:之前|以前|前)?)的?呢[？?。]?\s*"
)
_REPEAT = re.compile(
    r"\W*(?:没听清|没看清|没看懂|没明白|没记住|没记下来|没记下|忘了|记不住|不好意思)?\W*(?:请|麻烦|你|您|能不能|可以)*(?:再|重新|重复)"
    r"(?:说|讲|发|报|答|回)?(?:一遍|一次|一下|下|遍)\W*[吗吧呢不]?\W*|\W*(?:没听清|没看清|没看懂|没记住)\W*"
)
#: How the n-th of each family of things is called in full, and how many there are.
_IN_FULL: Mapping[str, str] = {"paper": "附件{}", "criterion": "第{}条标准"}
_HOW_MANY: Mapping[str, int] = {"criterion": 4}
_LAST = re.compile(r"\s*(?:那|那么)?(?:最后|末|倒数第)[一1](?:个|条|样)(?:标准)?(呢|.*)\s*")
#: One of what was listed: 第二步, 第一样.
_LISTED = re.compile(
    r"\s*(?:那|那么)?(?:第([一二三四五六七八九1-9])|(最后[一1]))(?:个|样|条|步|项|种|类|位|阶段|环节)(.*)"
)
_STEP = ("步", "阶段", "环节")
#: What is asked after a step and says no more than that it is asked for: 第二步是哪步.
_WHICH = re.compile(
    r"(?:又|到底|具体)?(?:是|叫|做|干)(?:哪步|哪一步|哪个|啥|什么|哪个环节|哪个阶段|什么步骤|什么环节|什么阶段)(?:名字)?[呢啊呀？?。]*"
)
#: Lists whose things are known by their number.
_BY_NUMBER = frozenset({"criteria", "attachments"})
_NAME = re.compile(r"[《》“”]|（.*?）|\(.*?\)")
_NUMERALS = "一二三四五六七八九"
_MONITORING = "monitoring-year"


@dataclass(frozen=True, slots=True)
class Following:
    """Reads a message beside the thread of the conversation."""

    composer: Composer
    finder: Finder

    def in_full(self, text: str, thread: Thread) -> str:
        """Give 二呢 after 附件一 as 附件二呢, anything else as it is."""
        listed = self._listed(text, thread)
        if listed:
            return listed
        day = _ANOTHER_DAY.fullmatch(text)
        if day and DUE in thread.asks:
            return f"{day[1]}要交什么"
        known = self.finder.lexicon.concepts
        families = [known[c].family for c, _ in thread.concepts if c in known]
        family = next((family for family in families if family in _IN_FULL), "")
        last = _LAST.fullmatch(text)
        if last and family in _HOW_MANY:
            return _IN_FULL[family].format(_HOW_MANY[family]) + (last[1] or "呢")
        nth = _NTH.fullmatch(text)
        if not nth or not family or any(word in text for word in _STEP):
            return text
        return _IN_FULL[family].format(nth[1] or nth[3]) + (nth[2] or nth[4] or "呢")

    def _listed(self, text: str, thread: Thread) -> str:
        """The n-th of what the last answer listed, or the n-th step, by its name; or nothing."""
        found = _LISTED.fullmatch(text)
        if not found:
            return ""
        is_step = any(text[found.start(3) - len(word) : found.start(3)] == word for word in _STEP)
        topics = ["stages"] if is_step else [*thread.topics[-1:]]
        edition = thread.pinned or thread.edition or self.composer.newest
        facts = [f for t in topics for f in self.composer.facts(edition, t, thread.audience)]
        items = next((i for i in map(_listing, facts) if i), ())
        at = _place(found[1]) if found[1] else len(items) - 1
        if _LISTED.search(found[3]):  # 第二步、第四步: more than one is meant
            return ""
        if is_step and _WHICH.fullmatch(found[3].strip()):
            return text  # no more is asked than which one it is
        if not 0 <= at < len(items) or (thread.topics and thread.topics[0] in _BY_NUMBER):
            return ""
        return _NAME.sub("", items[at]) + (_WHICH.sub("", found[3].strip()) or "呢")

    def with_year(self, read: Question, thread: Thread) -> Question:
        """Take a year no notice belongs to for one of monitoring, where that was the matter."""
        named = {c for s in read.segments for c in s.concepts}
        if not read.other_year or _MONITORING not in thread.topics:
            return read
        if any(self.finder.words.kind(c) == "thing" for c in named):
            return read
        for segment in read.segments:
            segment.numbers.append(Number(read.other_year, "年"))
            segment.concepts["monitoring"] = self.finder.lexicon.concepts["monitoring"].weight
            segment.is_asking = True
        return replace(read, other_year=0)

    def again(self, read: Question, before: Thread, setting: Setting) -> list[Found]:
        """The last answer for who turns out to be asking, where it is another for them."""
        if read.audience is None or not before.topics or not read.segments:
            return []
        topics = tuple(dict.fromkeys(self._for(before, setting)))
        last = replace(setting, audience=before.audience)
        if topics == before.topics and self._facts(topics, setting) == self._facts(topics, last):
            return []
        return _anew(topics, before)

    def repeated(self, text: str, before: Thread) -> list[Found]:
        """The last answer, where somebody asks to hear it again."""
        return _anew(before.topics, before) if _REPEAT.fullmatch(text) else []

    def _facts(self, topics: Iterable[str], setting: Setting) -> list[Fact]:
        audience, edition = setting.audience, setting.editions[-1]
        return [f for topic in topics for f in self.composer.facts(edition, topic, audience)]

    def _for(self, before: Thread, setting: Setting) -> Iterator[str]:
        """The topics of the last answer; of a quota, the one for who is asking."""
        for topic in before.topics:
            rows = (known.by_audience for known in self.composer.topics.values())
            kin = next((dict(row) for row in rows if topic in dict(row).values()), {})
            audience = setting.audience
            yield kin.get(audience, topic) if audience else topic


def _listing(fact: Fact) -> tuple[str, ...]:
    """What a fact lists: its items, or the names of persons."""
    if isinstance(fact.value, Contact):
        return tuple(person.name for person in fact.value.people)
    return fact.value.items if isinstance(fact.value, Items) else ()


def _place(numeral: str) -> int:
    """Where the one of a list stands that is called by a numeral."""
    return int(numeral) - 1 if numeral.isdecimal() else _NUMERALS.index(numeral)


def _anew(topics: Iterable[str], before: Thread) -> list[Found]:
    """Topics as they are found, with what the last answer was about."""
    concepts = dict(before.concepts)
    matches = (Match(topic, "", 1.0, concepts) for topic in topics)
    return [Found(Segment(), (match,), concepts, is_completed=True) for match in matches]
