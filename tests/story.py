"""Tells the stories of `tests/conversations` to the desk, turn by turn, as a person would act."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Choice, File, Incoming, Tap, Text
from bot.store import invite_centre, open_database
from tests.cast import SPEAKERS, give_roles, in_the_story
from tests.sent import put

STORIES = Path(__file__).parent / "conversations"
CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b")
SHORT_CODE = re.compile(r"短码 ([2-9A-Z]{3}-[2-9A-Z]{3})\b")
KEYS = {
    *SPEAKERS,
    "开户",
    "身份",
    "记码",
    "记短码",
    "看",
    "没有信",
    "选择",
    "旧选择",
    "发文件",
    "转发",
    "今天",
    "重启",
    "助手",
    "不说",
    "选项",
    "文件",
    "没有文件",
    "填到",
}
#: What “填到” answers to the question whose label ends so, until the question it names is put.
ANSWERS = {
    "替谁报": ["直属学校"],
    "单位（盖章）": ["苏州市示例中学"],
    "案例名称": ["阅读能力提升的实践"],
    "姓名": ["徐玉兰"],
    "单位": ["同上"],
    "职务": ["主任"],
    "联系电话": ["13812345678"],
    "电子邮箱": ["xuyulan@example.com"],
    "还有别的负责人": ["没有"],
    "工作组成员": ["跳过"],
    "问题描述": ["2024 年监测结果显示阅读偏弱。", "完成"],
    "基本思路": ["从错因入手。", "完成"],
    "研究方法": ["课例研究。", "完成"],
    "推进策略": ["分三步推进。", "完成"],
    "工作进度": ["2025.3-2025.6，读书节，活动方案", "完成"],
    "区域": ["姑苏区"],
    "类别": ["语文"],
    "学段": ["初中"],
}
_STEP = re.compile(r"^第 \d+ 步，共 \d+ 步 · (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation: where it stands, what it tells, the day, and its turns."""

    place: Path
    title: str
    today: date
    turns: Sequence[dict[str, object]]


def stories() -> list[Story]:
    """Return every story there is."""
    found = []
    for place in sorted(STORIES.glob("*.yaml")):
        found += [
            Story(place, data["story"], data["today"], data["turns"])
            for data in yaml.safe_load_all(place.read_text("utf-8"))
        ]
    return found


