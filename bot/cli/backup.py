"""`shenbao backup`: everything that is kept, in one file, while the service runs."""

import os
from collections.abc import Sequence
from pathlib import Path

from bot.cli import now, parser, refuse
from bot.settings import read_settings
from bot.store.backup import write_backup
from bot.store.errors import StoreRefused
from bot.wording import sentence


def run(words: Sequence[str]) -> int:
    """Write a backup, print where it stands, and return the exit status."""
    options = parser("backup")
    options.add_argument("--to", required=True, metavar="FILE", help=sentence("cli.backup.to"))
    options.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    chosen = options.parse_args(words)
    settings = read_settings(os.environ, data=chosen.data)
    to = Path(chosen.to).expanduser()
    try:
        made = write_backup(settings.database_url, settings.data, to, now())
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))
    print(sentence("cli.backup.done", place=str(made), kilobytes=made.stat().st_size // 1024 + 1))
    return 0
