"""Questions that got no answer, or a bad one: those that ask the same stand together."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.fuzz import ratio

from knowledge.folding import are_others, folded, papers

#: From this likeness of their folded texts on, two questions are one.
_ALIKE = 72.0


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """One question kept: masked, with what came of it."""

    text: str
    status: str
    topics: Sequence[str]
    score: float
    day: date
    is_disliked: bool


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

    @property
    def question(self) -> str:
        """As it was worded most often."""
        return self.wordings.most_common(1)[0][0]

    @property
    def others(self) -> list[str]:
        """The other wordings, the most usual first."""
        return [text for text, _ in self.wordings.most_common()[1:]]

    @property
    def key(self) -> str:
        """What tells it from other groups."""
        return hashlib.sha256(self.folded.encode()).hexdigest()[:10]

    def holds(self, text: str) -> bool:
        """Whether a text asks the same."""
        return any(is_alike(text, each) for each in self.wordings)


def is_alike(one: str, other: str) -> bool:
    """Whether two questions ask the same: never where each names another paper (附件1, 附件3)."""
    return _are_alike(folded(one).text, folded(other).text)


def _are_alike(text: str, other: str) -> bool:
    is_near = ratio(text, other) >= _ALIKE
    return is_near and not are_others(papers(text), papers(other))


def still_open(
    questions: Iterable[LoggedQuestion], answered: Sequence[str]
) -> Iterable[LoggedQuestion]:
    """Give the questions nobody has answered since; one that was disliked stays whatever was answered."""
    texts = [folded(each).text for each in answered]
    for question in questions:
        text = folded(question.text).text
        if question.is_disliked or not any(_are_alike(text, each) for each in texts):
            yield question


def _nearest(text: str, by_papers: Mapping[frozenset[str], Sequence[Group]]) -> Group:
    """Return the group whose first wording is most like a text, or a new one."""
    named = papers(text)
    near = (
        group
        for others, groups in by_papers.items()
        if not are_others(named, others)
        for group in groups
    )
    alike = ((ratio(text, each.folded, score_cutoff=_ALIKE), each) for each in near)
    score, group = max(alike, key=lambda pair: pair[0], default=(0.0, Group(text)))
    return group if score >= _ALIKE else Group(text)


def grouped(questions: Iterable[LoggedQuestion]) -> list[Group]:
    """Give the questions grouped, what was asked most first.

    Those that were understood and stand in no notice go by topic, the others by likeness.
    """
    groups: list[Group] = []
    by_text: dict[str, Group] = {}
    by_papers: dict[frozenset[str], list[Group]] = {}
    by_topics: dict[tuple[tuple[str, ...], frozenset[str]], Group] = {}
    for question in questions:
        text = folded(question.text).text
        group = by_text.get(text)
        topics = () if question.is_disliked else tuple(question.topics)
        if topics:
            group = by_topics.setdefault((topics, papers(text)), Group(text, topics))
            groups += [] if group.wordings else [group]
        elif group is None:
            group = _nearest(text, by_papers)
            if not group.wordings:
                groups.append(group)
                by_papers.setdefault(papers(text), []).append(group)
            by_text[text] = group
        group.wordings[question.text] += 1
        group.disliked += question.is_disliked
    return sorted(groups, key=lambda group: -group.size)
