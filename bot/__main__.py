"""The command line: `shenbao COMMAND …`. Each command is a file of `bot/cli`, imported when asked for."""

import sys
from collections.abc import Sequence
from importlib import import_module

from bot.settings import BadSetting
from bot.wording import sentence
from forms.errors import BadForm
from knowledge.errors import BadNotice

COMMANDS = ("ask", "chat", "form", "invite", "knowledge", "serve", "sample", "backup", "restore")

DONE, REFUSED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if words and words[0] in ("-h", "--help", "--version"):
        print(_version() if words[0] == "--version" else _overview())
        return DONE
    if not words or words[0] not in COMMANDS:
        print(_overview(), file=sys.stdout if not words else sys.stderr)
        return USAGE
    try:
        return int(import_module(f"bot.cli.{words[0]}").run(words[1:]))
    except BadSetting as bad:
        print(sentence(f"cli.{bad.code}", name=bad.name, given=bad.given), file=sys.stderr)
        return REFUSED
    except (BadForm, BadNotice) as bad:  # the author's: names the file, the line and the cure
        print(" ".join(str(bad).split()), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        return DONE


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - every start would pay for it

    return f"shenbao {version('shenbao')}"


def _overview() -> str:
    lines = [sentence("cli.about"), "", f"{sentence('cli.commands')}:"]
    lines += [f"  shenbao {name:<10} {sentence(f'cli.{name}.about')}" for name in COMMANDS]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
