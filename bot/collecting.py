"""A region's cases -> 附件3, the check list, the package: made when they are handed out, kept nowhere."""

import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.message import Send
from bot.wording import sentence
from forms.document.cells import records
from forms.document.excel_checklist import checklist_workbook
from forms.document.filename import part
from forms.form import Form, Json, Quota
from forms.summary import in_order, render_summary, summarise
from knowledge.tables import sorting_key

FORMATS = ("docx", "pdf")

Forms = Mapping[tuple[str, str], Form]
Quotas = Mapping[str, Sequence[Quota]]
Make = Callable[[Send], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a region, as `forms.summary` asks for it."""

    edition: str
    answers: Mapping[str, Json]
    draft: str
    name: str = ""
    form: str = "application"
    version: int = 0
    is_practice: bool = False
    edits: tuple[object, ...] = ()


def summary_files(send: Send, forms: Forms, quotas: Quotas) -> dict[str, bytes]:
    """Return 附件3 of the cases in a reply, with what is to be checked on its last sheet."""
    edition = str(send.answers["edition"])
    given = records(send.answers.get("cases"))
    cases = [_case(edition, each) for each in given]
    codes = {str(each["id"]): str(each["code"]) for each in given}
    summary = summarise(cases, forms, quotas, sorting_key, lambda one: codes[one.draft])
    content = render_summary(summary, forms)
    return {_named("summary_name", send): content}


def package_files(send: Send, forms: Forms, quotas: Quotas, make: Make) -> dict[str, Path]:
    """Return one package; the first holds 附件3, the check list, who is missing and the mail (a note, at the centre) as well.

    It is written to a file, one document at a time, since pictures make it large; whoever takes the file
    takes it away.
    """
    inside = _ids_inside(send)
    with (
        tempfile.NamedTemporaryFile(suffix=".zip", delete=False) as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        if send.answers["part"] == 1:
            for name, content in summary_files(send, forms, quotas).items():
                packed.writestr(name, content)
            packed.writestr(_named("checklist_name", send), _checklist(send, forms))
            mail = "note" if send.answers["is_own"] else "mail"
            for key, name in (("missing", "missing"), ("mail", mail)):
                packed.writestr(sentence(f"collecting.{name}_name"), str(send.answers[key]))
        names: set[str] = set()
        for each in records(send.answers.get("cases")):
            if each["id"] in inside:
                _add(packed, str(send.answers["edition"]), each, names, make)
    part_ = str(send.answers["part"])
    name = sentence("collecting.package_name", place=_place(send), number=part_)
    return {name: Path(out.name)}


def _ids_inside(send: Send) -> frozenset[str]:
    """Return the cases whose documents go into a package: those it was begun with."""
    given = send.answers.get("inside")
    return frozenset(map(str, given)) if isinstance(given, list) else frozenset()


def _add(
    packed: zipfile.ZipFile,
    edition: str,
    case: Mapping[str, Json],
    names: set[str],
    make: Make,
) -> None:
    """Add the documents of a case, named by school and title; of paper alone there are none."""
    answers = case.get("answers")
    if case.get("source") not in ("chat", "file") or not isinstance(answers, dict):
        return
    stem = "_".join(filter(None, (part(str(case[key]), 30) for key in ("unit", "title"))))
    if not stem or stem in names:
        stem = f"{stem}_{case['code']}".strip("_")
    names.add(stem)
    draft, version = str(case["draft"]), int(str(case["version"]))
    send = Send("", f"{edition}/application", FORMATS, answers, draft=draft, version=version)
    for name, content in make(send).items():
        packed.writestr(
            f"{sentence('collecting.folder')}/{stem}.{name.rpartition('.')[2]}", content
        )


def _checklist(send: Send, forms: Forms) -> bytes:
    """Return the list by which paper and 附件3 are compared, numbered as 附件3 is."""
    edition = str(send.answers["edition"])
    by_id = {str(each["id"]): each for each in records(send.answers.get("cases"))}
    cases = [_case(edition, each) for each in by_id.values()]
    listed = in_order(cases, forms[edition, "application"], sorting_key)
    rows = [
        (
            str(each["unit"]),
            str(each["title"]),
            str(each["leader"]),
            str(each["code"]),
            sentence(f"rank.{each['rank']}") if each["rank"] else "",
            sentence("collecting.got") if each["is_paper"] else "",
        )
        for each in (by_id[case.draft] for case in listed)
    ]
    return checklist_workbook(sentence("collecting.checklist_title", place=_place(send)), rows)


def _case(edition: str, each: Mapping[str, Json]) -> Case:
    answers = each.get("answers")
    return Case(edition, answers if isinstance(answers, dict) else {}, str(each["id"]))


def _named(code: str, send: Send) -> str:
    edition = str(send.answers["edition"])
    return sentence(f"collecting.{code}", edition=edition, place=_place(send))


def _place(send: Send) -> str:
    return part(str(send.answers["place"]), 30)
