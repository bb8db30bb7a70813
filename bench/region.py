"""A region with 2,000 cases: the desk and its lists, 附件3, one package. CPU time, so that others on the machine count little."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from bench.persons import LONG
from bot.library import Library, load_library
from bot.message import Send, Tap, Text
from bot.people import Role
from bot.state import State
from bot.store import Database, Unit, meet, open_database
from bot.store.members import give_role
from bot.store.places import make_region, make_school
from bot.turn import take_turn

CASES, SCHOOLS, MOST = 2_000, 700, 3
NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
TODAY = date(2025, 3, 10)


def lines() -> Iterator[str]:
    """Give the figures, line by line."""
    library = load_library()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        database = open_database(f"sqlite:///{folder}/a.db")
        _fill(database)
        turn = _Turn(library, database)
        for name, text in (("the desk", "我的收件"), ("附件3 asked for", "出汇总表")):
            yield f"{name}: {_cpu(lambda text=text: turn.say(text)):.0f} ms"
        yield f"a page of its list: {_cpu(lambda: turn.tap('cases:1:2025:all:3')):.0f} ms"
        make = library.papers(database)
        summary = turn.sends("summary:1:2025:all")
        yield f"附件3 of {CASES} made: {_cpu(lambda: make(summary), 3):.0f} ms"
        package = turn.sends("package:1:2025:2")
        yield f"a package of 50 made: {_cpu(lambda: make(package), 1):.0f} ms"
        database.close()


class _Turn:
    """The liaison's turns, taken without a channel."""

    def __init__(self, library: Library, database: Database) -> None:
        self._library, self._database = library, database

    def say(self, text: str) -> None:
        with self._database.transaction() as transaction:
            take_turn(
                self._library.world(_unit(transaction, "liaison")), State(), Text(text), TODAY
            )

    def tap(self, choice: str) -> None:
        self._tapped(choice)

    def sends(self, choice: str) -> Send:
        return next(each for each in self._tapped(choice) if isinstance(each, Send))

    def _tapped(self, choice: str) -> tuple[object, ...]:
        with self._database.transaction() as transaction:
            world = self._library.world(_unit(transaction, "liaison"))
            return take_turn(world, State(), Tap(f"{choice}@0"), TODAY).replies


def _unit(transaction, key: str) -> Unit:  # type: ignore[no-untyped-def]
    return Unit(transaction, meet(transaction, "bench", key, NOW).id, NOW, TODAY)


def _fill(database: Database) -> None:
    with database.transaction() as transaction:
        region = make_region(transaction, "甲区").id
        give_role(transaction, _unit(transaction, "liaison").person, Role("liaison", region), NOW)
        for number in range(SCHOOLS):
            make_school(transaction, f"苏州市第{number}小学", region)
        liaison = _unit(transaction, "liaison")
        for number in range(CASES):
            answers = {
                "filed_as": "district_school",
                "unit": f"苏州市第{number % SCHOOLS}小学",
                "case_title": f"基于监测数据的课堂改进实践之{number}",
                "leaders": [{"name": "徐玉兰", "unit": "", "post": "教师", "phone": "13812345678"}],
                "problem": LONG,
                "approach_idea": LONG,
                "category": "语文",
                "stage": "小学",
            }
            liaison.reviews.register(region, "2025", answers, "file", f"d{number}", MOST)


def _cpu(work: Callable[[], object], times: int = 10) -> float:
    """Return the best CPU time of some runs, in milliseconds."""
    best = []
    for _ in range(times):
        began = time.process_time()
        work()
        best.append(time.process_time() - began)
    return min(best) * 1000


def main() -> None:
    """Print the figures."""
    for line in lines():
        print(line, flush=True)


if __name__ == "__main__":
    main()
