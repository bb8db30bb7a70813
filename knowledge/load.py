"""YAML -> records: the topics, the notices with their facts, and the editions they make up.

Layout under `root`: `topics/<group>.yaml` (a list of topics) and
`notices/<edition>/<date>-<slug>.yaml` with the text as issued in the `.txt` of the same name.
A new notice is two files and no Python.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.entry import Entry, nodes_of, read_text, read_yaml
from knowledge.errors import BadNotice
from knowledge.inforce import Document, editions_of
from knowledge.links import links_of
from knowledge.notice import AUDIENCES, Audience, Citation, Edition, Fact, Notice
from knowledge.topic import Topic
from knowledge.values import value_of

ROOT = Path(__file__).parent

#: What to do with an entry that cannot be used; it is left out when this returns.
OnBad = Callable[[BadNotice], None]

_TOPIC_KEYS = ("id", "name", "ways", "absent", "near", "compare", "headline", "by_audience")
_NOTICE_KEYS = ("notice", "edition", "name", "issued", "title", "facts")
_FACT_KEYS = (
    *("id", "topic", "kind", "value", "audience"),
    *("clause", "quote", "also", "replaces", "reading"),
)
_SOURCE_KEYS = ("document", "clause", "quote")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known: editions, the oldest first, and topics in file order."""

    editions: tuple[Edition, ...]
    topics: tuple[Topic, ...]


def load(root: Path = ROOT, on_bad: OnBad | None = None) -> Knowledge:
    """Everything under `root`.

    Without `on_bad` the first malformed entry raises BadNotice; with it, a malformed entry is
    reported there and left out, so that a serving program keeps the rest.
    """
    report = on_bad or _stop
    topics = load_topics(root, report)
    return Knowledge(editions_of(load_documents(root, report), report), topics)


def load_topics(root: Path = ROOT, on_bad: OnBad | None = None) -> tuple[Topic, ...]:
    """The topics of `topics/*.yaml`, files by name, each in its own order."""
    report = on_bad or _stop
    topics: list[Topic] = []
    for path in sorted((root / "topics").glob("*.yaml")):
        shown = _shown(path, root)
        try:
            entries = nodes_of(read_yaml(path, shown), shown)
        except BadNotice as bad:
            report(bad)
            continue
        for node in entries:
            try:
                topics.append(_topic(Entry(node, shown), path.stem))
            except BadNotice as bad:
                report(bad)
    return tuple(topics)


def load_documents(root: Path = ROOT, on_bad: OnBad | None = None) -> tuple[Document, ...]:
    """Every notice with the facts of its own file, by edition folder and date of issue."""
    report = on_bad or _stop
    paths = sorted((root / "notices").glob("*/*.yaml"))
    editions = {path.stem: path.parent.name for path in paths}
    documents: list[Document] = []
    for path in paths:
        try:
            documents.append(_document(path, root, editions, report))
        except BadNotice as bad:
            report(bad)
    for path in sorted((root / "notices").glob("*/*.txt")):
        if not path.with_suffix(".yaml").exists():
            what = "通知有原文，没有事实文件"
            report(BadNotice(_shown(path, root), what, f"在旁边写 {path.stem}.yaml"))
    documents.sort(key=lambda document: (document.notice.issued, document.notice.id))
    return tuple(documents)


def _stop(bad: BadNotice) -> None:
    raise bad


def _shown(path: Path, root: Path) -> str:
    """The path as messages name it (knowledge/notices/2025/…)."""
    return path.relative_to(root.parent).as_posix()


def _topic(entry: Entry, group: str) -> Topic:
    entry.only(_TOPIC_KEYS)
    return Topic(
        id=entry.text("id"),
        name=entry.text("name"),
        ways=entry.texts("ways"),
        group=group,
        absent=entry.text("absent", ""),
        near=entry.texts("near", ()),
        compare=entry.flag("compare"),
        headline=entry.flag("headline"),
        by_audience=_by_audience(entry),
        origin=entry.where,
    )


def _by_audience(entry: Entry) -> tuple[tuple[Audience, str], ...]:
    if not entry.has("by_audience"):
        return ()
    by_audience = entry.entry("by_audience")
    by_audience.only(AUDIENCES)
    return tuple((audience, by_audience.text(audience)) for audience in AUDIENCES)


def _document(path: Path, root: Path, editions: dict[str, str], report: OnBad) -> Document:
    """One notice file with its text; a broken fact goes to `report`, a broken head raises."""
    shown = _shown(path, root)
    head = Entry(read_yaml(path, shown), shown)
    head.only(_NOTICE_KEYS)
    _expect(head, "notice", path.stem, "文件名")
    _expect(head, "edition", path.parent.name, "文件夹名")
    name = head.text("name")
    text = read_text(path.with_suffix(".txt"), _shown(path.with_suffix(".txt"), root))
    notice = Notice(
        id=path.stem,
        edition=path.parent.name,
        issued=head.day("issued"),
        title=head.text("title"),
        text=text,
        links=links_of(text),
        origin=shown,
    )
    facts = []
    for node in head.nodes("facts"):
        try:
            facts.append(_fact(Entry(node, shown), notice, editions))
        except BadNotice as bad:
            report(bad)
    return Document(notice, name, tuple(facts))


def _expect(head: Entry, key: str, wanted: str, what: str) -> None:
    if head.text(key) != wanted:
        slip = f"写的是“{head.text(key)}”，和{what}“{wanted}”不一致"
        head.refuse(key, slip, f"写成 {key}: {wanted}，或改{what}")


def _fact(entry: Entry, notice: Notice, editions: dict[str, str]) -> Fact:
    entry.only(_FACT_KEYS)
    others = entry.entries("also", required=False)
    for other in others:
        other.only(_SOURCE_KEYS)
    return Fact(
        id=entry.text("id"),
        topic=entry.text("topic"),
        edition=notice.edition,
        kind=entry.text("kind"),
        value=value_of(entry),
        quotes=tuple(_citation(source, notice, editions) for source in (entry, *others)),
        audience=frozenset(_audience(entry)),
        replaces=entry.text("replaces", ""),
        reading=entry.texts("reading", ()),
        origin=entry.where,
    )


def _citation(source: Entry, notice: Notice, editions: dict[str, str]) -> Citation:
    document = source.text("document", notice.id)
    if document not in editions:
        cure = f"改成其中一个：{'、'.join(editions)}"
        source.refuse("document", f"“{document}”不是任何一份通知", cure)
    return Citation(editions[document], source.text("clause"), source.text("quote"), document)


def _audience(entry: Entry) -> Iterator[Audience]:
    """The audiences written, all of them where the key is left out."""
    written = entry.texts("audience", AUDIENCES)
    for name in written:
        if name not in AUDIENCES:
            cure = f"改成其中几个：{'、'.join(AUDIENCES)}"
            entry.refuse("audience", f"里的“{name}”读不懂", cure)
    return (audience for audience in AUDIENCES if audience in written)
