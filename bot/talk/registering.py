"""登记一份纸质: a case of which only paper came, by the few cells 附件3 needs, typed one by one or in one line.

A file nobody could read becomes a case the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands import read_edition
from bot.message import Choice, Say
from bot.paper_line import CELLS, plain, read_paper_line
from bot.submissions import Submission
from bot.talk.case_page import scene_may
from bot.talk.charge import Desk, at_desk, with_desk
from bot.talk.collected_files import placed, same_case
from bot.talk.filing import (
    counts_as,
    filed_as_labels,
    filing_ways,
    plain_filed_as,
    said_filed_as,
)
from bot.talk.looking import found_case
from bot.talk.paper_cells import Unfit, first_unfit, kind_of, labels_of, leaders_of
from bot.talk.prompting import prompt
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json

#: Stands for a cell to be asked for again among the words of an errand.
HOLE = "␣"
#: Begins the word that says how many of the cells that come were looked at.
MEANT = "="


@dataclass(frozen=True, slots=True)
class Begun:
    """What is being registered: at which desk, the talk that takes the next words, the cells that came.

    A cell to be asked for again is empty. `looked_at`: the words that come are all cells, so many of them
    looked at before.
    """

    desk: Desk
    errand: tuple[str, ...]
    cells: tuple[str, ...]
    looked_at: int | None = None

    @property
    def is_stub(self) -> bool:
        """True for a file nobody could read: its edition is known."""
        return self.errand[0] == "complete"


@at_desk
def paper_case(scene: Scene, move: Move, desk: Desk) -> Turn:
    """Take the next cell of a case on paper; what came so far stands in the arguments."""
    given, text = move.args[2:], move.text
    if not given and read_edition(text) in scene.world.editions:
        desk, text = Desk(desk.region, read_edition(text)), ""
    begun = _begun(desk, ("paper_case", *map(str, desk)), given)
    found = _answers(with_desk(scene, desk), begun, text)
    return found if isinstance(found, Turn) else _kept(scene, desk, found)


def complete(scene: Scene, move: Move) -> Turn:
    """Take the next cell of a file nobody could read."""
    stub = found_case(scene, move.arg(0))
    if stub is None or not stub.is_stub or not scene_may(scene, "review_submission", stub):
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    desk = Desk(stub.region, stub.edition)
    begun = _begun(desk, ("complete", str(stub.id)), move.args[1:])
    found = _answers(scene, begun, move.text)
    return found if isinstance(found, Turn) else _completed(scene, stub, found)


def drop_stub(scene: Scene, move: Move) -> Turn:
    """Take a file that is no application off the list."""
    stub = found_case(scene, move.arg(0))
    if stub is None or not stub.is_stub or scene.world.reviews.drop(stub) != "done":
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    told = sentence("registering.dropped", name=stub.title)
    return Turn(scene.state, (Say(told, choices=_after_stub(scene, stub)),))


def _begun(desk: Desk, errand: tuple[str, ...], given: Sequence[str]) -> Begun:
    """Return what is being registered from the words beside an errand: cells, or that all of them come now."""
    if given and given[0].startswith(MEANT):
        return Begun(desk, errand, (), int(given[0].removeprefix(MEANT)))
    cells = tuple("" if each == HOLE else each for each in given if each)
    return Begun(desk, errand, cells)


def _answers(scene: Scene, begun: Begun, text: str) -> dict[str, Json] | Turn:
    """Return the answers of six cells, or the turn that asks for the next one, or whether they are meant so."""
    desk = begun.desk
    cells, looked_at = list(begun.cells), begun.looked_at
    if looked_at is not None:
        cells = text.split("\t")
    elif "" in cells:
        looked_at = cells.index("")
        cells[looked_at] = plain(text)
    elif len(cells) == len(CELLS):  # whose case it is was asked after all six
        looked_at, cells[-1] = len(cells), f"{cells[-1]} {plain(text)}"
    else:
        kinds = [label for each in ("category", "stage") for label in labels_of(scene, desk, each)]
        line = read_paper_line(text, len(cells), kinds)
        if text.strip() and not line.cells:
            code = "too_few" if line.before_phone else "no_phone"
            lead = sentence(f"registering.{code}", count=line.before_phone)
            return _ask(scene, begun, Unfit(len(cells), lead, may_stand=False))
        looked_at = len(cells)
        cells += line.cells
        if not line.is_sure:
            return _understood(scene, begun, cells)
    begun = replace(begun, cells=tuple(cells))
    unfit = first_unfit(scene, desk, cells, looked_at)
    if unfit is not None or len(cells) < len(CELLS):
        return _ask(scene, begun, unfit or Unfit(len(cells), "", may_stand=False))
    return _six(scene, begun)


def _six(scene: Scene, begun: Begun) -> dict[str, Json] | Turn:
    """Return the answers that six cells are, or the turn that asks whose case it is where they leave a doubt."""
    desk = begun.desk
    unit, title, leader, post, phone, kind = begun.cells
    category, stage = kind_of(scene, desk, kind)
    filed_as = said_filed_as(scene, desk, kind) or plain_filed_as(scene, desk.region, unit)
    if not filed_as:
        return _whose(scene, begun)
    answers: dict[str, Json] = {
        "unit": unit,
        "case_title": title,
        "leaders": leaders_of(unit, leader, post, phone),
        "filed_as": filed_as,
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
    told = f"{sentence('registering.kept', facts)}{counts_as(made)}"
    return Turn(scene.state, (Say(told, choices=(again, *filing_ways(made), desk.back())),))


def _ask(scene: Scene, begun: Begun, unfit: Unfit) -> Turn:
    """Ask for a cell, the next one or one that does not fit; the others stay."""
    desk, place = begun.desk, unfit.place
    cell = CELLS[place]
    facts: dict[str, str | int] = {
        "number": place + 1,
        "all": len(CELLS),
        "edition": desk.edition,
        "options": "、".join(labels_of(scene, desk, "category")),
        "stages": "、".join(labels_of(scene, desk, "stage")),
    }
    asked = "unit_stub" if cell == "unit" and begun.is_stub else cell
    told = "\n".join(filter(None, (unfit.told, sentence(f"registering.ask.{asked}", facts))))
    kept = tuple("" if at == place else each for at, each in enumerate(begun.cells))
    kept = kept[:-1] if kept[-1:] == ("",) else kept
    state = replace(scene.state, errand=(*begun.errand, *(each or HOLE for each in kept)))
    choices = [
        Choice(Desk(desk.region, each).way("paper_case"), sentence("button.paper_in", edition=each))
        for each in reversed(scene.world.editions)
        if each != desk.edition and not begun.is_stub and not begun.cells
    ]
    if unfit.may_stand:
        way = ":".join((*begun.errand, f"{MEANT}{place + 1}"))
        stands = Choice(way, sentence("button.paper_stands"), 1, says="\t".join(begun.cells))
        choices.insert(0, stands)
    return Turn(state, (Say(told, unfit.quotes, (*choices, _leaving(desk))),))


def _understood(scene: Scene, begun: Begun, cells: Sequence[str]) -> Turn:
    """Show how a line was taken apart before anything is kept; a better line may be typed in its place."""
    lines = [sentence("registering.understood", edition=begun.desk.edition)]
    lines += [
        sentence(f"registering.cell.{name}", text=cell or sentence("registering.left_out"))
        for name, cell in zip(CELLS, cells, strict=False)
    ]
    way = ":".join(begun.errand)
    says = "\t".join(cells)
    yes = Choice(f"{way}:{MEANT}{len(begun.cells)}", sentence("button.paper_yes"), 1, says=says)
    apart = Choice(way, sentence("button.paper_apart"), 2)
    state = replace(scene.state, errand=begun.errand)
    told = "\n".join(lines)
    return Turn(state, (Say(told, choices=(yes, apart, _leaving(begun.desk))),))


def _whose(scene: Scene, begun: Begun) -> Turn:
    """Ask whether a case is of the region itself or of a school, before anything is kept."""
    cells = begun.cells
    way = ":".join((*begun.errand, f"{MEANT}{len(cells)}"))
    choices = [
        Choice(
            f"{way}:{number}", label, number, says="\t".join((*cells[:-1], f"{cells[-1]} {label}"))
        )
        for number, label in enumerate(filed_as_labels(), 1)
    ]
    state = replace(scene.state, errand=(*begun.errand, *cells))
    told = sentence("filing.whose", unit=cells[0], title=cells[1])
    return Turn(state, (Say(told, choices=(*choices, _leaving(begun.desk))),))


def _leaving(desk: Desk) -> Choice:
    return Choice(desk.way("inbox"), sentence("button.no_paper_case"))
