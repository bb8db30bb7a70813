"""What somebody changed by hand in a file of ours: by question, what it was made with and what it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms import journey, review
from forms.answers import placed, take
from forms.form import Answers, Form, Json, Question, Rules
from forms.intake.answers import Edit
from forms.kinds import show

#: So much stands on either side of the place where a long text was changed.
AROUND = 8
LONGEST_WHOLE = 60
LIST_KINDS = frozenset({"people", "outcomes"})


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was changed, or a `row` (from 1) of a list; an empty text says that nothing stands there.

    Long texts are cut to the place where they differ.
    """

    question: Question
    label: str
    was: str
    now: str
    row: int = 0


def changes(form: Form, rules: Rules, found: Answers, edits: Sequence[Edit]) -> tuple[Change, ...]:
    """Give what `edits` changed in the answers that were `found`, in the order of the form."""
    before = undone(found, edits)
    return tuple(
        change
        for question in _questions(form, rules, (before, found))
        for change in _of(question, take(before, question.path), take(found, question.path))
    )


def undone(found: Answers, edits: Sequence[Edit]) -> dict[str, Json]:
    """Give the answers as the file was made with them."""
    answers = dict(found)
    for edit in edits:
        answers = placed(answers, edit.path, edit.was)
    return {key: _without_empty(value) for key, value in answers.items()}


def _without_empty(value: Json) -> Json:
    """Give a list without the rows in which nothing is left: those that somebody added."""
    if not isinstance(value, list):
        return value
    return [row for row in map(_filled, value) if row]


def _filled(row: Json) -> Json:
    if not isinstance(row, dict):
        return row
    return {key: cell for key, cell in row.items() if cell is not None}


def _questions(form: Form, rules: Rules, both: Sequence[Answers]) -> Iterator[Question]:
    """Yield the questions on the way of either answers, those of the form's own cells only."""
    seen: set[str] = set()
    for answers in both:
        for question in journey.path(form, answers, rules):
            if question.path not in seen and question.printed and not question.repeats:
                seen.add(question.path)
                yield question


def _of(question: Question, was: Json, now: Json) -> Iterator[Change]:
    if question.kind in LIST_KINDS:
        yield from _rows(question, was, now)
        return
    before, after = show(question, was), show(question, now)
    if before.split() != after.split():
        yield Change(question, review.label(question), *differing(before, after))


def _rows(question: Question, was: Json, now: Json) -> Iterator[Change]:
    """Yield the rows that differ; where rows came or went, those that stand on one side only."""
    before, after = (_shown(question, rows) for rows in (was, now))
    label = review.label(question)
    if len(before) == len(after):
        for row, (old, new) in enumerate(zip(before, after, strict=True), 1):
            if old != new:
                yield Change(question, label, old, new, row)
        return
    yield from (Change(question, label, old, "") for old in before if old not in after)
    yield from (Change(question, label, "", new) for new in after if new not in before)


def _shown(question: Question, rows: Json) -> list[str]:
    found = rows if isinstance(rows, list) else []
    return [show(question, [row]) for row in found]


def differing(was: str, now: str) -> tuple[str, str]:
    """Give two texts; of long ones only the place where they differ, with a little around it.

    >>> differing("一" * 70 + "甲。" + "二" * 70, "一" * 70 + "乙。" + "二" * 70)
    ('……一一一一一一一一甲。二二二二二二二……', '……一一一一一一一一乙。二二二二二二二……')
    """
    if max(len(was), len(now)) <= LONGEST_WHOLE or not was or not now:
        return _begin(was), _begin(now)
    begin = _same(was, now)
    end = min(_same(was[::-1], now[::-1]), len(was) - begin, len(now) - begin)
    return _cut(was, begin, len(was) - end), _cut(now, begin, len(now) - end)


def _same(one: str, other: str) -> int:
    """Give how many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, begin: int, end: int) -> str:
    first, last = max(0, begin - AROUND), min(len(text), end + AROUND)
    head, tail = "……" if first else "", "……" if last < len(text) else ""
    return f"{head}{_begin(text[first:last])}{tail}"


def _begin(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_WHOLE else f"{plain[:LONGEST_WHOLE]}……"
