"""`shenbao knowledge`: hold the knowledge against the notices, compare editions, see what is missing."""

import os
from collections.abc import Sequence

from bot.cli import Refused, add_today, parser, refuse, today
from bot.cli.ask import ROLES
from bot.cli.trying import explain
from bot.comparing import comparison
from bot.settings import read_settings
from bot.wording import sentence
from knowledge.check import check, report
from knowledge.compare import compare
from knowledge.load import load


def run(words: Sequence[str]) -> int:
    """Run one of the knowledge commands, and return the exit status."""
    options = parser("knowledge")
    commands = options.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help=sentence("cli.knowledge.check"))
    two = commands.add_parser("compare", help=sentence("cli.knowledge.compare"))
    two.add_argument("left", help=sentence("cli.knowledge.edition"))
    two.add_argument("right", help=sentence("cli.knowledge.edition"))
    tried = commands.add_parser("try", help=sentence("cli.knowledge.try"))
    tried.add_argument("question", help=sentence("cli.ask.question"))
    tried.add_argument("--role", choices=tuple(ROLES), help=sentence("cli.ask.role"))
    add_today(tried)
    left = commands.add_parser("unanswered", help=sentence("cli.knowledge.unanswered"))
    left.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    chosen = options.parse_args(words)
    if chosen.command == "check":
        return _check()
    if chosen.command == "try":
        return explain(chosen.question, chosen.today or today(), ROLES.get(chosen.role))
    if chosen.command == "unanswered":
        return _unanswered(chosen.data)
    try:
        print(_comparison(chosen.left, chosen.right))
    except Refused as refused:
        return refuse(refused.reason)
    return 0


def _check() -> int:
    findings = check()
    print(report(findings))
    return int(any(finding.severity == "error" for finding in findings))


def _unanswered(data: str) -> int:
    settings = read_settings(os.environ, data=data)
    if not os.environ.get("SHENBAO_DATABASE_URL") and not settings.data.is_dir():
        return refuse(sentence("cli.no-data", place=data))
    from bot.cli.learning import unanswered  # noqa: PLC0415 - the store takes a second to import
    from bot.store.errors import StoreRefused  # noqa: PLC0415

    try:
        return unanswered(data, today())
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))


def _comparison(left: str, right: str) -> str:
    known = load()
    compared = [topic for topic in known.topics if topic.compare]
    editions = {edition.id: edition for edition in known.editions}
    for given in (left, right):
        if given not in editions:
            raise Refused(code="no-edition", given=given, names="、".join(editions))
    return comparison(left, right, compare(editions[left], editions[right], compared))
