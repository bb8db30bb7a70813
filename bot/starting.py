"""What is looked at when the service starts: answers that changed with the notices, and reminders not planned yet."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from bot.handing import handing_in
from bot.known import about_topic
from bot.library import Library
from bot.message import Choice, Post, Say
from bot.people import CENTRES_OWN
from bot.store import (
    Database,
    Transaction,
    changed_topics,
    in_charge,
    plan_all,
    post_to,
    wishing_for,
)
from bot.wording import sentence
from knowledge.notice import Edition


def begin(database: Database, library: Library, now: datetime) -> None:
    """Tell who wanted to hear of an answer that it changed, once; plan what those in their role are reminded of."""
    newest = list(library.editions.values())[-1]
    days = {
        filed_as: handing_in(newest, "application", filed_as).deadline
        for filed_as in ("region", "direct_school")
    }
    prints = {about: mark for each in library.editions.values() for about, mark in _prints(each)}
    with database.transaction() as transaction:
        plan_all(transaction, newest.id, days["region"], days["direct_school"], now)
        for about in changed_topics(transaction, prints):
            _tell(transaction, library, about, now)


def _prints(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give each topic of an edition with what tells two answers to it apart; a new quote alone changes none."""
    for topic in sorted({fact.topic for fact in edition.facts}):
        said = sorted(
            repr((fact.kind, sorted(fact.audience), fact.value))
            for fact in edition.facts
            if fact.topic == topic
        )
        mark = hashlib.sha256("\n".join(said).encode()).hexdigest()
        yield about_topic(edition.id, topic), mark


def _tell(transaction: Transaction, library: Library, about: str, now: datetime) -> None:
    """Write to everybody who wants to hear of a topic, and to the centre how many they were."""
    persons = wishing_for(transaction, about)
    topics = {
        about_topic(edition, topic.id): topic
        for topic in library.asking.knowledge.topics
        for edition in library.editions
    }
    if not persons or about not in topics:
        return
    topic = topics[about]
    facts: dict[str, str | int] = {"name": topic.name, "count": len(persons)}
    again = Choice("ask:0", sentence("button.ask_again"), 1, says=(*topic.ways, topic.name)[0])
    home = Choice("help", sentence("button.home"))
    letter = Say(sentence("known.letter_notice", facts), choices=(again, home))
    for person in persons:
        post_to(transaction, Post(person, letter), now)
    for person in in_charge(transaction, CENTRES_OWN):
        told = Say(sentence("known.told_of_notice", facts), choices=(again, home))
        post_to(transaction, Post(person, told), now)
