"""What somebody types or pastes at a terminal, message by message.

Without a POSIX terminal (Windows) each pasted line is a message of its own.
"""

import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import readline  # noqa: F401 - editing and history for `input`
    import termios
except ImportError:
    termios = None  # type: ignore[assignment, unused-ignore]

#: The lines of a paste come closer together than this; nobody types so fast.
PASTE_GAP_SECONDS = 0.05

_LOCAL_MODES = 3  # where `tcgetattr` keeps them


def read_message(prompt: str) -> str:
    """Give a line, together with the lines that wait already: what is pasted is one message.

    A terminal with bracketed paste hands such lines over at once; for any other the rest is fetched
    here. A last line without an end stands ready to be sent with Enter. Raises EOFError at the end.
    """
    lines = [input(prompt)]
    while _more_waits():
        try:
            lines.append(input())
        except EOFError:
            break
    return "\n".join(lines)


def _more_waits() -> bool:
    if termios is None:
        return False
    with _each_key():
        return bool(select.select([sys.stdin], [], [], PASTE_GAP_SECONDS)[0])


@contextmanager
def _each_key() -> Iterator[None]:
    """Let the terminal hand over every key, not whole lines, and show none of them twice."""
    before = termios.tcgetattr(sys.stdin)
    now = termios.tcgetattr(sys.stdin)
    now[_LOCAL_MODES] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, now)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
