"""What was read and waits to be confirmed: a value beside the draft, never in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.document.cells import records
from forms.form import FormName, Json
from forms.intake.answers import Edit

FORM_NAMES: tuple[FormName, ...] = ("liaison", "application", "summary")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Answers of a file, a pasted form or an earlier draft (`kind`: file, paste, draft), called `name`.

    They were read as a form of `edition` and would go to `draft`, or to a new one of edition `into` where
    that is empty. `decided` are the questions gone through one by one (question id -> yes or no);
    `is_stepping` is true while that goes on. `dropped` counts what is neither text nor table. `doubts`
    says of an answer why it may have been read wrongly; `text` is what was pasted, for more may follow.
    `edits` is what somebody changed by hand in a file of ours after it was made.
    """

    kind: str
    name: str
    edition: str
    form: FormName
    answers: Mapping[str, Json]
    into: str
    draft: str = ""
    is_guessed: bool = False
    unread: tuple[str, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)
    is_stepping: bool = False
    edits: tuple[Edit, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def with_decided(self, question_id: str, answer: str) -> "Proposal":
        """Return the proposal with one more question gone through."""
        return replace(self, decided={**self.decided, question_id: answer})

    def to_json(self) -> dict[str, Json]:
        """Return the proposal as plain JSON."""
        return {
            "kind": self.kind,
            "name": self.name,
            "edition": self.edition,
            "form": self.form,
            "answers": dict(self.answers),
            "into": self.into,
            "draft": self.draft,
            "is_guessed": self.is_guessed,
            "unread": list(self.unread),
            "dropped": dict(self.dropped),
            "decided": dict(self.decided),
            "is_stepping": self.is_stepping,
            "edits": [{"path": one.path, "was": one.was, "now": one.now} for one in self.edits],
            "doubts": dict(self.doubts),
            "text": self.text,
        }


def proposal_from_json(data: Json) -> Proposal | None:
    """Return the proposal that `to_json` wrote; None for anything else."""
    form = next((n for n in FORM_NAMES if isinstance(data, dict) and data.get("form") == n), None)
    if not isinstance(data, dict) or form is None:
        return None
    answers, unread = data.get("answers"), data.get("unread")
    return Proposal(
        kind=str(data.get("kind") or ""),
        name=str(data.get("name") or ""),
        edition=str(data.get("edition") or ""),
        form=form,
        answers=answers if isinstance(answers, dict) else {},
        into=str(data.get("into") or ""),
        draft=str(data.get("draft") or ""),
        is_guessed=data.get("is_guessed") is True,
        unread=tuple(map(str, unread)) if isinstance(unread, list) else (),
        dropped={key: int(text) for key, text in _texts(data.get("dropped")).items()},
        decided=_texts(data.get("decided")),
        is_stepping=data.get("is_stepping") is True,
        edits=tuple(
            Edit(str(one.get("path")), one.get("was"), one.get("now"))
            for one in records(data.get("edits"))
        ),
        doubts=_texts(data.get("doubts")),
        text=str(data.get("text") or ""),
    )


def _texts(data: Json) -> dict[str, str]:
    return {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}
