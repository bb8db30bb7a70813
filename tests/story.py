"""Tells the stories of `tests/conversations` to the desk, turn by turn, as a person would act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Choice, File, Incoming, Tap, Text
from bot.store import open_database

STORIES = Path(__file__).parent / "conversations"
SPEAKERS = ("教师", "联络人")
KEYS = {*SPEAKERS, "选择", "旧选择", "发文件", "今天", "重启", "助手", "不说", "选项", "文件"}


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
        self._letters: tuple[Letter, ...] = ()
        self._ever: list[Choice] = []
        self._open()

    def _open(self) -> None:
        self._database = open_database(f"sqlite:///{self._folder / 'story.db'}")
        delivery = Delivery(self._folder / "files", self._library.documents)
        self._desk = Desk("story", self._library, self._database, delivery)

    def tell(self, story: Story) -> None:
        """Play every turn; raises AssertionError naming the turn that went another way."""
        today = story.today
        for number, turn in enumerate(story.turns, 1):
            assert set(turn) <= KEYS, f"第 {number} 轮：不认识 {set(turn) - KEYS}"
            where = f"{story.place.name} 第 {number} 轮 {turn}"
            today = turn.get("今天", today)  # type: ignore[assignment]
            if turn.get("重启"):
                self._database.close()
                self._open()
            incoming = self._said(turn, where)
            if incoming is not None:
                self._letters = self._desk.receive(Update("t1", incoming, today))
                self._desk.confirm(self._letters)
                self._ever += [c for letter in self._letters for c in letter.choices]
            self._check(turn, where)
        self._database.close()

    def _said(self, turn: dict[str, object], where: str) -> Incoming | None:
        for speaker in SPEAKERS:
            if speaker in turn:
                return Text(str(turn[speaker]))
        if "选择" in turn:
            offered = [c for letter in self._letters for c in letter.choices]
            found = [c for c in offered if c.label == turn["选择"]]
            assert found, f"{where}\n没有这个选项：{[c.label for c in offered]}"
            return Tap(found[0].id)
        if "旧选择" in turn:
            return Tap(next(c.id for c in self._ever if c.label == turn["旧选择"]))
        return File(str(turn["发文件"]), str(turn["发文件"])) if "发文件" in turn else None

    def _check(self, turn: dict[str, object], where: str) -> None:
        text = "\n".join(letter.text for letter in self._letters)
        labels = [choice.label for letter in self._letters for choice in letter.choices]
        names = [file.name for letter in self._letters for file in letter.files]
        problems = [] if text and labels else ["没有出路"]
        problems += [f"没有说“{words}”" for words in _listed(turn, "助手") if words not in text]
        problems += [f"说了“{words}”" for words in _listed(turn, "不说") if words in text]
        problems += [f"没有选项“{each}”" for each in _listed(turn, "选项") if each not in labels]
        problems += [
            f"没有文件“{words}”"
            for words in _listed(turn, "文件")
            if not any(words in name for name in names)
        ]
        if problems:
            pytest.fail("\n".join([where, *problems, text, str(labels), str(names)]), pytrace=False)


def _listed(turn: dict[str, object], key: str) -> list[str]:
    value = turn.get(key, [])
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
