"""A process of `chat --events`, and how to talk with it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
Replies = list[dict[str, Any]]


class Chat:
    """One process of `chat --events`."""

    def __init__(self, data: Path, *more: str) -> None:
        command = [sys.executable, "-m", "bot", "chat", "--events", "--data", str(data), *more]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SHENBAO_")}
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def send(self, line: bytes) -> Replies:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert set(answer) == {"replies"}
        for reply in answer["replies"]:
            assert {"text", "choices", "files"} <= set(reply)
        return list(answer["replies"])

    def say(self, text: str, person: str = "t1", **more: str) -> Replies:
        return self.send(json.dumps({"person": person, "text": text, **more}).encode())

    def tap(self, label: str, replies: Replies, person: str = "t1") -> Replies:
        offered = {c["label"]: c["id"] for reply in replies for c in reply["choices"]}
        return self.send(json.dumps({"person": person, "choice": offered[label]}).encode())

    def push(self, text: str, person: str = "t1") -> None:
        """Write a line and do not wait for the answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"person": person, "text": text}).encode() + b"\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._end()

    def close(self) -> int:
        assert self._process.stdin
        self._process.stdin.close()
        return self._end()

    def _end(self) -> int:
        status = self._process.wait(20)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        return status


@contextmanager
def chatting(data: Path, *more: str) -> Iterator[Chat]:
    chat = Chat(data, "--today", "2025-03-01", *more)
    try:
        yield chat
    finally:
        chat.kill()


def said(replies: Replies) -> str:
    return "\n".join(reply["text"] for reply in replies)
