"""`lexicon.yaml` -> the lexicon: every slip names its file, line and cure."""

from pathlib import Path

import yaml

from knowledge.entry import Entry, nodes_of, read_yaml
from knowledge.errors import BadNotice
from knowledge.lexicon import WEIGHTS, Concept, Lexicon
from knowledge.load import ROOT, OnBad

_KEYS = (
    "id",
    "class",
    "weight",
    "as",
    "family",
    "within",
    "spare",
    "like",
    "wants",
    "other-of",
    "words",
)


def load_lexicon(root: Path = ROOT, on_bad: OnBad | None = None) -> Lexicon:
    """Read the lexicon of a folder of knowledge.

    Without `on_bad` the first concept that cannot be used raises BadNotice; with it, each such
    concept is reported and left out, or the words it may not have.
    """
    path = root / "lexicon.yaml"
    shown = path.relative_to(root.parent).as_posix()
    lexicon = Lexicon()
    for node in nodes_of(read_yaml(path, shown), shown):
        try:
            _add(lexicon, node, shown)
        except BadNotice as bad:
            if on_bad is None:
                raise
            on_bad(bad)
    return lexicon


def _add(lexicon: Lexicon, node: yaml.Node, shown: str) -> None:
    entry = Entry(node, shown)
    entry.only(_KEYS)
    kind = entry.text("class")
    if kind not in WEIGHTS:
        entry.refuse("class", f"里的“{kind}”读不懂", f"请用 {'、'.join(WEIGHTS)} 之一")
    name = entry.text("id")
    if name in lexicon.concepts:
        entry.refuse("id", f"“{name}”用过了", "换一个 id，或并到前一条里")
    concept = Concept(
        name,
        kind,
        _share(entry, "weight", WEIGHTS[kind]),
        tuple(entry.text("words", "").split()),
        counts_as=entry.text("as", ""),
        family=entry.text("family", ""),
        within=tuple(entry.text("within", "").split()),
        spare=_share(entry, "spare", 1.0),
        like=tuple(entry.text("like", "").split()),
        wants=tuple(entry.text("wants", "").split()),
        other_of=tuple(entry.text("other-of", "").split()),
    )
    lexicon.add(concept, entry.where)


def _share(entry: Entry, key: str, default: float) -> float:
    """A weight, or a share of one."""
    try:
        return float(entry.text(key, str(default)))
    except ValueError:
        entry.refuse(key, "应是一个数", "写成 0.8 这样")
