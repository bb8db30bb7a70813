"""The rules of the house as short tables. Each fails with file:line, and each is shown to be able to."""

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import packages_distributions
from statistics import median

import pytest

from tests.source import ROOT, Source, files_of, is_within, spread
from tests.test_readme import declared

PACKAGES = ("knowledge", "forms", "bot")
NETWORK = ("aiohttp", "http", "httpx", "requests", "smtplib", "socket", "ssl", "urllib")

#: Who never imports what: knowledge and forms do not meet, see no assistant and no network.
NEVER = {"knowledge": ("forms", "bot", *NETWORK), "forms": ("knowledge", "bot", *NETWORK)}

#: What is imported in one place only.
ONLY_IN = {
    **dict.fromkeys(("alembic", "sqlalchemy", "sqlmodel"), "bot/store/"),
    "fastapi": "bot/channels/web/",
    **dict.fromkeys(("starlette", "telegram"), "bot/channels/"),
    "typst": "forms/document/",
}

# fmt: off
#: The floors of the assistant, top first. A file imports from its own floor and those below it.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("bot.__main__", "bot.cli"),
    ("bot.channels",),
    ("bot.desk", "bot.courier", "bot.door", "bot.duties", "bot.hand", "bot.sample", "bot.noting", "bot.reminding", "bot.running", "bot.starting", "bot.taking", "bot.window"),
    ("bot.delivery", "bot.library", "bot.reception", "bot.store"),
    ("bot.board", "bot.overview", "bot.turn", "bot.view", "bot.whole"),
    ("bot.route", "bot.telling"),
    ("bot.talk",),
    ("bot.answering", "bot.charting", "bot.collecting", "bot.commands", "bot.comparing", "bot.field_words", "bot.handing", "bot.masking", "bot.packing", "bot.paper_line", "bot.published", "bot.qr", "bot.rules", "bot.units"),
    ("bot.answerwords", "bot.differences", "bot.draft_commands", "bot.phrases", "bot.row_commands", "bot.timeline", "bot.wording"),
    ("bot.access", "bot.proposal", "bot.state", "bot.world"),
    ("bot.codes", "bot.exhibits", "bot.known", "bot.logs", "bot.message", "bot.metrics", "bot.notes", "bot.owndata", "bot.people", "bot.reviews", "bot.service", "bot.settings", "bot.sharing", "bot.submissions", "bot.tracing", "bot.unanswered", "bot.watching"),
)

#: Files without clock, disk, network or database.
PURE = (
    "knowledge/{alongside,answer,beside,calendar,chatting,clauses,compare,completing,composing,contacts,covering,errors}.py",
    "knowledge/{faq,figures,finding,following,headings,inforce,levels,lexicon,links,matching,notice,opinion,pauses,proof,question}.py",
    "knowledge/{reading,readings,remembering,replies,retold,segment,setting,shapes,siding,since,spans,speaker,steps,thought,topic,verdict,wordings}.py",
    "forms/{answers,case_row,characters,checks,edited,editions,errors,exhibit,form,journey,quotas,returned,review,unlikely,weighing}.py",
    "forms/intake/{things,typed_labels}.py", "forms/document/{cells,columns,envelope,filename,headings,job,overflow,page}.py",
    "forms/intake/{answers,columns,grid,head,label_words,labels,leader_heads,leaders,lists,pasted,pasted_lists,reading,receipt,school_list,shared_cells,short_headings}.py",
    "bot/{access,answering,board,codes,comparing,differences,exhibits,handing,known,message,notes,overview,owndata,paper_line,people,phrases,proposal,route}.py",
    "bot/{reviews,rules,service,sharing,state,submissions,telling,timeline,turn,unanswered,view,whole,world}.py",
    "bot/talk/*.py", "forms/kinds/*.py",
    "bot/channels/{lines,links,telegram/buttons,telegram/pieces}.py",
)
#: What a pure file may import, from outside the project …
HARMLESS = (
    "__future__", "array", "base64", "calendar", "collections", "dataclasses", "datetime", "enum",
    "functools", "hashlib", "heapq", "hmac", "itertools", "json", "math", "operator", "rapidfuzz",
    "re", "statistics", "string", "typing", "unicodedata", "zlib",
)
#: … and from inside it, besides pure files: those that read the project's own YAML once.
DOORS = (
    "bot.answerwords", "bot.commands", "bot.draft_commands", "bot.field_words", "bot.masking", "bot.row_commands", "bot.units", "bot.wording", "forms.document.words",
    "knowledge.asking", "knowledge.folding", "knowledge.load", "knowledge.ranking", "knowledge.tables",
    "knowledge.vocabulary",
)
# fmt: on
#: The only places that look at the clock.
CLOCKS = ("bot/cli/__init__.py", "bot/cli/invite.py", "bot/desk.py")
LOOKS_AT_THE_CLOCK = ("today", "now", "utcnow", "fromtimestamp", "monotonic")
TOUCHES_THE_WORLD = ("open", "input", "print", "exec", "eval", "__import__")

