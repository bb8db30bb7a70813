"""The commands, one file a group; what they share: days, and one line for what is refused."""

import argparse
import os
import sys
from datetime import UTC, date, datetime

from bot.settings import read_day
from bot.wording import sentence
from knowledge.calendar import chinese_day


class Refused(Exception):  # noqa: N818 - says what happened
    """A command cannot do what was asked: the code of the reason, and what it needs."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.reason = sentence(f"cli.{code}", facts)


def refuse(reason: str) -> int:
    """Print the reason in one line on standard error and return the exit status."""
    print(" ".join(reason.split()), file=sys.stderr)
    return 1


def parser(name: str) -> argparse.ArgumentParser:
    """Return the parser of one command group."""
    return argparse.ArgumentParser(
        prog=f"shenbao {name}", description=sentence(f"cli.{name}.about"), allow_abbrev=False
    )


def add_today(to: argparse.ArgumentParser) -> None:
    """Add `--today`."""
    to.add_argument("--today", type=date.fromisoformat, help=sentence("cli.today"))


def today() -> date:
    """Return the day: SHENBAO_TODAY, or the day it is in China. Raises BadSetting."""
    given = os.environ.get("SHENBAO_TODAY", "")
    return read_day("SHENBAO_TODAY", given) if given else chinese_day(now())


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
