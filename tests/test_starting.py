"""At the start: whoever wanted to hear of an answer is told once when it changed; reminders stand for all in charge."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Tap, Text
from bot.store import Database, open_database
from knowledge.notice import Deadline
from tests.cast import give_roles

TODAY = date(2025, 3, 1)
NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)
TOPIC = "school-deadline"


class Service:
    """A service that starts with some knowledge, on a database that stays."""

    def __init__(self, library: Library, folder: Path, database: Database) -> None:
        self.folder, self.database = folder, database
        self.desk = self._opened(library)

    def start(self, library: Library) -> None:
        """Start anew: the one before has ended and told what it handed out."""
        self.desk.close()
        self.desk = self._opened(library)

    def say(self, who: str, text: str) -> tuple[Letter, ...]:
        return self._out(self.desk.receive(Update(who, Text(text), TODAY)))

    def tap(self, who: str, choice: str) -> tuple[Letter, ...]:
        return self._out(self.desk.receive(Update(who, Tap(choice), TODAY)))

    def waiting(self) -> dict[str, list[str]]:
        """Return what is handed out to whom without their having written."""
        found: dict[str, list[str]] = {}
        for letter in self._out(self.desk.take(100)):
            found.setdefault(letter.to, []).append(letter.text)
        return found

    def _opened(self, library: Library) -> Desk:
        papers = Delivery(self.folder, library.papers(self.database))
        return Desk("story", library, self.database, papers, clock=lambda: NOW)

    def _out(self, letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
        self.desk.confirm(letters)
        return letters


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'a.db'}")


def corrected(library: Library, day: date) -> Library:
    """Return the library as it is once a later notice put another last day in place."""
    newest = list(library.editions.values())[-1]
    facts = tuple(
        replace(fact, value=replace(fact.value, day=day))
        if isinstance(fact.value, Deadline) and fact.value.day == date(2025, 3, 21)
        else fact
        for fact in newest.facts
    )
    assert facts != newest.facts
    known = library.asking.knowledge
    editions = (*known.editions[:-1], replace(newest, facts=facts))
    asking = replace(library.asking, knowledge=replace(known, editions=editions))
    return Library(library.forms, {each.id: each for each in editions}, asking, library.service)


def test_a_corrected_day_reaches_whoever_asked_for_it_once(
    library: Library, tmp_path: Path, database: Database
) -> None:
    service = Service(library, tmp_path, database)
    give_roles(database, {"中心": "中心"})
    service.say("中心", "你好")
    service.say("教师乙", "什么时候截止")
    answer = service.say("教师甲", "什么时候截止")[-1]
    assert "3月21日" in answer.text
    (wish,) = [each for each in answer.choices if each.label == "有变化告诉我"]
    assert "删除数据时一并删掉" in service.tap("教师甲", wish.id)[-1].text
    assert "有变化告诉我" not in labels(service.say("教师甲", "什么时候截止"))
    service.start(library)
    assert service.waiting() == {}
    changed = corrected(library, date(2025, 3, 28))
    service.start(changed)
    told = service.waiting()
    assert set(told) == {"教师甲", "中心"}
    assert "通知里的说法有变动" in told["教师甲"][0]
    assert "已告诉问过的 1 位" in told["中心"][0]
    assert "3月28日" in service.say("教师甲", "看现在的答案")[-1].text
    service.start(changed)
    assert service.waiting() == {}


def test_the_way_to_hear_of_a_change_stands_in_nobodys_way(
    library: Library, tmp_path: Path, database: Database
) -> None:
    service = Service(library, tmp_path, database)
    assert "有变化告诉我" in labels(service.say("教师甲", "什么时候截止"))
    assert "有变化告诉我" not in labels(service.say("教师甲", "2022年什么时候截止"))
    assert "有变化告诉我" not in labels(service.say("教师甲", "什么时候截止，交到哪里"))
    service.say("教师甲", "填申报表")
    assert "有变化告诉我" not in labels(service.say("教师甲", "什么时候截止"))


def labels(letters: tuple[Letter, ...]) -> list[str]:
    return [choice.label for letter in letters for choice in letter.choices]


def test_those_in_their_role_already_are_reminded_once_the_service_starts_anew(
    library: Library, tmp_path: Path, database: Database
) -> None:
    service = Service(library, tmp_path, database)
    give_roles(database, {"中心": "中心", "联络人甲": "甲区 联络人"})
    give_roles(
        database, {"教师丙": "直属 直属甲中学 学校负责人", "教师丁": "甲区 区中学 学校负责人"}
    )
    for who in ("教师丙", "教师丁"):
        service.say(who, "你好")
    service.start(library)
    service.start(library)
    later = datetime(2025, 3, 14, 1, 30, tzinfo=UTC)
    service.desk._clock = lambda: later
    told = service.waiting()
    for who in ("教师丙", "教师丁"):
        assert sum("3月21日" in text for text in told[who]) == 1
