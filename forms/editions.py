"""Where the same form of two editions differs: what is asked, what may be chosen, how much may stand there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.errors import Fact
from forms.form import Form, Rules


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, as seen from the older form: a code, and what its sentence needs."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def differences(old: tuple[Form, Rules], new: tuple[Form, Rules]) -> tuple[Difference, ...]:
    """Give what somebody should know who carries answers from one edition's form to another's."""
    return (*_questions(old[0], new[0]), *_options(old[0], new[0]), *_figures(old[1], new[1]))


def _questions(old: Form, new: Form) -> Iterator[Difference]:
    before = {question.path: question.label for question in old.questions}
    after = {question.path: question.label for question in new.questions}
    gone = [label for path, label in before.items() if path not in after]
    added = [label for path, label in after.items() if path not in before]
    if gone:
        yield Difference("gone", {"labels": "、".join(gone)})
    if added:
        yield Difference("added", {"labels": "、".join(added)})


def _options(old: Form, new: Form) -> Iterator[Difference]:
    choices = {question.id: question for question in new.questions if question.options}
    for question in old.questions:
        other = choices.get(question.id)
        if other is None or not question.options:
            continue
        ids = {option.id for option in other.options}
        gone = [option.label for option in question.options if option.id not in ids]
        if gone:
            yield Difference("option-gone", {"label": other.label, "options": "、".join(gone)})
        named = {option.id: option.label for option in question.options}
        for option in other.options:
            was = named.get(option.id, option.label)
            if was != option.label:
                yield Difference("option-named", {"was": was, "now": option.label})


def _figures(old: Rules, new: Rules) -> Iterator[Difference]:
    for name in sorted({*old.limits, *new.limits}):
        was, now = old.limits.get(name), new.limits.get(name)
        if was is None and now is not None and name == "leaders":
            yield Difference("leaders-limited", {"limit": now.maximum, "fact": now.fact})
        elif was is not None and now is not None and was.maximum != now.maximum:
            facts: dict[str, Fact] = {"was": was.maximum, "limit": now.maximum, "fact": now.fact}
            yield Difference("limit-changed", facts)
    if old.monitoring_year != new.monitoring_year and new.monitoring_year:
        years: dict[str, Fact] = {"was": old.monitoring_year, "now": new.monitoring_year}
        yield Difference("monitoring-year", years)
