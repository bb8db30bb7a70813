"""The words of the lexicon, found in a clause: exactly, by sound, or with one slip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.errors import BadNotice
from knowledge.reading import Clause, Unit, plain, units
from knowledge.shapes import Candidate, Token, numbers, weekday
from knowledge.tables import words

#: What a concept of each class weighs in a question.
WEIGHTS: Mapping[str, float] = {
    "thing": 3.0,
    "ask": 2.0,
    "detail": 1.5,
    "act": 0.8,
    "weak": 0.4,
    "filler": 0.0,
    "pause": 0.0,
    "cue": 0.0,
}
_UNKNOWN_COST = 1.7
_UNKNOWN_WEIGHT = 0.9
_WORD_COST = 1.5  # of an everyday word: dearer than a term with one slip, cheaper than unknown text
_LONGEST_WORD = 4
_SLIP_COST = 0.35
_PINYIN_COST = 0.05
_WILD_COST = 2.0
_LONG = 4  # units from which a thing is found with one of them wrong
_LONGER = 5  # ... or missing
_ASKING = frozenset("什么啥几哪谁怎咋何")
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Concept:
    """Something words can mean.

    `kind` is its class, `weight` what it weighs in a question, `counts_as` the concept a cue stands
    for. Of one `family` (papers, persons, fields …) a follow-up names the next one in place of the
    last. A part named with the whole it stands `within`, or a `spare` concept nothing explains,
    costs only a share of its weight. `like` names concepts that mean nearly the same.
    """

    id: str
    kind: str
    weight: float
    words: tuple[str, ...]
    counts_as: str = ""
    family: str = ""
    within: tuple[str, ...] = ()
    spare: float = 1.0
    like: tuple[str, ...] = ()


@dataclass(slots=True)
class _Entry:
    concept: str
    units: Clause


@dataclass(slots=True)
class Lexicon:
    """All concepts, indexed by how they are written and how they sound."""

    concepts: dict[str, Concept] = field(default_factory=dict)
    _exact: dict[tuple[str, ...], _Entry] = field(default_factory=dict)
    _sound: dict[tuple[str, ...], list[_Entry]] = field(default_factory=dict)
    _wild: dict[tuple[str, ...], _Entry] = field(default_factory=dict)
    _longest: int = 1

    def add(self, concept: Concept, where: str) -> None:
        """Take in a concept. Raises BadNotice where a word already means something else."""
        self.concepts[concept.id] = concept
        for word in concept.words:
            found = units(plain(word).replace("\n", ""))
            key = tuple(unit.text for unit in found)
            if key in self._exact and self._exact[key].concept != concept.id:
                other = self._exact[key].concept
                raise BadNotice(
                    where, f"“{word}”已属于概念 {other}", f"请只留在 {other} 或 {concept.id} 里一处"
                )
            entry = _Entry(concept.id, found)
            self._exact[key] = entry
            self._longest = max(self._longest, len(found))
            self._add_sounds(entry)

    def _add_sounds(self, entry: _Entry) -> None:
        sounds = tuple(unit.sound or unit.text for unit in entry.units)
        self._sound.setdefault(sounds, []).append(entry)
        is_thing = self.concepts[entry.concept].kind == "thing"
        if not is_thing or len(sounds) < _LONG or _ASKING & {unit.text for unit in entry.units}:
            return
        for at in range(len(sounds)):
            self._wild.setdefault((*sounds[:at], _ANY, *sounds[at + 1 :]), entry)
            if len(sounds) >= _LONGER:
                self._wild.setdefault((*sounds[:at], *sounds[at + 1 :]), entry)

    def tokens(self, clause: Clause) -> tuple[Token, ...]:
        """Cut a clause into tokens, at the least total cost."""
        size = len(clause)
        best: list[tuple[float, int, Token | None]] = [(1e9, -1, None)] * (size + 1)
        best[0] = (0.0, -1, None)
        for start in range(size):
            base = best[start][0]
            for length, cost, token in self._candidates(clause, start):
                if base + cost < best[start + length][0]:
                    best[start + length] = (base + cost, start, token)
        found: list[Token] = []
        at = size
        while at > 0:
            _, at, last = best[at]
            if last is not None:
                found.append(last)
        return tuple(reversed(found))

    def _candidates(self, clause: Clause, start: int) -> Iterator[Candidate]:
        unit = clause[start]
        yield 1, _UNKNOWN_COST, Token(unit.text, weight=_UNKNOWN_WEIGHT)
        yield from _everyday(clause, start)
        yield from numbers(clause, start)
        yield from weekday(clause, start)
        limit = min(self._longest, len(clause) - start)
        for length in range(1, limit + 1):
            span = clause[start : start + length]
            texts = tuple(u.text for u in span)
            exact = self._exact.get(texts)
            if exact is not None:
                yield length, 1.0, Token("".join(texts), exact.concept)
                continue
            yield from self._alike(span, texts)

    def _alike(self, span: Clause, texts: tuple[str, ...]) -> Iterator[Candidate]:
        length = len(span)
        sounds = tuple(u.sound or u.text for u in span)
        for entry in self._sound.get(sounds, ()):
            cost = 1.0 + sum(map(_slip, span, entry.units))
            if cost <= _dearest(length) and _may_sound(span, self.concepts[entry.concept]):
                yield length, cost, Token("".join(texts), entry.concept, is_exact=False)
                return
        if length < _LONG - 1:
            return
        wild = self._wild.get(sounds)
        if wild is not None:
            yield length, 1.0 + _WILD_COST, Token("".join(texts), wild.concept, is_exact=False)
            return
        if length < _LONG:
            return
        for at in range(length):
            wild = self._wild.get((*sounds[:at], _ANY, *sounds[at + 1 :]))
            if wild is not None:
                yield length, 1.0 + _WILD_COST, Token("".join(texts), wild.concept, is_exact=False)
                return


def _everyday(clause: Clause, start: int) -> Iterator[Candidate]:
    """Everyday words that begin here."""
    table = words()
    text = ""
    for length, unit in enumerate(clause[start : start + _LONGEST_WORD], 1):
        text += unit.text
        weight = table.get(text)
        if weight is not None and not unit.is_pinyin:
            yield length, _WORD_COST, Token(text, weight=weight)


def _dearest(length: int) -> float:
    """What a term found by sound may cost: one slip in two units, two in three, three beyond."""
    return 1.01 + _SLIP_COST * min(length - 1, 3) if length > 1 else 1.0 + _PINYIN_COST


def _slip(unit: Unit, meant: Unit) -> float:
    """What reading one unit as another costs."""
    if unit.text == meant.text:
        return 0.0
    return _PINYIN_COST if unit.is_pinyin else _SLIP_COST


def _may_sound(span: Clause, concept: Concept) -> bool:
    """Whether a sound alone may stand for the concept: one short syllable says little."""
    if all(unit.is_pinyin or not unit.sound for unit in span):
        return len(span) > 1 or concept.kind in {"act", "filler", "weak", "cue"}
    return len(span) > 1 and concept.kind in {"thing", "ask", "detail", "act"}


def load_lexicon(path: Path) -> Lexicon:
    """Read the lexicon. Raises BadNotice naming the file, the entry and the cure."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    lexicon = Lexicon()
    for row in rows:
        where = f"{path.name}: {row.get('id', '?')}"
        kind = str(row.get("class", ""))
        if kind not in WEIGHTS:
            raise BadNotice(where, f"class “{kind}”不认识", f"请用 {'、'.join(WEIGHTS)} 之一")
        weight = float(row.get("weight", WEIGHTS[kind]))
        words = tuple(str(row["words"]).split())
        concept = Concept(
            row["id"],
            kind,
            weight,
            words,
            counts_as=str(row.get("as", "")),
            family=str(row.get("family", "")),
            within=tuple(str(row.get("within", "")).split()),
            spare=float(row.get("spare", 1.0)),
            like=tuple(str(row.get("like", "")).split()),
        )
        lexicon.add(concept, where)
    return lexicon