LONGEST_FILE, LONGEST_FUNCTION, MIDDLE_FILE = 250, 40, 100
#: File, or file:function, that may be longer -> why.
LONGER: dict[str, str] = {}

NO_NAME = ("utils", "util", "helpers", "helper", "common", "manager", "misc")

#: Tools that make files of the project; they need the dev dependencies.
TOOLS = tuple(f"knowledge/tables/{name}.py" for name in ("__main__", "examples", "learn"))
#: What comes with a declared dependency.
BROUGHT_BY = {"pydantic": "fastapi", "sqlalchemy": "sqlmodel", "starlette": "fastapi"}

distributions = cache(packages_distributions)

Rule = Callable[[Source], Iterator[tuple[int, str]]]


def is_pure(path: str) -> bool:
    return any(fnmatchcase(path, each) for pattern in PURE for each in spread(pattern))


def one_way(source: Source) -> Iterator[tuple[int, str]]:
    for line, name in source.imports:
        for other in NEVER.get(source.parts[0], ()):
            if is_within(name, other):
                yield line, f"{source.parts[0]} never imports {other}"
        for other, place in ONLY_IN.items() if source.parts[0] in PACKAGES else ():
            if is_within(name, other) and not source.path.startswith(place):
                yield line, f"{other} is imported in {place} only"


def downward(source: Source) -> Iterator[tuple[int, str]]:
    if source.parts[0] != "bot" or source.module == "bot":
        return
    here = floor(source.module)
    if here is None:
        yield 1, f"{source.module} stands on no floor: give it one in FLOORS"
        return
    for line, name in source.imports:
        there = floor(name)
        if there is not None and there < here:
            yield line, f"{name} is a floor above {source.module}"


def floor(name: str) -> int | None:
    here = [n for n, names in enumerate(FLOORS) if any(is_within(name, each) for each in names)]
    return here[0] if here else None


def pure(source: Source) -> Iterator[tuple[int, str]]:
    if not is_pure(source.path):
        return
    for line, name in source.imports:
        if name.split(".")[0] not in PACKAGES:
            if name.split(".")[0] not in HARMLESS:
                yield line, f"a pure file imports {name}"
        elif not any(map(is_pure, files_of(name))) and not any(is_within(name, d) for d in DOORS):
            yield line, f"a pure file imports {name}, which is not pure"
    for call in source.all(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in TOUCHES_THE_WORLD:
            yield call.lineno, f"a pure file calls {call.func.id}()"


def clockless(source: Source) -> Iterator[tuple[int, str]]:
    if source.path in CLOCKS or source.parts[0] not in PACKAGES:
        return
    for looked in source.all(ast.Attribute):
        name = ast.unparse(looked)
        if looked.attr in LOOKS_AT_THE_CLOCK and name.split(".")[-2] in (
            "date",
            "datetime",
            "time",
        ):
            yield looked.lineno, f"{name} is for {' and '.join(CLOCKS)}"


def short(source: Source) -> Iterator[tuple[int, str]]:
    lines = source.text.count("\n")
    if lines > LONGEST_FILE and source.path not in LONGER:
        yield lines, f"{lines} lines, at most {LONGEST_FILE}"
    for made in source.functions:
        length = (made.end_lineno or made.lineno) - made.lineno + 1
        if length > LONGEST_FUNCTION and f"{source.path}:{made.name}" not in LONGER:
            yield made.lineno, f"{made.name} has {length} lines, at most {LONGEST_FUNCTION}"


def named(source: Source) -> Iterator[tuple[int, str]]:
    for part in source.parts:
        if any(word in NO_NAME for word in part.split("_")):
            yield 1, f"{part} says nothing about what stands in it"
    for made in source.functions:
        if made.name.lstrip("_").startswith("process_"):
            yield made.lineno, f"{made.name}: say what it gives"


def installed(source: Source) -> Iterator[tuple[int, str]]:
    if source.parts[0] not in PACKAGES or source.path in TOOLS:
        return
    known, dists = declared(), distributions()
    for line, name in source.imports:
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top in PACKAGES:
            continue
        dist = (BROUGHT_BY.get(top) or (dists.get(top) or [top])[0]).replace("_", "-")
        if dist.lower() not in known:
            yield line, f"{top} ({dist}) is not a dependency in pyproject.toml"


RULES: tuple[Rule, ...] = (one_way, downward, pure, clockless, short, named, installed)


def broken(rule: Rule, sources: Sequence[Source]) -> list[str]:
    found = (f"{one.path}:{line}: {what}" for one in sources for line, what in rule(one))
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    folders = (*PACKAGES, "tests", "bench")
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [Source(p.relative_to(ROOT).as_posix(), p.read_text("utf-8")) for p in paths]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule, sources: list[Source]) -> None:
    found = broken(rule, sources)
    assert not found, "\n" + "\n".join(found)


