"""The words of the lexicon, found in a clause: exactly, by sound, or with one slip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.errors import BadNotice
from knowledge.reading import Clause, Unit, plain, units
from knowledge.shapes import Candidate, Token, numbers, weekday
from knowledge.tables import words

#: What a concept of each class weighs in a question.
WEIGHTS: Mapping[str, float] = {
    "thing": 3.0,
    "miss": 3.0,
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
_WILD_COST = 2.4
_SHORT, _PARTICLES = 2, "的了里上下中着过吗呢个"
_LONG = 4  # units from which a thing is found with one of them wrong
_LONGER = 5  # ... or missing
_ASKING = frozenset("什么啥几哪谁怎咋何")
#: Characters written for their own sake: nobody means another of the same sound by them.
_PLAIN = frozenset("的是了个不几怎这我你在有就也还么吗呢下上写问到")
_LONGEST_WILD = 8
_ANY = "*"
_STRANGE = "?"  # a sound no term has
_FIRST_CODE = 0xE000


@dataclass(frozen=True, slots=True)
class Concept:
    """Something words can mean.

    `kind` is its class, `weight` what it weighs in a question, `counts_as` the concept a cue stands
    for. Of one `family` (papers, persons, fields …) a follow-up names the next one in place of the
    last. A part named with the whole it stands `within`, or a `spare` concept nothing explains,
    costs only a share of its weight. `like` names concepts that mean nearly the same. What an ask
    `wants` is one of these, or of that family: which paper it is, nobody asks of a paper. It stands for
    the one that was not named last of those it is `other_of`.
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
    wants: tuple[str, ...] = ()
    other_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: str
    units: Clause


