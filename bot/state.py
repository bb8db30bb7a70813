"""A conversation as a value: what is remembered between two messages, and nothing else.

The current step is never here: it is derived from the answers of the open draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from bot.message import Choice, choice_from_json, choice_to_json
from bot.proposal import Proposal, proposal_from_json
from forms.form import Json
from knowledge.answer import Thread
from knowledge.notice import AUDIENCES, Audience


@dataclass(frozen=True, slots=True)
class State:
    """What one person's conversation remembers.

    `draft` is the open draft; `change` the question of it being changed; `listing` the list or the long
    text being collected over several messages. `pieces` is where each message of the long text
    begins, `former` what stood there before it. `reviewing` is true while the review page lies in front. `doubt` is a text that may be
    an answer or a question. `offered` are the choices of the last message, `revision` counts the
    turns so that an old button is known for one. `asked` is the number of the last question in the log.
    `notice` says how far the person came with the notice of what is kept.
    `errand` is what the next words typed are for: the name of a talk and its arguments.
    `proposal` is what was read of a file and waits to be confirmed; `rows` is a list that does, many rows
    having come at once; `row` is the number of the row of the list in front that is being changed.
    `remarks` are those written at `case` (path -> text) and not sent back yet.
    `extra` are the limits of a draft beyond which the 附页 was chosen once. `paused` is the list or long text
    that was put away half done: its draft, its question, what stood before it, where its pieces begin.
    `desk` is the desk last seen by somebody in charge: its region and edition.
    `held` are files that wait to be told which region they belong to. `deleted` is what a row that was just deleted needs to be put back.
    """

    draft: str = ""
    change: str = ""
    listing: str = ""
    pieces: tuple[int, ...] = ()
    former: str = ""
    reviewing: bool = False
    doubt: str = ""
    role: Audience | None = None
    thread: Thread = field(default_factory=Thread)
    offered: tuple[Choice, ...] = ()
    revision: int = 0
    asked: int = 0
    errand: tuple[str, ...] = ()
    proposal: Proposal | None = None
    rows: tuple[Json, ...] | None = None
    row: int = 0
    notice: str = ""
    case: int = 0
    remarks: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    paused: tuple[str, ...] = ()
    deleted: Mapping[str, Json] = field(default_factory=dict)
    held: tuple[Json, ...] = ()
    desk: tuple[str, ...] = ()

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
            "pieces": list(self.pieces),
            "former": self.former,
            "reviewing": self.reviewing,
            "doubt": self.doubt,
            "role": self.role,
            "thread": cast("dict[str, Json]", self.thread.to_json()),
            "offered": [choice_to_json(choice) for choice in self.offered],
            "revision": self.revision,
            "asked": self.asked,
            "errand": list(self.errand),
            "proposal": self.proposal.to_json() if self.proposal else None,
            "rows": None if self.rows is None else list(self.rows),
            "row": self.row,
            "notice": self.notice,
            "case": self.case,
            "remarks": dict(self.remarks),
            "extra": list(self.extra),
            "paused": list(self.paused),
            "deleted": dict(self.deleted),
            "held": list(self.held),
            "desk": list(self.desk),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json] | None) -> "State":
        """Return the state that `to_json` wrote; keys of other versions are left out."""
        if not data:
            return cls()
        role = data.get("role")
        thread = data.get("thread")
        errand = data.get("errand")
        rows = data.get("rows")
        remarks = data.get("remarks")
        deleted = data.get("deleted")
        return cls(
            draft=str(data.get("draft") or ""),
            change=str(data.get("change") or ""),
            listing=str(data.get("listing") or ""),
            pieces=tuple(int(str(at)) for at in _values(data.get("pieces"))),
            former=str(data.get("former") or ""),
            reviewing=data.get("reviewing") is True,
            doubt=str(data.get("doubt") or ""),
            role=next((audience for audience in AUDIENCES if audience == role), None),
            thread=Thread.from_json(thread if isinstance(thread, dict) else {}),
            offered=tuple(map(choice_from_json, _values(data.get("offered")))),
            revision=int(str(data.get("revision") or 0)),
            asked=int(str(data.get("asked") or 0)),
            notice=str(data.get("notice") or ""),
            errand=_words(errand),
            extra=_words(data.get("extra")),
            paused=_words(data.get("paused")),
            held=_values(data.get("held")),
            desk=_words(data.get("desk")),
            deleted=deleted if isinstance(deleted, dict) else {},
            proposal=proposal_from_json(data.get("proposal")),
            rows=tuple(rows) if isinstance(rows, list) else None,
            row=int(str(data.get("row") or 0)),
            case=int(str(data.get("case") or 0)),
            remarks={path: str(text) for path, text in remarks.items()}
            if isinstance(remarks, dict)
            else {},
        )


def _values(value: Json) -> tuple[Json, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _words(value: Json) -> tuple[str, ...]:
    return tuple(map(str, _values(value)))
