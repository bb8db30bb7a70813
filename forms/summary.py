"""Many applications -> 附件3, one row a case, with what the liaison should look at."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

from forms.case_row import row
from forms.document.cells import CASE, JOINER, records, text
from forms.form import Answers, Form, Json, Quota
from forms.quotas import SAID, Count, Finding, breaches

#: A text -> what it is sorted by.
Order: TypeAlias = Callable[[str], Any]
Forms = Mapping[tuple[str, str], Form]
NEEDED_BY_DIRECT = ("case_title", "unit", "leader", "post", "phone")


class Application(Protocol):
    """One application that came in: a `Reading`, or a draft of the store."""

    @property
    def edition(self) -> str:
        """Give the edition of the form."""

    @property
    def form(self) -> str:
        """Give the name of the form; only `application` counts."""

    @property
    def answers(self) -> Mapping[str, Json]:
        """Give the answers as they are now."""

    @property
    def name(self) -> str:
        """Give the name of the file it came in, empty when there is none."""

    @property
    def draft(self) -> str:
        """Give the id of the draft it was made from, empty when unknown."""

    @property
    def version(self) -> int:
        """Give the number of the version; a higher one replaces a lower one of the same draft."""

    @property
    def is_practice(self) -> bool:
        """Tell whether it was filled in for practice: then it is no case."""

    @property
    def edits(self) -> Sequence[object]:
        """Give the differences from what the file was made with."""


Case = TypeVar("Case", bound=Application)


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of 附件3 by edition, newest first (without 序号), and the findings; `codes` of the rows where any were given."""

    rows: Mapping[str, tuple[tuple[str, ...], ...]]
    findings: tuple[Finding, ...]
    codes: Mapping[str, tuple[str, ...]]


