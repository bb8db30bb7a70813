"""登记一份纸质: a case of which only paper came, by the few cells 附件3 needs, typed one by one or in one line.

A file nobody could read becomes a case the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands import read_edition
from bot.message import Choice, Say
from bot.paper_line import CELLS, read_paper_line
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.case_page import scene_may
from bot.talk.charge import Desk, at_desk, with_desk
from bot.talk.collected_files import placed, same_case
from bot.talk.looking import found_case
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json, Question

LONGEST_CELL = 80


@dataclass(frozen=True, slots=True)
class Begun:
    """What is being registered: at which desk, the talk that takes the next words, the cells that came."""

    desk: Desk
    errand: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def is_stub(self) -> bool:
        """True for a file nobody could read: its edition is known."""
        return self.errand[0] == "complete"


@at_desk
def paper_case(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Take the next cell of a case on paper; what came so far stands in the arguments."""
    given, text = tuple(filter(None, move.args[2:])), move.text
    if not given and read_edition(text) in scene.world.editions:
        desk, text = Desk(desk.region, read_edition(text)), ""
    begun = Begun(desk, ("paper_case", *map(str, desk)), given)
    found = _answers(with_desk(scene, desk), begun, text)
    return found if isinstance(found, Turn) else _kept(scene, desk, found)


def complete(scene: Scene, move: Move) -> Turn:
    """Take the next cell of a file nobody could read."""
    stub = found_case(scene, move.arg(0))
    if stub is None or not stub.is_stub or not scene_may(scene, "review_submission", stub):
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    desk = Desk(stub.region, stub.edition)
    begun = Begun(desk, ("complete", str(stub.id)), tuple(filter(None, move.args[1:])))
    found = _answers(scene, begun, move.text)
    return found if isinstance(found, Turn) else _completed(scene, stub, found)


def drop_stub(scene: Scene, move: Move) -> Turn:
    """Take a file that is no application off the list."""
    stub = found_case(scene, move.arg(0))
    if stub is None or not stub.is_stub or scene.world.reviews.drop(stub) != "done":
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    told = sentence("registering.dropped", name=stub.title)
    return Turn(scene.state, (Say(told, choices=_after_stub(scene, stub)),))


def _answers(scene: Scene, begun: Begun, text: str) -> dict[str, Json] | Turn:
    """Return the answers of six cells, or the turn that asks for the next one, or whether they are meant so."""
    desk = begun.desk
    kinds = [label for each in ("category", "stage") for label in _labels(scene, desk, each)]
    line = read_paper_line(text, len(begun.cells), kinds)
    if text.strip() and not line.cells:
        return _ask(scene, begun, sentence("registering.no_phone"))
    cells = (*begun.cells, *line.cells)
    long = next((at for at, cell in enumerate(cells) if len(cell) > LONGEST_CELL), None)
    if long is not None:
        facts: dict[str, str | int] = {"count": len(cells[long]), "most": LONGEST_CELL}
        lead = sentence("registering.too_long", facts)
        return _ask(scene, replace(begun, cells=cells[:long]), lead)
    if not line.is_sure:
        return _understood(scene, begun, cells)
    if len(cells) < len(CELLS):
        return _ask(scene, replace(begun, cells=cells))
    category, stage = _kind(scene, desk, cells[-1])
    if desk.region != CENTRES_OWN and not (category and stage):
        lead = sentence("registering.no_kind", said=cells[-1])
        return _ask(scene, replace(begun, cells=cells[:-1]), lead)
    unit, title, leader, post, phone, _ = cells
    is_own = unit == place_name(scene, desk.region)
    answers: dict[str, Json] = {
        "unit": unit,
        "case_title": title,
        "leaders": [{"name": leader, "unit": unit, "post": post, "phone": phone}],
        "filed_as": "region" if is_own else "district_school",
        "category": category,
        "stage": stage,
    }
    return placed(scene, desk.region, answers)


def _completed(scene: Scene, stub: Submission, answers: dict[str, Json]) -> Turn:
    before = same_case(scene, stub.region, stub.edition, "", answers)
    if before is not None:
        look = Choice(f"case:{before.id}", sentence("button.look_at"), 1)
        drop = Choice(f"drop_stub:{stub.id}", sentence("button.drop_stub"), 2)
        told = sentence("registering.there", unit=before.unit, title=before.title)
        return Turn(scene.state, (Say(told, choices=(look, drop)),))
    most = most_places(scene, stub.edition, str(answers["filed_as"]))
    if scene.world.reviews.complete(stub, answers, most) == "moved":
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    facts = {
        "edition": stub.edition,
        "unit": str(answers["unit"]),
        "title": str(answers["case_title"]),
        "name": stub.title,
    }
    told = sentence("registering.completed", facts)
    return Turn(scene.state, (Say(told, choices=_after_stub(scene, stub)),))