def test_most_files_are_short(sources: list[Source]) -> None:
    assert median(s.text.count("\n") for s in sources if s.parts[0] in PACKAGES) < MIDDLE_FILE


def test_every_pattern_of_pure_files_and_every_exception_is_still_needed() -> None:
    idle = [each for pattern in PURE for each in spread(pattern) if not list(ROOT.glob(each))]
    idle += [path for path in (*CLOCKS, *TOOLS) if not (ROOT / path).exists()]
    idle += [place for place in LONGER if not (ROOT / place.partition(":")[0]).exists()]
    assert not idle


PLANTED: tuple[tuple[Rule, str, str, str], ...] = (
    (one_way, "forms/journey.py", "from knowledge.notice import Fact", ":1: forms never"),
    (one_way, "knowledge/load.py", "def f() -> None:\n    import bot.desk", ":2: knowledge never"),
    (one_way, "knowledge/load.py", "import urllib.request", "never imports urllib"),
    (one_way, "bot/desk.py", "from sqlmodel import Session", "bot/store/ only"),
    (one_way, "bot/turn.py", "import telegram.ext", "bot/channels/ only"),
    (downward, "bot/talk/asking.py", "from bot.turn import take_turn", "a floor above"),
    (downward, "bot/talk/asking.py", "from ..store import Database", "a floor above"),
    (downward, "bot/desk.py", "from bot.channels import terminal", "a floor above"),
    (downward, "bot/surprise.py", "", "stands on no floor"),
    (pure, "knowledge/matching.py", "from pathlib import Path", "imports pathlib.Path"),
    (pure, "forms/kinds/name.py", "x = open('a')", "calls open()"),
    (pure, "forms/journey.py", "from forms.load import load_forms", "which is not pure"),
    (pure, "bot/talk/asking.py", "import sqlite3", "imports sqlite3"),
    (clockless, "forms/load.py", "from datetime import date\nx = date.today()", ":2: date.today"),
    (clockless, "bot/turn.py", "now = datetime.now", ":1: datetime.now"),
    (short, "bot/a.py", "x = 1\n" * 251, "251 lines"),
    (short, "bot/a.py", "def f():\n" + "    x = 1\n" * 40, "f has 41 lines"),
    (named, "bot/word_utils.py", "", "says nothing"),
    (named, "bot/a.py", "def process_text(): ...", "process_text"),
    (installed, "bot/a.py", "import numpy", "not a dependency"),
)


@pytest.mark.parametrize(("rule", "path", "text", "said"), PLANTED)
def test_each_rule_finds_what_is_planted(rule: Rule, path: str, text: str, said: str) -> None:
    found = broken(rule, [Source(path, text)])
    assert len(found) == 1
    assert f"{path}:" in found[0]
    assert said in found[0]


def test_what_is_allowed_is_not_found() -> None:
    allowed = Source("bot/talk/asking.py", "from datetime import date\nfrom bot import wording\n")
    assert [found for rule in RULES for found in broken(rule, [allowed])] == []
