"""`shenbao sample --remove`: the made-up region goes, and work begins in earnest."""

import os
from collections.abc import Sequence

from bot import sample
from bot.cli import parser, refuse
from bot.settings import read_settings
from bot.store.errors import StoreRefused
from bot.wording import sentence


def run(words: Sequence[str]) -> int:
    """Say where the sample is, or take it away; return the exit status."""
    options = parser("sample")
    options.add_argument("--data", default="data", metavar="DIR", help=sentence("cli.chat.data"))
    options.add_argument("--remove", action="store_true", help=sentence("cli.sample.remove"))
    chosen = options.parse_args(words)
    settings = read_settings(os.environ, data=chosen.data)
    if not chosen.remove:
        is_there = sample.folder_of(settings.data).is_dir()
        code = "there" if is_there else "not_there"
        print(sentence(f"cli.sample.{code}", place=str(sample.folder_of(settings.data))))
        return 0
    try:
        was_there = sample.remove(settings)
    except StoreRefused as refused:
        return refuse(sentence(f"cli.{refused.code}", refused.facts))
    print(sentence("cli.sample.removed" if was_there else "cli.sample.none"))
    return 0