class Teller:
    """Plays one story against a desk with a database of its own."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._person = "t1"
        self._inbox: dict[str, tuple[Letter, ...]] = {}
        self._ever: dict[str, list[Choice]] = {}
        self._codes: dict[str, str] = {}
        self._handed: dict[str, Path] = {}
        self._open()

    def _open(self) -> None:
        self._database = open_database(f"sqlite:///{self._folder / 'story.db'}")
        delivery = Delivery(self._folder / "files", self._library.papers(self._database))
        self._desk = Desk("story", self._library, self._database, delivery)

    def tell(self, story: Story) -> None:
        """Play every turn; raises AssertionError naming the turn that went another way."""
        today = story.today
        for number, turn in enumerate(story.turns, 1):
            assert set(turn) <= KEYS, f"第 {number} 轮：不认识 {set(turn) - KEYS}"
            where = f"{story.place.name} 第 {number} 轮 {turn}"
            today = turn.get("今天", today)  # type: ignore[assignment]
            if turn.get("重启"):
                self._close()
                self._open()
            if "开户" in turn:
                self._codes[str(turn["开户"])] = self._operators_code(today)
                continue
            if "身份" in turn:
                give_roles(self._database, turn["身份"], self._address_of)  # type: ignore[arg-type]
                continue
            if "没有信" in turn:
                unread = self._desk.take(person=SPEAKERS[str(turn["没有信"])])
                assert not unread, f"{where}\n有信：{unread}"
                continue
            if "填到" in turn:
                self._fill_up_to(str(turn["填到"]), today)
            incoming = self._said(turn, where)
            if incoming is not None:
                self._receive(incoming, today)
            self._check(turn, where)
        self._close()

    def _address_of(self, person: str) -> tuple[str, str]:
        return in_the_story(person)

    def _close(self) -> None:
        self._desk.close()
        self._database.close()

    @property
    def _letters(self) -> tuple[Letter, ...]:
        """What lies before the person whose turn it is."""
        return self._inbox.get(self._person, ())

    def _receive(self, incoming: Incoming, today: date) -> None:
        self._inbox.pop(self._person, None)
        self._take(self._desk.receive(Update(self._person, incoming, today)))

    def _take(self, letters: tuple[Letter, ...]) -> None:
        self._desk.confirm(letters)
        for letter in letters:
            self._inbox[letter.to] = (*self._inbox.get(letter.to, ()), letter)
            self._ever.setdefault(letter.to, []).extend(letter.choices)
            self._handed |= {file.name: file for file in letter.files}

    def _operators_code(self, today: date) -> str:
        with self._database.transaction() as transaction:
            until = today + timedelta(days=7)
            return invite_centre(transaction, until, datetime.now(UTC), today).code

    def _fill_up_to(self, label: str, today: date) -> None:
        """Answer what is asked with `ANSWERS`, until this question (or text) comes up."""
        for _ in range(40):
            text = "\n".join(letter.text for letter in self._letters)
            asked = _STEP.findall(text)
            if not asked or asked[-1].endswith(label):
                return
            for key, answers in ANSWERS.items():
                if asked[-1].endswith(key):
                    for answer in answers:
                        self._receive(Text(answer), today)
                    break
            else:
                pytest.fail(f"填到：不知道怎样答“{asked[-1]}”", pytrace=False)

    def _said(self, turn: dict[str, object], where: str) -> Incoming | None:
        if "看" in turn:
            self._person = SPEAKERS[str(turn["看"])]
            self._inbox.pop(self._person, None)
            self._take(self._desk.take(person=self._person))
        for speaker, person in SPEAKERS.items():
            if speaker in turn:
                self._person = person
                return Text(str(turn[speaker]).format_map(self._codes))
        if "选择" in turn:
            offered = [c for letter in self._letters for c in letter.choices]
            found = [c for c in offered if c.label == turn["选择"]]
            assert found, f"{where}\n没有这个选项：{[c.label for c in offered]}"
            return Tap(found[0].id)
        if "旧选择" in turn:
            return Tap(next(c.id for c in self._ever[self._person] if c.label == turn["旧选择"]))
        if "转发" in turn:
            found = [each for each in self._handed if str(turn["转发"]) in each]
            assert found, f"{where}\n没有这个文件：{list(self._handed)}"
            name = found[-1]
            return File(name, str(self._handed[name]))
        if "发文件" not in turn:
            return None
        name = str(turn["发文件"])
        return File(name.rstrip("/"), put(name, self._folder))

    def _words(self, turn: dict[str, object], key: str) -> list[str]:
        """Return the words a turn names, the codes that were noted put in."""
        found = _listed(turn, key)
        for name, code in self._codes.items():
            found = [words.replace(f"{{{name}}}", code) for words in found]
        return found

    def _check(self, turn: dict[str, object], where: str) -> None:
        text = "\n".join(letter.text for letter in self._letters)
        labels = [choice.label for letter in self._letters for choice in letter.choices]
        if "记短码" in turn:
            self._codes[str(turn["记短码"])] = SHORT_CODE.findall(text)[0]
        if "记码" in turn:
            self._codes[str(turn["记码"])] = CODE.findall(text)[0]
        names = [file.name for letter in self._letters for file in letter.files]
        problems = [] if text and labels else ["没有出路"]
        problems += [f"没有说“{words}”" for words in self._words(turn, "助手") if words not in text]
        problems += [f"说了“{words}”" for words in self._words(turn, "不说") if words in text]
        problems += [f"没有选项“{each}”" for each in _listed(turn, "选项") if each not in labels]
        problems += [
            f"没有文件“{words}”"
            for words in _listed(turn, "文件")
            if not any(words in name for name in names)
        ]
        problems += [
            f"有文件“{words}”"
            for words in _listed(turn, "没有文件")
            if any(words in name for name in names)
        ]
        if problems:
            pytest.fail("\n".join([where, *problems, text, str(labels), str(names)]), pytrace=False)


def _listed(turn: dict[str, object], key: str) -> list[str]:
    value = turn.get(key, [])
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
