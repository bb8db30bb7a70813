"""登记一份纸质: a case of which only paper came, by the few cells 附件3 needs, typed one by one or in one line.

A file nobody could read becomes a case the same way.
"""

import re
from dataclasses import replace

from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.case_page import scene_may
from bot.talk.collected_files import placed, same_case
from bot.talk.desk_page import desk_named, not_yours
from bot.talk.looking import found_case
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.receiving import most_places
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from forms.form import Json, Question

#: The cells in the order they are asked; 类别 and 学段 are chosen.
CELLS = ("unit", "title", "leader", "post", "phone", "kind")
LONGEST_CELL = 100
_BETWEEN = re.compile(r"[，,\t；;]+")


def paper_case(scene: Scene, move: Move) -> Turn:
    """Take the next cell of a case on paper; what came so far stands in the arguments."""
    named = desk_named(scene, move)
    if named is None:
        return not_yours(scene)
    region, edition = named
    here = ("paper_case", str(region), edition)
    found = _answers(scene, named, here, [*move.args[2:], *_cells(move.text)])
    return found if isinstance(found, Turn) else _kept(scene, region, edition, found)


def complete(scene: Scene, move: Move) -> Turn:
    """Take the next cell of a file nobody could read."""
    stub = found_case(scene, move.arg(0))
    if stub is None or not stub.is_stub or not scene_may(scene, "review_submission", stub):
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    named = (stub.region, stub.edition)
    here = ("complete", str(stub.id))
    found = _answers(scene, named, here, [*move.args[1:], *_cells(move.text)])
    return found if isinstance(found, Turn) else _completed(scene, stub, found)


def drop_stub(scene: Scene, move: Move) -> Turn:
    """Take a file that is no application off the list."""
    stub = found_case(scene, move.arg(0))
    if stub is None or scene.world.reviews.drop_stub(stub) != "done":
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    told = sentence("registering.dropped", name=stub.title)
    return Turn(scene.state, (Say(told, choices=_after_stub(scene, stub)),))


def _answers(
    scene: Scene, named: tuple[int, str], here: tuple[str, ...], cells: list[str]
) -> dict[str, Json] | Turn:
    """Return the answers of six cells, or the turn that asks for the next one."""
    region, edition = named
    given = cells[: len(CELLS)]
    if len(given) < len(CELLS):
        return _ask(scene, named, here, given)
    category, stage = _kind(scene, edition, given[-1])
    if region != CENTRES_OWN and not (category and stage):
        lead = sentence("registering.no_kind", said=given[-1])
        return _ask(scene, named, here, given[:-1], lead)
    unit, title, leader, post, phone, _ = given
    answers: dict[str, Json] = {
        "unit": unit,
        "case_title": title,
        "leaders": [{"name": leader, "unit": unit, "post": post, "phone": phone}],
        "filed_as": "region" if unit == place_name(scene, region) else "district_school",
        "category": category,
        "stage": stage,
    }
    return placed(scene, region, answers)


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
    facts = {"unit": str(answers["unit"]), "title": str(answers["case_title"]), "name": stub.title}
    told = sentence("registering.completed", facts)
    return Turn(scene.state, (Say(told, choices=_after_stub(scene, stub)),))


def _after_stub(scene: Scene, stub: Submission) -> tuple[Choice, ...]:
    """Return the ways on: the next file nobody could read, the desk."""
    listed = scene.world.reviews.listed(stub.region, stub.edition)
    following = next((each for each in listed if each.is_stub and each.id != stub.id), None)
    desk = Choice(f"inbox:{stub.region}:{stub.edition}", sentence("button.inbox"), 2)
    if following is None:
        return (replace(desk, number=1),)
    return (Choice(f"case:{following.id}", sentence("button.next_stub"), 1), desk)


def _kept(scene: Scene, region: int, edition: str, answers: dict[str, Json]) -> Turn:
    back = Choice(f"inbox:{region}:{edition}", sentence("button.inbox"), 2)
    before = same_case(scene, region, edition, "", answers)
    if before is not None:
        look = Choice(f"case:{before.id}", sentence("button.look_at"), 1)
        told = sentence("registering.there", unit=before.unit, title=before.title)
        return Turn(scene.state, (Say(told, choices=(look, back)),))
    most = most_places(scene, edition, str(answers["filed_as"]))
    made = scene.world.reviews.register(region, edition, answers, "paper", "", most)
    scene.world.reviews.receive_paper(made)
    again = Choice(f"paper_case:{region}:{edition}", sentence("button.paper_again"), 1)
    told = sentence("registering.kept", unit=made.unit, title=made.title)
    return Turn(scene.state, (Say(told, choices=(again, back)),))


def _ask(
    scene: Scene, named: tuple[int, str], here: tuple[str, ...], given: list[str], lead: str = ""
) -> Turn:
    """Ask for the next cell; 类别 and 学段 come from the lists of 附件3."""
    cell = CELLS[len(given)]
    facts: dict[str, str | int] = {"number": len(given) + 1, "all": len(CELLS)}
    if cell == "kind":
        facts["options"] = "、".join(_labels(scene, named[1], "category"))
        facts["stages"] = "、".join(_labels(scene, named[1], "stage"))
    asked = "unit_stub" if cell == "unit" and here[0] == "complete" else cell
    told = "\n".join(filter(None, (lead, sentence(f"registering.ask.{asked}", facts))))
    state = replace(scene.state, errand=(*here, *given))
    back = Choice(f"inbox:{named[0]}:{named[1]}", sentence("button.no_paper_case"))
    return Turn(state, (Say(told, choices=(back,)),))


def _kind(scene: Scene, edition: str, said: str) -> tuple[str, str]:
    """Return the 类别 and the 学段 a text names, each empty where it names none."""
    found = []
    for question_id in ("category", "stage"):
        labels = _labels(scene, edition, question_id)
        found.append(next((label for label in labels if label in said), ""))
    return found[0], found[1]


def _labels(scene: Scene, edition: str, question_id: str) -> list[str]:
    questions: tuple[Question, ...] = scene.world.form(edition, "application").questions
    return [o.label for each in questions if each.id == question_id for o in each.options]


def _cells(text: str) -> list[str]:
    """Return the cells of a text: one, or as many as a line of five or more parts has."""
    parts = [" ".join(each.split())[:LONGEST_CELL] for each in _BETWEEN.split(text)]
    parts = [each for each in parts if each]
    if len(parts) < len(CELLS) - 1:
        return [" ".join(text.split())[:LONGEST_CELL]] if text.strip() else []
    return (
        [*parts[: len(CELLS) - 1], " ".join(parts[len(CELLS) - 1 :])]
        if parts[len(CELLS) - 1 :]
        else parts
    )