def summarise(
    applications: Iterable[Application],
    forms: Forms,
    quotas: Mapping[str, Sequence[Quota]],
    order: Order = str,
    code: Callable[[Application], str] = lambda _: "",
) -> Summary:
    """Give the rows and findings of these applications; other forms among them are left out.

    A form that names no unit, no title and no leader is no case, nor is one for practice: both are told, and
    have no row. `quotas` has those of each edition. The same draft handed in twice counts once, in its newest version;
    cases of the same title and unit are told, keep their rows and count once against the quotas. `order` gives what
    units and titles are sorted by: their sounds, where the caller knows them; `code` what tells a case when the
    sheet comes back.
    """
    given = [one for one in applications if one.form == "application"]
    findings = [told(one) for one in given if one.is_practice or blank(one)]
    given = [one for one in given if not one.is_practice and not blank(one)]
    editions = sorted({one.edition for one in given}, reverse=True)
    rows: dict[str, tuple[tuple[str, ...], ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for edition in editions:
        all_given = [one for one in given if one.edition == edition]
        cases = newest(all_given)
        form, labels = forms[edition, "application"], forms[edition, "summary"].labels
        listed = in_order(cases, form, order)
        rows[edition] = tuple(row(form, one.answers) for one in listed)
        codes[edition] = tuple(map(code, listed))
        findings += repeated(edition, all_given)
        findings += same_case(edition, cases)
        findings += missing(edition, cases, form, labels)
        findings += edited(edition, cases)
        findings += not_said(edition, cases)
        counts = [count(one.answers) for one in distinct(cases)]
        findings += breaches(edition, counts, quotas.get(edition, ()))
    return Summary(rows, tuple(findings), codes)


def told(one: Application) -> Finding:
    """Give the finding for an application that has no row."""
    return Finding(one.edition, "practice" if one.is_practice else "nameless", {"name": one.name})


def blank(one: Application) -> bool:
    """Say whether a form bears neither unit nor title nor leader, as the blank one does."""
    people = [cell for each in records(one.answers.get("leaders")) for cell in each.values()]
    known = (one.answers.get("unit"), one.answers.get("case_title"), *people)
    return not any(text(value).strip() for value in known)


def in_order(cases: Iterable[Case], form: Form, order: Order) -> list[Case]:
    """Give cases as 附件3 numbers them: those that have no row in it left out."""
    listed = [one for one in cases if not one.is_practice and not blank(one)]
    return sorted(listed, key=lambda one: by_unit(row(form, one.answers), order))


def by_unit(case: Sequence[str], order: Order) -> tuple[tuple[Any, str], ...]:
    """Give the place of a row among the others: by unit, then by title; equal ones by their signs."""
    found = (case[CASE.index(key)] for key in ("unit", "case_title"))
    return tuple((order(name), name) for name in found)


def newest(given: Sequence[Application]) -> list[Application]:
    """Give each case once: of the same draft the newest version, the later of two equal ones."""
    kept: dict[str, Application] = {}
    for place, one in enumerate(given):
        key = one.draft or f"#{place}"
        if key not in kept or one.version >= kept[key].version:
            kept[key] = one
    return list(kept.values())


def count(answers: Answers) -> Count:
    """Give what the quotas ask of one case."""
    return Count(*(text(answers.get(key)).strip() for key in ("filed_as", "unit", "region")))


def repeated(edition: str, given: Sequence[Application]) -> list[Finding]:
    """Give the drafts that came in more than once."""
    by_draft: dict[str, list[Application]] = {}
    for one in given:
        if one.draft:
            by_draft.setdefault(one.draft, []).append(one)
    return [
        Finding(edition, "same-draft", {"count": len(same), **named(same[0])})
        for same in by_draft.values()
        if len(same) > 1
    ]


def same_case(edition: str, cases: Sequence[Application]) -> list[Finding]:
    """Give the cases of different drafts that bear the same title and unit."""
    by_name: dict[tuple[str, str], list[Application]] = {}
    for one in cases:
        if any(name_of(one)):
            by_name.setdefault(name_of(one), []).append(one)
    return [
        Finding(edition, "same-case", {"count": len(same), **named(same[0])})
        for same in by_name.values()
        if len(same) > 1
    ]


def distinct(cases: Sequence[Application]) -> list[Application]:
    """Give cases of the same title and unit once: copies of one case; the one that says for whom it is filed."""
    kept: dict[object, Application] = {}
    for place, one in enumerate(cases):
        key = name_of(one) if all(name_of(one)) else place
        if key not in kept or kept[key].answers.get("filed_as") not in SAID:
            kept[key] = one
    return list(kept.values())


def name_of(one: Application) -> tuple[str, str]:
    """Give the title and the unit of a case without blanks, for comparing."""
    facts = named(one)
    return "".join(str(facts["title"]).split()), "".join(str(facts["unit"]).split())


def missing(
    edition: str, cases: Sequence[Application], form: Form, labels: Mapping[str, str]
) -> list[Finding]:
    """Give the cells of 附件3 that a case leaves empty; a direct school may leave out some (X32)."""
    found = []
    for one in cases:
        needed = NEEDED_BY_DIRECT if one.answers.get("filed_as") == "direct_school" else CASE
        cells = dict(zip(CASE, row(form, one.answers), strict=True))
        empty = [labels[key] for key in CASE if key in needed and not cells[key].strip()]
        if empty:
            facts = {"labels": JOINER.join(empty), **named(one)}
            found.append(Finding(edition, "missing-cell", facts))
    return found


def edited(edition: str, cases: Sequence[Application]) -> list[Finding]:
    """Give the files whose text was changed after they were made."""
    return [
        Finding(edition, "edited", {"count": len(one.edits), **named(one)})
        for one in cases
        if one.edits
    ]


def not_said(edition: str, cases: Sequence[Application]) -> list[Finding]:
    """Give the cases that do not say for whom they are filed, so that no quota can count them."""
    unsaid = (one for one in cases if one.answers.get("filed_as") not in SAID)
    return [Finding(edition, "not-said", named(one)) for one in unsaid]


def named(one: Application) -> dict[str, str | int]:
    """Give what a sentence calls a case by."""
    return {
        "unit": text(one.answers.get("unit")),
        "title": text(one.answers.get("case_title")),
    }


def render_summary(summary: Summary, forms: Forms, unread: Sequence[str] = ()) -> bytes:
    """Give 附件3 as an Excel file: a sheet an edition, the newest first, the findings on the last.

    `unread` has a sentence for each file that could not be taken in; they stand above the findings.
    """
    from forms.document.excel_summary import summary_workbook  # noqa: PLC0415 - loaded when needed

    return summary_workbook(summary.rows, summary.findings, forms, unread, summary.codes)
