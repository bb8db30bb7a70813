"""Reads files in a child process with limits on memory, time and output, so no file harms the parent.

`python -m forms.intake.worker` answers one JSON line for each request on standard input: the `path` of a file
to be read, or with `sent_as` one that came in a conversation.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from forms.errors import BadFile
from forms.form import Json
from forms.intake.limits import limit_this_process
from forms.intake.read import read_file
from forms.intake.reading import Reading, reading_from_json
from forms.intake.receipt import Receipt, receipt_from_json
from forms.intake.receive import receive
from forms.intake.safe import refused

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
            line = self.asked({"path": str(path.resolve())})
        if not line:
            raise refused(path.name, "too-slow", seconds=int(self.limit_seconds))
        reply = json.loads(line)
        if "bad" in reply:
            raise BadFile(reply["bad"], reply["facts"])
        return reading_from_json(reply)

    def receive(self, path: Path, name: str) -> Receipt:
        """Give what became of a file that its sender calls `name`; never raises BadFile."""
        with self.lock:
            line = self.asked({"path": str(path.resolve()), "sent_as": name})
        if not line:
            return Receipt(name, code="too-slow", facts={"name": name})
        reply = json.loads(line)
        if "bad" in reply:
            return Receipt(name, code=reply["bad"], facts={**reply["facts"], "name": name})
        return receipt_from_json(reply)

    def asked(self, request: dict[str, str]) -> bytes:
        """Give the child's line about a file, nothing when it died or took too long."""
        if self.child is not None and self.child.poll() is not None:
            self.close()
        child = self.child = self.child or started(self.key)
        if child.stdin is None or child.stdout is None:
            return b""
        alarm = threading.Timer(self.limit_seconds, child.kill)
        alarm.start()
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
            line = child.stdout.readline()
            if line.endswith(b"\n"):
                return line
        except OSError:  # the child is gone
            pass
        finally:
            alarm.cancel()
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
                with contextlib.suppress(OSError):
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


def answer(request: Mapping[str, str], key: bytes) -> dict[str, Json]:
    """Give the reading or the receipt of a file as JSON, or the code and facts of its refusal."""
    path = Path(request["path"])
    try:
        if "sent_as" in request:
            return receive(path, request["sent_as"], key).as_json()
        return read_file(path, key=key).as_json()
    except BadFile as refusal:
        return {"bad": refusal.code, "facts": dict(refusal.facts)}
    except (MemoryError, RecursionError):
        return {"bad": "unpacks-too-big", "facts": {"name": path.name}}


def main() -> None:
    """Answer paths until standard input ends."""
    limit_this_process()
    key = bytes.fromhex(os.environ.pop("SHENBAO_WORKER_KEY", ""))
    for line in sys.stdin:
        reply = answer(json.loads(line), key)
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
