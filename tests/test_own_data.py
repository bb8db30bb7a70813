"""What is kept about a person can be taken along whole, and taken away without a trace."""

import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.access import NotAllowed
from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library, load_library
from bot.message import Tap, Text
from bot.owndata import Holdings
from bot.people import Role
from bot.store import Database, Unit, forget_editions, invite_centre, meet, open_database
from bot.store.erasing import STAYS
from bot.store.members import give_role
from bot.store.tables import DRAFT, METADATA, PERSON
from forms.intake.read import read_file

TODAY = date(2025, 3, 1)
NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)
#: What somebody tells of themselves, in every place a person can type it.
PRIVATE = (
    "徐玉兰",
    "13812345678",
    "xuyulan@example.com",
    "苏州市示例小学",
    "运算能力提升",
    "chat-4711",
)
SAID = (
    "填申报表", "区域内学校", "苏州市示例小学", "运算能力提升", "徐玉兰", "同上", "教研组长",
    "13812345678", "xuyulan@example.com", "我是徐玉兰，电话13812345678，怎么报名", "改 案例名称",
    "换设备", "交给同事",
)  # fmt: skip


@cache
def library() -> Library:
    return load_library()


class House:
    """A desk with its database and files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = open_database(f"sqlite:///{folder / 'a.db'}")
        delivery = Delivery(folder / "files", library().papers(self.database))
        self.desk = Desk("test", library(), self.database, delivery)

    def say(self, text: str, person: str = "chat-4711") -> tuple[Letter, ...]:
        letters = self.desk.receive(Update(person, Text(text), TODAY))
        self.desk.confirm(letters)
        return letters

    def tap(self, label: str, letters: tuple[Letter, ...], person: str = "chat-4711") -> str:
        (chosen,) = [c.id for letter in letters for c in letter.choices if c.label == label]
        answer = self.desk.receive(Update(person, Tap(chosen), TODAY))
        self.desk.confirm(answer)
        return "\n".join(letter.text for letter in answer)

    def bytes(self) -> dict[str, bytes]:
        return {
            str(place.relative_to(self.folder)): place.read_bytes()
            for place in self.folder.rglob("*")
            if place.is_file()
        }

    def close(self) -> None:
        self.desk.close()
        self.database.close()


def found_in(kept: dict[str, bytes], words: str) -> list[str]:
    """Return where words stand: as they are, or escaped as JSON may write them."""
    forms = (words.encode("utf-8"), json.dumps(words)[1:-1].encode("ascii"))
    places = [name for name, content in kept.items() if any(form in content for form in forms)]
    return places + [name for name in kept if words in name]


def test_nothing_of_a_person_is_left_in_any_file(tmp_path: Path) -> None:
    house = House(tmp_path)
    for text in SAID:
        house.say(text)
    house.say("导出我的数据")
    assert all(found_in(house.bytes(), words) for words in PRIVATE)
    told = house.tap("全部删除", house.say("删除我的数据"))
    assert "已经全部删除" in told
    assert [found_in(house.bytes(), words) for words in PRIVATE[:-1]] == [[]] * 5
    house.desk.take()
    house.close()
    kept = house.bytes()
    assert "a.db" in kept
    assert {words: found_in(kept, words) for words in PRIVATE} == {words: [] for words in PRIVATE}


def test_others_keep_what_is_theirs(tmp_path: Path) -> None:
    house = House(tmp_path)
    for person in ("chat-1", "chat-2"):
        for text in ("填申报表", "区域内学校", f"苏州市{person}小学"):
            house.say(text, person)
    house.tap("全部删除", house.say("删除我的数据", "chat-1"), "chat-1")
    (first, *_) = house.say("我的草稿", "chat-2")
    assert "苏州市chat-2小学" in first.text
    assert not found_in(house.bytes(), "苏州市chat-1小学")
    house.close()


def test_the_export_holds_everything_and_can_be_read_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    for text in SAID:
        house.say(text)
    (sent, *_) = house.say("导出我的数据")
    (place,) = sent.files
    with zipfile.ZipFile(place) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "out")
    (draft,) = (tmp_path / "out" / "drafts").glob("*.json")
    answers = json.loads(draft.read_text("utf-8"))["answers"]
    assert answers["unit"] == "苏州市示例小学"
    assert answers["leaders"][0]["phone"] == "13812345678"
    (word,) = (tmp_path / "out" / "drafts").rglob("*.docx")
    assert read_file(word).answers["case_title"] == "运算能力提升"
    rest = json.loads((tmp_path / "out" / "其余内容.json").read_text("utf-8"))
    assert [row["key"] for row in rest["identity"]] == ["chat-4711"]
    assert "agree" in [row["act"] for row in rest["deeds"]]
    assert "code_hash" not in json.dumps(rest)
    assert "说明.txt" in names
    house.close()


def test_a_broken_turn_is_logged_without_a_personal_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path)
    for text in SAID:
        house.say(text)

    def breaks(*_: object) -> None:
        raise ValueError("徐玉兰 13812345678")  # noqa: EM101 - what a library might say

    monkeypatch.setattr("bot.taking.take_turn", breaks)
    house.say("徐玉兰，苏州市示例小学，13812345678")
    house.close()
    assert "a turn broke" in caplog.text
    kept = "".join(str(record.__dict__) for record in caplog.records)
    assert [words for words in PRIVATE if words in kept] == []


def test_refusing_leaves_no_draft(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.tap("不填了，什么都不留", house.say("填申报表"))
    with house.database.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(DRAFT)) == 0
    house.close()


def test_going_on_is_written_down_once(database: Database) -> None:
    with database.transaction() as transaction:
        unit = Unit(transaction, meet(transaction, "test", "t1", NOW).id, NOW, TODAY)
        unit.drafts.new("2025", "application")
        unit.own.agree()
        assert unit.own.holdings() == Holdings(drafts=1, roles=0, ways_in=1, deeds=1)


def test_drafts_go_when_their_edition_is_long_over(database: Database) -> None:
    with database.transaction() as transaction:
        person = meet(transaction, "test", "t1", NOW).id
        unit = Unit(transaction, person, NOW, TODAY)
        old, new = unit.drafts.new("2022", "application"), unit.drafts.new("2025", "application")
        unit.drafts.save(old, {"unit": "甲"})
        with pytest.raises(NotAllowed):
            unit.own.end_edition("2022", TODAY, TODAY + timedelta(days=1))
        give_role(transaction, person, Role("centre"), NOW)
        centre = Unit(transaction, person, NOW, TODAY)
        for day in (TODAY - timedelta(days=1), TODAY):
            centre.own.end_edition("2022", day, day + timedelta(days=365))
        assert centre.own.ends() == {"2022": TODAY}
        forget_editions(transaction, NOW + timedelta(days=364))
        assert Unit(transaction, person, NOW, TODAY).drafts.get(old.id) is not None
        forget_editions(transaction, NOW + timedelta(days=366))
        left = Unit(transaction, person, NOW, TODAY).drafts.all()
        assert [draft.id for draft in left] == [new.id]


def test_every_table_that_points_at_a_person_is_emptied(database: Database) -> None:
    with database.transaction() as transaction:
        person = meet(transaction, "test", "t1", NOW).id
        unit = Unit(transaction, person, NOW, TODAY)
        draft = unit.drafts.new("2025", "application")
        unit.drafts.save(draft, {"unit": "甲"})
        unit.sharing.grant(draft.id, "edit")
        unit.sharing.join_code()
        unit.people.redeem(invite_centre(transaction, TODAY, NOW, TODAY).code)
        unit.people.redeem("K7QMX4RT9Z")
        unit.own.erase()
        row = transaction.execute(select(PERSON).where(PERSON.c.id == person)).mappings().one()
        assert not any(value for name, value in row.items() if name not in ("id", "created_at"))
        for table in METADATA.sorted_tables:
            for column in table.columns:
                points = any(key.column.table is PERSON for key in column.foreign_keys)
                if points and f"{table.name}.{column.name}" not in STAYS:
                    query = select(func.count()).select_from(table).where(column == person)
                    assert transaction.scalar(query) == 0, table.name
