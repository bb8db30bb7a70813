"""A conversation through the front door: how soon it starts, what a message costs, what it holds.

One process of `shenbao chat --events` on durable SQLite, one person, one line after the other: each
message waits for its answer, so the figure is the whole way there and back.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_QUESTIONS = ("申报表什么时候交", "每校能报几个", "邮箱是多少", "有奖金吗", "那2022年呢")
_ROUNDS = 60


def main() -> None:
    """Print the figures."""
    for line in lines():
        print(line)


def lines():
    """Give the figures line by line."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        chat = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", "--events", "--data", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        first = _say(chat, "你好")
        yield f"start to first answer {(time.perf_counter() - start):.2f} s ({len(first)} reply)"
        took = []
        for round_ in range(_ROUNDS):
            begun = time.perf_counter()
            _say(chat, _QUESTIONS[round_ % len(_QUESTIONS)])
            took.append((time.perf_counter() - begun) * 1000)
        took.sort()
        yield (
            f"a question in the chat p50 {statistics.median(took):.1f} ms, "
            f"p95 {took[int(len(took) * 0.95)]:.1f} ms"
        )
        yield f"memory of the chat process {resident_mb(chat.pid)} MB"
        chat.stdin.close()
        chat.wait(timeout=30)


def _say(chat, text: str) -> list[object]:
    chat.stdin.write((json.dumps({"person": "t1", "text": text}) + "\n").encode())
    chat.stdin.flush()
    return json.loads(chat.stdout.readline())["replies"]


def resident_mb(process: int) -> int:
    """The memory a process holds, where the system tells it."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) // 1024


if __name__ == "__main__":
    main()
