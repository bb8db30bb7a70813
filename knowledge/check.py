"""The knowledge held against the notices as issued: what an author still has to put right.

Every quote stands in its text, every figure of a value in its quotes, every topic has facts or
says what is missing, every row of the rule register is claimed. Hidden links are only noted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.entries import load_entries
from knowledge.entry import Entry, read_yaml
from knowledge.errors import BadNotice
from knowledge.figures import days_in, dense, find_span, folded, weekdays_in, years_in
from knowledge.inforce import Document, editions_of
from knowledge.links import differs, is_malformed, printed
from knowledge.load import ROOT, load_documents, load_topics
from knowledge.notice import Contact, Day, Deadline, Fact
from knowledge.proof import unproven
from knowledge.topic import CHAT_GROUP, COMPUTED_TOPICS, Topic
from knowledge.vocabulary import load_lexicon

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHORTEST_QUOTE = 4
_SEVERITIES = {"error": "要改", "note": "留意"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `error` has to be put right, `note` only known."""

    severity: Literal["error", "note"]
    where: str
    what: str
    cure: str


def check(root: Path = ROOT) -> list[Finding]:
    """Everything found under `root`: what has to be put right first, then the notes."""
    broken: list[BadNotice] = []
    topics = load_topics(root, broken.append)
    documents = load_documents(root, broken.append)
    editions_of(documents, broken.append)
    load_lexicon(root, broken.append)
    load_entries(root, [document.notice for document in documents], broken.append)
    findings = [Finding("error", bad.where, bad.what, bad.cure) for bad in broken]
    facts = [fact for document in documents for fact in document.facts]
    findings += _ids([(topic.id, topic.origin) for topic in topics])
    findings += _ids([(fact.id, fact.origin) for fact in facts])
    for document in documents:
        findings += _notice(document, facts)
    findings += _facts(documents, topics)
    findings += _topics(topics, facts)
    findings += _register(root, facts)
    for document in documents:
        findings += _links(document)
    return sorted(findings, key=lambda finding: finding.severity)


def report(findings: Iterable[Finding]) -> str:
    """The findings as lines, one each, and a last line that counts them."""
    found = list(findings)
    lines = [
        f"{_SEVERITIES[finding.severity]} {finding.where}: {finding.what}；{finding.cure}"
        for finding in found
    ]
    errors = sum(finding.severity == "error" for finding in found)
    return "\n".join([*lines, f"要改 {errors} 处，留意 {len(found) - errors} 处"])


def _ids(ids: list[tuple[str, str]]) -> Iterator[Finding]:
    times = Counter(name for name, _ in ids)
    first: dict[str, str] = {}
    for name, where in ids:
        if times[name] > 1 and first.setdefault(name, where) != where:
            what = f"id“{name}”在 {first[name]} 已经用过"
            yield Finding("error", where, what, "换一个没用过的 id")
        if not _KEBAB.fullmatch(name):
            what = f"id“{name}”不是小写字母、数字和短横"
            yield Finding("error", where, what, "写成 topic-deadline 这样")


def _notice(document: Document, facts: list[Fact]) -> Iterator[Finding]:
    """The head of a notice and the weekdays its text prints, held against the calendar."""
    notice, text = document.notice, printed(document.notice.text)
    issued = notice.issued
    if (issued.month, issued.day) not in days_in(text) or issued.year not in years_in(text):
        what = f"印发日期 {issued} 不在原文里"
        yield Finding("error", notice.origin, what, "照落款改正 issued")
    if dense(notice.title) not in dense(text):
        what = f"标题“{notice.title}”与原文不一致"
        yield Finding("error", notice.origin, what, "照原文抄写 title")
    deadlines = [fact.value.day for fact in facts if isinstance(fact.value, Deadline | Day)]
    for dated in weekdays_in(text):
        same_day = {
            day.year
            for day in deadlines
            if day and (day.month, day.day) == (dated.month, dated.day)
        }
        years = {dated.year} if dated.year else same_day or {issued.year}
        if not any(dated.holds_in(year) for year in years):
            where = f"{Path(notice.origin).with_suffix('.txt').as_posix()}:{dated.line}"
            what = f"“{dated.words}”与日历对不上"
            yield Finding("error", where, what, "核对原件；原件如此，登记为 unclear 并请问监测中心")


