"""What a question is answered with: codes, values and citations. `bot` makes the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from knowledge.compare import Row, is_written
from knowledge.notice import Audience, Citation, Fact
from knowledge.topic import PlainEntry

Status = Literal["answered", "clarify", "unknown", "chat"]

#: What a part of an answer is about; each has its sentence in the words of `bot`.
Code = Literal[
    "fact",  # what the notice says
    "quoted",  # the sentence of the notice that holds the words of the question
    "silence",  # what it keeps silent on, with the nearest clause
    "absent",  # asked often, in no notice
    "not-covered",  # nothing found
    "other-edition",  # a year whose notice is not in hand
    "no-fact",  # this edition says nothing on the topic
    "stage",  # a step with its last day, over, next or later
    "step-day",  # the last day of one step, in a list of them
    "beside",  # the step before or behind the one named, and which side that is
    "due",  # what is due by a day named
    "nothing-due",
    "differences",  # editions compared as a whole: new, gone, changed
    "span",  # how long it is from one last day to another
    "chat",
    "role-noted",
    "edition-noted",
    "clarify",
    "entry",  # a question the centre has answered itself
]
Verdict = Literal[
    "",
    "within",
    "over",
    "under",
    "in-list",
    "not-in-list",
    "too-many",
    "right",
    "wrong",
    "timely",
    "late",
]


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence's worth of an answer.

    `verdict` comes first where the question was whether something is allowed. `left_days`,
    `weekday` and `is_over` are set where the time was asked; `own_day` is the region's own
    deadline. `names` are whatever the code lists, `rows` the topics of a comparison; `fact` and
    `other` are the ends of a span, `days` what lies between where both are exact days.
    """

    code: Code
    topic: str = ""
    name: str = ""
    edition: str = ""
    fact: Fact | None = None
    audience: Audience | None = None
    verdict: Verdict = ""
    asks: frozenset[str] = frozenset()
    today: date | None = None
    own_day: date | None = None
    names: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    other: Fact | None = None
    days: int | None = None
    is_same: bool | None = None
    entry: PlainEntry | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it speaks of; of a comparison those whose values are told."""
        told = (fact for row in self.rows if row.is_headline for fact in (row.right, row.left))
        every = (self.fact, self.other, *(fact if is_written(fact) else None for fact in told))
        return tuple(fact for fact in every if fact is not None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to tap: what is read, and the question it stands for."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What is remembered of a conversation. JSON-safe.

    `concepts` is what the last answered question was about, `edition` the one it named, `pinned`
    the edition all further questions are about, `audience` who said they are asking, `asks` what was
    asked of the time, `refused` what was asked since and could not be answered, `is_comparing` whether
    editions were set side by side. `earlier` is what the other things answered in the same message
    were about, the first of them first.
    """

    concepts: tuple[tuple[str, float], ...] = ()
    earlier: tuple[tuple[tuple[str, float], ...], ...] = ()
    topics: tuple[str, ...] = ()
    edition: str = ""
    pinned: str = ""
    audience: Audience | None = None
    asked_back: bool = False
    asks: tuple[str, ...] = ()
    refused: tuple[tuple[str, float], ...] = ()
    is_comparing: bool = False

    def to_json(self) -> dict[str, object]:
        """Give the thread as JSON values."""
        return {
            "concepts": [[concept, weight] for concept, weight in self.concepts],
            "earlier": [[[concept, weight] for concept, weight in one] for one in self.earlier],
            "topics": list(self.topics),
            "edition": self.edition,
            "pinned": self.pinned,
            "audience": self.audience,
            "asked_back": self.asked_back,
            "asks": list(self.asks),
            "is_comparing": self.is_comparing,
            "refused": [[concept, weight] for concept, weight in self.refused],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Thread":
        """Read a thread back; what is not understood is forgotten."""
        audience = data.get("audience")
        earlier = data.get("earlier")
        known: tuple[Audience, ...] = ("school", "direct_school", "liaison")
        return cls(
            concepts=_weights(data.get("concepts")),
            earlier=tuple(map(_weights, earlier if isinstance(earlier, list) else [])),
            refused=_weights(data.get("refused")),
            topics=_texts(data.get("topics")),
            edition=str(data.get("edition") or ""),
            pinned=str(data.get("pinned") or ""),
            audience=next((role for role in known if role == audience), None),
            asked_back=bool(data.get("asked_back")),
            asks=_texts(data.get("asks")),
            is_comparing=bool(data.get("is_comparing")),
        )

    def forget_topic(self) -> "Thread":
        """Give the thread with only who is asking and the pinned edition left."""
        return replace(self, concepts=(), earlier=(), topics=(), edition="", asked_back=False)


def _weights(values: object) -> tuple[tuple[str, float], ...]:
    return tuple(
        (str(row[0]), float(row[1]))
        for row in (values if isinstance(values, list) else [])
        if isinstance(row, list) and len(row) == 2
    )


def _texts(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one message: its parts in order, the clauses, what to tap, what to remember.

    `score` says how well the best topic explains the message; `editions` names each edition, the
    newest last.
    """

    status: Status
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...] = ()
    choices: tuple[Suggestion, ...] = ()
    thread: Thread = field(default_factory=Thread)
    score: float = 0.0
    editions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegionRules:
    """What a region sets itself: its own last day for a topic. Marked 区里规定 wherever it is said."""

    deadlines: Mapping[str, date] = field(default_factory=dict)
