"""What a talk may reach: the forms, the rules, the questions' engine, and one person's drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from bot.exhibits import Exhibits
from bot.known import KnownAnswers
from bot.notes import Notes
from bot.owndata import OwnData
from bot.people import Actor, People
from bot.reviews import Reviews
from bot.service import Service
from bot.sharing import Sharing
from bot.submissions import Submissions
from forms.form import Answers, Form, FormName, Json, Rules
from knowledge.answer import Answer, RegionRules, Thread
from knowledge.asking import Asking
from knowledge.notice import Audience, Citation

#: So long a draft that was taken away can be brought back.
DISCARDED_DAYS = 14


@dataclass(frozen=True, slots=True)
class Draft:
    """One form somebody fills in: its answers, and a version that grows with every answer kept.

    One for practice (练习) is never handed in, counted or summed up, and says so on every page.
    `name` is the one its owner gave it. `mode` says how a colleague let one at it; `is_shared` that others may fill it in too, `is_held`
    that one of them is writing just now.
    """

    id: str
    edition: str
    form: FormName
    answers: dict[str, Json]
    version: int = 0
    is_practice: bool = False
    mode: Literal["own", "edit", "view"] = "own"
    is_shared: bool = False
    is_held: bool = False
    name: str = ""

    @property
    def is_open(self) -> bool:
        """True when one may write in it now."""
        return self.mode != "view" and not self.is_held


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

    def rename(self, draft: Draft, name: str) -> Draft:
        """Keep the name of a draft of one's own; raises NotAllowed."""

    def discard(self, draft: Draft) -> None:
        """Take a draft of one's own away, for good after `DISCARDED_DAYS`; raises NotAllowed."""

    def discarded(self) -> Sequence[Draft]:
        """Return what was taken away and can be brought back, the last first."""

    def restore(self, draft: Draft) -> Draft:
        """Bring a draft back that was taken away."""

    def mark(self, draft: Draft, *, is_practice: bool) -> Draft:
        """Keep whether a draft is for practice."""


class Kept(Protocol):
    """What is kept for the person who talks, and what they may reach of others' things."""

    @property
    def drafts(self) -> Drafts:
        """The drafts of the person who talks."""

    @property
    def me(self) -> Actor:
        """The person who talks, with the roles they have now."""

    @property
    def people(self) -> People:
        """Places, roles and invitations, as far as they may be reached."""

    @property
    def sharing(self) -> Sharing:
        """Drafts in colleagues' hands, and other devices."""

    @property
    def exhibits(self) -> Exhibits:
        """The pictures and tables of their drafts."""

    @property
    def own(self) -> OwnData:
        """What is kept about the person who talks."""

    @property
    def submissions(self) -> Submissions:
        """What they sent for review, and what they may see of others'."""

    @property
    def reviews(self) -> Reviews:
        """What they may do with the cases of their region."""

    @property
    def notes(self) -> Notes:
        """Questions left for others, and letters to a region."""

    @property
    def known(self) -> KnownAnswers:
        """What the centre answered or made known besides the notices."""


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


class Answering(Protocol):
    """What answers questions: the notices, what the centre made known since, and its own answers."""

    def ask(
        self,
        question: str,
        today: date,
        role: Audience | None = None,
        thread: Thread | None = None,
        rules: RegionRules | None = None,
    ) -> Answer:
        """Answer one message of a conversation."""


class World(Kept, Protocol):
    """Everything outside the conversation, as narrow as it can be."""

    @property
    def asking(self) -> Asking:
        """The engine that answers questions from the notices alone."""

    def answering(self) -> Answering:
        """Return what answers questions now: the notices, and what the centre published besides."""

    @property
    def service(self) -> Service:
        """Who runs this, and how it is reached."""

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
