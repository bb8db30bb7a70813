"""No message looks through a whole table: what is asked of the database is found by its indexes."""

import re
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, event

from bench.persons import TODAY, whole_messages
from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Text
from bot.store import open_database

#: What only few hold, so that looking through all of it costs nothing.
SMALL = {"region", "school", "school_role", "invitation", "task", "edition_end", "account", "known"}
AFTER = ("我的草稿", "先停一下", "什么时候截止", "隐私", "把草稿给同事", "检查", "完成", "重新开始")


def test_no_statement_of_a_message_looks_through_a_table_that_grows(
    library: Library, tmp_path: Path
) -> None:
    asked: set[str] = set()

    def listen(base: sqlite3.Connection, _: object) -> None:
        base.set_trace_callback(asked.add)

    event.listen(Engine, "connect", listen)
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    desk = Desk("test", library, database, Delivery(tmp_path, lambda _: {}), keeps_said=True)
    asked.clear()  # the making of the tables, and what is looked up once at the start
    try:
        for number, text in enumerate((*whole_messages(21), *AFTER)):
            desk.confirm(desk.receive(Update("t1", Text(text), TODAY, str(number))))
        desk.take(person="t1")
    finally:
        event.remove(Engine, "connect", listen)
        desk.close()
        database.close()
    base = sqlite3.connect(tmp_path / "a.db")
    scanned = {
        f"{table}: {statement}"
        for statement in asked
        if re.match("SELECT|UPDATE|DELETE|INSERT", statement)
        for table in _scanned(base, statement)
    }
    base.close()
    assert len(asked) > 50
    assert not scanned


def _scanned(base: sqlite3.Connection, statement: str) -> set[str]:
    """Return the tables that are looked through row by row for a statement."""
    plan = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {statement}")]
    found = (re.match(r"SCAN (\w+)", step) for step in plan)
    return {match[1] for match in found if match} - SMALL
