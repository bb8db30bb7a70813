"""The folder for closed networks: all the project reads is in its wheel, and its scripts can run.

That it installs and answers with the network off is `bundle/trial.sh`, a step of CI.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.source import ROOT

PACKAGES = ("bot", "forms", "knowledge")


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        inside = set(opened.namelist())
    wanted = {
        place.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for place in (ROOT / package).rglob("*")
        if place.is_file() and "__pycache__" not in place.parts
    }
    assert len([name for name in wanted if not name.endswith(".py")]) > 50
    assert wanted - inside == set()
    assert {name.split("/")[0] for name in inside} - {*PACKAGES} == {
        next(name.split("/")[0] for name in inside if ".dist-info/" in name)
    }


def test_the_start_scripts_can_run_where_they_are_meant_for() -> None:
    shell, batch = (ROOT / "bundle" / name for name in ("启动.sh", "启动.bat"))
    assert shell.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", str(shell)], check=False).returncode == 0
    lines = batch.read_bytes()
    assert lines.count(b"\n") == lines.count(b"\r\n")  # cmd.exe loses labels without
    text = lines.decode("utf-8")
    assert text.index("chcp 65001") < text.index("echo 请")
    for name in ("start", "stop"):
        assert f"goto {name}" in text
        assert f"\n:{name}\r\n" in text


def test_an_older_python_is_told_what_is_needed(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "启动.sh").write_bytes((ROOT / "bundle" / "启动.sh").read_bytes())
    done = subprocess.run(
        ["sh", str(tmp_path / "启动.sh")],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(old), "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert not (tmp_path / ".venv").exists()
