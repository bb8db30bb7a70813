"""An Answer -> the sentences a person reads. Every word stands in `words/answers.zh-CN.yaml`."""

import re
from collections.abc import Callable

from bot.answerwords import say, sentences
from bot.differences import differences
from bot.phrases import closed, day_text, phrases, tidy
from bot.timeline import is_past, is_settled, span, step_day, timed, told_since
from knowledge.answer import Answer, Part
from knowledge.notice import Audience, Citation, Deadline, Fact

_PHONE = re.compile(r"\d{3,4}-\d{7,8}")


def answer_text(answer: Answer) -> str:
    """Give the text of an answer without its source line; nothing is said twice."""
    said = [_SAYERS[part.code](part, answer).split("\n") for part in answer.parts]
    lines = _once([line for text in said for line in text])
    if answer.parts and answer.parts[0].is_same is not None:
        lines.insert(0, say("compare", "same" if answer.parts[0].is_same else "changed"))
    elif answer.status == "answered":
        lines[0] = _edition_first(answer) + lines[0]
    if answer.status == "unknown":
        lines.append(_phone(answer))
    text = "\n".join(line for line in lines if line)
    named = {part.edition for part in answer.parts if part.edition}
    return _renamed(text, named.pop()) if len(named) == 1 else text


def _once(lines: list[str]) -> list[str]:
    """Give each line once; one that another only goes on with is said with it, where it stood first."""
    told = list(filter(None, lines)) or lines
    whole = (max((each for each in told if each.startswith(line)), key=len) for line in told)
    return list(dict.fromkeys(whole))


def _renamed(text: str, edition: str) -> str:
    """Call schools what the edition's own notice calls them."""
    for key, name in sentences()["renamed"].items():
        only_in, usual = key.split(":")
        if only_in == edition:
            text = text.replace(usual, name)
    return text


def _edition_first(answer: Answer) -> str:
    """Say which edition speaks, where it is not the newest."""
    named = {part.edition for part in answer.parts if part.edition}
    newest = list(answer.editions)[-1:]
    if len(named) != 1 or named == set(newest):
        return ""
    return say("edition-first", edition=_edition(named.pop(), answer))


def _edition(edition: str, answer: Answer) -> str:
    return answer.editions.get(edition, edition)


def _fact(part: Part, answer: Answer) -> str:
    """Whether it is allowed, or past, first; then the rule; before it what was made known since."""
    if part.fact is None:
        return ""
    rule = _rule(part, part.fact)
    if isinstance(part.fact.value, Deadline):
        rule = timed(part, part.fact, rule)
    table = sentences()["verdict"]
    if part.verdict:
        rule = table.get(f"{part.verdict}.{part.topic}", table[part.verdict]) + rule
    rule = _after_told(part, _for_whom(part, part.fact, answer) + rule)
    return _labelled(part, rule, answer)


def _after_told(part: Part, text: str) -> str:
    """Put what was made known since before a sentence that does not say it itself."""
    if part.fact is None or is_settled(part.fact):
        return text
    return "\n".join(filter(None, (told_since(part.fact, part.today), text)))


def _for_whom(part: Part, fact: Fact, answer: Answer) -> str:
    """Name whom a fact is for, where the answer has one for each."""
    audience = only_audience(fact)
    several = sum(one.topic == part.topic for one in answer.parts) > 1
    if part.audience or audience is None or not several or part.is_same is not None:
        return ""
    return say("audience", audience)


def _labelled(part: Part, text: str, answer: Answer) -> str:
    """Name the edition where two are set side by side."""
    if part.is_same is None:
        return text
    return say("compare", "line", edition=_edition(part.edition, answer), text=text)


def _rule(part: Part, fact: Fact) -> str:
    """The sentence of a fact: the topic's own for this audience, the topic's, or its kind's.

    Where the day was made known since, that is the sentence.
    """
    if is_settled(fact):
        return told_since(fact, part.today)
    table = sentences()["fact"]
    shape = fact.kind
    if isinstance(fact.value, Deadline):
        shape += ".pending" if fact.value.month else ""
        shape += ".told" if fact.value.made_known else ""
    audience = part.audience or only_audience(fact)
    own = ".own" if part.own_day else ""
    keys = (
        f"{part.topic}.{shape}@{audience}{own}",
        f"{part.topic}.{shape}{own}",
        f"{part.topic}.{shape}@{audience}",
        f"{part.topic}.{shape}",
        shape,
        f"{part.topic}.{fact.kind}",
        fact.kind,
    )
    template = next(table[key] for key in keys if key in table)
    values = {"name": part.name, "names": "、".join(part.names), **phrases(fact.value, part.today)}
    return closed(template.format(**values).replace("。。", "。"))


