"""What many tests need once: the library; SQLite, and PostgreSQL where a server answers (in CI it must)."""

import os
import signal
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete
from sqlalchemy.engine import make_url

from bot.channels.telegram import calls, office, service
from bot.channels.web.site import Site
from bot.library import Library, load_library
from bot.service import Service
from bot.store import Database, open_database
from bot.store.tables import METADATA
from tests.doorstep import Clock, Come, Person, opened, served
from tests.telegraph import Play, play

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # begun in the background: Ctrl-C is tried too
    signal.signal(signal.SIGINT, signal.default_int_handler)

SERVER = os.environ.get("SHENBAO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let nothing be skipped in CI: what a test needs must be there."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(Service(operator="示例市监测中心", url="https://page.example"))


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    name = f"shenbao_test_{os.getpid()}_{worker}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        if os.environ.get("CI"):
            pytest.fail(f"no PostgreSQL at {SERVER}: it must be there in CI")
        pytest.skip(f"no PostgreSQL at {SERVER} (SHENBAO_TEST_POSTGRES names another)")
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'er' / 'a.db'}"
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An open database with nothing in it, of either kind."""
    opened = open_database(url)
    with opened.transaction() as transaction:
        if transaction.dialect.name == "postgresql":  # else the audit lets nobody empty it
            transaction.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in reversed(METADATA.sorted_tables):
            transaction.execute(delete(table))
    yield opened
    opened.close()


@pytest.fixture
def by_webhook() -> bool:
    """True where updates are to be posted to a webhook; a module may try both."""
    return False


@pytest.fixture
def run(library: Library, tmp_path: Path, by_webhook: bool) -> Callable[..., None]:
    """Runs a story over a Telegram of its own."""

    def run(story: Play, *, webhook: bool = by_webhook) -> None:
        play(library, tmp_path, story, webhook=webhook)

    return run


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram is tried again at once, and looked after many times a second."""
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(service, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(office, "ROUND_SECONDS", 0.05)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(library: Library, clock: Clock, tmp_path: Path) -> Iterator[Site]:
    with opened(library, clock, tmp_path) as one:
        yield one


@pytest.fixture
def come(site: Site) -> Iterator[Come]:
    """People who come to the page, each with a browser."""
    with served(site) as url:
        people: list[Person] = []

        def come(cookie: str = "") -> Person:
            people.append(Person(url, cookie))
            return people[-1]

        yield come
        for person in people:
            person.close()
