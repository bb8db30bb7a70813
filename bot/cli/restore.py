"""`shenbao restore`: a backup brought back, never over what is there without a yes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli import parser, refuse
from bot.settings import read_settings
from bot.store.errors import StoreRefused
from bot.store.restore import database_there, read_backup, restore
from bot.wording import sentence


def run(words: Sequence[str]) -> int:
    """Restore a backup, print what was done, and return the exit status."""
    options = parser("restore")
    options.add_argument("file", help=sentence("cli.restore.file"))
    options.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    options.add_argument("--force", action="store_true", help=sentence("cli.restore.force"))
    chosen = options.parse_args(words)
    settings = read_settings(os.environ, data=chosen.data)
    try:
        backup = read_backup(Path(chosen.file).expanduser())
        there = database_there(settings.database_url)
        if there and not chosen.force and not _agreed(there, backup.made):
            return refuse(sentence("cli.restore-over", place=str(there)))
        aside = restore(backup, settings.database_url, settings.data)
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))
    print(sentence("cli.restore.done", made=backup.made))
    if aside:
        print(sentence("cli.restore.aside", place=str(aside)))
    return 0


def _agreed(there: Path, made: str) -> bool:
    """Ask whoever sits at the terminal; where nobody does, nobody agreed."""
    if not sys.stdin.isatty():
        return False
    print(sentence("cli.restore.ask", place=str(there), made=made))
    return input().strip() == sentence("cli.restore.yes")
