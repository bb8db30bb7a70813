"""The centre's own questions and answers: read from `entries/*.yaml`, found by likeness."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.answer import Answer, Part, Thread
from knowledge.entry import Entry, nodes_of, read_yaml
from knowledge.errors import BadNotice
from knowledge.faq import FaqIndex
from knowledge.figures import find_span
from knowledge.folding import are_others, folded, papers
from knowledge.load import ROOT, OnBad
from knowledge.notice import Citation, Notice
from knowledge.topic import PlainEntry

_KEYS = ("id", "question", "ways", "answer", "source")
_SOURCE_KEYS = ("document", "clause", "quote")
_SAME, _SIMILAR = 0.97, 0.72
#: The same is asked of three papers at most, so one of these is of the right one.
_MOST_LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, and how alike its wording is (1.0 sounds the same)."""

    entry: PlainEntry
    score: float

    @property
    def is_same(self) -> bool:
        """Whether the entry is what was asked, nearly word for word: it then beats any topic."""
        return self.score >= _SAME

    @property
    def is_similar(self) -> bool:
        """Whether the entry may answer what no topic does."""
        return self.score >= _SIMILAR

    def answer(self, thread: Thread) -> Answer:
        """Give the answer the centre wrote, with its source where it has one."""
        part = Part("entry", self.entry.id, self.entry.question, entry=self.entry)
        sources = (self.entry.source,) if self.entry.source else ()
        return Answer("answered", (part,), sources, (), thread.forget_topic(), score=self.score)


@dataclass(slots=True)
class Entries:
    """All entries, findable by likeness. Nothing is written after loading."""

    entries: tuple[PlainEntry, ...] = ()
    _by_id: dict[str, PlainEntry] = field(init=False)
    _index: FaqIndex | None = field(init=False)

    def __post_init__(self) -> None:
        self._by_id = {entry.id: entry for entry in self.entries}
        wordings = ((one.id, way) for one in self.entries for way in (one.question, *one.ways))
        self._index = FaqIndex(wordings) if self.entries else None

    def best(self, question: str) -> Hit | None:
        """Give the entry most like a question, however little that is; none of another paper."""
        found = self._index.match(question, _MOST_LOOKED_AT) if self._index else []
        named = papers(folded(question).text)
        hits = (Hit(self._by_id[each.id], each.score) for each in found)
        return next((hit for hit in hits if not are_others(named, _papers_of(hit.entry))), None)


def _papers_of(entry: PlainEntry) -> frozenset[str]:
    return papers(folded(entry.question).text)


def load_entries(
    root: Path = ROOT, notices: Iterable[Notice] = (), on_bad: OnBad | None = None
) -> tuple[PlainEntry, ...]:
    """Give the entries of `entries/*.yaml`, files by name; a folder is not needed.

    Without `on_bad` the first entry that cannot be used raises BadNotice; with it, each such entry
    is reported and left out. A source has to stand in one of `notices`, word for word.
    """
    known = {notice.id: notice for notice in notices}
    found: dict[str, PlainEntry] = {}
    for path in sorted((root / "entries").glob("*.yaml")):
        shown = path.relative_to(root.parent).as_posix()
        try:
            nodes = nodes_of(read_yaml(path, shown), shown)
        except BadNotice as bad:
            _report(bad, on_bad)
            continue
        for node in nodes:
            try:
                one = _entry(Entry(node, shown), known)
                if one.id in found:
                    raise BadNotice(
                        one.origin, f"id “{one.id}”在 {found[one.id].origin} 用过了", "换一个 id"
                    )
                found[one.id] = one
            except BadNotice as bad:
                _report(bad, on_bad)
    return tuple(found.values())


def _report(bad: BadNotice, on_bad: OnBad | None) -> None:
    if on_bad is None:
        raise bad
    on_bad(bad)


def _entry(entry: Entry, notices: Mapping[str, Notice]) -> PlainEntry:
    entry.only(_KEYS)
    return PlainEntry(
        id=entry.text("id"),
        question=entry.text("question"),
        ways=entry.texts("ways", ()),
        answer=entry.text("answer"),
        source=_source(entry.entry("source"), notices) if entry.has("source") else None,
        origin=entry.where,
    )


def _source(source: Entry, notices: Mapping[str, Notice]) -> Citation:
    """The clause an answer rests on, found in its notice."""
    source.only(_SOURCE_KEYS)
    document = source.text("document")
    if document not in notices:
        cure = f"改成其中一个：{'、'.join(notices)}"
        source.refuse("document", f"“{document}”不是任何一份通知", cure)
    notice = notices[document]
    quote = source.text("quote")
    if find_span(notice.text, quote) is None:
        source.refuse("quote", f"在 {document} 的原文里找不到", "从原文复制，一字不改")
    return Citation(notice.edition, source.text("clause"), quote, document)
