"""`chat --events` as another program meets it: JSON lines in a process of its own, killed at will."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.channels.events import CHANNEL, serve_events
from bot.delivery import Delivery
from bot.desk import Desk
from bot.library import Library
from bot.message import Say, reply_to_json
from bot.store import open_database
from bot.store.worker import Worker
from tests.chatting import Chat, chatting, said


def test_what_a_kill_left_undelivered_comes_with_the_next_line(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        chat.say("填附件1")
        chat.say("示例区教育局")
        chat.send(b"{")  # answered, so the line before is noted as written
    leave_undelivered(tmp_path, "您的表格被退回了。")
    with chatting(tmp_path) as chat:
        replies = chat.say("你好", person="t2")
        left = [reply for reply in replies if reply.get("to") == "t1"]
        assert said(left) == "您的表格被退回了。"
        assert "申报助手" in said([reply for reply in replies if "to" not in reply])
        assert not [reply for reply in chat.say("你好", person="t2") if "to" in reply]


def test_what_waited_is_not_lost_when_the_line_it_came_with_is_never_written(
    library: Library, tmp_path: Path
) -> None:
    with chatting(tmp_path) as chat:
        chat.say("你好")
        chat.send(b"{")
    leave_undelivered(tmp_path, "您的表格被退回了。")

    def torn(_: str) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        answer_one_line(library, tmp_path, torn)
    written: list[str] = []
    answer_one_line(library, tmp_path, written.append)
    assert "您的表格被退回了。" in written[0]


def answer_one_line(library: Library, data: Path, write: Callable[[str], None]) -> None:
    """Answer a line in this process, with a worker that is gone afterwards."""
    database = open_database(f"sqlite:///{data / 'shenbao.db'}")
    desk = Desk(CHANNEL, library, database, Delivery(data, lambda _: {}))
    line = json.dumps({"person": "t2", "text": "你好"}).encode()
    try:
        serve_events([line], write, desk, lambda: date(2025, 3, 1))
    finally:
        desk.close()
        database.close()


def leave_undelivered(data: Path, text: str) -> None:
    """Put a reply on its way with a worker that is gone, as a kill before the delivery does."""
    with sqlite3.connect(data / "shenbao.db") as base:
        base.execute(
            "INSERT INTO outbox (person_id, channel, key, reply, status, follows, attempts, due_at,"
            " holder, held_until, created_at) SELECT person_id, channel, key, ?, 'sending', false,"
            " 1, datetime('now'), ?, datetime('now', '+2 minutes'), datetime('now') FROM identity",
            (json.dumps(reply_to_json(Say(text))), gone_worker()),
        )
    base.close()


def gone_worker() -> str:
    """Return the name of a worker of this machine whose process has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    worker = Worker()
    worker.close()
    machine, _, mark = worker.name.split("/")
    return f"{machine}/{ended.pid}/{mark}"


def test_what_was_read_is_not_said_again(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        chat.say("填附件1")
        chat.say("示例区教育局")
        chat.send(b"{")
    with chatting(tmp_path) as chat:
        assert not [reply for reply in chat.say("你好", person="t2") if "to" in reply]


def test_nothing_is_lost_when_killed_before_the_answer_is_read(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        chat.say("填附件1")
        for text in ("示例区教育局", "徐玉兰", "教研员"):
            chat.push(text)
    with chatting(tmp_path) as chat:
        replies = chat.say("检查")
        kept = said([reply for reply in replies if "to" not in reply])
        told = said([reply for reply in replies if "to" in reply])
        for text, then in (
            ("示例区教育局", "第 2 步"),
            ("徐玉兰", "第 3 步"),
            ("教研员", "第 4 步"),
        ):
            assert text in kept or then not in told


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"   ",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"{}",
        b'{"person":"t1"}',
        b'{"person":1,"text":"x"}',
        b'{"person":"","text":"x"}',
        b'{"person":"t1","text":5}',
        b'{"person":"t1","text":"a","choice":"b"}',
        b'{"person":"t1","text":"a","today":"soon"}',
        b'{"person":"t1","text":"a","id":[]}',
        b'{"person":"t\\u0000","text":"x"}',
        b'{"person":"\\ud800","text":"x"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"person":"t1","choice":"no-such@1"}',
        b'{"person":"t1","choice":"set:x:y:z@9999"}',
        b'{"person":"t1","choice":"open:x@1"}',
        b'{"person":"t1","choice":"\\ud83d"}',
        b'{"person":"t1","file":"/no/such/file.docx"}',
        b'{"person":"t1","text":"\\ud800\\u0000 \\u202e x"}',
    ],
)
def test_a_malformed_line_is_answered(
    line: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    replies = everlasting(tmp_path_factory).send(line)
    assert said(replies).strip()


_CHATS: list[Chat] = []


def everlasting(factory: pytest.TempPathFactory) -> Chat:
    """Return one process for all malformed lines: a line must not harm the next."""
    if not _CHATS:
        _CHATS.append(Chat(factory.mktemp("events"), "--today", "2025-03-01"))
    return _CHATS[0]


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    yield
    while _CHATS:
        assert _CHATS.pop().close() == 0


def test_hostile_texts_are_answered_and_kept_as_answers(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        for text in (
            "好" * 100_000,
            "😀" * 50,
            "\x00\x01",
            "'; DROP TABLE person; --",
            "{0.__class__}",
        ):
            assert said(chat.say(text)).strip()
        chat.say("填附件1")
        assert "第 2 步" in said(chat.say("示例{unit}教育局 %s {{7*7}}"))
        assert "示例{unit}教育局 %s {{7*7}}" in said(chat.say("检查"))


def test_the_same_update_twice_has_one_effect(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        chat.say("填附件1", id="1")
        first = chat.say("示例区教育局", id="2")
        assert "第 2 步" in said(first)
        assert chat.say("示例区教育局", id="2") == []
        assert "第 3 步" in said(chat.say("徐玉兰", id="3"))


def test_persons_are_kept_apart(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        chat.say("填附件1", person="t1")
        replies = chat.say("检查", person="t1")
        assert "没有打开的表" in said(chat.say("检查", person="t2"))
        stolen = replies[0]["choices"][0]["id"]
        line = json.dumps({"person": "t2", "choice": stolen}).encode()
        assert "示例" not in said(chat.send(line))
        assert "还没有草稿" in said(chat.say("继续", person="t2"))


def test_today_of_the_line_beats_today_of_the_command(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        assert "已经过了" not in said(chat.say("填申报表"))
        assert "已经过了" in said(chat.say("重新开始", today="2026-01-01"))


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with chatting(tmp_path) as chat:
        for place in ("/nope.docx", "/", "/nowhere/x", "x" * 5000, "\ud800", ""):
            replies = chat.send(json.dumps({"person": "t1", "file": place}).encode())
            assert "没有找到这个文件" in said(replies)
            assert replies[0]["choices"]
        there = json.dumps({"person": "t1", "file": str(Path(__file__))}).encode()
        assert "这种文件读不了" in said(chat.send(there))
