"""What is wrong with the answers (block) and what is unusual (warn; the person decides).

Only the notices' own rules block. Their figures come in as `Rules`; what stands here are our own
measures of the unusual.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from forms import journey, review
from forms.characters import length, one_line
from forms.errors import Fact
from forms.form import Answers, Form, Json, Question, Rules
from forms.kinds import period
from forms.kinds.phone import is_mobile
from forms.kinds.unit import is_same
from forms.unlikely import unlikely

Level = Literal["block", "warn"]

SHORT_TITLE, LONG_TITLE = 3, 80
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CLAUSE_END = re.compile(r"[。；;，,\n]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: a code, the question it belongs to, and what its sentence needs."""

    level: Level
    code: str
    question_id: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Given:
    """The questions on the way with an answer, and the answers; what every check looks at."""

    answers: Answers
    rules: Rules
    questions: tuple[Question, ...]

    def of(self, kind: str) -> Iterator[tuple[Question, Json]]:
        for question in self.questions:
            if question.kind == kind:
                yield question, journey.value(self.answers, question)

    def text(self, question_id: str) -> str:
        for question in self.questions:
            if question.id == question_id:
                value = journey.value(self.answers, question)
                return value if isinstance(value, str) else ""
        return ""


def findings(form: Form, answers: Answers, rules: Rules) -> tuple[Finding, ...]:
    """Give everything found, the blocks first, each group in the order of the form."""
    questions = journey.path(form, answers, rules)
    given = _Given(answers, rules, tuple(q for q in questions if journey.is_given(answers, q)))
    found = [
        *_missing(form, answers, rules),
        *_too_many_leaders(given),
        *_not_on_list(given),
        *_over_limit(given),
        *_title(given),
        *_units(given, questions),
        *_mobile(given),
        *_problem(given),
        *_outcomes(given),
        *_same_person(given),
        *_unlikely(given),
    ]
    order = {question.id: at for at, question in enumerate(questions)}
    return tuple(sorted(found, key=lambda f: (f.level != "block", order.get(f.question_id, 0))))


def _missing(form: Form, answers: Answers, rules: Rules) -> Iterator[Finding]:
    """Yield `missing` for an empty cell of the form, `missing-for-summary` for what it never prints."""
    for question in review.missing(form, answers, rules):
        facts: dict[str, Fact] = {"label": review.label(question)}
        if question.printed:
            yield Finding("block", "missing", question.id, facts)
        else:
            yield Finding("warn", "missing-for-summary", question.id, facts)


def _too_many_leaders(given: _Given) -> Iterator[Finding]:
    """Yield `too-many-leaders`; Source: 2025 附件2 注4 “填报人数不得超过两人”, 2022 sets no limit."""
    limit = given.rules.limits.get("leaders")
    persons = {q.path.split(".")[1] for q in given.questions if q.path.startswith("leaders.")}
    if limit and len(persons) > limit.maximum:
        extra = f"leader_name_{limit.maximum + 1}"
        facts: dict[str, Fact] = {
            "count": len(persons), "limit": limit.maximum, "fact": limit.fact
        }  # fmt: skip
        yield Finding("block", "too-many-leaders", extra, facts)


def _not_on_list(given: _Given) -> Iterator[Finding]:
    """Yield `not-on-list`; Source: 附件3 “类别” one of eight, “学段” 初中或小学 (the spec's options)."""
    for question, value in given.of("choice"):
        if value not in [option.id for option in question.options]:
            options = "、".join(o.label for o in question.options if not o.defers)
            facts: dict[str, Fact] = {
                "label": question.label, "value": str(value), "options": options
            }  # fmt: skip
            yield Finding("block", "not-on-list", question.id, facts)


def _over_limit(given: _Given) -> Iterator[Finding]:
    """Yield `over-limit` at the question whose text passes the limit.

    Source: 附件2 一 “500 字以内，可附页”, 二 “2000 字以内，可附页” over its three parts together (X22); 附页 is
    allowed, so it never blocks.
    """
    counts: dict[str, int] = {}
    for question, value in given.of("long_text"):
        limit = given.rules.limits.get(question.limit)
        before = counts.get(question.limit, 0)
        count = before + length(str(value))
        counts[question.limit] = count
        if limit and before <= limit.maximum < count:
            total = sum(
                length(str(v)) for q, v in given.of("long_text") if q.limit == question.limit
            )
            facts: dict[str, Fact] = {
                "label": question.section or question.label, "limit": limit.maximum, "count": total,
                "over": total - limit.maximum, "unit": limit.unit, "fact": limit.fact,
            }  # fmt: skip
            yield Finding("warn", "over-limit", question.id, facts)


