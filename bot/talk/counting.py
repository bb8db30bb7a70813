"""How long a text is against the notice's limit, told in words; what of it goes to the 附页."""

from dataclasses import dataclass

from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import journey
from forms.characters import length, length_without_marks
from forms.document.cells import cells
from forms.document.page import divided
from forms.form import Limit, Question


@dataclass(frozen=True, slots=True)
class Part:
    """A long answer that passes the limit: its label, what its cell holds, what goes to the 附页."""

    label: str
    kept: str
    rest: str


@dataclass(frozen=True, slots=True)
class Count:
    """The characters of one long answer, and of all that share its limit, with and without marks."""

    own: int
    total: int
    without_marks: int
    limit: Limit | None
    parts: int

    @property
    def over(self) -> int:
        """How many characters pass the limit."""
        return max(0, self.total - self.limit.maximum) if self.limit else 0


def count(scene: Scene, draft: Draft, question: Question) -> Count:
    """Return how long an answer is, together with those that share its limit.

    Source: 附件2 一 “500 字以内，可附页”, 二 “2000 字以内，可附页” over its three parts together (X22).
    """
    texts = [
        str(journey.value(draft.answers, each) or "") for each in _sharing(scene, draft, question)
    ]
    return Count(
        own=length(str(journey.value(draft.answers, question) or "")),
        total=sum(map(length, texts)),
        without_marks=sum(map(length_without_marks, texts)),
        limit=scene.rules(draft).limits.get(question.limit),
        parts=len(texts),
    )


def extra_key(draft: Draft, question: Question) -> str:
    """Return under what the choice of the 附页 is remembered: a limit of a draft."""
    return f"{draft.id}:{question.limit}"


def count_sentence(found: Count, *, is_settled: bool = False) -> str:
    """Return the live count; `is_settled` once the 附页 was chosen for what passes the limit."""
    if found.limit is None:
        return sentence("writing.count_free", count=found.own)
    facts: dict[str, str | int] = {
        "count": found.own, "total": found.total, "parts": found.parts, "limit": found.limit.maximum,
        "left": found.limit.maximum - found.total, "over": found.over, "unit": found.limit.unit,
        "without_marks": found.without_marks,
    }  # fmt: skip
    count_ = sentence("writing.count_together" if found.parts > 1 else "writing.count", facts)
    if not found.over:
        return count_ + sentence("writing.left", facts)
    if is_settled:
        return count_ + sentence("writing.over_settled", facts)
    is_by_marks = found.without_marks <= found.limit.maximum
    return count_ + sentence("writing.over_by_marks" if is_by_marks else "writing.over", facts)


def unclear_sentences(scene: Scene, draft: Draft, question: Question) -> tuple[str, ...]:
    """Return what the notice leaves open, with the first text of a draft that it touches.

    Source: whether marks count is not said (X23), nor whether 2000 holds for each part (X22).
    """
    path = scene.path(draft)
    others = [each for each in path if each.kind == "long_text" and each.id != question.id]
    written = [each for each in others if journey.is_given(draft.answers, each)]
    limit = scene.rules(draft).limits.get(question.limit)
    if limit is None:
        return ()
    told = [] if written else [sentence("writing.unclear_marks")]
    parts = sum(each.limit == question.limit for each in others) + 1
    if parts > 1 and not any(each.limit == question.limit for each in written):
        facts: dict[str, str | int] = {"limit": limit.maximum, "unit": limit.unit, "parts": parts}
        told.append(sentence("writing.unclear_together", facts))
    return tuple(told)


def closing(scene: Scene, draft: Draft, question: Question) -> str:
    """Return the one line that says what became of a finished text."""
    found = count(scene, draft, question)
    code = "writing.kept_over" if found.over else "writing.kept"
    return sentence(code, label=question.label, count=found.own, over=found.over)


def beyond_by_part(scene: Scene, draft: Draft, question: Question) -> tuple[Part, ...]:
    """Return each text that shares the limit and goes on in the 附页, cut where the paper cuts it."""
    limits = {name: limit.maximum for name, limit in scene.rules(draft).limits.items()}
    cuts = divided(cells("application", draft.answers), limits)
    return tuple(
        Part(each.label, *cuts[each.path])
        for each in _sharing(scene, draft, question)
        if cuts[each.path][1]
    )


def _sharing(scene: Scene, draft: Draft, question: Question) -> tuple[Question, ...]:
    path = scene.path(draft)
    return tuple(each for each in path if each.kind == "long_text" and each.limit == question.limit)
