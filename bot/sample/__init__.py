"""A region made up to look around in: named as such, in a folder of its own, on a day of its own."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from bot.people import CENTRES_OWN, Role
from bot.settings import DATABASE_NAME, Settings
from bot.store import Database, Transaction, Unit, meet, open_database
from bot.store.members import give_role
from bot.store.places import make_region, make_school
from bot.submissions import Remark
from forms.form import FormName
from knowledge.calendar import CHINA

#: The day it is in the sample: eleven days before the last one of the notice of 2025.
DAY = date(2025, 3, 10)
EDITION = "2025"
FORM: FormName = "application"
CHANNEL, _KEY = "web", "sample-"
#: As whom one may look around -> by what the page knows them.
PEOPLE: Mapping[str, str] = {who: f"{_KEY}{who}" for who in ("teacher", "liaison", "centre")}
_MOST = 3
_WORDS = Path(__file__).with_name("sample.yaml")


def settings_of_sample(settings: Settings) -> Settings:
    """Return the settings the sample is served with: its folder, its day, and no way out of the machine."""
    folder = folder_of(settings.data)
    return replace(
        settings,
        data=folder,
        database_url=f"sqlite:///{folder / DATABASE_NAME}",
        today=settings.today or DAY,
        telegram_token="",
        is_sample=True,
    )


def folder_of(data: Path) -> Path:
    """Return where the sample is kept."""
    return data / "sample"


def is_wanted(settings: Settings) -> bool:
    """True while nobody works here yet: there is no database but perhaps the sample's own."""
    is_own = settings.database_url == f"sqlite:///{settings.data / DATABASE_NAME}"
    return is_own and not (settings.data / DATABASE_NAME).exists()


def moment(real: datetime, day: date) -> datetime:
    """Return the moment it is in the sample: its day at the hour it really is, both in China."""
    hour = (real.astimezone(UTC) + CHINA).time()
    return datetime.combine(day, hour, UTC) - CHINA


def set_up(settings: Settings) -> None:
    """Make the sample, unless it is there."""
    if (settings.data / DATABASE_NAME).exists():
        return
    settings.data.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database_url)
    try:
        _fill(database, yaml.safe_load(_WORDS.read_text("utf-8")))
    finally:
        database.close()


def remove(settings: Settings) -> bool:
    """Take the sample away and begin in earnest; False when there was none."""
    was_there = folder_of(settings.data).is_dir()
    shutil.rmtree(folder_of(settings.data), ignore_errors=True)
    settings.data.mkdir(parents=True, exist_ok=True)
    open_database(settings.database_url).close()
    return was_there


def _fill(database: Database, told: Mapping[str, Any]) -> None:
    now = datetime.combine(DAY, time(1), UTC)
    with database.transaction() as transaction:
        region = make_region(transaction, told["region"]).id
        schools = {name: make_school(transaction, name, region).id for name in told["schools"]}
        make_school(transaction, told["direct"], CENTRES_OWN)
        own = told["draft"]["unit"]
        _take_on(transaction, "teacher", Role("teacher", region, schools[own]), now)
        _take_on(transaction, "liaison", Role("liaison", region), now)
        _take_on(transaction, "centre", Role("centre"), now)
        for case in told["cases"]:
            answers = {**told["answers"], **case["answers"]}
            name = answers["unit"]
            who = "teacher" if name == own else f"teacher-{schools[name]}"
            if name != own:
                _take_on(transaction, who, Role("teacher", region, schools[name]), now)
            _send(transaction, _unit(transaction, who, now), answers, case)
        mine = _unit(transaction, "teacher", now).drafts
        mine.save(mine.new(EDITION, FORM), told["draft"])


def _take_on(transaction: Transaction, who: str, role: Role, now: datetime) -> None:
    give_role(transaction, _unit(transaction, who, now).person, role, now)


def _send(
    transaction: Transaction, sender: Unit, answers: Mapping[str, Any], case: Mapping[str, Any]
) -> None:
    """Send a case and let the liaison do with it what is told."""
    draft = sender.drafts.save(sender.drafts.new(EDITION, FORM), answers)
    sent = sender.submissions.send(draft.id, EDITION, draft.answers)
    if sent is None:
        raise LookupError(answers["unit"])
    reviews = _unit(transaction, "liaison", sent.sent_at).reviews
    if "remarks" in case:
        reviews.send_back(sent, [Remark(path, text) for path, text in case["remarks"].items()])
    if case.get("accepted"):
        reviews.accept(sent, _MOST)
        reviews.receive_paper(sent)


def _unit(transaction: Transaction, who: str, now: datetime) -> Unit:
    return Unit(transaction, meet(transaction, CHANNEL, f"{_KEY}{who}", now).id, now, DAY)