def only_audience(fact: Fact) -> Audience | None:
    """Give the audience a fact speaks to, where it is one: a kind of school, or the liaisons."""
    if len(fact.audience) == 1:
        return next(iter(fact.audience))
    return "school" if fact.audience == {"school", "liaison"} else None


def _silence(part: Part, answer: Answer) -> str:
    if part.fact is None:
        return ""
    if part.own_day is not None:  # what the notice leaves open, the region has set
        own = say("time", "own", date=day_text(part.own_day, part.today))
        return _labelled(part, own + say("time", "own.silent"), answer)
    values = phrases(part.fact.value, part.today)
    return _labelled(part, _after_told(part, say("silence", **values)), answer)


def _quoted(part: Part, answer: Answer) -> str:
    if part.fact is None:
        return ""
    quote = part.fact.quotes[0]
    edition = _edition(part.edition, answer)
    place = "step" if part.names == ("step",) else "criterion"
    named = say(place, name=part.name) if part.name else ""
    return named + say("quoted", edition=edition, clause=quote.clause, text=tidy(quote.quote))


def _stage(part: Part, _: Answer) -> str:
    if part.fact is None or part.today is None or not isinstance(part.fact.value, Deadline):
        return ""
    over = is_past(part.fact, part.today)
    own = say("time", "own", date=day_text(part.own_day, part.today)) if part.own_day else ""
    text = own + _rule(part, part.fact)
    told = ".told" if is_settled(part.fact) else ""
    line = say("stage", f"{'over' if over else 'next'}{told}", name=part.name, text=text)
    return _after_told(part, line)


def _beside(part: Part, answer: Answer) -> str:
    side, found = part.names
    shape = side if found else f"{side}.none"
    return _labelled(part, say("beside", shape, name=part.name, found=found), answer)


def _absent(part: Part, _: Answer) -> str:
    return say("absent", missing=part.name)


def _no_fact(part: Part, answer: Answer) -> str:
    return _labelled(part, say("no-fact", name=part.name), answer)


def _other_edition(part: Part, _: Answer) -> str:
    year, *known = part.names
    return say("other-edition", year=year, editions="、".join(known))


def _role(part: Part, _: Answer) -> str:
    return say("role-noted", part.audience or "school")


def _edition_noted(part: Part, answer: Answer) -> str:
    return say("edition-noted", edition=_edition(part.edition, answer))


def _chat(part: Part, _: Answer) -> str:
    return say("chat", part.topic)


def _not_covered(part: Part, _: Answer) -> str:
    return say("not-covered", part.names[0] if part.names else "plain", word=part.name)


def _plain(part: Part, _: Answer) -> str:
    return say(part.code)


def _entry(part: Part, _: Answer) -> str:
    return part.entry.answer if part.entry else ""


_SAYERS: dict[str, Callable[[Part, Answer], str]] = {
    "fact": _fact,
    "quoted": _quoted,
    "silence": _silence,
    "absent": _absent,
    "not-covered": _not_covered,
    "other-edition": _other_edition,
    "no-fact": _no_fact,
    "stage": _stage,
    "step-day": step_day,
    "span": span,
    "beside": _beside,
    "due": _fact,
    "nothing-due": _plain,
    "differences": differences,
    "chat": _chat,
    "role-noted": _role,
    "edition-noted": _edition_noted,
    "clarify": _plain,
    "entry": _entry,
}


def _phone(answer: Answer) -> str:
    """The telephone line a refusal ends with, from the clause it cites."""
    people = phones_of(answer.citations)
    if not people:
        return ""
    is_school = any(part.audience == "school" for part in answer.parts)
    return say("phone", "school" if is_school else "any", people=people)


def phones_of(citations: tuple[Citation, ...]) -> str:
    """Give the telephone numbers the clauses name, as printed."""
    found = [number for one in citations for number in _PHONE.findall(one.quote)]
    return "、".join(dict.fromkeys(found))
