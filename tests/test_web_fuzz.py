"""Whatever the description of the page allows, and much it does not, is answered without a slip."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import load_all_checks, not_a_server_error

from bot.channels.web.app import create_app
from bot.library import load_library
from bot.people import Role
from tests.doorstep import Clock, Person, opened, served
from tests.region import Place, sent
from tests.test_web_desk import in_role

load_all_checks()

#: The address of the page.
HERE: dict[str, str] = {}
#: Who asks -> how often each route, their cookie and the token of their forms.
EXAMPLES = {"somebody new": 20, "liaison": 6, "centre": 6}
KNOWN: dict[str, tuple[str, str]] = {}


@pytest.fixture(scope="module")
def described(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[schemathesis.schemas.BaseSchema]:
    clock = Clock(timedelta(seconds=1))  # nobody is slowed
    folder = tmp_path_factory.mktemp("fuzz")
    with opened(load_library(), clock, folder) as site, served(site) as url:
        HERE.update(url=url)
        with site.database.transaction() as transaction:
            Place(transaction)
            sent(transaction)
        roles = {"somebody new": None, "liaison": Role("liaison", 1), "centre": Role("centre")}
        people = [Person(url) for _ in roles]
        for person, (who, role) in zip(people, roles.items(), strict=True):
            if role:
                in_role(site, lambda one=person: one, role)  # type: ignore[misc]
            KNOWN[who] = (f"shenbao={person.cookie}", person.token)
        yield schemathesis.openapi.from_dict(create_app(site).openapi())
        for person in people:
            person.close()


@pytest.mark.parametrize("who", EXAMPLES)
def test_no_request_breaks_the_page(described: schemathesis.schemas.BaseSchema, who: str) -> None:
    cookie, token = KNOWN[who]
    is_known = who != "somebody new"
    for found in described.get_all_operations():
        operation = found.ok()
        if is_known and operation.path == "/sign-out":
            continue

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES[who], deadline=None, suppress_health_check=list(HealthCheck)
        )
        def ask(case: schemathesis.Case) -> None:
            headers = {"Cookie": cookie} if is_known else {}
            if isinstance(case.body, dict) and "token" in case.body and len(str(case.body)) % 2:
                case.body["token"] = token  # half of them come from a page of ours
                headers = {"Cookie": cookie}
            case.call_and_validate(
                base_url=HERE["url"], headers=headers, checks=[not_a_server_error]
            )

        ask()
    if is_known:
        desk = httpx.get(f"{HERE['url']}/desk", headers={"Cookie": cookie}, trust_env=False)
        assert desk.status_code == 200, "the cookie was in force to the end"
