"""Who holds what is being sent: one worker, known by name, and whether it is gone."""

import os
import platform
import secrets
import sys
from pathlib import Path

_LIVING: set[str] = set()


class Worker:
    """One worker of a channel: a name nobody else has, as long as it is not closed."""

    def __init__(self) -> None:
        self.name = f"{_machine()}/{os.getpid()}/{secrets.token_hex(4)}"
        _LIVING.add(self.name)

    def close(self) -> None:
        """Say that this worker sends no more."""
        _LIVING.discard(self.name)


def is_gone(name: str) -> bool:
    """True when a worker has surely ended: only of one on this machine can that be known."""
    machine, _, rest = name.rpartition("/")[0].rpartition("/")
    if machine != _machine() or not rest.isdecimal():
        return False
    if int(rest) == os.getpid():
        return name not in _LIVING
    return not _is_alive(int(rest))


def _machine() -> str:
    """Return what tells the machine, and on Linux the container, from others."""
    place = Path("/proc/self/ns/pid")
    inside = place.stat().st_ino if place.exists() else 0
    return f"{platform.node()[:60]}:{inside}"


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        return True  # there is no asking without a risk to the other
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
