"""Any order of honest and hostile messages, repeats, crashes and restarts, of persons who share a draft."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bench.hostile import ODD_TAPS, SAID
from bench.persons import TODAY
from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library, load_library
from bot.message import Incoming, Tap, Text
from bot.store import find_person, open_database, state_of
from bot.store.pens import give
from bot.wording import sentence

PERSONS = ("甲", "乙", "丙")
#: What only one of them says: who does not share the draft must never read it.
SECRET = "梧桐巷七号"


@cache
def library() -> Library:
    return load_library()


@cache
def template() -> Path:
    """A database with its tables, to be copied."""
    place = Path(tempfile.mkdtemp()) / "empty.db"
    open_database(f"sqlite:///{place}").close()
    return place


class Desks(RuleBasedStateMachine):
    """One desk after the other on one database; 甲 and 乙 share a draft, 丙 knows nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(template(), self.folder / "a.db")
        self.turns = dict.fromkeys(PERSONS, 0)
        self.offered: dict[str, list[str]] = {person: [] for person in PERSONS}
        self.heard: dict[str, int] = dict.fromkeys(PERSONS, 0)
        self.last: Update | None = None
        self.count = 0
        self.open()

    def open(self) -> None:
        self.database = open_database(f"sqlite:///{self.folder / 'a.db'}")
        delivery = Delivery(self.folder / "files", lambda _: {})
        self.desk = Desk("machine", library(), self.database, delivery)

    @initialize()
    def share(self) -> None:
        for text in ("填申报表", "区域内学校", SECRET + "小学"):
            self.say("甲", text)
        self.say("乙", "你好")
        with self.database.transaction() as here:
            owner = find_person(here, "machine", "甲") or 0
            draft = str((state_of(here, owner) or {})["draft"])
            give(here, draft, find_person(here, "machine", "乙") or 0, "edit", datetime.now(UTC))
        self.say("乙", "我的草稿")

    @rule(person=st.sampled_from(PERSONS), text=st.sampled_from(SAID) | st.text(max_size=40))
    def say(self, person: str, text: str) -> None:
        self.send(person, Text(text))

    @rule(person=st.sampled_from(PERSONS), place=st.integers(0, 30))
    def tap(self, person: str, place: int) -> None:
        offered = self.offered[person]
        self.send(person, Tap(offered[place % len(offered)] if offered else "x@1"))

    @rule(person=st.sampled_from(PERSONS), other=st.sampled_from(PERSONS), place=st.integers(0, 30))
    def tap_what_another_was_offered(self, person: str, other: str, place: int) -> None:
        offered = self.offered[other]
        self.send(person, Tap(offered[place % len(offered)] if offered else ODD_TAPS[0]))

    @rule(person=st.sampled_from(PERSONS), choice=st.sampled_from(ODD_TAPS))
    def tap_what_nobody_offered(self, person: str, choice: str) -> None:
        self.send(person, Tap(choice))

    @precondition(lambda self: self.last)
    @rule()
    def repeat(self) -> None:
        assert self.last is not None
        assert self.desk.receive(self.last) == (), "all of it was handed out"

    @rule(person=st.sampled_from(PERSONS), text=st.sampled_from(SAID))
    def crash_before_the_reply_is_out(self, person: str, text: str) -> None:
        """What was in hand comes with the next desk, once."""
        update = self.update(person, Text(text))
        lost = self.desk.receive(update)
        self.turns[person] += 1
        self.restart()
        again = self.desk.take()
        assert [letter.row for letter in again] == [letter.row for letter in lost]
        self.hear(again)

    @rule()
    def restart(self) -> None:
        self.desk.close()
        self.database.close()
        self.open()

    @invariant()
    def every_message_had_one_effect(self) -> None:
        with self.database.reading() as here:
            for person, turns in self.turns.items():
                number = find_person(here, "machine", person)
                state = state_of(here, number) if number else None
                assert int(str((state or {}).get("revision", 0))) == turns

    def update(self, person: str, incoming: Incoming) -> Update:
        self.count += 1
        self.last = Update(person, incoming, TODAY, str(self.count))
        return self.last

    def send(self, person: str, incoming: Incoming) -> None:
        letters = self.desk.receive(self.update(person, incoming))
        self.turns[person] += 1
        assert any(letter.text.strip() for letter in letters), "answered"
        self.hear((*letters, *self.desk.take()))

    def hear(self, letters: tuple[Letter, ...]) -> None:
        for letter in letters:
            assert letter.text != sentence("desk.calm"), "nothing broke"
            assert letter.to != "丙" or SECRET not in letter.text, "not theirs to read"
            assert letter.row > self.heard[letter.to], "in order, and none twice"
            self.heard[letter.to] = letter.row
            self.offered[letter.to] = [choice.id for choice in letter.choices]
        self.desk.confirm(letters)

    def teardown(self) -> None:
        self.desk.close()
        self.database.close()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="module", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    shutil.rmtree(template().parent)


Desks.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestMessagesInAnyOrder = Desks.TestCase
