"""登记一份纸质: a case of which only paper came, by the few cells 附件3 needs, typed one by one or in one line."""

import re
from dataclasses import replace

from bot.message import Choice, Say
from bot.people import CENTRES_OWN
from bot.talk.desk_page import desk_named, not_yours
from bot.talk.gathering import placed, same_case
from bot.talk.placing import place_name
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
    given = [*move.args[2:], *_cells(move.text)][: len(CELLS)]
    here = (str(region), edition)
    if len(given) < len(CELLS):
        return _ask(scene, here, given)
    category, stage = _kind(scene, edition, given[-1])
    if region != CENTRES_OWN and not (category and stage):
        return _ask(scene, here, given[:-1], sentence("registering.no_kind", said=given[-1]))
    unit, title, leader, post, phone, _ = given
    answers: dict[str, Json] = {
        "unit": unit,
        "case_title": title,
        "leaders": [{"name": leader, "unit": unit, "post": post, "phone": phone}],
        "filed_as": "region" if unit == place_name(scene, region) else "district_school",
        "category": category,
        "stage": stage,
    }
    return _kept(scene, region, edition, placed(scene, region, answers))


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


def _ask(scene: Scene, here: tuple[str, str], given: list[str], lead: str = "") -> Turn:
    """Ask for the next cell; 类别 and 学段 come from the lists of 附件3."""
    cell = CELLS[len(given)]
    facts: dict[str, str | int] = {"number": len(given) + 1, "all": len(CELLS)}
    if cell == "kind":
        facts["options"] = "、".join(_labels(scene, here[1], "category"))
        facts["stages"] = "、".join(_labels(scene, here[1], "stage"))
    told = "\n".join(filter(None, (lead, sentence(f"registering.ask.{cell}", facts))))
    state = replace(scene.state, errand=("paper_case", *here, *given))
    back = Choice(f"inbox:{here[0]}:{here[1]}", sentence("button.no_paper_case"))
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