def _after_stub(scene: Scene, stub: Submission) -> tuple[Choice, ...]:
    """Return the ways on: the next file nobody could read, the desk."""
    listed = scene.world.reviews.listed(stub.region, stub.edition)
    following = next((each for each in listed if each.is_stub and each.id != stub.id), None)
    desk = Desk(stub.region, stub.edition)
    if following is None:
        return (desk.back(1),)
    return (Choice(f"case:{following.id}", sentence("button.next_stub"), 1), desk.back(2))


def _kept(scene: Scene, desk: Desk, answers: dict[str, Json]) -> Turn:
    scene = with_desk(scene, desk)
    before = same_case(scene, *desk, "", answers)
    if before is not None:
        look = Choice(f"case:{before.id}", sentence("button.look_at"), 1)
        told = sentence("registering.there", unit=before.unit, title=before.title)
        return Turn(scene.state, (Say(told, choices=(look, desk.back(2))),))
    most = most_places(scene, desk.edition, str(answers["filed_as"]))
    made = scene.world.reviews.register(*desk, answers, "paper", "", most)
    scene.world.reviews.receive_paper(made)
    again = Choice(desk.way("paper_case"), sentence("button.paper_again"), 1)
    facts = {"edition": desk.edition, "unit": made.unit, "title": made.title}
    told = sentence("registering.kept", facts)
    return Turn(scene.state, (Say(told, choices=(again, desk.back(2))),))


def _ask(scene: Scene, begun: Begun, lead: str = "") -> Turn:
    """Ask for the next cell; 类别 and 学段 come from the lists of 附件3."""
    desk, cell = begun.desk, CELLS[len(begun.cells)]
    facts: dict[str, str | int] = {
        "number": len(begun.cells) + 1,
        "all": len(CELLS),
        "edition": desk.edition,
        "options": "、".join(_labels(scene, desk, "category")),
        "stages": "、".join(_labels(scene, desk, "stage")),
    }
    asked = "unit_stub" if cell == "unit" and begun.is_stub else cell
    told = "\n".join(filter(None, (lead, sentence(f"registering.ask.{asked}", facts))))
    state = replace(scene.state, errand=(*begun.errand, *begun.cells))
    others = [
        Choice(Desk(desk.region, each).way("paper_case"), sentence("button.paper_in", edition=each))
        for each in reversed(scene.world.editions)
        if each != desk.edition and not begun.is_stub and not begun.cells
    ]
    return Turn(state, (Say(told, choices=(*others, _leaving(desk))),))


def _understood(scene: Scene, begun: Begun, cells: Sequence[str]) -> Turn:
    """Show how a line was taken apart before anything is kept; a better line may be typed in its place."""
    lines = [sentence("registering.understood", edition=begun.desk.edition)]
    lines += [
        sentence(f"registering.cell.{name}", text=cell)
        for name, cell in zip(CELLS, cells, strict=False)
    ]
    way = ":".join(begun.errand)
    yes = Choice(f"{way}:", sentence("button.paper_yes"), 1, says="\t".join(cells))
    apart = Choice(way, sentence("button.paper_apart"), 2)
    state = replace(scene.state, errand=begun.errand)
    told = "\n".join(lines)
    return Turn(state, (Say(told, choices=(yes, apart, _leaving(begun.desk))),))


def _leaving(desk: Desk) -> Choice:
    return Choice(desk.way("inbox"), sentence("button.no_paper_case"))


def _kind(scene: Scene, desk: Desk, said: str) -> tuple[str, str]:
    """Return the 类别 and the 学段 a text names, each empty where it names none."""
    found = []
    for question_id in ("category", "stage"):
        labels = _labels(scene, desk, question_id)
        found.append(next((label for label in labels if label in said), ""))
    return found[0], found[1]


def _labels(scene: Scene, desk: Desk, question_id: str) -> list[str]:
    questions: tuple[Question, ...] = scene.world.form(desk.edition, "application").questions
    return [o.label for each in questions if each.id == question_id for o in each.options]
