"""What a talk gets and gives: the scene and the move in, a turn out."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from bot.message import Post, Reply
from bot.state import State
from bot.world import Draft, World
from forms import journey
from forms.form import Form, Question, Rules
from forms.intake.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Move:
    """What a person does: the name of a talk, what it is about, and the text as typed.

    `args` are those of a choice's id; a typed command has the same ones. `receipt` is what was read of a
    file that was sent; then `text` is its name, and `words` what was written beside it.
    """

    name: str
    args: tuple[str, ...] = ()
    text: str = ""
    receipt: Receipt | None = None
    words: str = ""

    def arg(self, place: int) -> str:
        """Return one argument, empty when it was not given."""
        return self.args[place] if place < len(self.args) else ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a conversation: the world, what is remembered, and which day it is.

    `_ways` holds the way through each draft seen in this turn; a draft never changes, a new version of
    it is another one.
    """

    world: World
    state: State
    today: date
    _ways: list[tuple[Draft, tuple[Question, ...]]] = field(
        default_factory=list, repr=False, compare=False
    )

    def draft(self) -> Draft | None:
        """Return the open draft, or None."""
        return self.world.drafts.get(self.state.draft) if self.state.draft else None

    def form(self, draft: Draft) -> Form:
        """Return the form a draft fills in."""
        return self.world.form(draft.edition, draft.form)

    def rules(self, draft: Draft) -> Rules:
        """Return what the notice demands of a draft."""
        return self.world.rules(draft.edition)

    def path(self, draft: Draft) -> tuple[Question, ...]:
        """Return the questions on the way through a draft, in asking order; walked once in a turn."""
        for known, way in self._ways:
            if known is draft:
                return way
        way = journey.path(self.form(draft), draft.answers, self.rules(draft))
        self._ways.append((draft, way))
        return way

    def with_state(self, state: State) -> "Scene":
        """Return the same moment with another memory."""
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked in a turn, and what came of it: for the log."""

    text: str
    status: str
    topics: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn gives: the state to remember and the replies, in order.

    `posts` are letters to other persons, kept and sent with the replies. `asked` is the question of
    this turn; `is_disliked` says the last one was not answered well.
    """

    state: State
    replies: tuple[Reply, ...]
    posts: tuple[Post, ...] = ()
    asked: Asked | None = None
    is_disliked: bool = False


Talk: TypeAlias = Callable[[Scene, Move], Turn]