def _title(given: _Given) -> Iterator[Finding]:
    count = length(given.text("case_title"))
    if 0 < count <= SHORT_TITLE:
        yield Finding("warn", "title-short", "case_title", {"count": count})
    if count >= LONG_TITLE:
        yield Finding("warn", "title-long", "case_title", {"count": count})


def _units(given: _Given, questions: Sequence[Question]) -> Iterator[Finding]:
    """Yield `units-differ` while nobody decided which unit the certificate names: it is not said (X52)."""
    stamp = given.text("unit")
    if given.text("certificate_unit") or not stamp:
        return
    others = [
        (question.id, str(value))
        for question, value in given.of("unit")
        if question.path.startswith("leaders.") and not is_same(stamp, str(value))
    ]
    if others:
        here = next((q.id for q in questions if q.kind == "which_unit"), others[0][0])
        names = "、".join(dict.fromkeys(name for _, name in others))
        facts: dict[str, Fact] = {"unit": stamp, "leader_unit": names}
        yield Finding("warn", "units-differ", here, facts)


def _mobile(given: _Given) -> Iterator[Finding]:
    """Yield `not-mobile`; Source: 附件1 asks 手机号码."""
    number = given.text("mobile")
    if number and not is_mobile(number):
        yield Finding("warn", "not-mobile", "mobile", {"number": number})


def _problem(given: _Given) -> Iterator[Finding]:
    """Yield `no-monitoring`, or `other-year`; Source: 附件2 一 “基于监测结果需要重点解决的主要问题”, 一、评选范围."""
    problem = given.text("problem")
    if not problem:
        return
    if "监测" not in problem:
        yield Finding("warn", "no-monitoring", "problem")
    expected = given.rules.monitoring_year
    clauses = [clause for clause in _CLAUSE_END.split(problem) if "监测" in clause]
    years = sorted({year for clause in clauses for year in _YEAR.findall(clause)})
    if expected and years and expected not in years:
        facts: dict[str, Fact] = {"years": "、".join(years), "expected": expected}
        yield Finding("warn", "other-year", "problem", facts)


def _outcomes(given: _Given) -> Iterator[Finding]:
    for question, value in given.of("outcomes"):
        for row, cells in enumerate(value if isinstance(value, list) else [], 1):
            when, title = (_cell(cells, key) for key in ("period", "title"))
            if not when:
                yield Finding(
                    "warn", "outcome-without-period", question.id, {"row": row, "title": title}
                )
            if not title:
                yield Finding(
                    "warn", "outcome-without-title", question.id, {"row": row, "period": when}
                )
            yield from _calendar(given.rules, question, row, when)


def _calendar(rules: Rules, question: Question, row: int, when: str) -> Iterator[Finding]:
    """Yield `period-backwards`, or `period-outside` the first and last month of the activity."""
    span = period.span(when)
    if span is None:
        return
    facts: dict[str, Fact] = {"row": row, "period": when}
    first, last = (period.span(day[:7]) if day else None for day in rules.calendar)
    if span.last < span.first:
        yield Finding("warn", "period-backwards", question.id, facts)
    elif (first and span.first < first.first) or (last and span.last > last.last):
        begin, end = rules.calendar
        yield Finding("warn", "period-outside", question.id, {**facts, "first": begin, "last": end})


def _same_person(given: _Given) -> Iterator[Finding]:
    """Yield `same-person` for a name that comes again among leaders and members, blanks aside."""
    named = [(q, str(value)) for q, value in given.of("name") if q.path.startswith("leaders.")]
    for question, value in given.of("people"):
        rows = value if isinstance(value, list) else []
        named += [(question, _cell(row, "name")) for row in rows]
    seen: dict[str, int] = {}
    for question, name in named:
        bare = _bare(name)
        seen[bare] = seen.get(bare, 0) + 1
        if bare and seen[bare] == 2:
            yield Finding("warn", "same-person", question.id, {"name": one_line(name)})


def _unlikely(given: _Given) -> Iterator[Finding]:
    for question in given.questions:
        for code, facts in unlikely(question, journey.value(given.answers, question)):
            yield Finding("warn", code, question.id, facts)


def _cell(row: Json, key: str) -> str:
    return str(row.get(key) or "").strip() if isinstance(row, dict) else ""


def _bare(value: Json) -> str:
    return re.sub(r"\s", "", str(value))
