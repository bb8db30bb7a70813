"""Messages taken in together: one wait for the disk, and each has its own effect or none."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bot import taking
from bot.delivery import Delivery, Letter
from bot.desk import Desk, Kept, Update
from bot.library import Library
from bot.message import Text
from bot.store import Database, StoreUnavailable
from bot.store.tables import DRAFT, SEEN_UPDATE
from bot.talk.scene import Turn
from bot.wording import sentence
from bot.world import World

TODAY = date(2025, 3, 1)


@pytest.fixture
def desk(database: Database, library: Library, tmp_path: Path) -> Iterator[Desk]:
    opened = Desk("test", library, database, Delivery(tmp_path / "files", library.documents))
    yield opened
    opened.close()


def updates(*texts: str, first: int = 1) -> list[Update]:
    """One message of each person."""
    return [
        Update(f"t{place}", Text(text), TODAY, str(first + place))
        for place, text in enumerate(texts)
    ]


def said(desk: Desk, given: list[Update]) -> list[str]:
    """Take messages in together, hand all letters out, and give what each brought."""
    found = []
    for kept in desk.receive_all(given):
        assert isinstance(kept, Kept)
        letters = kept.letters()
        desk.confirm(letters)
        found.append(_texts(letters))
    return found


def _texts(letters: tuple[Letter, ...]) -> str:
    return "\n".join(letter.text for letter in letters)


def test_each_has_its_effect_and_its_letters(desk: Desk, database: Database) -> None:
    begun = said(desk, updates("填附件1", "填申报表", "填附件1"))
    assert ["第 1 步" in each for each in begun] == [True, True, True]
    then = said(desk, updates("示例区教育局", "区域内学校", "某某区教育局", first=11))
    assert ["第 2 步" in each for each in then] == [True, True, True]
    assert said(desk, updates("示例区教育局", "区域内学校", first=11)) == ["", ""], "seen before"
    with database.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(DRAFT)) == 3


def test_on_sqlite_they_wait_for_the_disk_once(desk: Desk, database: Database) -> None:
    commits: list[object] = []
    with database.reading() as reading:
        event.listen(reading.engine, "commit", commits.append)
    given = updates("填附件1", "填申报表", "填附件1", "帮助")
    desk.receive_all(given)
    assert len(commits) == (1 if desk.shares_commits else len(given))


def test_nobody_waits_long_for_those_that_are_taken_together(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.TOGETHER_S", -1)
    commits: list[object] = []
    with database.reading() as reading:
        event.listen(reading.engine, "commit", commits.append)
    assert ["第 1 步" in each for each in said(desk, updates(*["填附件1"] * 3))] == [True] * 3
    assert len(commits) >= 3, "the place is given up in between"


def test_one_that_breaks_is_answered_calmly_and_harms_no_other(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_turn: Callable[..., Turn] = taking.take_turn

    def breaks(world: World, *given: Any) -> Turn:
        if given[1] == Text("坏"):
            world.drafts.new("2025", "liaison")
            raise KeyError
        return take_turn(world, *given)

    monkeypatch.setattr(taking, "take_turn", breaks)
    first, broken, last = said(desk, updates("填附件1", "坏", "填附件1"))
    assert broken == sentence("desk.calm")
    assert "第 1 步" in first
    assert "第 1 步" in last
    with database.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(DRAFT)) == 2


def test_where_the_commit_fails_nothing_is_kept_and_the_same_comes_again(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = updates("填附件1", "填申报表")
    with monkeypatch.context() as patched:
        patched.setattr("sqlalchemy.engine.default.DefaultDialect.do_commit", _full, raising=True)
        patched.setattr("bot.store.database.PAUSES_S", ())
        assert all(isinstance(each, StoreUnavailable) for each in desk.receive_all(given))
    with database.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(SEEN_UPDATE)) == 0
    assert ["第 1 步" in each for each in said(desk, given)] == [True, True]
    assert said(desk, given) == ["", ""]


def _full(*_: object) -> None:
    raise StoreUnavailable(reason="full")
