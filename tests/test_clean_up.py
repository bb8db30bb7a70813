"""What nobody needs any more goes by itself, some at a time; what is newer stays."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Table, func, insert, select

from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.duties import begin_duties, do_due
from bot.library import Library
from bot.message import Text
from bot.store import Database, Visit, find_visit, keep_visit, use_ticket
from bot.store.questions import KEPT
from bot.store.said import SHOWN
from bot.store.tables import DRAFT, OUTBOX, QUESTION_LOG, SAID, TICKET, VISIT
from bot.store.visits import SWEPT_AT_ONCE, digest

NOW = datetime.now(UTC)
LATER = NOW + SHOWN + timedelta(minutes=5)


def count(database: Database, table: Table) -> int:
    with database.reading() as reading:
        return int(reading.execute(select(func.count()).select_from(table)).scalar_one())


def say(desk: Desk, text: str) -> None:
    desk.confirm(desk.receive(Update("t1", Text(text), date(2025, 3, 1))))


def test_a_conversation_goes_after_its_time_and_what_was_filled_in_stays(
    database: Database, library: Library, tmp_path: Path
) -> None:
    desk = Desk("web", library, database, Delivery(tmp_path, lambda _: {}), keeps_said=True)
    for text in ("填附件1", "示例区教育局", "徐玉兰"):
        say(desk, text)
    desk.close()
    do_due(database, NOW + timedelta(days=2))
    assert count(database, SAID) == count(database, OUTBOX) == 3
    do_due(database, LATER)
    assert count(database, SAID) == count(database, OUTBOX) == 0
    assert count(database, DRAFT) == 1


def test_a_question_stays_its_time_also_where_another_day_is_played(
    database: Database, library: Library, tmp_path: Path
) -> None:
    """An operator who tries the assistant on a day of the past (SHENBAO_TODAY) keeps what was asked."""
    desk = Desk("web", library, database, Delivery(tmp_path, lambda _: {}))
    say(desk, "申报表什么时候交")
    desk.close()
    do_due(database, NOW + timedelta(days=2))
    assert count(database, QUESTION_LOG) == 1
    do_due(database, NOW + KEPT + timedelta(days=3))
    assert count(database, QUESTION_LOG) == 0


def test_browsers_and_links_go_when_nobody_can_use_them(database: Database) -> None:
    with database.transaction() as transaction:
        old = [
            {"digest": digest(f"old {at}"), "key": "k", "made_at": NOW, "retires_at": NOW}
            for at in range(SWEPT_AT_ONCE + 1)
        ]
        transaction.execute(insert(VISIT), old)
        keep_visit(transaction, "new", Visit("k", NOW, NOW + timedelta(days=5)))
        use_ticket(transaction, "old", 1, NOW)
        use_ticket(transaction, "new", 1, NOW + timedelta(days=5))
    begin_duties(database, NOW)
    do_due(database, NOW + timedelta(minutes=1))
    with database.reading() as reading:
        assert find_visit(reading, "web", "new")
    assert count(database, VISIT) == count(database, TICKET) == 1
