"""The centre says when an edition is over; from then on its drafts are kept so long and no longer."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from bot.access import Thing, may
from bot.message import Choice, Say
from bot.phrases import day_text
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D*$")

_SHORT_DAY = re.compile(r"(\d{1,2})\D(\d{1,2})\D{0,2}")


def close(scene: Scene, move: Move) -> Turn:
    """Go on towards the end of an edition: which one, which day; then, asked once more, set it."""
    if not may(scene.world.me, "close_edition", Thing()):
        return Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))
    edition = move.arg(0) if move.arg(0) in scene.world.editions else ""
    if not edition:
        return _which(scene)
    day = read_day(move.arg(1) or move.text)
    if day is None:
        state = replace(scene.state, errand=("close_edition", edition, ""))
        code = "closing.no_day" if move.text else "closing.which_day"
        told = sentence(code, edition=edition)
        return Turn(state, (Say(told, choices=(_way_out(),)),))
    return _set(scene, edition, day) if move.arg(1) else _sure(scene, edition, day)


def _which(scene: Scene) -> Turn:
    ends = scene.world.own.ends()
    lines = [sentence("closing.which")]
    lines += [
        sentence("closing.line", edition=edition, day=day_text(day, None))
        for edition, day in ends.items()
    ]
    choices = [
        Choice(f"close_edition:{edition}", edition, number)
        for number, edition in enumerate(scene.world.editions, 1)
    ]
    return Turn(scene.state, (Say("\n".join(lines), choices=(*choices, _way_out())),))


def _sure(scene: Scene, edition: str, day: date) -> Turn:
    yes = Choice(f"close_edition:{edition}:{day.isoformat()}", sentence("button.close_yes"), 1)
    told = sentence("closing.sure", _facts(scene, edition, day))
    return Turn(scene.state, (Say(told, choices=(yes, _way_out())),))


def _set(scene: Scene, edition: str, day: date) -> Turn:
    scene.world.own.end_edition(edition, day, _dropped_on(scene, day))
    told = sentence("closing.done", _facts(scene, edition, day))
    return Turn(scene.state, (prompt(scene, told),))


def _facts(scene: Scene, edition: str, day: date) -> dict[str, str | int]:
    dropped = day_text(_dropped_on(scene, day), None)
    return {"edition": edition, "day": day_text(day, None), "dropped": dropped}


def _dropped_on(scene: Scene, day: date) -> date:
    return day + timedelta(days=scene.world.service.kept_days)


def read_day(text: str, near: date | None = None) -> date | None:
    """Return the day a text names; without a year that of `near`, where one is given."""
    plain = unicodedata.normalize("NFKC", text)
    found = _DAY.search(plain)
    short = _SHORT_DAY.fullmatch(plain.strip()) if near and not found else None
    try:
        if short and near:
            return date(near.year, *map(int, short.groups()))
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _way_out() -> Choice:
    return Choice("help", sentence("button.home"))
