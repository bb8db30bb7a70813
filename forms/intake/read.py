"""A filled file -> the answers it shows now, and how they differ from those it was made with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from forms.document.cells import CASE, LIAISON, records
from forms.document.envelope import Envelope, opened, rejoined
from forms.document.headings import bare_label
from forms.form import Form, Json
from forms.intake.answers import Edit, differences, from_cells, merged
from forms.intake.grid import Source
from forms.intake.labels import Found, application_cells, columns_cells
from forms.intake.safe import Package, bytes_of, check_size, kind_of, refused

Forms = Mapping[tuple[str, str], Form]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    `source` tells where the answers come from; `edits` is empty without an envelope. `pictures` in
    `dropped` counts what cannot be an answer. `name` is the file's.
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
    dropped: Mapping[str, int] = field(default_factory=dict)

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
            "dropped": dict(self.dropped),
        }


def reading_from_json(line: Mapping[str, Json]) -> Reading:
    """Give the reading that `as_json` wrote."""
    answers, unread, dropped, version = (
        line[key] for key in ("answers", "unread", "dropped", "version")
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
        dropped={key: int(str(one)) for key, one in dropped.items()}
        if isinstance(dropped, dict)
        else {},
    )


def read_file(path: Path | str, forms: Forms | None = None, key: bytes = b"") -> Reading:
    """Give what the file at `path` says. Raises BadFile."""
    place = Path(path)
    return read_bytes(place.name, bytes_of(place), forms, key)


def read_bytes(name: str, data: bytes, forms: Forms | None = None, key: bytes = b"") -> Reading:
    """Give what a file of these bytes says; with a `key`, only envelopes signed with it count. Raises BadFile."""
    check_size(name, data)
    kind = kind_of(name, data)
    source = source_of(kind, name, data)
    known = forms if forms is not None else spec_forms()
    envelope = envelope_of(source, key)
    if envelope is None:
        return by_labels(name, source, known)
    if kind == "pdf":
        return reading_of(name, envelope, dict(envelope.answers), Found({}, ()), source)
    form = known.get((envelope.edition, envelope.form))
    if form is None or not source.rows:
        raise refused(name, "no-form")
    found = visible_cells(form, source)
    answers = merged(form.name, envelope.answers, found.cells)
    return reading_of(name, envelope, answers, found, source)


def reading_of(
    name: str, envelope: Envelope, answers: dict[str, Json], found: Found, source: Source
) -> Reading:
    """Give the reading of a file with an envelope."""
    return Reading(
        edition=envelope.edition,
        form=envelope.form,
        answers=answers,
        source="envelope",
        edits=tuple(differences(dict(envelope.answers), answers)),
        unread=found.unread,
        draft=envelope.draft,
        version=envelope.version,
        name=name,
        dropped=source.dropped,
    )


def by_labels(name: str, source: Source, forms: Forms) -> Reading:
    """Give the reading of a file without an envelope, by the labels of the form whose title it bears."""
    form = titled(source, forms)
    if form is None:
        raise refused(name, "no-form")
    found = visible_cells(form, source)
    answers = from_cells(form.name, found.cells)
    return Reading(
        form.edition,
        form.name,
        answers,
        "labels",
        (),
        found.unread,
        name=name,
        dropped=source.dropped,
    )


def titled(source: Source, forms: Forms) -> Form | None:
    """Give the form whose title stands in the file; the longest title when several do."""
    text = "".join(bare_label(cell.text) for row in source.rows for cell in row.cells)
    bearing = [form for form in forms.values() if bare_label(form.title) in text]
    return max(bearing, key=lambda form: (len(form.title), form.edition), default=None)


def visible_cells(form: Form, source: Source) -> Found:
    """Give what the cells of the form hold in this file."""
    if form.name == "application":
        return application_cells(form, source.rows)
    if form.name == "liaison":
        return columns_cells(form, source.rows, "", LIAISON)
    return columns_cells(form, source.rows, "rows", CASE)


def envelope_of(source: Source, key: bytes) -> Envelope | None:
    """Give the first whole envelope of a file, looked for wherever one is kept."""
    lines = [*source.sealed, rejoined(source.properties)]
    return next(filter(None, (opened(line, key) for line in lines if line)), None)


def source_of(kind: str, name: str, data: bytes) -> Source:
    """Give the rows and envelope texts of a file of a known kind. Raises BadFile."""
    # Each kind of file brings its own library, loaded when such a file first comes.
    if kind == "pdf":
        from forms.intake.pdf import pdf_source  # noqa: PLC0415

        return pdf_source(name, data)
    if kind == "doc":
        from forms.intake.doc import doc_source  # noqa: PLC0415

        return doc_source(name, data)
    package = Package(name, data)
    if kind == "docx":
        from forms.intake.docx import docx_source  # noqa: PLC0415

        return docx_source(package)
    if kind == "xlsx":
        from forms.intake.xlsx import xlsx_source  # noqa: PLC0415

        return xlsx_source(package, data)
    from forms.intake.opendocument import opendocument_source  # noqa: PLC0415

    return opendocument_source(package)


@cache
def spec_forms() -> Forms:
    """Give the forms of the project's specs."""
    from forms.load import load_forms  # noqa: PLC0415 - callers mostly hand the forms in

    return load_forms()
