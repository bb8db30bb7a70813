"""Every route of the page for every role: what belongs to one region is never seen from elsewhere."""

import pytest

from bot.channels.web.app import create_app
from bot.channels.web.site import Site
from bot.people import CENTRES_OWN, Role
from tests.doorstep import Come
from tests.region import Place, sent, unit
from tests.test_web_desk import in_role

SECRET, NOTE = "让每个错因都被看见", "封面要彩印吗"

#: Who comes, in the places of `Place`: region 1 is where the case is, its school is number 1.
ROLES: dict[str, Role | None] = {
    "somebody new": None,
    "teacher of the school": Role("teacher", 1, 1),
    "head of another school": Role("school", 2, 9),
    "teacher of another region": Role("teacher", 2, 9),
    "liaison of another region": Role("liaison", 2),
    "teacher of a direct school": Role("teacher", CENTRES_OWN, 2),
}
#: A route -> what it is asked for with; those that are left out take nothing.
ASKED: dict[str, list[str]] = {
    "/desk": [
        "",
        "?region=1&edition=2025",
        "?sought=错因",
        "?region=1&told=1",
        "?region=1&kind=all",
    ],
    "/desk/{number}": ["/desk/1", "/desk/1?told=1", "/desk/2", "/desk/999999"],
    "/desk/{number}/{format_}": [f"/desk/1/{kind}" for kind in ("png", "pdf", "docx", "xlsx")],
    "/desk/{number}/pages": ["/desk/1/pages", "/desk/999999/pages"],
    "/desk-chart": ["", "?region=1", "?region=1&edition=2025"],
    "/centre": ["", "?edition=2025", "?told=1"],
    "/": ["", "?before=99", "#end"],
    "/now": ["?after=0", "?after=0&wide=true"],
    "/r/{code}": ["/r/ABCDEFGHJK"],
    "/c/{code}": ["/c/ABCDEFGHJK"],
    "/f/{link}": ["/f/1-2-3"],
    "/f/{link}/{name}": ["/f/1-2-3/a.pdf"],
    "/at/{payload}": ["/at/case-1", "/at/x"],
    "/notices/{edition}": ["/notices/2025"],
}
#: What is done by posting: the address, and what comes with it.
DEEDS = [
    ("/desk", {"choice": choice, "at": at, "text": "x"})
    for at in ("/desk", "/desk/1", "/centre")
    for choice in (
        "case:1", "accept:1:1", "accept_all:1:2025", "send_back:1:1", "rank:1:1:main", "paper:1:yes",
        "remark:1:case_title", "settle_change:1:yes", "cases:1:2025:all", "inbox:1:2025", "notes:1:2025",
        "case_files:1", "case_picture:1", "case_versions:1", "summary:1:2025", "package:1:2025",
        "answer_note:1", "own_day:1:2025", "tell_all:1:2025:yes", "missing:1:2025", "gaps:1:2025",
        "paper_case:1:2025", "all_summaries:2025", "regions:2025", "chart:1:2025", "amend:1",
    )
]  # fmt: skip
#: … and where messages, boxes, files and passwords go.
DEEDS += [
    ("/say", {"choice": f"{choice}@0"})
    for choice in (
        "case:1", "cases:1:2025:all", "inbox:1:2025", "notes:1:2025", "open:1", "submit:1", "case_files:1",
        "case_picture:1", "case_versions:1", "summary:1:2025", "package:1:2025", "accept:1:1", "answer_note:1",
    )
]  # fmt: skip
DEEDS += [
    ("/say", {"text": text})
    for text in ("收件台", "找 错因", "老师的留言", "出附件3", "打包", "我的草稿", "续填")
]
DEEDS += [
    ("/form", {"choice": "write:1:case_title", "text": "x"}),
    ("/account", {"name": "outsider", "password": "一句记得住的长话", "again": "一句记得住的长话"}),
]


@pytest.fixture
def place(site: Site) -> Place:
    with site.database.transaction() as transaction:
        place = Place(transaction)
        sent(transaction, title=SECRET)
        unit(transaction, "teacher").notes.leave(place.region, NOTE)
    return place


def addresses(site: Site) -> list[str]:
    """Every address that can be opened; a route nobody thought of here fails the test."""
    found: list[str] = []
    for path, methods in create_app(site).openapi()["paths"].items():
        if "get" not in methods:
            continue
        assert "{" not in path or path in ASKED, f"say what {path} is asked for with"
        found += [
            asked if asked.startswith("/") else path + asked for asked in ASKED.get(path, [""])
        ]
    assert len(found) > len(ASKED)
    return found


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.usefixtures("place")
def test_nothing_of_a_region_is_seen_from_elsewhere(site: Site, come: Come, who: str) -> None:
    role = ROLES[who]
    person = in_role(site, come, role) if role else come()
    for address in addresses(site):
        answer = person.http.get(address)
        assert answer.status_code < 500, address
        assert SECRET not in answer.text.replace("sought=", ""), address
        assert NOTE not in answer.text, address
    for number, (address, fields) in enumerate(DEEDS):
        sent_ = {"token": person.token, "id": f"matrix-{number:04}", **fields}
        answer = person.http.post(address, data=sent_)
        assert answer.status_code < 500, fields
        assert SECRET not in answer.text, fields
        assert NOTE not in answer.text, fields
    sheet = {"file": ("收来的.docx", b"x")}
    fields = {"token": person.token, "id": "matrix-file"}
    answer = person.http.post("/file", data=fields, files=sheet)
    assert answer.status_code < 500
    assert SECRET not in answer.text
    assert NOTE not in answer.text
    with site.database.reading() as reading:
        rows = reading.exec_driver_sql("select standing, place, paper_at from submission").all()
        answers = reading.exec_driver_sql("select answer from note").scalars().all()
    assert [tuple(row) for row in rows] == [("sent", None, None)]
    assert list(answers) == [""]


@pytest.mark.usefixtures("place")
def test_whose_region_it_is_sees_it_by_the_same_addresses(site: Site, come: Come) -> None:
    liaison = in_role(site, come, Role("liaison", 1))
    seen = [address for address in addresses(site) if SECRET in liaison.http.get(address).text]
    assert {"/desk", "/desk/1", "/desk?region=1&edition=2025"} <= set(seen)
