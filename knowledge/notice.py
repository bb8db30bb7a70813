"""What a notice says: editions, notices, clauses, facts and their typed values.

Records only. `knowledge.load` makes them from YAML, `knowledge.check` holds them against the
text as issued.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Audience = Literal["school", "direct_school", "liaison"]
AUDIENCES: tuple[Audience, ...] = ("school", "direct_school", "liaison")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place of a notice, word for word.

    `notice` is the edition it belongs to (`2022`, `2025`), `clause` the place as a reader finds it
    (`四、1`, `附件2 注1`), `quote` stands in the text as issued, white space aside. `document`
    is the id of the notice file, for editions of several notices.
    """

    notice: str
    clause: str
    quote: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class MadeKnown:
    """What its issuer made known since of what a notice leaves to a later one: the words, and when."""

    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day. `day` is exact; else `month` ("2026-12") and `part` ("中旬") are all that is said.

    `pending` is true where the notice says 另行通知 for the time or the details, `pending_words` its
    words, `made_known` what followed. There is no hour: the notices never give one.
    """

    day: date | None = None
    month: str = ""
    part: str = ""
    pending: bool = False
    pending_words: str = ""
    made_known: MadeKnown | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many: at least, at most, or exactly; in `unit` (个, 人, 字, 份, 行), `per` what."""

    unit: str
    minimum: int | None = None
    maximum: int | None = None
    exactly: int | None = None
    per: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """One of a closed list (类别, 学段); `pick` is how many may be chosen."""

    options: tuple[str, ...]
    pick: int = 1


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things, each a phrase of the notice."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A statement in the notice's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """May I, must I: `verdict` is "yes" or "no"; `text` is the rule in the notice's own words."""

    verdict: Literal["yes", "no"]
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to phone, as printed."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to phone."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Email:
    """An address as displayed (never a hidden link's target)."""

    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address as printed."""

    address: str


@dataclass(frozen=True, slots=True)
class Route:
    """Whose hands a paper passes through, in order."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date that is no deadline (the day of issue)."""

    day: date


@dataclass(frozen=True, slots=True)
class Unclear:
    """The notice contradicts itself or reads in two ways: every reading, and what is prudent."""

    readings: tuple[str, ...]
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """The notice does not say: `missing` names what, `advice` is a prudent way on (may be empty).

    `settles` marks a silence that answers: the notice lists its steps, its prizes, in full and this
    is not among them, or the nearest clause bears on the question. `made_known` is what followed where
    the notice leaves it to a later one.
    """

    missing: str
    advice: str = ""
    settles: bool = False
    made_known: MadeKnown | None = field(default=None, repr=False)


Value = (
    Deadline
    | Count
    | Options
    | Items
    | Words
    | Rule
    | Contact
    | Email
    | Place
    | Route
    | Day
    | Unclear
    | Silence
)

#: The word in YAML (`kind:`) for each record.
KINDS: dict[str, type[Value]] = {
    "deadline": Deadline,
    "count": Count,
    "options": Options,
    "items": Items,
    "words": Words,
    "rule": Rule,
    "contact": Contact,
    "email": Email,
    "place": Place,
    "route": Route,
    "day": Day,
    "unclear": Unclear,
    "silence": Silence,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a notice says (or keeps silent on) about one topic, for one or more audiences.

    `quotes[0]` is the sentence that says it; the others are named second sources (a year printed
    elsewhere, the other side of a contradiction). `replaces` is the id of a fact of an earlier
    notice of the same edition that this one supersedes; both are then cited, this one leads.
    `reading` lists the rows of the rule register this fact stands for (R25-7, X19 …), `origin` is
    `file:line` for messages to authors.
    """

    id: str
    topic: str
    edition: str
    kind: str
    value: Value
    quotes: tuple[Citation, ...]
    audience: frozenset[Audience] = frozenset(AUDIENCES)
    replaces: str = ""
    reading: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A mail link hidden behind a displayed address: what is shown, where it really goes."""

    shown: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One document as issued: its text and what it is."""

    id: str
    edition: str
    issued: date
    title: str
    text: str
    links: tuple[Link, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One round of the activity: one notice or more, oldest first, and the facts in force."""

    id: str
    name: str
    notices: tuple[Notice, ...]
    facts: tuple[Fact, ...]
