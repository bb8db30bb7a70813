"""`shenbao serve` as an operator knows it: asked how it is, stopped, and told plainly what is wrong."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.channels.web.health import missing_parts
from bot.cli import Refused, starting
from bot.cli.starting import look_around
from bot.store import open_database
from tests.browser import Server, free_port, serving
from tests.source import ROOT


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as one:
        yield one


def got(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=120) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def refused(*words: str, **environment: str) -> str:
    """Start to serve, and give the one line of the refusal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SHENBAO_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve", *words],
        cwd=ROOT,
        env={**kept, "SHENBAO_PORT": str(free_port()), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in line)
    return line


def test_it_says_how_it_is(server: Server) -> None:
    assert got(f"{server.url}/healthz") == (200, '{"alive":true}')
    assert got(f"{server.url}/readyz") == (200, '{"ready":true,"missing":[]}')
    status, figures = got(f"{server.url}/metrics")
    assert status == 200
    assert "\nshenbao_outbox_waiting 0.0\n" in figures


def test_it_is_not_ready_without_its_tables_or_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    assert missing_parts(database, tmp_path) == []
    little = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: little)
        assert missing_parts(database, tmp_path) == ["disk-room"]
    with database.transaction() as transaction:
        transaction.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert missing_parts(database, tmp_path) == ["tables"]
    with database.transaction() as transaction:
        transaction.exec_driver_sql("DROP TABLE alembic_version")
    assert missing_parts(database, tmp_path) == ["tables"]
    database.close()


def test_a_stop_ends_it_in_order(tmp_path: Path) -> None:
    one = Server(tmp_path)
    assert one.stop() == 0
    assert not list(tmp_path.glob("*-wal"))


def test_what_keeps_it_from_starting_is_one_line(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    assert "SHENBAO_DATABASE_URL" in refused(*data, SHENBAO_DATABASE_URL="nonsense")
    assert "SHENBAO_PORT" in refused(*data, SHENBAO_PORT="soon")
    assert "secret" not in refused(
        *data, SHENBAO_DATABASE_URL="postgresql://u:secret@127.0.0.1:9/none"
    )
    assert "写不进" in refused("--data", "/proc/no/such")
    assert "PostgreSQL" in refused(*data, "--workers", "2")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port in refused(*data, SHENBAO_PORT=port)


def test_a_full_disk_and_an_early_clock_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = datetime(2026, 1, 1, tzinfo=UTC)
    assert [line for line in look_around(tmp_path, good) if "时间" in line] == []
    (early,) = (line for line in look_around(tmp_path, good.replace(year=2019)) if "时间" in line)
    assert "2019-01-01" in early
    little = shutil.disk_usage(tmp_path)._replace(free=starting.LOW_BYTES - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: little)
    assert any("999 MB" in line for line in look_around(tmp_path, good))
    with pytest.raises(Refused):
        list(look_around(Path("/proc/no/such"), good))


@pytest.fixture
def crew(tmp_path: Path, postgres: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Two workers on PostgreSQL: where they are, and the process that keeps them."""
    port, kept = free_port(), {k: v for k, v in os.environ.items() if not k.startswith("SHENBAO_")}
    whole = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--data", str(tmp_path), "--workers", "2"],
        cwd=ROOT,
        env={**kept, "SHENBAO_PORT": str(port), "SHENBAO_DATABASE_URL": postgres},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with whole:
        yield f"http://127.0.0.1:{port}", whole
        whole.kill()


def test_several_workers_share_a_port_and_stop_together(
    crew: tuple[str, subprocess.Popen[str]],
) -> None:
    url, whole = crew
    assert whole.stdout
    assert url in whole.stdout.readline()
    assert got(f"{url}/readyz")[0] == 200
    assert got(f"{url}/metrics")[0] == 200
    whole.send_signal(signal.SIGTERM)
    _, told = whole.communicate(timeout=60)
    assert whole.returncode == 0, told
    assert [json.loads(line)["event"] for line in told.splitlines()] == ["stopping"]
    with pytest.raises(OSError, match="refused"):
        urlopen(f"{url}/healthz", timeout=5)
