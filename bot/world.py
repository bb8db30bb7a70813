"""What a talk may reach: the forms, the rules, the questions' engine, and one person's drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from forms.form import Answers, Form, FormName, Json, Rules
from knowledge.asking import Asking
from knowledge.notice import Citation


@dataclass(frozen=True, slots=True)
class Draft:
    """One form somebody fills in: its answers, and a version that grows with every answer kept."""

    id: str
    edition: str
    form: FormName
    answers: dict[str, Json]
    version: int = 0


class Drafts(Protocol):
    """The drafts of one person."""

    def all(self) -> Sequence[Draft]:
        """Return every draft, the one touched last first."""

    def get(self, draft_id: str) -> Draft | None:
        """Return one draft, or None."""

    def new(self, edition: str, form: FormName) -> Draft:
        """Make an empty draft."""

    def save(self, draft: Draft, answers: Answers) -> Draft:
        """Keep new answers as the next version."""


@dataclass(frozen=True, slots=True)
class Handing:
    """How a finished form is handed in, as values of the notice.

    `way` names the sentence (`paper-region`, `paper-centre`, `mail` …), `facts` are the figures,
    dates and addresses it needs, `quotes` the clauses that hold them. `deadline` is the last day.
    """

    way: str
    facts: Mapping[str, str]
    quotes: tuple[Citation, ...]
    deadline: date | None = None


class World(Protocol):
    """Everything outside the conversation, as narrow as it can be."""

    @property
    def asking(self) -> Asking:
        """The engine that answers questions."""

    @property
    def drafts(self) -> Drafts:
        """The drafts of the person who talks."""

    @property
    def editions(self) -> Sequence[str]:
        """The editions there are, oldest first."""

    def form(self, edition: str, name: FormName) -> Form:
        """Return a form; every edition has all three."""

    def rules(self, edition: str) -> Rules:
        """Return what the notice of an edition demands of a form."""

    def handing(self, edition: str, form: FormName, filed_as: str) -> Handing:
        """Return how a form is handed in; `filed_as` may be empty."""

    def unprintable(self, form: Form, answers: Answers) -> Sequence[str]:
        """Return the characters of answers that the fonts of PDF and PNG lack, each once."""

    def citation(self, fact: str) -> Citation | None:
        """Return the clause a fact rests on."""
