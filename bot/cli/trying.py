"""`shenbao knowledge try`: how a question was read, what was found, and why this answer won."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.answering import answer_text
from bot.wording import sentence
from knowledge.answer import Thread
from knowledge.asking import Asking, load_asking
from knowledge.matching import SURE
from knowledge.notice import Audience
from knowledge.question import Question
from knowledge.reading import read
from knowledge.segment import Segment
from knowledge.thought import Found

_MOST_WAYS = 5


def explain(text: str, today: date, role: Audience | None) -> int:
    """Print how a question was understood, and return the exit status."""
    asking = load_asking()
    print("\n".join(_lines(asking, text, today, role)))
    return 0


def _lines(asking: Asking, text: str, today: date, role: Audience | None) -> Iterator[str]:
    question = asking.read(text, today)
    yield sentence("cli.try.clauses")
    lexicon = asking.finder.lexicon
    for clause in read(text).clauses:
        tokens = lexicon.tokens(clause)
        yield "   " + " | ".join(
            f"{token.text}={token.concept}{'' if token.is_exact else '≈'}"
            if token.concept
            else f"{token.text}=?"
            for token in tokens
        )
    yield from _whole(question)
    found = asking.find(question, Thread())
    for number, segment in enumerate(question.segments, 1):
        one = next((each for each in found if each.segment is segment), None)
        yield sentence("cli.try.thought", number=number, text=segment.text)
        yield from _thought(asking, segment, one)
    hit = asking.entries.best(text)
    if hit:
        yield sentence(
            "cli.try.entry", id=hit.entry.id, name=hit.entry.question, score=f"{hit.score:.2f}"
        )
    answer = asking.ask(text, today, role)
    codes = "、".join(dict.fromkeys(f"{part.code} {part.topic}".strip() for part in answer.parts))
    yield sentence("cli.try.answer", status=answer.status, codes=codes)
    yield "   " + answer_text(answer).replace("\n", "\n   ")
    for choice in answer.choices:
        yield f"   [{choice.label}]"


def _whole(question: Question) -> Iterator[str]:
    """What holds for the whole message: editions, who asks, whether editions are compared."""
    none = sentence("cli.try.none")
    yield sentence(
        "cli.try.whole",
        editions="、".join(question.editions) or none,
        year=question.other_year or none,
        audience=question.audience or none,
        comparing=sentence(f"cli.try.{'yes' if question.is_comparing else 'no'}"),
    )


def _thought(asking: Asking, segment: Segment, found: Found | None) -> Iterator[str]:
    yield sentence("cli.try.concepts", weights=_weights(segment.concepts))
    if segment.unknown:
        yield sentence("cli.try.unknown", weights=_weights(segment.unknown))
    if segment.cues:
        yield sentence("cli.try.cues", names="、".join(sorted(segment.cues)))
    if found is None:
        yield sentence("cli.try.asks_nothing")
        return
    if found.concepts != segment.concepts:
        yield sentence("cli.try.completed", weights=_weights(found.concepts))
    names = asking.composer.topics
    ranked = asking.finder.index.rank(found.concepts, segment.unknown)[:_MOST_WAYS]
    yield sentence("cli.try.ways", sure=f"{SURE:.2f}")
    for match in ranked:
        left = {c: w for c, w in found.concepts.items() if c not in match.concepts}
        yield sentence(
            "cli.try.way",
            score=f"{match.score:.2f}",
            name=names[match.topic].name,
            topic=match.topic,
            way=match.way,
            left=_weights(left | segment.unknown),
        )


def _weights(concepts: Mapping[str, float]) -> str:
    said = "、".join(f"{concept} {weight:.1f}" for concept, weight in concepts.items())
    return said or sentence("cli.try.none")
