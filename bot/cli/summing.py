"""`shenbao form summary`: many filled forms -> 附件3, and what the liaison should look at."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.cli import Refused, refuse
from bot.handing import handing_in
from bot.rules import build_rules
from bot.talk.handing_in import hand_in_sentence
from bot.wording import sentence
from forms.document.words import sentence as finding_sentence
from forms.errors import BadFile
from forms.intake.bundle import files
from forms.intake.pool import readings
from forms.intake.reading import Reading
from forms.load import load_forms
from forms.quotas import Finding
from forms.summary import Summary, render_summary, summarise
from knowledge.load import load
from knowledge.tables import sorting_key


def sum_up(names: Sequence[str], to: Path, today: date) -> int:
    """Write the summary of files, folders and zips to `to`; 1 when a file could not be read."""
    forms = load_forms()
    editions = {edition.id: edition for edition in load().editions}
    quotas = {name: build_rules(edition).quotas for name, edition in editions.items()}
    problems: list[str] = []
    summary = summarise(_applications(names, problems), forms, quotas, sorting_key)
    for problem in problems:
        refuse(problem)
    if not summary.rows:
        for finding in summary.findings:
            refuse(_found(finding))
        raise Refused(code="no-application")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(render_summary(summary, forms, problems))
    except OSError:
        raise Refused(code="unwritable", place=str(to)) from None
    print(to)
    print("\n".join(_told(summary)))
    print(hand_in_sentence(handing_in(editions[next(iter(summary.rows))], "summary", ""), today))
    return int(bool(problems))


def _applications(names: Sequence[str], problems: list[str]) -> Iterator[Reading]:
    """Give what each application says; any other file adds a sentence to `problems`."""
    given = [Path(name) for name in names]
    plain = [path for path in given if path.suffix.lower() != ".zip"]
    zips = [[path] for path in given if path not in plain]
    for group in (plain, *zips):  # a zip that cannot be opened stops none of the others
        try:
            with files(group) as paths:
                for path, reading in readings(paths):
                    if isinstance(reading, BadFile):
                        problems.append(_refusal(reading))
                    elif reading.form != "application":
                        problems.append(sentence("cli.not-application", name=path.name))
                    else:
                        yield reading
        except BadFile as bad:
            problems.append(_refusal(bad))


def _refusal(bad: BadFile) -> str:
    return sentence(f"bad-file.{bad.code}", bad.facts)


def _told(summary: Summary) -> Iterator[str]:
    for edition, rows in summary.rows.items():
        yield sentence("cli.summed", edition=edition, count=len(rows))
    for finding in summary.findings:
        yield f"· {finding.edition} {_found(finding)}"


def _found(finding: Finding) -> str:
    return finding_sentence(finding.code, finding.facts)
