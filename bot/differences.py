"""Two editions side by side, said: what is new, what is gone, what is changed."""

from bot.answerwords import say, sentences
from bot.phrases import phrases
from bot.timeline import is_settled, told_since
from knowledge.answer import Answer, Part
from knowledge.compare import Row
from knowledge.notice import Fact


def differences(part: Part, _: Answer) -> str:
    """What is new, what is gone, what is changed: a line each; below them what was made known since."""
    lines = []
    for key, verdict in (("new", "only_right"), ("gone", "only_left"), ("changed", "changed")):
        names = [_difference(row) for row in part.rows if row.verdict == verdict]
        if names:
            lines.append(say("differences", key, names="、".join(names)))
    lines += [
        say("step-day", "told", name=row.name, told=told_since(row.right, part.today))
        for row in part.rows
        if row.right and row.is_headline and is_settled(row.right)
    ]
    return "\n".join([*lines, say("differences", "more")])


def _difference(row: Row) -> str:
    """One topic in a comparison: with its value where that is short and was not settled since."""
    template = sentences()["difference"].get(row.topic, "") if row.is_headline else ""
    shown = row.right or row.left
    if not template or shown is None or is_settled(shown):
        return row.name
    values = phrases(shown.value, None)
    if row.left and row.right:
        values |= {"old": _short(row.left), "new": _short(row.right)}
    return template.format(**values)


def _short(fact: Fact) -> str:
    """The value of a fact by itself."""
    values = phrases(fact.value, None)
    return (values.get("plain") or next(iter(values.values()))).strip()
