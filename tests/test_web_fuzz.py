"""Whatever the description of the page allows, and much it does not, is answered without a slip."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import load_all_checks, not_a_server_error

from bot.channels.web.app import create_app
from bot.library import load_library
from tests.doorstep import Clock, Person, opened, served

load_all_checks()

#: The address of the page, and somebody whose forms are taken.
HERE: dict[str, str] = {}


@pytest.fixture(scope="module")
def described(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[schemathesis.schemas.BaseSchema]:
    clock = Clock(timedelta(seconds=1))  # nobody is slowed
    folder = tmp_path_factory.mktemp("fuzz")
    with opened(load_library(), clock, folder) as site, served(site) as url:
        person = Person(url)
        HERE.update(url=url, token=person.token, cookie=f"shenbao={person.cookie}")
        yield schemathesis.openapi.from_dict(create_app(site).openapi())
        person.close()


def test_no_request_breaks_the_page(described: schemathesis.schemas.BaseSchema) -> None:
    for found in described.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            headers = {}
            if isinstance(case.body, dict) and "token" in case.body and len(str(case.body)) % 2:
                case.body["token"] = HERE["token"]  # half of them come from a page of ours
                headers = {"Cookie": HERE["cookie"]}
            case.call_and_validate(
                base_url=HERE["url"], headers=headers, checks=[not_a_server_error]
            )

        ask()
