"""`shenbao knowledge unanswered`: what could not be answered, grouped, ready to be written down."""

import json
import os
from collections.abc import Iterable
from datetime import date

from bot.settings import read_settings
from bot.store import open_database, open_questions
from bot.unanswered import Group, grouped
from bot.wording import sentence
from knowledge.answer import Thread
from knowledge.asking import Asking, load_asking

_MOST_SHOWN = 4
_MOST_NEAR = 3


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