@dataclass(slots=True)
class Lexicon:
    """All concepts, indexed by how they sound; every sound is coded as one character.

    Terms that are written alike sound alike, so one table serves both.
    """

    concepts: dict[str, Concept] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _terms: dict[str, list[_Entry]] = field(default_factory=dict)
    _heads: set[str] = field(default_factory=set)
    _wild: dict[str, _Entry] = field(default_factory=dict)

    def add(self, concept: Concept, where: str) -> None:
        """Take in a concept. Raises BadNotice where a word already means something else."""
        self.concepts[concept.id] = concept
        for word in concept.words:
            found = units(plain(word).replace("\n", ""))
            key = "".join(self._codes.setdefault(_heard(u), _code(len(self._codes))) for u in found)
            others = self._terms.setdefault(key, [])
            for other in others:
                if other.units == found and other.concept != concept.id:
                    what = f"“{word}”已属于概念 {other.concept}"
                    cure = f"请只留在 {other.concept} 或 {concept.id} 里一处"
                    raise BadNotice(where, what, cure)
            entry = _Entry(concept.id, found)
            others.append(entry)
            self._heads.update(key[:length] for length in range(1, len(key) + 1))
            self._add_wild(key, entry)

    def _add_wild(self, key: str, entry: _Entry) -> None:
        """Make a long thing findable with one unit wrong, or missing."""
        is_thing = self.concepts[entry.concept].kind == "thing"
        is_long = _LONG <= len(key) <= _LONGEST_WILD
        if not is_thing or not is_long or _ASKING & {unit.text for unit in entry.units}:
            return
        for at in range(len(key)):
            self._wild.setdefault(key[:at] + _ANY + key[at + 1 :], entry)
            if len(key) >= _LONGER:
                self._wild.setdefault(key[:at] + key[at + 1 :], entry)

    def tokens(self, clause: Clause) -> tuple[Token, ...]:
        """Cut a clause into tokens, at the least total cost."""
        size = len(clause)
        coded = "".join(self._codes.get(_heard(unit), _STRANGE) for unit in clause)
        best: list[tuple[float, int, Token | None]] = [(1e9, -1, None)] * (size + 1)
        best[0] = (0.0, -1, None)
        for start in range(size):
            base = best[start][0]
            for length, cost, token in self._candidates(clause, coded, start):
                if base + cost < best[start + length][0]:
                    best[start + length] = (base + cost, start, token)
        found: list[Token] = []
        at = size
        while at > 0:
            _, at, last = best[at]
            if last is not None:
                found.append(last)
        return tuple(reversed(found))

    def _candidates(self, clause: Clause, coded: str, start: int) -> Iterator[Candidate]:
        unit = clause[start]
        yield 1, _UNKNOWN_COST, Token(unit.text, weight=_UNKNOWN_WEIGHT)
        yield from _everyday(clause, start)
        if unit.text.isdecimal():
            yield from numbers(clause, start)
        yield from weekday(clause, start)
        end = start + 1
        while end <= len(clause) and coded[start:end] in self._heads:
            entries = self._terms.get(coded[start:end])
            if entries:
                yield from self._heard_as(clause[start:end], entries)
            end += 1
        yield from self._almost(clause, coded, start)

    def _heard_as(self, span: Clause, entries: list[_Entry]) -> Iterator[Candidate]:
        """The terms that sound like a stretch: the one written so, else those that may be meant."""
        if span[0].is_inner and any(unit.is_pinyin and not unit.is_inner for unit in span):
            return  # wei xinshi, where weixin shi was typed
        text = "".join(unit.text for unit in span)
        for entry in entries:
            cost = sum(map(_slip, span, entry.units))
            if not cost:
                yield len(span), 1.0, Token(text, entry.concept)
                return
        if _is_meant_as_written(span, text):
            return
        for entry in entries:
            cost = 1.0 + sum(map(_slip, span, entry.units))
            may_sound = _may_sound(span, self.concepts[entry.concept])
            if cost <= _dearest(len(span)) and may_sound and not _is_meant(span, entry.units):
                yield len(span), cost, Token(text, entry.concept, is_exact=False)
                return

    def _almost(self, clause: Clause, coded: str, start: int) -> Iterator[Candidate]:
        """Long things with one unit wrong or missing."""
        for length in range(_LONG, min(_LONGEST_WILD, len(coded) - start) + 1):
            span = coded[start : start + length]
            entry = self._wild.get(span)
            at = 0
            while entry is None and at < length:
                entry = self._wild.get(span[:at] + _ANY + span[at + 1 :])
                at += 1
            meant = clause[start : start + length]
            is_like = entry is not None and _is_written_like(meant, entry.units)
            if entry is not None and is_like and not _is_meant(meant, entry.units):
                text = "".join(unit.text for unit in meant)
                yield length, 1.0 + _WILD_COST, Token(text, entry.concept, is_exact=False)


def _is_meant(span: Clause, other: Clause) -> bool:
    """Whether a stretch says just what is written: a character like 的 or 不 is not written for another."""
    slips = {unit.text for unit in span if not unit.is_pinyin} - {unit.text for unit in other}
    return bool(slips & _PLAIN)


def _is_meant_as_written(span: Clause, text: str) -> bool:
    """Whether a stretch is a word of its own, so that it was not meant as what it sounds like.

    年级 is not 年纪; nor is 组里, a sign with a particle, 注里.
    """
    if any(unit.is_pinyin for unit in span):
        return False
    return text in words() or (len(span) == _SHORT and span[-1].text in _PARTICLES)


def _is_written_like(span: Clause, meant: Clause) -> bool:
    """Whether enough of a stretch is written as meant, or is pinyin, to allow for a slip besides.

    Where a unit is missing, all the others must be.
    """
    signs = {unit.text for unit in meant}
    alike = sum(unit.is_pinyin or unit.text in signs for unit in span)
    return alike == len(span) if len(span) < len(meant) else 2 * alike >= len(span)


def _heard(unit: Unit) -> str:
    """How a unit sounds; a number or a Latin word sounds as it is written."""
    return unit.sound or unit.text


def _code(number: int) -> str:
    """A character of its own for the n-th sound."""
    return chr(_FIRST_CODE + number)


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
    return len(span) > 1 and concept.kind in {"thing", "miss", "ask", "detail", "act"}
