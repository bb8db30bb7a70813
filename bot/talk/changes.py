"""Two versions of one form side by side: what is not the same, each with the old and the new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.submissions import Submission
from bot.talk.scene import Scene
from bot.talk.shortening import shortened
from bot.wording import sentence
from forms import review
from forms.form import Json


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not the same: its path, what it is called, how it was and is."""

    path: str
    label: str
    was: str
    now: str


def changes(
    scene: Scene, edition: str, was: Mapping[str, Json], now: Mapping[str, Json]
) -> Sequence[Change]:
    """Return the answers of 附件2 that are not the same, in the order of the form."""
    before, after = (_shown(scene, edition, answers) for answers in (was, now))
    labels = {path: label for path, (label, _) in (before | after).items()}
    return [
        Change(path, label, before.get(path, ("", ""))[1], after.get(path, ("", ""))[1])
        for path, label in labels.items()
        if before.get(path, ("", ""))[1] != after.get(path, ("", ""))[1]
    ]


def told(found: Sequence[Change], *, redrawn: bool) -> str:
    """Return the changes, one a line, old and new side by side, the pictures last; or that there are none."""
    nothing = sentence("changes.nothing")
    lines = [
        sentence(
            "changes.line",
            label=each.label,
            was=shortened(each.was) or nothing,
            now=shortened(each.now) or nothing,
        )
        for each in found
    ]
    lines += [sentence("changes.pictures")] if redrawn else []
    return "\n".join(lines or [sentence("changes.same")])


def is_drawn_anew(scene: Scene, case: Submission, was: int, now: int) -> bool:
    """True where one version of a case shows other pictures and tables than another."""
    before, after = (
        [
            (each.part, each.caption, each.digest)
            for each in scene.world.exhibits.of_case(replace(case, version=version))
        ]
        for version in (was, now)
    )
    return before != after


def _shown(scene: Scene, edition: str, answers: Mapping[str, Json]) -> dict[str, tuple[str, str]]:
    form, rules = scene.world.form(edition, "application"), scene.world.rules(edition)
    lines = review.lines(form, answers, rules)
    return {line.question.path: (line.label, line.shown) for line in lines}
