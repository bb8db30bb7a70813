"""A conversation as a value: what is remembered between two messages, and nothing else.

The current step is never here: it is derived from the answers of the open draft.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import cast

from bot.message import Choice, choice_from_json
from forms.form import Json
from knowledge.answer import Thread
from knowledge.notice import AUDIENCES, Audience


@dataclass(frozen=True, slots=True)
class State:
    """What one person's conversation remembers.

    `draft` is the open draft; `change` the question of it being changed; `listing` the list being
    collected; `reviewing` is true while the review page lies in front. `doubt` is a text that may be
    an answer or a question. `offered` are the choices of the last message, `revision` counts the
    turns so that an old button is known for one. `asked` is the number of the last question in the log.
    """

    draft: str = ""
    change: str = ""
    listing: str = ""
    reviewing: bool = False
    doubt: str = ""
    role: Audience | None = None
    thread: Thread = field(default_factory=Thread)
    offered: tuple[Choice, ...] = ()
    revision: int = 0
    asked: int = 0

    @property
    def is_on_page(self) -> bool:
        """True while the review page itself lies in front, no question of it."""
        return self.reviewing and not self.change and not self.listing

    def to_json(self) -> dict[str, Json]:
        """Return the state as plain JSON."""
        return {
            "draft": self.draft,
            "change": self.change,
            "listing": self.listing,
            "reviewing": self.reviewing,
            "doubt": self.doubt,
            "role": self.role,
            "thread": cast("dict[str, Json]", self.thread.to_json()),
            "offered": [cast("dict[str, Json]", asdict(choice)) for choice in self.offered],
            "revision": self.revision,
            "asked": self.asked,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json] | None) -> "State":
        """Return the state that `to_json` wrote; keys of other versions are left out."""
        if not data:
            return cls()
        offered = data.get("offered")
        role = data.get("role")
        thread = data.get("thread")
        return cls(
            draft=str(data.get("draft") or ""),
            change=str(data.get("change") or ""),
            listing=str(data.get("listing") or ""),
            reviewing=data.get("reviewing") is True,
            doubt=str(data.get("doubt") or ""),
            role=next((audience for audience in AUDIENCES if audience == role), None),
            thread=Thread.from_json(thread if isinstance(thread, dict) else {}),
            offered=tuple(
                choice_from_json(item) for item in (offered if isinstance(offered, list) else [])
            ),
            revision=int(str(data.get("revision") or 0)),
            asked=int(str(data.get("asked") or 0)),
        )
