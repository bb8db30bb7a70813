"""Photos of printed forms: the QR at the foot leads to the case, and to noting its paper."""

from collections.abc import Sequence
from dataclasses import replace

from bot.codes import read_short_code
from bot.message import Choice, Say
from bot.submissions import Submission
from bot.talk import looking
from bot.talk.case_page import scene_may
from bot.talk.charge import Desk
from bot.talk.desk_page import case_line
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.intake.receipt import Receipt


def feet(scene: Scene, receipt: Receipt) -> tuple[Submission, ...]:
    """Return the cases whose foot a picture shows, where the person receives their paper."""
    codes = [read_short_code(text) for text in receipt.codes]
    found = [scene.world.submissions.find(code) for code in codes if code]
    theirs = [each for each in found if each and scene_may(scene, "receive_paper", each)]
    return tuple({each.id: each for each in theirs}.values())


def parted(scene: Scene, receipt: Receipt) -> tuple[tuple[Submission, ...], tuple[Receipt, ...]]:
    """Return the cases that the pictures of a message show, and the files that show none."""
    cases: dict[int, Submission] = {}
    others = []
    for each in receipt.inside or (receipt,):
        found = feet(scene, each)
        cases.update((case.id, case) for case in found)
        others += [] if found else [each]
    return tuple(cases.values()), tuple(others)


def shown(scene: Scene, cases: Sequence[Submission], words: str) -> Turn:
    """Open the one case, its paper a tap away; of several, each has its tap."""
    if len(cases) == 1:
        return looking.by_code(scene, Move("by_code", (cases[0].code,), words))
    lines = [sentence("case.feet", count=len(cases))]
    lines += [case_line(number, case) for number, case in enumerate(cases, 1)]
    choices = [
        Choice(f"paper:{case.id}:yes", sentence("button.paper_of", title=case.title), number)
        for number, case in enumerate(cases, 1)
        if case.paper_at is None
    ]
    say = Say("\n".join(lines), choices=tuple(choices))
    desk = Desk(cases[0].region, cases[0].edition)
    say = replace(say, choices=(*say.choices, desk.back()))
    return Turn(scene.state, (looking.with_way_back(scene, say),))


def joined(turn: Turn, rest: Turn) -> Turn:
    """Return one turn of what the pictures showed, and what became of the other files."""
    return replace(rest, replies=(*turn.replies, *rest.replies), posts=(*turn.posts, *rest.posts))