def _facts(documents: tuple[Document, ...], topics: tuple[Topic, ...]) -> Iterator[Finding]:
    texts = {document.notice.id: printed(document.notice.text) for document in documents}
    known = {topic.id for topic in topics}
    facts = [fact for document in documents for fact in document.facts]
    people = [fact.value.people for fact in facts if isinstance(fact.value, Contact)]
    names = sorted({person.name for group in people for person in group})
    for fact in facts:
        if topics and fact.topic not in known:
            what = f"{fact.id} 的 topic“{fact.topic}”不在 topics 里"
            yield Finding("error", fact.origin, what, "改正 topic，或在 topics 里加上它")
        yield from _quotes(fact, texts)
        spans = [find_span(texts.get(quote.document, ""), quote.quote) for quote in fact.quotes]
        sources = tuple(span or quote.quote for span, quote in zip(spans, fact.quotes, strict=True))
        for claim in unproven(fact.value, sources, names):
            what = f"{fact.id} 的引文里没有{claim}"
            yield Finding("error", fact.origin, what, "照原文改值，或在 also 里补上写着它的原句")


def _quotes(fact: Fact, texts: dict[str, str]) -> Iterator[Finding]:
    for quote in fact.quotes:
        if quote.document not in texts:
            continue  # its notice is broken and reported already
        if find_span(texts[quote.document], quote.quote) is None:
            what = f"{fact.id} 的引文不在 {quote.document}.txt 里：“{quote.quote}”"
            yield Finding("error", fact.origin, what, "从原文逐字抄写，错字也照录")
        if len(dense(quote.quote)) < _SHORTEST_QUOTE:
            what = f"{fact.id} 的引文“{quote.quote}”太短"
            yield Finding("error", fact.origin, what, "引一整句或有意思的半句")


def _topics(topics: tuple[Topic, ...], facts: list[Fact]) -> Iterator[Finding]:
    with_facts = {fact.topic for fact in facts}
    known = {topic.id for topic in topics}
    owner: dict[str, str] = {}
    for topic in topics:
        for way in topic.ways:
            if owner.setdefault(folded(way), topic.id) != topic.id:
                what = f"话题 {topic.id} 的问法“{way}”在 {owner[folded(way)]} 里也有"
                yield Finding("error", topic.origin, what, "只留在一个话题里")
        if not topic.ways:
            what = f"话题“{topic.name}”没有问法"
            yield Finding("error", topic.origin, what, "在 ways 里至少写一种问法")
        for other in (*topic.near, *(target for _, target in topic.by_audience)):
            if other not in known:
                what = f"话题 {topic.id} 提到的“{other}”不在 topics 里"
                yield Finding("error", topic.origin, what, "改正这个 id")
        elsewhere = topic.by_audience or topic.id in COMPUTED_TOPICS or topic.group == CHAT_GROUP
        if topic.id not in with_facts and not topic.absent and not elsewhere:
            what = f"话题 {topic.id} 没有事实，也没有 absent"
            yield Finding("error", topic.origin, what, "给它写事实，或用 absent 写明通知没有说什么")
        if topic.id in with_facts and topic.absent:
            what = f"话题 {topic.id} 有事实，又写了 absent"
            yield Finding("error", topic.origin, what, "删去 absent，或把事实移到别的话题")


def _register(root: Path, facts: list[Fact]) -> Iterator[Finding]:
    """The rows of `register.yaml` (where there is one) against the rows the facts claim."""
    path = root / "register.yaml"
    if not path.exists():
        return
    shown = path.relative_to(root.parent).as_posix()
    rows: set[str] = set()
    try:
        register = Entry(read_yaml(path, shown), shown)
        for key in register.written():
            dash = "-" if key[-1].isdigit() else ""
            rows |= {f"{key}{dash}{row}" for row in range(1, (register.number(key) or 0) + 1)}
    except BadNotice as bad:
        yield Finding("error", bad.where, bad.what, bad.cure)
        return
    claimed = {row for fact in facts for row in fact.reading}
    for row in sorted(rows - claimed):
        yield Finding(
            "error", shown, f"登记的 {row} 没有事实认领", f"在相应事实的 reading 里写上 {row}"
        )
    for fact in facts:
        for row in fact.reading:
            if row not in rows:
                what = f"{fact.id} 认领的 {row} 不在登记里"
                yield Finding("error", fact.origin, what, "改正编号，或在 register.yaml 里加长该类")


def _links(document: Document) -> Iterator[Finding]:
    """A note for each place of the notice whose hidden link is not what is displayed."""
    where = Path(document.notice.origin).with_suffix(".txt").as_posix()
    seen: set[tuple[str, str]] = set()
    for link in document.notice.links:
        if (link.shown, link.target) in seen:
            continue  # an address broken over two lines has its link twice
        seen.add((link.shown, link.target))
        slips = [
            *(["与显示的地址不同"] if differs(link) else []),
            *(["夹着别的文字"] if is_malformed(link) else []),
        ]
        if slips:
            what = f"{link.shown} 后面藏的链接{'、'.join(slips)}：mailto:{link.target}"
            yield Finding("note", f"{where}:{link.line}", what, "只答显示的地址，请人手工输入")
