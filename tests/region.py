"""Two regions and the centre with their people, and cases sent by them, for tests of the store."""

from datetime import UTC, date, datetime

from bot.people import CENTRES_OWN, Role
from bot.store import Transaction, Unit, meet
from bot.store.members import give_role
from bot.store.places import make_region, make_school
from bot.submissions import Submission
from forms.form import Json

NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)
TODAY = date(2025, 3, 1)
MOST = 3


def unit(transaction: Transaction, key: str) -> Unit:
    return Unit(transaction, meet(transaction, "test", key, NOW).id, NOW, TODAY)


class Place:
    """Two regions with a liaison each, a school with teachers in the first, the centre with a direct one."""

    def __init__(self, transaction: Transaction) -> None:
        self.region = make_region(transaction, "甲区").id
        self.other = make_region(transaction, "乙区").id
        self.school = make_school(transaction, "甲区实验小学", self.region).id
        direct = make_school(transaction, "直属中学", CENTRES_OWN).id
        for key, role in {
            "liaison": Role("liaison", self.region),
            "liaison2": Role("liaison", self.region),
            "other": Role("liaison", self.other),
            "head": Role("school", self.region, self.school),
            "teacher": Role("teacher", self.region, self.school),
            "neighbour": Role("teacher", self.region, self.school),
            "direct": Role("teacher", CENTRES_OWN, direct),
            "centre": Role("centre"),
        }.items():
            give_role(transaction, unit(transaction, key).person, role, NOW)


def answers(title: str = "课堂改进", **more: Json) -> dict[str, Json]:
    said: dict[str, Json] = {
        "filed_as": "district_school",
        "unit": "甲区实验小学",
        "case_title": title,
        "leaders": [{"name": "徐玉兰"}],
    }
    return {**said, **more}


def sent(transaction: Transaction, key: str = "teacher", **more: Json) -> Submission:
    """Return a case, sent by somebody as a new draft."""
    who = unit(transaction, key)
    draft = who.drafts.save(who.drafts.new("2025", "application"), answers(**more))  # type: ignore[arg-type]
    made = who.submissions.send(draft.id, "2025", draft.answers)
    assert made is not None
    return made


def now(transaction: Transaction, case: Submission) -> Submission:
    found = unit(transaction, "liaison").submissions.get(case.id)
    assert found is not None
    return found
