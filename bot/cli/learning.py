"""`shenbao knowledge unanswered`: what could not be answered, grouped, ready to be written down."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.fuzz import ratio

from bot.settings import read_settings
from bot.store import LoggedQuestion, open_database, open_questions
from bot.wording import sentence
from knowledge.answer import Thread
from knowledge.asking import Asking, load_asking
from knowledge.folding import folded

#: From this likeness of their folded texts on, two questions are one.
_ALIKE = 72.0
_MOST_SHOWN = 4
_MOST_NEAR = 3


@dataclass(slots=True)
class Group:
    """Questions that ask the same, by their wordings as counted; how many were disliked.

    `topics` are those the questions were understood as, though the notices leave them open.
    """

    folded: str
    topics: tuple[str, ...] = ()
    wordings: Counter[str] = field(default_factory=Counter)
    disliked: int = 0

    @property
    def size(self) -> int:
        """How often it was asked."""
        return self.wordings.total()


def grouped(questions: Iterable[LoggedQuestion]) -> list[Group]:
    """Give the questions grouped, what was asked most first.

    Those that were understood and stand in no notice go by topic, the others by likeness.
    """
    groups: list[Group] = []
    by_text: dict[str, Group] = {}
    by_topics: dict[tuple[str, ...], Group] = {}
    for question in questions:
        text = folded(question.text).text
        group = by_text.get(text)
        topics = () if question.is_disliked else tuple(question.topics)
        if topics:
            group = by_topics.setdefault(topics, Group(text, topics))
            groups += [] if group.wordings else [group]
        elif group is None:
            alike = ((ratio(text, g.folded, score_cutoff=_ALIKE), g) for g in by_text.values())
            score, group = max(alike, key=lambda pair: pair[0], default=(0.0, Group(text)))
            if score < _ALIKE:
                group = Group(text)
                groups.append(group)
            by_text[text] = group
        group.wordings[question.text] += 1
        group.disliked += question.is_disliked
    return sorted(groups, key=lambda group: -group.size)


def unanswered(data: str, today: date) -> int:
    """Print the groups with the nearest topics and what to add, and return the exit status."""
    database = open_database(read_settings(os.environ, data=data).database_url)
    try:
        with database.transaction() as transaction:
            groups = grouped(open_questions(transaction))
    finally:
        database.close()
    if not groups:
        print(sentence("cli.unanswered.none"))
        return 0
    asking = load_asking()
    for number, group in enumerate(groups, 1):
        print("\n".join(_shown(number, group, asking, today)), end="\n\n")
    print(sentence("cli.unanswered.total", groups=len(groups), count=sum(g.size for g in groups)))
    return 0


def _shown(number: int, group: Group, asking: Asking, today: date) -> Iterable[str]:
    """One group: how often, how it was worded, what lies near, and the YAML to add."""
    wordings = [text for text, _ in group.wordings.most_common(_MOST_SHOWN)]
    yield sentence("cli.unanswered.group", number=number, count=group.size, disliked=group.disliked)
    yield from (f"   {text}" for text in wordings)
    names = [asking.composer.topics[t].name for t in group.topics if t in asking.composer.topics]
    if names:
        yield sentence("cli.unanswered.left_open", names="、".join(names))
    else:
        for topic, name, group_file in nearest(asking, wordings[0], today):
            yield sentence("cli.unanswered.near", topic=topic, name=name, file=group_file)
        yield sentence("cli.unanswered.as_way")
        yield from (f"      - {_quoted(text)}" for text in wordings)
        yield sentence("cli.unanswered.as_entry")
    yield f"      - id: question-{number}"
    yield f"        question: {_quoted(wordings[0])}"
    if len(wordings) > 1:
        yield f"        ways: [{', '.join(map(_quoted, wordings[1:]))}]"
    yield f"        answer: {sentence('cli.unanswered.answer')}"


def nearest(asking: Asking, text: str, today: date) -> list[tuple[str, str, str]]:
    """Give the topics nearest to a text: id, name and the file their ways stand in."""
    found = asking.find(asking.read(text, today), Thread())
    matches = sorted((m for one in found for m in one.matches), key=lambda m: -m.score)
    topics = asking.composer.topics
    return [
        (topic, topics[topic].name, f"knowledge/topics/{topics[topic].group}.yaml")
        for topic in dict.fromkeys(match.topic for match in matches)
        if topic in topics
    ][:_MOST_NEAR]


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever is in it: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
