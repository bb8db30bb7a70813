"""`shenbao form`: list the forms, render, read back, sum up."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli import Refused, parser, refuse, today
from bot.cli.summing import sum_up
from bot.rules import build_rules
from bot.wording import sentence
from forms.document.render import Document, render, unprintable
from forms.errors import BadAnswer, BadFile
from forms.form import Form, Json, Rules
from forms.intake.given import check_given, said
from forms.intake.worker import Worker
from forms.load import load_forms
from knowledge.load import load

USAGE = 2  # the status of a command that was called in a way it does not have


def run(words: Sequence[str]) -> int:
    """Run one of the form commands, and return the exit status."""
    options = _options(words)
    commands = {"list": _list, "render": _render, "read": _read, "summary": _summary}
    try:
        return commands[options.command](options)
    except Refused as refused:
        return refuse(refused.reason)
    except BadFile as bad:
        return refuse(sentence(f"bad-file.{bad.code}", bad.facts))


def _options(words: Sequence[str]) -> argparse.Namespace:
    options = parser("form")
    commands = options.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help=sentence("cli.form.list"))
    one = commands.add_parser("render", help=sentence("cli.form.render"))
    one.add_argument("form", metavar="EDITION/FORM", help=sentence("cli.form.name"))
    one.add_argument("answers", metavar="ANSWERS.json", help=sentence("cli.form.answers"))
    one.add_argument("--to", required=True, metavar="DIR", help=sentence("cli.form.to"))
    one.add_argument("--as", dest="formats", metavar="docx,pdf", help=sentence("cli.form.as"))
    back = commands.add_parser("read", help=sentence("cli.form.read"))
    back.add_argument("file", metavar="FILE", help=sentence("cli.form.file"))
    many = commands.add_parser("summary", help=sentence("cli.form.summary"))
    many.add_argument("files", nargs="+", metavar="FILE", help=sentence("cli.form.file"))
    many.add_argument("--to", required=True, metavar="FILE", help=sentence("cli.form.to"))
    return options.parse_args(words)


def _list(options: argparse.Namespace) -> int:  # noqa: ARG001
    for (edition, name), form in load_forms().items():
        print(f"{edition}/{name}\t{form.attachment}\t{form.title}\t{','.join(form.formats)}")
    return 0


def _render(options: argparse.Namespace) -> int:
    form = _named(load_forms(), options.form)
    formats = _formats(form, options.formats)
    answers, rules = _answers(options.answers), _rules(form.edition)
    _check(form, answers, rules)
    limits = {name: limit.maximum for name, limit in rules.limits.items()}
    for place in _write(Path(options.to), render(form, answers, formats, limits=limits)):
        print(place)
    signs = unprintable(form, answers) if {"pdf", "png"} & set(formats) else []
    if signs:
        print(sentence("cli.unprintable", signs=" ".join(signs)), file=sys.stderr)
    return 0


def _read(options: argparse.Namespace) -> int:
    worker = Worker()
    try:
        reading = worker.read(Path(options.file))
    finally:
        worker.close()
    print(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
    return 0


def _summary(options: argparse.Namespace) -> int:
    if Path(options.to).suffix.lower() != ".xlsx":
        refuse(sentence("cli.not-xlsx", place=options.to))
        return USAGE
    return sum_up(options.files, Path(options.to), today())


def _write(folder: Path, made: Sequence[Document]) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in made:
            (folder / document.name).write_bytes(document.content)
    except OSError:
        raise Refused(code="unwritable", place=str(folder)) from None
    return [folder / document.name for document in made]


def _named(forms: Mapping[tuple[str, str], Form], given: str) -> Form:
    edition, _, name = given.partition("/")
    if (edition, name) not in forms:
        names = "、".join("/".join(key) for key in forms)
        raise Refused(code="no-form", given=given, names=names)
    return forms[edition, name]


def _formats(form: Form, given: str | None) -> tuple[str, ...]:
    """Return the formats asked for; all the form has where none is."""
    wanted = tuple(word.strip() for word in (given or "").split(",") if word.strip())
    for word in wanted:
        if word not in form.formats:
            raise Refused(code="no-format", given=word, names="、".join(form.formats))
    return wanted or form.formats


def _answers(place: str) -> dict[str, Json]:
    """Return the answers of a JSON file; `-` is standard input."""
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text("utf-8-sig")
        data: Json = json.loads(text, object_pairs_hook=_object)
    except (OSError, ValueError, RecursionError):
        raise Refused(code="no-answers", place=place) from None
    if not isinstance(data, dict):
        raise Refused(code="no-answers", place=place)
    return data


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Return a JSON object; of a key written twice JSON itself would keep the last alone."""
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise Refused(code="answer.twice", key=said(key))
        found[key] = value
    return found


def _check(form: Form, answers: Mapping[str, Json], rules: Rules) -> None:
    """Refuse answers that the form would drop or print as something else."""
    try:
        check_given(form, answers, rules)
    except BadAnswer as bad:
        facts = {name: str(fact) for name, fact in bad.facts.items()}
        raise Refused(code=f"answer.{bad.code}", **facts) from None


def _rules(edition: str) -> Rules:
    return build_rules(next(each for each in load().editions if each.id == edition))
