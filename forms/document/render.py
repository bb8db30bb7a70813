"""A form and its answers as finished files: the door of `forms.document`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms.document.cells import cells
from forms.document.envelope import Envelope, sealed
from forms.document.filename import stem
from forms.document.job import Job
from forms.document.words import word
from forms.exhibit import Exhibit
from forms.form import Answers, Form


@dataclass(frozen=True, slots=True)
class Document:
    """One finished file."""

    name: str
    content: bytes


def render(  # noqa: PLR0913 - the contract of the door
    form: Form,
    answers: Answers,
    formats: Iterable[str],
    *,
    limits: Mapping[str, int],
    draft: str = "",
    version: int = 0,
    is_practice: bool = False,
    exhibits: Sequence[Exhibit] = (),
    key: bytes = b"",
    mark: str = "",
    link: str = "",
) -> list[Document]:
    """Give the files of `formats` that this form has, in their order; no answers give the blank form.

    `limits` has the most characters of `problem` and of `approach` (its three parts together); what goes
    beyond them is printed on the 附页. A file for practice says so on every page and in its name. `draft` and
    `version` go into the envelope, signed when a server `key` is given. `exhibits` (pictures, tables) are printed
    on the 附页 of 附件2, in Word, PDF and PNG. A `mark` (a short code) and the QR of a `link` stand small at
    the foot of every page.
    """
    stamp = word("practice") if is_practice else ""
    envelope = sealed(Envelope(form.edition, form.name, answers, draft, version, is_practice), key)
    job = Job(form, answers, envelope, limits, stamp, exhibits, mark, link)
    name = stem(form, answers, stamp)
    made: list[Document] = []
    for format_ in formats:
        if format_ not in form.formats:
            continue
        contents = contents_of(job, format_)
        if format_ == "png":
            made += [Document(f"{name}_{n}.png", one) for n, one in enumerate(contents, 1)]
        else:
            made.append(Document(f"{name}.{format_}", contents[0]))
    return made


def unprintable(form: Form, answers: Answers) -> list[str]:
    """Give the characters of these answers that PDF and PNG cannot draw, each once."""
    from forms.document.glyphs import missing  # noqa: PLC0415 - fonts are slow to open

    return missing("".join(cells(form.name, answers).values()))


def contents_of(job: Job, format_: str) -> list[bytes]:
    """Give the bytes of one format; a picture for each page, else one file."""
    # Each format brings its own library, loaded when that format is first asked for.
    if format_ == "pdf":
        from forms.document.pdf import pdf  # noqa: PLC0415

        return [pdf(job)]
    if format_ == "png":
        from forms.document.pdf import pictures  # noqa: PLC0415

        return pictures(job)
    if format_ == "docx":
        from forms.document.word import docx  # noqa: PLC0415

        return [docx(job)]
    if job.form.name == "application":
        from forms.document.excel_application import application_xlsx  # noqa: PLC0415

        return [application_xlsx(job)]
    from forms.document.excel_columns import columns_xlsx  # noqa: PLC0415

    return [columns_xlsx(job)]
