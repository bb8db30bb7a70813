"""Systems without Unix's own modules (Windows): nothing but the guard's limits is missing there."""

import subprocess
import sys
from importlib import reload
from pathlib import Path

import pytest

from forms.intake import limits
from tests.source import ROOT, Source

UNIX_ONLY = ("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")

#: Imports every file of the project, answers, fills in a form and reads it back through the guard.
AS_ELSEWHERE = f"""
import sys, pkgutil, importlib, pathlib, json
for name in {UNIX_ONLY}:
    sys.modules[name] = None
import bot, forms, knowledge
for package in (forms, knowledge, bot):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            importlib.import_module(found.name)
from bot.__main__ import main
from forms.intake.worker import Worker
assert main(["ask", "选题申报什么时候截止"]) == 0
folder = pathlib.Path(sys.argv[1])
(folder / "a.json").write_text(json.dumps({{"unit": "苏州市示例小学"}}))
assert main(["form", "render", "2025/application", str(folder / "a.json"), "--to", str(folder)]) == 0
(made,) = folder.glob("*.docx")
worker = Worker()
assert worker.read(made).answers["unit"] == "苏州市示例小学"
worker.close()
"""


#: The one place of each such module that is used.
PLACES = {
    "readline": "bot/channels/keyboard.py",
    "resource": "forms/intake/limits.py",
    "termios": "bot/channels/keyboard.py",
}


def test_each_stands_in_one_place() -> None:
    found = {
        (name, path.relative_to(ROOT).as_posix())
        for folder in ("bot", "forms", "knowledge")
        for path in (ROOT / folder).rglob("*.py")
        for _, name in Source(path.as_posix(), path.read_text("utf-8")).imports
        if name.split(".")[0] in UNIX_ONLY
    }
    assert found == set(PLACES.items())


def test_everything_works_without_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AS_ELSEWHERE, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_guard_says_whether_it_could_set_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    try:
        assert not reload(limits).limit_this_process()
    finally:
        monkeypatch.undo()
        reload(limits)


def test_a_process_that_wants_more_than_its_share_is_refused_it() -> None:
    code = (
        "from forms.intake.limits import LIMIT_MEMORY_BYTES, limit_this_process\n"
        "assert limit_this_process()\n"
        "try:\n    bytearray(LIMIT_MEMORY_BYTES)\nexcept MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "refused\n", done.stderr
