"""What a filled file says, as a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from forms.document.cells import records
from forms.form import Json
from forms.intake.answers import Edit
from forms.intake.things import Placed


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    `source` tells where the answers come from; `edits` is empty without an envelope. `dropped` counts what
    cannot be an answer, by part of the form and kind (`problem.picture`); `doubts` says of an answer why it
    may have been read wrongly (`no-head-row`). `name` is the file's. `things` and
    `read`, which gives their bytes, stay where the file was read.
    """

    edition: str
    form: str
    answers: Mapping[str, Json]
    source: Literal["envelope", "labels"]
    edits: tuple[Edit, ...] = ()
    unread: tuple[str, ...] = ()
    draft: str = ""
    version: int = 0
    name: str = ""
    is_practice: bool = False
    dropped: Mapping[str, int] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    things: tuple[Placed, ...] = field(default=(), compare=False)
    read: Callable[[str], bytes] = field(default=lambda _: b"", compare=False)

    def as_json(self) -> dict[str, Json]:
        """Give the reading as `form read` prints it."""
        return {
            "edition": self.edition,
            "form": self.form,
            "answers": dict(self.answers),
            "source": self.source,
            "edits": [{"path": one.path, "was": one.was, "now": one.now} for one in self.edits],
            "unread": list(self.unread),
            "draft": self.draft,
            "version": self.version,
            "name": self.name,
            "practice": self.is_practice,
            "dropped": dict(self.dropped),
            "doubts": dict(self.doubts),
        }


def reading_from_json(line: Mapping[str, Json]) -> Reading:
    """Give the reading that `as_json` wrote."""
    answers, unread, dropped, doubts, version = (
        line[key] for key in ("answers", "unread", "dropped", "doubts", "version")
    )
    return Reading(
        edition=str(line["edition"]),
        form=str(line["form"]),
        answers=answers if isinstance(answers, dict) else {},
        source="envelope" if line["source"] == "envelope" else "labels",
        edits=tuple(
            Edit(str(one["path"]), one["was"], one["now"]) for one in records(line["edits"])
        ),
        unread=tuple(map(str, unread)) if isinstance(unread, list) else (),
        draft=str(line["draft"]),
        version=version if isinstance(version, int) else 0,
        name=str(line["name"]),
        is_practice=line["practice"] is True,
        dropped={key: int(str(one)) for key, one in dropped.items()}
        if isinstance(dropped, dict)
        else {},
        doubts={key: str(one) for key, one in doubts.items()} if isinstance(doubts, dict) else {},
    )
