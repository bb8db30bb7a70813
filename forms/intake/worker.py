"""Reads files in a child process with limits on memory, time and output, so no file harms the parent.

`python -m forms.intake.worker` answers one JSON line for each path it is given on standard input.
"""

import contextlib
import json
import os
import resource
import select
import subprocess
import sys
import threading
from pathlib import Path

from forms.errors import BadFile
from forms.form import Json
from forms.intake.read import Reading, read_file, reading_from_json
from forms.intake.safe import refused

LIMIT_MEMORY_BYTES = 1_500_000_000
LIMIT_SECONDS = 15.0


class Worker:
    """One child process that reads files in turn; it is replaced when a file breaks or stalls it."""

    def __init__(self, limit_seconds: float = LIMIT_SECONDS, key: bytes = b"") -> None:
        self.limit_seconds = limit_seconds
        self.key = key
        self.lock = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> Reading:
        """Give what the file says. Raises BadFile, also (`too-slow`) for one that breaks the child."""
        with self.lock:
            line = self.asked(str(path.resolve()))
        if not line:
            raise refused(path.name, "too-slow", seconds=int(self.limit_seconds))
        reply = json.loads(line)
        if "bad" in reply:
            raise BadFile(reply["bad"], reply["facts"])
        return reading_from_json(reply)

    def asked(self, path: str) -> bytes:
        """Give the child's line about a path, nothing when it died or took too long."""
        if self.child is not None and self.child.poll() is not None:
            self.close()
        child = self.child = self.child or started(self.key)
        if child.stdin is None or child.stdout is None:
            return b""
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(json.dumps(path).encode() + b"\n")
            child.stdin.flush()
            ready, _, _ = select.select([child.stdout], [], [], self.limit_seconds)
            line = child.stdout.readline() if ready else b""
            if line.endswith(b"\n"):
                return line
        self.close()
        return b""

    def close(self) -> None:
        """End the child; the next file gets a new one."""
        child, self.child = self.child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        child.wait()


def started(key: bytes) -> "subprocess.Popen[bytes]":
    """Give a new child; the key goes through its environment, never its arguments."""
    return subprocess.Popen(
        [sys.executable, "-m", "forms.intake.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "SHENBAO_WORKER_KEY": key.hex()},
    )


def answer(path: Path, key: bytes) -> dict[str, Json]:
    """Give the reading of a file as JSON, or the code and facts of its refusal."""
    try:
        return read_file(path, key=key).as_json()
    except BadFile as refusal:
        return {"bad": refusal.code, "facts": dict(refusal.facts)}
    except (MemoryError, RecursionError):
        return {"bad": "unpacks-too-big", "facts": {"name": path.name}}


def main() -> None:
    """Answer paths until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_MEMORY_BYTES, LIMIT_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_MEMORY_BYTES // 10, LIMIT_MEMORY_BYTES // 10))
    key = bytes.fromhex(os.environ.pop("SHENBAO_WORKER_KEY", ""))
    for line in sys.stdin:
        reply = answer(Path(str(json.loads(line))), key)
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
