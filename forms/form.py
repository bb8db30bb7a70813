"""A form and its questions, as the specs declare them; answers as JSON values.

Answers are a plain JSON object keyed by the names of the contract (`unit`, `leaders`, `problem` …).
A question's `path` says where its answer lives: `case_title`, `leaders.0.name`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Answers: TypeAlias = Mapping[str, Json]

FormName = Literal["liaison", "application", "summary"]
FORMAT_NAMES = ("docx", "pdf", "png", "xlsx")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a closed list: `id` is kept in the answers, `label` is read and printed.

    `also` are other ways people say it. `defers` marks 不清楚: kept so that the question is not
    asked again at once, and never an answer of the form.
    """

    id: str
    label: str
    also: tuple[str, ...] = ()
    defers: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row (工作组成员, 成果): `id` is its key in the answers, `label` its printed head."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is on the path only when the answer at `path` is (or is not) one of `values`."""

    path: str
    values: tuple[str, ...]
    negate: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked.

    `id` is snake_case and never changes; `kind` names a file of `forms/kinds`; `label` is what the
    form prints; `ask`, `hint`, `example` are read by the person. `limit` names a rule of `Rules`
    (`problem`, `approach`, `leaders`). `printed` is false for what only the summary needs.

    In a spec a `path` with `*` (`leaders.*.name`) is asked once for each person; the journey puts
    the number in. `repeats` names the list that a yes makes longer, `default_from` the path whose
    answer “同上” stands for (the journey fills `default`), `settles` the path that this question
    answers when its own turn came too early, `optional_if` when a required question may be skipped.
    """

    id: str
    path: str
    kind: str
    label: str
    ask: str
    hint: str = ""
    example: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    limit: str = ""
    only_if: tuple[Condition, ...] = ()
    printed: bool = True
    section: str = ""
    columns: tuple[Column, ...] = ()
    optional_if: tuple[Condition, ...] = ()
    repeats: str = ""
    settles: str = ""
    default_from: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one edition: its official title and notes, and the questions in asking order."""

    edition: str
    name: FormName
    title: str
    attachment: str
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = FORMAT_NAMES
    file_label: str = "申报表"


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure of the notice, handed in as a value; `fact` is the id of the fact that holds it."""

    maximum: int
    fact: str
    unit: str = "字"


@dataclass(frozen=True, slots=True)
class Quota:
    """How many cases may be handed in: `scope` is `region`, `school` or `direct_school`.

    `readings` has more than one entry where the notice can be read in two ways.
    """

    scope: str
    fact: str
    minimum: int | None = None
    maximum: int | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What the notice of an edition demands of a form, as values (never read from a file here)."""

    edition: str
    limits: Mapping[str, Limit] = field(default_factory=dict)
    quotas: tuple[Quota, ...] = ()
    calendar: tuple[str, str] = ("", "")  # first and last day of the activity, ISO dates
    monitoring_year: str = ""
