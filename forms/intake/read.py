"""A filled file -> the answers it shows now, and how they differ from those it was made with."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from forms.document.cells import CASE, LIAISON
from forms.document.envelope import Envelope, opened, rejoined
from forms.document.headings import bare_label
from forms.form import Form, Json, Rules
from forms.intake.answers import differences, from_cells, merged
from forms.intake.columns import columns_cells
from forms.intake.grid import Source, unmarked
from forms.intake.labels import Found, application_cells
from forms.intake.pasted import FEWEST_LABELS, read_pasted
from forms.intake.reading import Reading
from forms.intake.safe import Package, bytes_of, check_size, kind_of, refused
from forms.intake.shared_cells import told_apart
from forms.intake.short_headings import with_whole_headings
from forms.intake.things import Placed, counted

#: What people call 附件2, and how long a title is that says so.
FORM_NAME = "申报表"
LONGEST_TITLE = 60
Forms = Mapping[tuple[str, str], Form]


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
        placed = zip(source.things, source.where, strict=True)
        things = tuple(Placed(part, thing, caption) for thing, (part, caption) in placed)
        return reading_of(name, envelope, dict(envelope.answers), Found({}, (), things), source)
    form = known.get((envelope.edition, envelope.form))
    if form is None or not source.rows:
        raise refused(name, "no-form")
    found = visible_cells(form, source)
    answers = merged(form.name, envelope.answers, found.cells)
    return reading_of(name, envelope, answers, found, source)


def plain_text(name: str, data: bytes) -> str:
    """Give the words of a file as lines, the cells of a row parted by tabs. Raises BadFile."""
    source = source_of(kind_of(name, data), name, data)
    rows = ("\t".join(unmarked(cell.text) for cell in row.cells) for row in source.rows)
    return "\n".join(rows)


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
        is_practice=envelope.is_practice,
        dropped=counted(found.things),
        things=found.things,
        read=source.read,
    )


def by_labels(name: str, source: Source, forms: Forms) -> Reading:
    """Give the reading of a file without an envelope, by the labels of the form whose title it bears."""
    form = titled(source, forms) or called(source, forms)
    if form is None:
        raise refused(name, "no-form")
    plain = form.name == "application" and is_plain(source)
    if form.name == "application" and not plain:
        source = replace(source, rows=with_whole_headings(form, source.rows))
    found = visible_cells(form, source)
    if plain:
        return by_lines(name, source, form, found)
    cells, unsure = told_apart(found.cells)
    answers = from_cells(form.name, cells)
    return Reading(
        form.edition,
        form.name,
        answers,
        "labels",
        (),
        found.unread,
        name=name,
        dropped=counted(found.things),
        doubts={**found.doubts, **unsure},
        things=found.things,
        read=source.read,
    )


def by_lines(name: str, source: Source, form: Form, found: Found) -> Reading:
    """Give the reading of a form without any table: its paragraphs are read as pasted ones are."""
    text = "\n".join(unmarked(cell.text) for row in source.rows for cell in row.cells)
    return replace(
        read_pasted(form, text, Rules(form.edition)),
        name=name,
        dropped=counted(found.things),
        things=found.things,
        read=source.read,
    )


def titled(source: Source, forms: Forms) -> Form | None:
    """Give the form whose title stands in the file; the longest title when several do."""
    text = "".join(bare_label(cell.text) for row in source.rows for cell in row.cells)
    bearing = [form for form in forms.values() if bare_label(form.title) in text]
    return max(bearing, key=lambda form: (len(form.title), form.edition), default=None)


def called(source: Source, forms: Forms) -> Form | None:
    """Give the 申报表 that a file without its title is: called so, with labels enough filled.

    It is the one of the year it names, else of the newest edition.
    """
    shown = [bare_label(cell.text) for row in source.rows for cell in row.cells]
    known = {form.edition: form for form in forms.values() if form.name == "application"}
    if not known or not any(FORM_NAME in text and len(text) <= LONGEST_TITLE for text in shown):
        return None
    named = next((text for text in shown if FORM_NAME in text), "")
    form = next((form for year, form in known.items() if year in named), known[max(known)])
    answers = by_lines("", source, form, Found({}, ())).answers if is_plain(source) else None
    found = (
        answers if answers is not None else from_cells(form.name, visible_cells(form, source).cells)
    )
    return form if len(found) >= FEWEST_LABELS else None


def is_plain(source: Source) -> bool:
    """Tell whether a file holds paragraphs alone, no table."""
    return all(row.loose for row in source.rows)


def visible_cells(form: Form, source: Source) -> Found:
    """Give what the cells of the form hold in this file."""
    if form.name == "application":
        return application_cells(form, source.rows, source.things)
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
