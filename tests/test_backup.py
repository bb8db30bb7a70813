"""A backup taken while people write holds all they were told is kept, and comes back whole."""

import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.store import open_database
from tests.chatting import Chat, chatting, said

Run = Callable[..., tuple[int, str]]
UNIT = "苏州市示例小学"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("SHENBAO_DATABASE_URL", raising=False)

    def command(*words: str | Path) -> tuple[int, str]:
        status = main([str(word) for word in words])
        return status, "".join(capsys.readouterr())

    return command


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one person has begun a form."""
    folder = tmp_path_factory.mktemp("begun") / "data"
    with chatting(folder) as chat:
        begin(chat, "t1")
    return folder


@pytest.fixture
def data(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "data")


def begin(chat: Chat, person: str) -> None:
    """Fill the first two questions; when this returns the person was told they are kept."""
    chat.tap("区域内学校", chat.say("填申报表", person), person)
    assert "第 3 步" in said(chat.say(UNIT, person))


def answers(base: Path) -> list[dict[str, object]]:
    with closing(sqlite3.connect(base)) as opened:
        rows = opened.execute("SELECT answers FROM draft ORDER BY created_at").fetchall()
    return [json.loads(row[0]) for row in rows]


def test_what_was_kept_before_a_backup_is_in_it_while_others_go_on_writing(
    tmp_path: Path, run: Run
) -> None:
    data, stop = tmp_path / "data", threading.Event()
    with chatting(data) as chat:
        begin(chat, "t0")
        done = [0]

        def write() -> None:
            while not stop.is_set():
                begin(chat, f"w{done[0]}")
                done[0] += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            kept = []
            for number in range(4):
                before = done[0] + 1
                status, told = run("backup", "--to", tmp_path / f"{number}.zip", "--data", data)
                assert status == 0, told
                kept.append(before)
        finally:
            stop.set()
            writer.join()
    for number, before in enumerate(kept):
        new = tmp_path / f"new{number}"
        assert run("restore", tmp_path / f"{number}.zip", "--data", new)[0] == 0
        found = answers(new / "shenbao.db")
        whole = [each for each in found if each.get("unit") == UNIT]
        assert len(whole) >= before
        assert len(found) - len(whole) <= 1  # the one being written
    with chatting(tmp_path / "new3") as chat:
        assert "第 3 步" in said(chat.say("继续", "t0"))


def test_files_beside_the_database_come_back_and_made_documents_stay(
    data: Path, tmp_path: Path, run: Run
) -> None:
    (data / "received").mkdir()
    (data / "received" / "申报表.docx").write_bytes(b"as it came")
    (data / "files" / "1").mkdir(parents=True)
    (data / "files" / "1" / "made.pdf").write_bytes(b"made anew")
    folder = tmp_path / "backups"
    folder.mkdir()
    assert run("backup", "--to", folder, "--data", data)[0] == 0
    (made,) = folder.iterdir()
    assert made.stat().st_mode & 0o077 == 0
    assert run("restore", made, "--data", tmp_path / "new")[0] == 0
    there = {str(p.relative_to(tmp_path / "new")) for p in (tmp_path / "new").rglob("*.*")}
    assert there == {"shenbao.db", "received/申报表.docx"}


def test_nothing_is_replaced_without_a_yes(data: Path, tmp_path: Path, run: Run) -> None:
    made = tmp_path / "a.zip"
    assert run("backup", "--to", made, "--data", data)[0] == 0
    status, told = run("backup", "--to", made, "--data", data)
    assert (status, "没有动它" in told) == (1, True)
    with chatting(data) as chat:
        begin(chat, "t2")
    status, told = run("restore", made, "--data", data)
    assert (status, "--force" in told) == (1, True)
    assert len(answers(data / "shenbao.db")) == 2
    assert run("restore", made, "--data", data, "--force")[0] == 0
    assert len(answers(data / "shenbao.db")) == 1
    assert len(answers(data / "shenbao.db.replaced.bak")) == 2


def test_a_terminal_is_asked(
    data: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "a.zip"
    run("backup", "--to", made, "--data", data)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for typed, status in (("", 1), ("换", 0)):
        monkeypatch.setattr("builtins.input", lambda typed=typed: typed)
        assert run("restore", made, "--data", data)[0] == status


def test_a_database_in_use_is_not_replaced(data: Path, tmp_path: Path, run: Run) -> None:
    made = tmp_path / "a.zip"
    run("backup", "--to", made, "--data", data)
    with chatting(data) as chat:
        begin(chat, "t2")
        status, told = run("restore", made, "--data", data, "--force")
        assert (status, "先停下服务" in told) == (1, True)
        begin(chat, "t3")
    assert len(answers(data / "shenbao.db")) == 3


def test_a_database_that_cannot_be_read_is_replaced_and_kept(
    data: Path, tmp_path: Path, run: Run
) -> None:
    made = tmp_path / "a.zip"
    run("backup", "--to", made, "--data", data)
    (data / "shenbao.db").write_bytes(b"broken" * 1000)
    status, told = run("backup", "--to", tmp_path / "b.zip", "--data", data)
    assert (status, len(told.splitlines())) == (1, 1)
    assert not (tmp_path / "b.zip").exists()
    assert run("restore", made, "--data", data, "--force")[0] == 0
    assert len(answers(data / "shenbao.db")) == 1
    assert (data / "shenbao.db.replaced.bak").read_bytes().startswith(b"broken")


def rewritten(made: Path, **about: object) -> None:
    """Write the backup again with other words about itself."""
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(parts["backup.json"])
    parts["backup.json"] = json.dumps({**listed, **about}).encode()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def broken_ways(made: Path) -> Iterator[bytes]:
    whole = made.read_bytes()
    yield b""
    yield whole[: len(whole) // 2]
    middle = len(whole) // 3
    yield (
        whole[:middle] + bytes(b ^ 255 for b in whole[middle : middle + 20]) + whole[middle + 20 :]
    )


def test_a_broken_backup_touches_nothing(data: Path, tmp_path: Path, run: Run) -> None:
    made = tmp_path / "a.zip"
    run("backup", "--to", made, "--data", data)
    before = (data / "shenbao.db").read_bytes()
    for content in broken_ways(made):
        (tmp_path / "bad.zip").write_bytes(content)
        status, told = run("restore", tmp_path / "bad.zip", "--data", data, "--force")
        assert (status, "不是完整的备份" in told) == (1, True)
    rewritten(made, files={"shenbao.db": "0" * 64})
    assert run("restore", made, "--data", data, "--force")[0] == 1
    rewritten(made, files={"shenbao.db": "0" * 64, "data/../../out": "0" * 64})
    assert run("restore", made, "--data", data, "--force")[0] == 1
    assert run("restore", tmp_path / "none.zip", "--data", data, "--force")[0] == 1
    assert (data / "shenbao.db").read_bytes() == before
    assert sorted(p.name for p in data.iterdir() if p.name != "files") == ["shenbao.db"]


@pytest.mark.parametrize("about", [{"tables": "9999"}, {"format": 2}])
def test_a_newer_backup_is_refused(
    data: Path, tmp_path: Path, run: Run, about: dict[str, object]
) -> None:
    made = tmp_path / "a.zip"
    run("backup", "--to", made, "--data", data)
    rewritten(made, **about)
    status, told = run("restore", made, "--data", tmp_path / "new")
    assert (status, "更新的版本" in told) == (1, True)
    assert not (tmp_path / "new").exists()


def test_what_cannot_be_backed_up_is_said(
    data: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for to, source, word in (
        (data / "a.zip", data, "以外"),
        (tmp_path / "no" / "a.zip", data, "写不进"),
        (tmp_path / "a.zip", tmp_path / "empty", "还没有数据"),
    ):
        status, told = run("backup", "--to", to, "--data", source)
        assert (status, word in told, len(told.splitlines())) == (1, True, 1)
    monkeypatch.setenv("SHENBAO_DATABASE_URL", "postgresql+psycopg://u:secret@h/x")
    for words in (("backup", "--to", tmp_path / "a.zip"), ("restore", tmp_path / "a.zip")):
        if words[0] == "restore":
            monkeypatch.delenv("SHENBAO_DATABASE_URL")
            run("backup", "--to", tmp_path / "a.zip", "--data", data)
            monkeypatch.setenv("SHENBAO_DATABASE_URL", "postgresql+psycopg://u:secret@h/x")
        status, told = run(*words)
        assert (status, "pg_dump" in told, "secret" in told) == (1, True, False)


def test_a_restored_database_opens(data: Path, tmp_path: Path, run: Run) -> None:
    run("backup", "--to", tmp_path / "a.zip", "--data", data)
    run("restore", tmp_path / "a.zip", "--data", tmp_path / "new")
    open_database(f"sqlite:///{tmp_path / 'new' / 'shenbao.db'}").close()


def test_the_version_is_told(run: Run) -> None:
    status, told = run("--version")
    assert status == 0
    assert told.startswith("shenbao 0.")
