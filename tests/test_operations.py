"""What the guide for operators says is so: the settings there are, and the way to back PostgreSQL up."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.store import open_database
from tests.source import ROOT

GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
#: Not set by people: what a process tells its child.
BETWEEN_PROCESSES = {"SHENBAO_WORKER_KEY"}


def test_every_setting_of_the_code_is_in_the_table_and_no_other() -> None:
    told = re.findall(r"^\| `(SHENBAO_[A-Z_]+)` \|", GUIDE, re.MULTILINE)
    code = "".join(
        path.read_text("utf-8")
        for folder in ("bot", "forms", "knowledge")
        for path in (ROOT / folder).rglob("*.py")
    )
    read = set(re.findall(r'"(SHENBAO_[A-Z_]+)"', code))
    assert len(told) == len(set(told))
    assert set(told) == read - BETWEEN_PROCESSES


def test_the_figures_it_names_are_there() -> None:
    code = (ROOT / "bot" / "metrics.py").read_text("utf-8")
    named = set(re.findall(r"shenbao_[a-z]+(?:_[a-z]+)*", GUIDE))
    assert named
    for name in named:
        assert f'"{name.removesuffix("_total")}"' in code, name


def test_the_way_to_back_postgresql_up_brings_everything_back(
    postgres: str, tmp_path: Path
) -> None:
    """The two commands of the guide, word for word."""
    if not shutil.which("pg_dump"):
        pytest.skip("no pg_dump here")
    kept = ask(postgres, "INSERT INTO question_log (day, text, status, topics, score, is_disliked) "
               "VALUES (CURRENT_DATE, '选题申报什么时候截止', 'answered', '[]', 1, false) RETURNING text")  # fmt: skip
    commands = [line.strip().partition("   #")[0] for line in GUIDE.splitlines() if " pg_" in line]
    dump, bring_back = (each for each in commands if each.startswith("pg_"))
    dump = re.sub(r"--file=\S+.*\.dump", f"--file={tmp_path / 'a.dump'}", dump)
    for command in (dump, bring_back.replace("FILE", str(tmp_path / "a.dump"))):
        done = subprocess.run(
            ["sh", "-c", command],
            env={"PATH": "/usr/bin:/bin", "SHENBAO_DATABASE_URL": postgres},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        if command == dump:
            assert ask(postgres, "DELETE FROM question_log RETURNING id")
    assert ask(postgres, "SELECT text FROM question_log") == kept


def ask(url: str, statement: str) -> object:
    """Run one statement on a database of the newest version, and give its first value."""
    database = open_database(url)
    with database.transaction() as transaction:
        found = transaction.exec_driver_sql(statement).scalar()
    database.close()
    return found
