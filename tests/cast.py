"""Who speaks in the stories, and what “身份” makes of them."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.people import CENTRES_OWN, Role, RoleName
from bot.store import Database, meet
from bot.store.members import give_role
from bot.store.places import make_region, make_school

#: Who speaks -> the person; a tap, a file or a look is of whoever spoke last.
SPEAKERS = {
    "教师": "t1",
    "联络人": "t1",
    **{
        who: who
        for who in (
            *("中心", "联络人甲", "联络人乙", "联络人丙", "学校负责人"),
            *("教师甲", "教师乙", "教师丙", "教师丁", "另一台手机"),
        )
    },
}
#: What “身份” calls a role.
ROLES: dict[str, RoleName] = {
    "教师": "teacher",
    "学校负责人": "school",
    "联络人": "liaison",
    "中心": "centre",
}


def in_the_story(person: str) -> tuple[str, str]:
    """Return the channel and the key somebody is known by where nothing lies between."""
    return "story", person


def give_roles(
    database: Database,
    roles: dict[str, str],
    address_of: Callable[[str], tuple[str, str]] = in_the_story,
) -> None:
    """Let everybody be what a story says: “甲区 示例小学 教师”, “直属 示例中学 教师”, “中心”."""
    now = datetime.now(UTC)
    with database.transaction() as transaction:
        for who, words in roles.items():
            *places, name = words.split()
            region = CENTRES_OWN
            if places and places[0] != "直属":
                region = make_region(transaction, places[0]).id
            school = make_school(transaction, places[1], region).id if places[1:] else 0
            role = Role(ROLES[name], region if places else None, school)
            person = meet(transaction, *address_of(SPEAKERS[who]), now).id
            give_role(transaction, person, role, now)
