"""How the server of the page ends: what is under way is finished, and a second signal waits for nothing."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.source import ROOT

#: A page that says it has begun, and answers after the time its path names.
SLOW = """
import asyncio, socket, sys
from fastapi import FastAPI
from bot.channels.web.server import PageServer
app = FastAPI()
@app.get("/{seconds}")
async def slow(seconds: float):
    print("begun", flush=True)
    await asyncio.sleep(seconds)
    return "done"
with socket.create_server(("127.0.0.1", 0)) as listener:
    print(listener.getsockname()[1], flush=True)
    PageServer(app).open(listener)
print("put away", flush=True)
"""


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SLOW]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def asked(server: subprocess.Popen[str], seconds: float) -> socket.socket:
    """Ask for a page; when this returns it is under way."""
    assert server.stdout
    port = int(server.stdout.readline())
    talk = socket.create_connection(("127.0.0.1", port), timeout=30)
    talk.sendall(f"GET /{seconds} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert server.stdout.readline() == "begun\n"
    return talk


def test_what_is_under_way_is_finished(server: subprocess.Popen[str]) -> None:
    with asked(server, 0.5) as talk:
        server.send_signal(signal.SIGTERM)
        assert b"200 OK" in talk.recv(1000)
    assert server.stdout
    assert server.stdout.read() == "put away\n"
    assert server.wait(30) == 0


def test_a_second_signal_waits_for_nothing(server: subprocess.Popen[str]) -> None:
    with asked(server, 3600):
        server.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            server.wait(0.5)
        server.send_signal(signal.SIGTERM)
        assert server.wait(5) == 128 + signal.SIGTERM
