"""Sends the messages of many persons to a crew, again where no answer came, and tells what came of it."""

import random
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.connection import wait

from bench.crew import ACK, CHANNEL, LATER, LETTER, NOTED, Hand
from bench.persons import whole_messages
from bot.store import Database, PersonDrafts, Transaction, find_person, state_of

#: A message without an answer is sent again after this.
AGAIN_S = 5.0


@dataclass
class Person:
    """One person: what they say, how far they are, and what they were handed."""

    key: str
    said: list[str]
    at: int = 0
    sent_at: float = 0.0
    due_at: float = 0.0
    letters: list[tuple[int, int, int]] = field(default_factory=list)  # time, revision, worker
    noted: set[tuple[int, int]] = field(default_factory=set)  # revision, worker


@dataclass
class Drive:
    """One run: persons, workers, and what happened."""

    hands: list[Hand]
    persons: dict[str, Person]
    duplicates: float
    chance: random.Random
    acked: int = 0
    later: int = 0
    killed: set[int] = field(default_factory=set)
    slowest: float = 0.0

    def run(
        self, interfere: Callable[["Drive"], None] | None = None, seconds: float = 7200
    ) -> None:
        """Send everything; `interfere` is called between messages."""
        end = time.monotonic() + seconds
        while any(each.at < len(each.said) for each in self.persons.values()):
            assert time.monotonic() < end, f"not done: {self.acked} messages"
            self._send_due()
            if interfere:
                interfere(self)
            self._listen(0.02)

    def settle(self, seconds: float = 60) -> None:
        """Listen until every reply of every person was handed out, or the time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not all(map(_is_told, self.persons.values())):
            self._listen(0.05)

    def replace(self, place: int) -> None:
        """Kill a worker and put a new one in its place; what it said before is still heard."""
        hand = self.hands[place]
        hand.kill()
        self.killed.add(hand.pid)
        self._drain(hand)
        hand.pipe.close()
        hand.start()
        for person in self.persons.values():
            person.due_at = min(person.due_at, time.monotonic() + 0.05)

    def _send_due(self) -> None:
        now = time.monotonic()
        for person in self.persons.values():
            if person.at < len(person.said) and person.due_at <= now:
                self._send(person, person.at)
                person.sent_at = person.sent_at or now
                person.due_at = now + AGAIN_S

    def _send(self, person: Person, number: int) -> None:
        hand = self.chance.choice(self.hands)
        try:
            hand.pipe.send((person.key, number, person.said[number]))
        except OSError:
            person.due_at = 0.0

    def _listen(self, seconds: float) -> None:
        for pipe in wait([hand.pipe for hand in self.hands], seconds):
            hand = next(each for each in self.hands if each.pipe is pipe)
            self._drain(hand)

    def _drain(self, hand: Hand) -> None:
        try:
            while hand.pipe.poll():
                self._heard(hand.pipe.recv())
        except (EOFError, OSError):
            return

    def _heard(self, what: tuple) -> None:
        person = self.persons[what[1]]
        if what[0] == LETTER:
            person.letters.append((what[4], what[2], what[3]))
        elif what[0] == NOTED:
            person.noted.add((what[2], what[3]))
        elif what[0] == LATER and what[2] == person.at:
            self.later += 1
            person.due_at = time.monotonic() + 0.3
        elif what[0] == ACK and what[2] == person.at:
            self.acked += 1
            self.slowest = max(self.slowest, time.monotonic() - person.sent_at)
            person.at += 1
            person.sent_at, person.due_at = 0.0, 0.0
            if self.chance.random() < self.duplicates:
                self._send(person, what[2])


def drive(
    hands: list[Hand], persons: int, messages: int, duplicates: float, seed: int = 1
) -> Drive:
    """Return a run of so many persons with so many messages in all."""
    said = whole_messages(messages // persons)
    run = secrets.token_hex(3)  # a database may hold an earlier run
    keys = [f"{run}-{number}" for number in range(persons)]
    known = {key: Person(key, list(said)) for key in keys}
    return Drive(hands, known, duplicates, random.Random(seed))


def _is_told(person: Person) -> bool:
    return {revision for _, revision, _ in person.letters} >= set(range(1, len(person.said) + 1))


def findings(run: Drive, database: Database) -> dict[str, int]:
    """Count what must not be: lost, doubled, out of order, unsaid, repeated though it was noted.

    `repeated` alone may be: the crash fell between handing a letter out and the note of it.
    """
    found: dict[str, int] = defaultdict(int)
    found.update(
        lost=0, doubled=0, disorder=0, unsaid=0, repeated=0, repeated_noted=0, repeated_alive=0
    )
    with database.reading() as reading:
        for person in run.persons.values():
            _look_at(person, run, reading, found)
    return dict(found)


def _look_at(person: Person, run: Drive, reading: Transaction, found: dict[str, int]) -> None:
    count = len(person.said)
    person_id = find_person(reading, CHANNEL, person.key) or 0
    state = state_of(reading, person_id) or {}
    turns = int(str(state.get("revision", 0)))
    found["lost"] += max(0, count - turns)
    found["doubled"] += max(0, turns - count)
    drafts = PersonDrafts(reading, person_id, datetime.now(UTC)).all()
    begun = sum(text in ("填申报表", "重新开始") for text in person.said)
    found["doubled"] += max(0, len(drafts) - begun)
    found["lost"] += max(0, begun - len(drafts))
    titles = sorted(str(draft.answers.get("case_title", "")) for draft in drafts)
    wanted = [text for text in person.said if text.startswith("运算能力提升之")]
    found["lost"] += len(set(wanted) - set(titles))
    letters = sorted(person.letters)
    revisions = [revision for _, revision, _ in letters]
    found["disorder"] += sum(b < a for a, b in pairwise(revisions))
    found["unsaid"] += len(set(range(1, count + 1)) - set(revisions))
    before: dict[int, list[int]] = defaultdict(list)
    for _, revision, worker in letters:
        if before[revision]:
            found["repeated"] += 1
            noted = [each for each in before[revision] if (revision, each) in person.noted]
            found["repeated_noted"] += bool(noted)
            found["repeated_alive"] += before[revision][0] not in run.killed
        before[revision].append(worker)
