"""Two editions side by side, as text: what differs topic by topic, then what is the same."""

from collections.abc import Sequence

from bot.answering import answer_text
from bot.wording import sentence
from knowledge.answer import Answer, Part
from knowledge.compare import Row, is_written
from knowledge.notice import Fact


def comparison(left: str, right: str, rows: Sequence[Row]) -> str:
    """Return the table: one block a differing topic, the topics that are the same in one line."""
    differing = [row for row in rows if row.verdict != "same"]
    blocks = [_block(left, right, row) for row in differing]
    same = "、".join(row.name for row in rows if row.verdict == "same")
    total = sentence("compare.total", count=len(differing))
    return "\n\n".join([total, *blocks, sentence("compare.same", names=same)])


def _block(left: str, right: str, row: Row) -> str:
    return sentence(
        "compare.block",
        name=row.name,
        verdict=sentence(f"compare.verdict.{row.verdict}"),
        left=left,
        right=right,
        left_text=_text(left, row, row.left),
        right_text=_text(right, row, row.right),
    )


def _text(edition: str, row: Row, fact: Fact | None) -> str:
    """Return what an edition says on a topic, with its clause."""
    if fact is None or not is_written(fact):
        return sentence("compare.not_written")
    part = Part("fact", topic=row.topic, name=row.name, edition=edition, fact=fact)
    text = answer_text(Answer("answered", (part,)))
    return sentence("compare.text", text=text, clause=fact.quotes[0].clause)
