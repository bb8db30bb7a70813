"""Questions in a group: answered like anywhere, from nothing of a person's. Nothing is kept, no form is filled."""

from datetime import date

from bot.answering import answer_text
from bot.channels.links import link
from bot.channels.telegram.buttons import Button
from bot.channels.telegram.rendering import Words, posts_of
from bot.commands import read_command
from bot.delivery import Letter
from bot.wording import sentence, with_sources
from bot.world import Answering


def answer_in_group(answering: Answering, text: str, today: date, bot: str) -> tuple[Words, ...]:
    """Return what is said in a group to a text put to the assistant."""
    command = read_command(text)
    if not text or (command and command.name in ("help", "greet", "nod")):
        told = Letter(0, "", sentence("telegram.group.how", name=f"@{bot}"))
    elif command:
        told = Letter(0, "", sentence("telegram.group.alone"))
    else:
        told = _asked(answering, text, today)
    words = [post for post in posts_of(told) if isinstance(post, Words)]
    row = (Button(sentence("telegram.group.open"), url=link(bot)),)
    return (*words[:-1], Words(words[-1].html, words[-1].plain, (row,)))


def _asked(answering: Answering, text: str, today: date) -> Letter:
    answer = answering.ask(text, today)
    choices = [sentence("telegram.word", label=each.question) for each in answer.choices]
    told = "\n".join([answer_text(answer), *choices])
    return Letter(0, "", with_sources(told, answer.citations), quotes=answer.citations)
