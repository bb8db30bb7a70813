"""What 附件3 needs and cases do not say (替谁报, 类别, 学段), filled in by one table for all of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands import fold
from bot.message import Say
from bot.submissions import Submission
from bot.talk.charge import Desk, at_desk
from bot.talk.collected_files import is_gappy
from bot.talk.desk_page import unread_left
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json, Question

#: So many cases stand in one table.
PAGE = 20
_NEEDED = ("filed_as", "category", "stage")
_LINE = re.compile(r"\s*(\d{1,3})[\s.、，,：:]*(.+)")


@at_desk
def gaps(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Show the table of what is missing; lines typed (“1 语文 小学”) fill it in, many at once."""
    region, edition = desk
    shown = _gappy(scene, region, edition)
    lead = ""
    if move.text:
        done = sum(_filled(scene, edition, shown, line) for line in move.text.splitlines())
        lead = sentence("gaps.done" if done else "gaps.not_read", count=done)
        shown = _gappy(scene, region, edition)
    back = desk.back()
    if not shown:
        stubs = sum(each.is_stub for each in scene.world.reviews.listed(region, edition))
        unread, ways = unread_left(region, edition, stubs)
        whole = sentence("gaps.none_read" if stubs else "gaps.none")
        told = "\n".join(filter(None, (lead, whole, *unread)))
        return Turn(scene.state, (Say(told, choices=(*ways, back)),))
    lines = [lead, sentence("gaps.heading", count=len(shown), **_options(scene, edition))]
    lines += [_row(scene, number, case, answers) for number, (case, answers) in enumerate(shown, 1)]
    state = replace(scene.state, errand=("gaps", str(region), edition))
    return Turn(state, (Say("\n".join(filter(None, lines)), choices=(back,)),))


def _gappy(
    scene: Scene, region: int, edition: str
) -> Sequence[tuple[Submission, Mapping[str, Json]]]:
    every = scene.world.reviews.answers(region, edition)
    found = scene.world.reviews.listed(region, edition)
    missing = [
        (each, every[each.id]) for each in found if not each.is_stub and is_gappy(every[each.id])
    ]
    return missing[:PAGE]


def _row(scene: Scene, number: int, case: Submission, answers: Mapping[str, Json]) -> str:
    labels = {each.id: each.label for each in _questions(scene, case.edition)}
    lacks = "、".join(labels[key] for key in _NEEDED if not answers.get(key))
    facts: dict[str, str | int] = {
        "number": number,
        "unit": case.unit,
        "title": case.title,
        "lacks": lacks,
    }
    return sentence("gaps.line", facts)


def _filled(
    scene: Scene,
    edition: str,
    shown: Sequence[tuple[Submission, Mapping[str, Json]]],
    line: str,
) -> bool:
    """Keep what one line says of the case with its number; False when it says nothing."""
    found = _LINE.match(line)
    place = int(found[1]) - 1 if found else -1
    if found is None or not 0 <= place < len(shown):
        return False
    case, answers = shown[place]
    said = {key: value for key, value in _read(scene, edition, found[2]).items() if value}
    if not said:
        return False
    kept = {**answers, **said}
    most = most_places(scene, edition, str(kept.get("filed_as") or ""))
    return scene.world.reviews.amend(case, kept, most) != "moved"


def _read(scene: Scene, edition: str, words: str) -> dict[str, str]:
    """Return the options that words name, by question."""
    plain = fold(words)
    found: dict[str, str] = {}
    for question in _questions(scene, edition):
        for option in question.options:
            names = (option.label, *option.also)
            if not option.defers and any(fold(name) in plain for name in names):
                found.setdefault(question.id, option.id)
    return found


def _options(scene: Scene, edition: str) -> dict[str, str]:
    return {
        each.id: "、".join(option.label for option in each.options if not option.defers)
        for each in _questions(scene, edition)
    }


def _questions(scene: Scene, edition: str) -> Sequence[Question]:
    questions = scene.world.form(edition, "application").questions
    return [each for each in questions if each.id in _NEEDED]
